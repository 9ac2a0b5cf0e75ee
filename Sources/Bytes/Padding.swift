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
