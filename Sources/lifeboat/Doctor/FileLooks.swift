// SPDX-License-Identifier: AGPL-3.0-or-later
import CommandValues
import Foundation
import RelayStoreSQLite

/// Looks at the files of relay and desk, and changes nothing. Both may be running meanwhile.
enum FileLooks {
    static func relay(_ folder: URL) -> Check {
        .relayFiles(relayFiles(folder), in: folder.path)
    }

    static func desk(_ folder: URL) -> Check {
        .deskFiles(deskFiles(folder), in: folder.path)
    }

    private static func relayFiles(_ folder: URL) -> PartFiles.Relay? {
        guard exists(folder) else { return nil }
        let database = folder.appending(path: "relay.sqlite")
        return PartFiles.Relay(
            readableByOthers: readableByOthers(folder), hasDatabase: exists(database),
            isDatabaseWhole: isWhole(database),
            checkpointKey: head(folder.appending(path: "checkpoint.key"), 256)
                .map { String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self) })
    }

    /// An empty file is a whole database to SQLite, and to nobody else.
    private static func isWhole(_ database: URL) -> Bool? {
        guard exists(database) else { return nil }
        guard head(database, 1)?.isEmpty == false else { return false }
        return try? SQLiteStore.isWhole(path: database.path)
    }

    private static func deskFiles(_ folder: URL) -> PartFiles.Desk? {
        guard exists(folder) else { return nil }
        let keys = folder.appending(path: "device.keys")
        let size = try? FileManager.default.attributesOfItem(atPath: keys.path)[.size] as? NSNumber
        return PartFiles.Desk(
            readableByOthers: readableByOthers(folder), keyFileByteCount: size?.intValue,
            ledgerHead: head(folder.appending(path: "ledger.log"), PartFiles.Desk.ledgerHeadByteCount))
    }

    private static func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

    /// What lies in the folder and is not its owner's alone, by name; nothing where the folder itself shuts others out.
    private static func readableByOthers(_ folder: URL) -> [String] {
        guard let mode = Checks.mode(folder.path), mode & 0o077 != 0 else { return [] }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        return [folder.path]
            + names.map { folder.appending(path: $0).path }.filter { (Checks.mode($0) ?? 0) & 0o077 != 0 }
    }

    private static func head(_ file: URL, _ byteCount: Int) -> [UInt8]? {
        guard let handle = try? FileHandle(forReadingFrom: file) else { return nil }
        defer { try? handle.close() }
        return ((try? handle.read(upToCount: byteCount)) ?? nil).map { [UInt8]($0) } ?? []
    }
}
