// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes

/// Which blobs this desk has claimed at the relay. Where it is lost they are claimed again, which changes nothing.
package struct ClaimedBlobs: SealedRecord, Equatable {
    package static let name = "claims.sealed"
    package static let byteCountLimit = 64 << 20

    /// When everything is to be claimed anew, in seconds since 1970; 0 at first.
    package var roundEnds: UInt64 = 0
    /// By the blob's name: whether it was claimed in this round, or in an earlier one.
    package var claimed: [[UInt8]: Bool] = [:]

    package init() {}

    package func encoded() -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: 13 + claimed.count * 33)
        writer.u8(1)
        writer.u64(roundEnds)
        writer.u32(UInt32(claimed.count))
        for (blob, isOfThisRound) in claimed.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            writer.raw(blob)
            writer.u8(isOfThisRound ? 1 : 0)
        }
        return writer.bytes
    }

    package init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1 else { throw .invalidValue }
        roundEnds = try reader.u64()
        var last: [UInt8] = []
        for _ in 0..<(try reader.u32()) {
            let blob = try reader.raw(32)
            guard last.lexicographicallyPrecedes(blob) else { throw .invalidValue }
            let flag = try reader.u8()
            guard flag <= 1 else { throw .invalidValue }
            claimed[blob] = flag == 1
            last = blob
        }
        try reader.finish()
    }
}
