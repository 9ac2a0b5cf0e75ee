// SPDX-License-Identifier: AGPL-3.0-or-later

/// What was seen of a part's folder.
public enum PartFiles {
    /// Of the relay's folder.
    public struct Relay: Hashable, Sendable {
        /// Files and folders that other users may read.
        public var readableByOthers: [String]
        public var hasDatabase: Bool
        /// Whether SQLite finds the database whole; nil where it cannot be read.
        public var isDatabaseWhole: Bool?
        /// The checkpoint key's file without its line end; nil where there is none.
        public var checkpointKey: String?

        public init(
            readableByOthers: [String] = [], hasDatabase: Bool, isDatabaseWhole: Bool? = nil, checkpointKey: String?
        ) {
            self.readableByOthers = readableByOthers
            self.hasDatabase = hasDatabase
            self.isDatabaseWhole = isDatabaseWhole
            self.checkpointKey = checkpointKey
        }
    }

    /// Of the desk's folder.
    public struct Desk: Hashable, Sendable {
        /// How much of `ledger.log` is looked at.
        public static let ledgerHeadByteCount = 64

        public var readableByOthers: [String]
        /// Bytes of `device.keys`; nil where there is none.
        public var keyFileByteCount: Int?
        /// The first bytes of `ledger.log`, at least ``ledgerHeadByteCount`` where it has them; nil where there is none.
        public var ledgerHead: [UInt8]?

        public init(readableByOthers: [String] = [], keyFileByteCount: Int?, ledgerHead: [UInt8]?) {
            self.readableByOthers = readableByOthers
            self.keyFileByteCount = keyFileByteCount
            self.ledgerHead = ledgerHead
        }
    }
}

/// What is to be said of a part's files. What only the passphrase opens is looked at from outside: size and first bytes.
extension Check {
    /// - Parameter files: nil where the folder is not there.
    public static func relayFiles(_ files: PartFiles.Relay?, in folder: String) -> Check {
        let title = "relay's files"
        guard let files else { return Check(title, .good("none yet; the relay's first start makes them")) }
        if files.hasDatabase, files.isDatabaseWhole != true {
            return Check(
                title,
                .failure(
                    files.isDatabaseWhole == nil
                        ? "\(folder)/relay.sqlite cannot be read" : "\(folder)/relay.sqlite is damaged",
                    advice: "check its owner and rights, and the disk; if it is beyond repair, restore a backup"
                ))
        }
        switch files.checkpointKey {
        case let key? where !files.hasDatabase && isKey(key):
            return Check(
                title,
                .failure(
                    "\(folder)/relay.sqlite is missing: with it went what waited here for people and for desks",
                    advice: "restore it from a backup before the relay starts; without one, desks raise an alarm"))
        case nil where files.hasDatabase:
            return Check(
                title,
                .failure(
                    "\(folder)/checkpoint.key is missing",
                    advice: "restore it from a backup before the relay starts: desks know the relay by this key"))
        case let key? where !isKey(key):
            return Check(
                title,
                .failure(
                    "\(folder)/checkpoint.key is damaged",
                    advice: "restore it from a backup: desks know the relay by this key"))
        default: break
        }
        return privacy(title, files.readableByOthers, folder)
    }

    /// - Parameter files: nil where the folder is not there.
    public static func deskFiles(_ files: PartFiles.Desk?, in folder: String) -> Check {
        let title = "desk's files"
        guard let files else { return Check(title, .good("none yet; founding or joining makes them")) }
        if let count = files.keyFileByteCount, count != keyFileByteCount {
            return Check(
                title,
                .failure(
                    "\(folder)/device.keys is damaged",
                    advice: "restore it from a backup, or recover with the recovery sheet"))
        }
        if files.keyFileByteCount == nil, (files.ledgerHead?.count ?? 0) > ledgerMagic.count {
            return Check(
                title,
                .failure(
                    "\(folder)/device.keys is missing: without it nothing here opens",
                    advice: "restore it from a backup, or move the folder away and recover with the recovery sheet"))
        }
        if let head = files.ledgerHead, !head.starts(with: ledgerMagic) {
            return Check(
                title,
                .warning(
                    "\(folder)/ledger.log is damaged", advice: "the desk fetches it again from the relay when it opens")
            )
        }
        return privacy(title, files.readableByOthers, folder)
    }

    private static func privacy(_ title: String, _ readable: [String], _ folder: String) -> Check {
        guard let first = readable.first else { return Check(title, .good("whole, and their owner's alone")) }
        let rest = readable.count > 1 ? " and \(readable.count - 1) more" : ""
        return Check(
            title,
            .warning("\(first)\(rest) can be read by other users", advice: "chmod -R go= \(folder)"))
    }

    /// docs/protocol.md, section 7: a salt and four slots.
    static let keyFileByteCount = 32 + 4 * 1_024
    static let ledgerMagic = Array("lifeboat-ledger\u{1}".utf8)

    private static func isKey(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
