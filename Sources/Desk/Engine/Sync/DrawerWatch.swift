// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Correspondence

/// What lies in the intake drawer and this desk could not take in, by the numbers of its envelopes.
///
/// Anybody can put anything there, and the relay cannot tell. What this desk finds to be for nobody it may remove once it has looked
/// twice, with the whole ledger read between: a key that opens it stands in the ledger before anybody can seal to it.
struct DrawerWatch {
    /// So many of the oldest stay: a desk that is older than its portal, or lacks a key and does not know it, loses no more.
    static let keptCount = 64
    /// So many letters with one pass may wait for whoever is away.
    static let keptLettersCount = 256

    /// How often the ledger had been read when each was first found to be for nobody as far as this desk can tell.
    private var forNobody: [UInt64: Int] = [:]
    /// Those among them that no key of this desk opens; it may lack the key.
    private var closed: Set<UInt64> = []
    /// The names of the passes of letters that this desk cannot open.
    private var letters: [UInt64: [UInt8]] = [:]
    /// What was found before the ledger told more, and is to be looked at again.
    private var stale: Set<UInt64> = []
    private var readings = 0
    /// What was removed since the desk was unlocked.
    private(set) var removedCount = 0

    /// Opened and not believed, or not even the outside of an envelope.
    var unbelievedCount: Int { forNobody.count - closed.count }
    var closedCount: Int { closed.count }

    /// The whole ledger was read, as far as the relay has it.
    mutating func ledgerWasRead() { readings += 1 }

    /// The drawer is read from its start again: what was found may be wrong now.
    mutating func beginAnew() { stale = Set(forNobody.keys).union(letters.keys) }

    /// The drawer was read to its end: what was not there any more somebody else took.
    mutating func end() { forget(Array(stale)) }

    /// Nothing here opens it, or what it holds is nothing that anybody may send.
    mutating func note(_ sequence: UInt64, isClosed: Bool) {
        stale.remove(sequence)
        letters[sequence] = nil
        if forNobody[sequence] == nil { forNobody[sequence] = readings }
        if isClosed { closed.insert(sequence) } else { closed.remove(sequence) }
    }

    mutating func note(letter pass: DoorPass, in sequence: UInt64) {
        forget([sequence])
        letters[sequence] = pass.id
    }

    /// It was taken in, or is known to be something, or is gone.
    mutating func forget(_ sequences: [UInt64]) {
        for sequence in sequences {
            forNobody[sequence] = nil
            closed.remove(sequence)
            letters[sequence] = nil
            stale.remove(sequence)
        }
    }

    /// What may go now, in order.
    /// - Parameter closedToo: this desk opens whatever anybody of the organisation opens; else what it cannot open stays.
    func surplus(closedToo: Bool) -> [UInt64] {
        let nobodys = forNobody.keys.sorted().dropFirst(Self.keptCount).filter { sequence in
            forNobody[sequence].map { $0 < readings } == true && !stale.contains(sequence)
                && (closedToo || !closed.contains(sequence))
        }
        let tooMany = Dictionary(grouping: letters.keys) { letters[$0] }.values.flatMap { alike in
            alike.sorted().dropFirst(Self.keptLettersCount)
        }
        return (nobodys + tooMany).sorted()
    }

    mutating func removed(_ sequences: [UInt64]) {
        removedCount += sequences.count
        forget(sequences)
    }
}
