// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes
package import Casework
internal import Crypto
package import RelayAPI
internal import Sealing

/// Where the entries of each compartment stand in the ledger file, with a digest over the leaves of each, sealed by this machine
/// (docs/protocol.md, section 7): so that a desk that is unlocked can read and vouch for the newest compartments without reading the
/// rest first. It says nothing that the ledger does not say. Without it, or with one that is damaged or of another ledger, the ledger
/// is read from its first entry.
package struct LedgerMap: SealedRecord, Equatable {
    package static let name = "map.sealed"
    package static let byteCountLimit = 256 << 20

    package struct Part: Sendable, Equatable {
        package let compartment: ID<Compartment>
        /// In ledger order, all below ``LedgerMap/count``.
        package let places: [Int]
        /// SHA-256 over the leaves at these places, one after the other.
        package let digest: [UInt8]

        package init(compartment: ID<Compartment>, places: [Int], digest: [UInt8]) {
            self.compartment = compartment
            self.places = places
            self.digest = digest
        }
    }

    /// How many entries it covers.
    package var count = 0
    /// The tree over these.
    package var frontier = MerkleFrontier()
    /// Of each entry: 0 for one without a payload, else one more than its place among ``RelayLimits/entryByteCounts``.
    package var sizes: [UInt8] = []
    /// The organisation's own entries and those of every compartment, whether or not they could be opened; by identifier.
    package var parts: [Part] = []
    /// Epochs of ledger keys that were not here.
    package var lockedEpochs: [UInt32] = []

    package static func digest(of leaves: some Sequence<[UInt8]>) -> [UInt8] {
        var hash = SHA256()
        for leaf in leaves { hash.update(data: leaf) }
        return Array(hash.finalize())
    }

    package static func size(of byteCount: Int) -> UInt8 {
        RelayLimits.entryByteCounts.firstIndex(of: byteCount).map { UInt8($0 + 1) } ?? 0
    }

    package static func byteCount(of size: UInt8) -> Int { size == 0 ? 0 : RelayLimits.entryByteCounts[Int(size) - 1] }

    // MARK: - Bytes

    package func encoded() -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: 64 + sizes.count * 4 + parts.count * 52)
        writer.u8(1)
        writer.u64(UInt64(count))
        writer.u8(UInt8(frontier.subtrees.count))
        for subtree in frontier.subtrees { writer.raw(subtree) }
        writer.raw(sizes)
        writer.u32(UInt32(parts.count))
        for part in parts {
            writer.raw(part.compartment.bytes)
            writer.raw(part.digest)
            writer.u32(UInt32(part.places.count))
            var last = 0
            for place in part.places {
                Self.write(place - last, to: &writer)
                last = place
            }
        }
        writer.u32(UInt32(lockedEpochs.count))
        for epoch in lockedEpochs { writer.u32(epoch) }
        return writer.bytes
    }

    /// Seven bits at a time, the lowest first; all but the last with the eighth bit.
    private static func write(_ number: Int, to writer: inout ByteWriter) {
        var rest = UInt64(number)
        while rest >= 0x80 {
            writer.u8(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        writer.u8(UInt8(rest))
    }

    private static func number(from reader: inout ByteReader) throws(ByteReaderError) -> Int {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            let byte = try reader.u8()
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int(number) }
        }
        throw .invalidValue
    }

    package init() {}

    package init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1, let count = Int(exactly: try reader.u64()) else { throw .invalidValue }
        self.count = count
        var subtrees: [[UInt8]] = []
        for _ in 0..<(try reader.u8()) { subtrees.append(try reader.raw(32)) }
        guard let frontier = MerkleFrontier(size: UInt64(count), subtrees: subtrees) else { throw .invalidValue }
        self.frontier = frontier
        sizes = try reader.raw(count)
        guard sizes.allSatisfy({ Int($0) <= RelayLimits.entryByteCounts.count }) else { throw .invalidValue }
        for _ in 0..<(try reader.u32()) { parts.append(try Self.part(from: &reader, below: count)) }
        for _ in 0..<(try reader.u32()) { lockedEpochs.append(try reader.u32()) }
        try reader.finish()
    }

    private static func part(from reader: inout ByteReader, below count: Int) throws(ByteReaderError) -> Part {
        guard let compartment = ID<Compartment>(try reader.raw(16)) else { throw .invalidValue }
        let digest = try reader.raw(32)
        var (places, last) = ([Int](), -1)
        for _ in 0..<(try reader.u32()) {
            let place = max(last, 0) + (try number(from: &reader))
            guard place > last, place < count else { throw .invalidValue }
            places.append(place)
            last = place
        }
        return Part(compartment: compartment, places: places, digest: digest)
    }
}
