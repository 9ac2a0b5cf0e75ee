// SPDX-License-Identifier: AGPL-3.0-or-later

/// Sizes that say less than the true ones (docs/protocol.md, section 1.3).
public enum Padding {
    /// The PADME size for content of `byteCount` bytes: at most 12 % more, and it leaks
    /// O(log log n) bits about n. Nikitin et al., "Reducing Metadata Leakage from Encrypted Files
    /// and Communication with PURBs", PoPETs 2019, section 4.
    public static func padmeByteCount(_ byteCount: UInt64) -> UInt64 {
        guard byteCount > 1 else { return byteCount }
        let exponent = UInt64(63 - byteCount.leadingZeroBitCount)
        let exponentBits = UInt64(64 - exponent.leadingZeroBitCount)
        let lastBits = exponent - exponentBits
        let mask = (UInt64(1) << lastBits) - 1
        return (byteCount + mask) & ~mask
    }

    /// The smallest of `buckets` (ascending) that holds `byteCount` bytes, or nil.
    public static func bucket(holding byteCount: Int, from buckets: [Int]) -> Int? {
        for bucket in buckets where bucket >= byteCount { return bucket }
        return nil
    }
}

extension Padding {
    /// `content` behind its length, filled up with zero bytes to `byteCount` (docs/protocol.md, section 1.3), or nil if
    /// that does not hold it.
    public static func padded(_ content: [UInt8], to byteCount: Int) -> [UInt8]? {
        guard content.count + lengthByteCount <= byteCount else { return nil }
        var writer = ByteWriter(reservingCapacity: byteCount)
        writer.sized32(content)
        writer.raw(repeatElement(0, count: byteCount - lengthByteCount - content.count))
        return writer.bytes
    }

    /// The content of a padded structure. Refuses any fill other than zero bytes.
    public static func content(of padded: [UInt8]) throws(ByteReaderError) -> [UInt8] {
        var reader = ByteReader(padded)
        let content = try reader.sized32()
        guard reader.rest().allSatisfy({ $0 == 0 }) else { throw .invalidValue }
        return content
    }

    private static let lengthByteCount = 4
}
