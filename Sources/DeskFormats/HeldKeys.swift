// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes
package import Casework
internal import Crypto
package import Sealing

/// Every key that this machine was granted, and the grants that are erased when their keys have served: at unlock no grant is opened
/// again. Most of what a desk remembers, and seldom changed, so it has a file of its own (docs/protocol.md, section 7).
package struct HeldKeys: Sendable {
    package private(set) var keys: KeyRing
    /// By the place of each in the ledger: an intake key's, and those of cases.
    package private(set) var grants: [Int: HeldGrant]
    /// Another object after each change that matters to the file.
    package private(set) var revision = Revision()

    package final class Revision: Sendable {}

    /// Which of the two files holds them, and what is in it: so that keys and what was checked change together or not at all, and
    /// an older file, with keys that were destroyed since, does not pass for the one that belongs to it.
    package struct File: Hashable, Sendable {
        package let number: UInt8
        /// SHA-256 of the content.
        package let digest: [UInt8]

        package init?(number: UInt8, digest: [UInt8]) {
            guard number < 2, digest.count == 32 else { return nil }
            self.number = number
            self.digest = digest
        }

        package var name: String { HeldKeys.names[Int(number)] }
    }

    package static let names = ["keys-0.sealed", "keys-1.sealed"]
    package static let byteCountLimit = 64 << 20

    package init(keys: KeyRing = KeyRing(), grants: [Int: HeldGrant] = [:]) {
        self.keys = keys
        self.grants = grants
    }

    // MARK: - Changes

    /// Takes in what counts of a grant. Gives the keys that were not here before.
    package mutating func take(_ grant: Grant, at sequence: Int, from member: ID<Member>?) -> [GrantedKey] {
        let fresh = grant.keys.filter { !keys.holds($0) }
        keys.accept(grant, from: member)
        let held = HeldGrant(grant)
        if !fresh.isEmpty || grants[sequence] != held { revision = Revision() }
        grants[sequence] = held
        return fresh.filter(keys.holds)
    }

    /// Takes a ledger key that has another file (``LedgerKeyRecord``).
    package mutating func accept(_ key: LedgerKey) { keys.accept(key) }

    /// Puts the key first that opened something. Not saved for its own sake: reading the entries again finds it again.
    package mutating func prefer(_ key: CompartmentKey) { keys.prefer(key) }

    /// Where grants stand that hold keys of a compartment.
    package func places(of compartment: ID<Compartment>) -> [Int] {
        grants.filter { $0.value.compartments.contains(compartment) }.keys.sorted()
    }

    /// Drops every key of a compartment. Gives the places of the grants that held them.
    package mutating func forget(_ compartment: ID<Compartment>) -> [Int] {
        let places = places(of: compartment)
        for place in places { grants[place] = nil }
        keys.forget(compartment)
        revision = Revision()
        return places
    }

    /// Drops intake keys as ``Sealing/KeyRing/forgetIntakes(replacedBefore:onCards:notFromTheFutureAt:isRead:)`` does. Gives the places of their grants.
    package mutating func forgetIntakes(
        replacedBefore second: UInt64, onCards cards: [UInt64], notFromTheFutureAt now: UInt64,
        isRead: (IntakeKey) -> Bool
    ) -> [Int] {
        let forgotten = keys.forgetIntakes(
            replacedBefore: second, onCards: cards, notFromTheFutureAt: now, isRead: isRead)
        guard !forgotten.isEmpty else { return [] }
        let kept = Set(keys.intakes.map(\.second))
        let expired = grants.filter { $0.value.intakeSecond.map { !kept.contains($0) } ?? false }.keys.sorted()
        for place in expired { grants[place] = nil }
        revision = Revision()
        return expired
    }

    // MARK: - Bytes

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.u8(1)
        writer.u32(UInt32(grants.count))
        for (sequence, grant) in grants.sorted(by: { $0.key < $1.key }) {
            writer.u64(UInt64(sequence))
            grant.write(to: &writer)
        }
        writer.sized32(keys.exposedBytes(at: 0))
        return writer.bytes
    }

    package init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1 else { throw .invalidValue }
        grants = [:]
        for _ in 0..<(try reader.u32()) {
            guard let sequence = Int(exactly: try reader.u64()) else { throw .invalidValue }
            grants[sequence] = try HeldGrant(reading: &reader)
        }
        keys = try KeyRing(parsing: try reader.sized32())
        try reader.finish()
    }

    /// The file in which this content is to be written, where `current` is the one that stands.
    package static func file(for content: [UInt8], after current: File?) -> File {
        let digest = Array(SHA256.hash(data: content))
        guard let file = File(number: current.map { 1 - $0.number } ?? 0, digest: digest) else {
            preconditionFailure("a digest is 32 bytes")
        }
        return file
    }

    /// Nil unless it is the content of that file.
    package init?(_ content: [UInt8], of file: File) {
        guard Array(SHA256.hash(data: content)) == file.digest else { return nil }
        try? self.init(parsing: content)
    }
}
