// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import Sealing

/// What was decided at this desk about pairs, in a sealed file of its own.
struct PairBook: Sendable {
    private static let mostDecisions = 5_000

    private var record: PairRecord
    private let files: DeskDirectory
    private let key: LocalStorageKey

    /// What is damaged reads as nothing decided: it is asked again.
    init(in files: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) {
        self.files = files
        self.key = key
        record = try PairRecord.load(from: files, key) ?? PairRecord()
    }

    /// Of each pair, the newest last.
    var decisions: [DuplicatePair: [DuplicateDecision]] { record.decisions }

    var isFull: Bool { decisions.values.reduce(0) { $0 + $1.count } >= Self.mostDecisions }

    /// Durable when it returns.
    mutating func add(_ decision: DuplicateDecision, about pair: DuplicatePair) throws(StorageError) {
        record.decisions[pair, default: []].append(decision)
        try record.save(in: files, key)
    }

    /// Nothing of what was destroyed stays. Durable when it returns.
    mutating func forget(where isGone: (DuplicatePair) -> Bool) throws(StorageError) {
        let kept = decisions.filter { !isGone($0.key) }
        guard kept.count < decisions.count else { return }
        record.decisions = kept
        try record.save(in: files, key)
    }
}
