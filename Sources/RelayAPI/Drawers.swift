// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes

/// A sealed envelope from the intake drawer.
public struct IntakeItem: Sendable, Hashable {
    /// The order of its arrival, from 1.
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

/// An entry of the ledger. `payload` nil: erased; the leaf stays.
public struct LedgerItem: Sendable, Hashable {
    /// The entry's place in the tree, from 0.
    public let sequence: UInt64
    /// 32 bytes, ``MerkleTree/leafHash(of:)`` of the payload.
    public let leaf: [UInt8]
    public let payload: [UInt8]?

    public init(sequence: UInt64, leaf: [UInt8], payload: [UInt8]?) {
        self.sequence = sequence
        self.leaf = leaf
        self.payload = payload
    }
}

/// How far the two numbered drawers are filled.
public struct Tallies: Sendable, Hashable {
    /// The highest number that the intake drawer has given out.
    public var lastIntake: UInt64
    /// How many entries the ledger has.
    public var ledgerSize: UInt64

    public init(lastIntake: UInt64, ledgerSize: UInt64) {
        self.lastIntake = lastIntake
        self.ledgerSize = ledgerSize
    }
}

/// What the relay answers to an append.
public struct AppendReceipt: Sendable, Hashable {
    /// Numbers in the order of the entries.
    public let sequences: [UInt64]
    /// The text of a checkpoint note that covers them.
    public let note: String

    public init(sequences: [UInt64], note: String) {
        self.sequences = sequences
        self.note = note
    }
}
