// SPDX-License-Identifier: AGPL-3.0-or-later

/// What stands in the intake drawer: an envelope, the order of its arrival and the hour of it.
public struct IntakeRecord: Sendable, Hashable {
    /// From 1; a number is never given twice.
    public let sequence: UInt64
    /// Hours since 1970.
    public let hour: UInt32
    public let envelope: [UInt8]

    public init(sequence: UInt64, hour: UInt32, envelope: [UInt8]) {
        self.sequence = sequence
        self.hour = hour
        self.envelope = envelope
    }
}

/// A ledger entry on its way in.
public struct LedgerAppend: Sendable, Hashable {
    public let leaf: LeafHash
    public let entry: [UInt8]

    public init(leaf: LeafHash, entry: [UInt8]) {
        self.leaf = leaf
        self.entry = entry
    }
}

/// A ledger entry. `entry` nil: erased; the leaf stays.
public struct LedgerRecord: Sendable, Hashable {
    /// From 0, without gaps.
    public let sequence: UInt64
    public let leaf: LeafHash
    public let entry: [UInt8]?

    public init(sequence: UInt64, leaf: LeafHash, entry: [UInt8]?) {
        self.sequence = sequence
        self.leaf = leaf
        self.entry = entry
    }
}

/// How much one page may hold: so many records, and so many bytes, but at least one record.
public struct PageLimit: Sendable, Hashable {
    public let count: Int
    public let byteCount: Int

    public init(count: Int, byteCount: Int) {
        self.count = count
        self.byteCount = byteCount
    }
}

/// For how long an envelope is known after it was removed, so that a repeated one is not stored again.
public struct RemovalMemory: Sendable, Hashable {
    public let count: Int
    public let hours: UInt32

    public init(count: Int, hours: UInt32) {
        self.count = count
        self.hours = hours
    }
}

/// How a store that commits in groups is bounded.
public struct CommitLimits: Sendable, Hashable {
    /// How many writes one transaction takes.
    public let writesPerCommit: Int
    /// How many writes may wait for one; beyond it a write fails as ``RelayStoreError/busy``.
    public let waitingWrites: Int

    public init(writesPerCommit: Int, waitingWrites: Int) {
        self.writesPerCommit = max(1, writesPerCommit)
        self.waitingWrites = max(1, waitingWrites)
    }
}
