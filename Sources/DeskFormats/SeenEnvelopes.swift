// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes

/// Which envelopes that no key opens somebody at this desk has said to have seen (docs/decisions/0100). Where it is lost they are told again.
package struct SeenEnvelopes: SealedRecord, Equatable {
    package static let name = "seen-envelopes.sealed"
    package static let byteCountLimit = 64 << 20

    /// How many this desk removed from the drawer that nobody had said to have seen.
    package var removedCount: UInt64 = 0
    /// By the number of the envelope: in which hour the relay got it, since 1970. Another relay may give the same number to another one.
    package var hours: [UInt64: UInt32] = [:]

    package init() {}

    package func encoded() -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: 13 + hours.count * 12)
        writer.u8(1)
        writer.u64(removedCount)
        writer.u32(UInt32(hours.count))
        for (number, hour) in hours.sorted(by: { $0.key < $1.key }) {
            writer.u64(number)
            writer.u32(hour)
        }
        return writer.bytes
    }

    package init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1 else { throw .invalidValue }
        removedCount = try reader.u64()
        var last: UInt64?
        for _ in 0..<(try reader.u32()) {
            let number = try reader.u64()
            if let last, number <= last { throw .invalidValue }
            hours[number] = try reader.u32()
            last = number
        }
        try reader.finish()
    }
}
