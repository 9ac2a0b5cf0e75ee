// SPDX-License-Identifier: AGPL-3.0-or-later
internal import DeskFormats
internal import RelayAPI

/// Rebuilds a damaged ledger file: what is sound here is kept, the rest comes from the relay, and the whole has to give
/// the root that this machine had checked. So the relay can help, but it cannot lie.
struct LedgerRepair {
    enum Failure: Error {
        /// The relay's history is not the one that was checked.
        case otherHistory
    }

    let files: DeskDirectory
    let link: any RelayLink

    static let unfinishedName = LedgerLog.name + ".new"
    private static let pageCount = 256

    func run(upTo state: VerifiedState) async throws {
        let sound = try soundPayloads()
        let rebuilt = files.file(Self.unfinishedName)
        try await rebuild(rebuilt, state, sound)
        try DeskDirectory.rename(rebuilt, to: files.file(LedgerLog.name))
    }

    private func rebuild(_ path: String, _ state: VerifiedState, _ sound: [[UInt8]: [UInt8]]) async throws {
        var tree = LedgerTree()
        let rebuilt = try OpenFile(path, .create)
        try rebuilt.write(LedgerLog.magic, at: 0)
        var end = UInt64(LedgerLog.magic.count)
        while tree.size < state.count {
            let items = try await link.readLedger(
                from: UInt64(tree.size), limit: min(Self.pageCount, state.count - tree.size))
            guard !items.isEmpty else { throw Failure.otherHistory }
            for item in items {
                guard item.sequence == UInt64(tree.size) else { throw Failure.otherHistory }
                let kept = LedgerItem(
                    sequence: item.sequence, leaf: item.leaf, payload: sound[item.leaf] ?? item.payload)
                let record = LedgerLog.encode(kept)
                try rebuilt.write(record, at: end)
                end += UInt64(record.count)
                tree.append(leaf: item.leaf)
            }
        }
        guard tree.root(at: state.count) == state.root else { throw Failure.otherHistory }
        try rebuilt.sync()
    }

    /// Payloads that still are what their leaf says, by leaf.
    private func soundPayloads() throws -> [[UInt8]: [UInt8]] {
        var sound: [[UInt8]: [UInt8]] = [:]
        let log = try LedgerLog(in: files)
        while true {
            let items = try log.scan(about: 1 << 20)
            if items.isEmpty { return sound }
            for item in items {
                guard let payload = item.payload, MerkleTree.leafHash(of: payload) == item.leaf else { continue }
                sound[item.leaf] = payload
            }
        }
    }
}
