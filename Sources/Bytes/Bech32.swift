// SPDX-License-Identifier: AGPL-3.0-or-later

/// Bech32 (BIP-173) over whole bytes, without its limit of 90 characters, as age uses it too: letters and digits
/// that are hard to confuse, and a checksum that catches typing mistakes.
public enum Bech32 {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let generators: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
    private static let separator = UInt8(ascii: "1")

    /// `prefix` in lower case, `1`, the data and six characters of checksum.
    public static func encode(prefix: String, _ bytes: [UInt8]) -> String {
        let prefixBytes = Array(prefix.utf8)
        let digits = fiveBitDigits(of: bytes)
        let remainder = polymod(expanded(prefixBytes) + digits + [0, 0, 0, 0, 0, 0]) ^ 1
        let checksum = (0..<6).map { UInt8(truncatingIfNeeded: remainder >> UInt32(5 * (5 - $0)) & 31) }
        let text = prefixBytes + [separator] + (digits + checksum).map { alphabet[Int($0)] }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes behind `prefix`, or nil unless `text` is their one encoding, all in lower or all in upper case.
    public static func decode(_ text: String, prefix: String) -> [UInt8]? {
        guard let lowered = singleCase(Array(text.utf8)) else { return nil }
        let prefixBytes = Array(prefix.utf8)
        guard lowered.count >= prefixBytes.count + 7, lowered.starts(with: prefixBytes + [separator]) else {
            return nil
        }
        var digits: [UInt8] = []
        for letter in lowered.dropFirst(prefixBytes.count + 1) {
            guard let digit = alphabet.firstIndex(of: letter) else { return nil }
            digits.append(UInt8(digit))
        }
        guard polymod(expanded(prefixBytes) + digits) == 1 else { return nil }
        return bytes(of: digits.dropLast(6))
    }

    private static func singleCase(_ text: [UInt8]) -> [UInt8]? {
        let upper = UInt8(ascii: "A")...UInt8(ascii: "Z")
        let lower = UInt8(ascii: "a")...UInt8(ascii: "z")
        let hasUpper = text.contains { upper.contains($0) }
        let hasLower = text.contains { lower.contains($0) }
        guard !(hasUpper && hasLower) else { return nil }
        return text.map { upper.contains($0) ? $0 + 32 : $0 }
    }

    private static func expanded(_ prefix: [UInt8]) -> [UInt8] {
        prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 }
    }

    private static func polymod(_ digits: [UInt8]) -> UInt32 {
        var checksum: UInt32 = 1
        for digit in digits {
            let top = checksum >> 25
            checksum = (checksum & 0x1ff_ffff) << 5 ^ UInt32(digit)
            for index in 0..<5 where top >> UInt32(index) & 1 == 1 { checksum ^= generators[index] }
        }
        return checksum
    }

    private static func fiveBitDigits(of bytes: [UInt8]) -> [UInt8] {
        var digits: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                digits.append(UInt8(truncatingIfNeeded: buffer >> bits & 31))
            }
        }
        if bits > 0 { digits.append(UInt8(truncatingIfNeeded: buffer << (5 - bits) & 31)) }
        return digits
    }

    /// Nil if more than four bits are left over or one of them is set.
    private static func bytes(of digits: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for digit in digits {
            buffer = buffer << 5 | UInt32(digit)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        guard bits < 5, buffer & ((1 << bits) - 1) == 0 else { return nil }
        return bytes
    }
}
