// SPDX-License-Identifier: AGPL-3.0-or-later

/// Base64 with the standard alphabet (RFC 4648, section 4), canonical when encoding and strict when decoding:
/// a byte string has exactly one accepted encoding.
enum Base64 {
    /// What an encoding's last group does when it is not full.
    enum Padding: Sendable {
        /// `=` fills the group: the armor.
        case required
        /// No `=` at all: the header.
        case forbidden
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    static func encode(_ bytes: some Collection<UInt8>, padding: Padding = .forbidden) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(buffer >> bits & 63)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(buffer << (6 - bits) & 63)]) }
        if padding == .required {
            while text.count % 4 != 0 { text.append(Self.padding) }
        }
        return text
    }

    /// Nil unless `text` is the one canonical encoding of some bytes.
    static func decode(_ text: ArraySlice<UInt8>, padding: Padding = .forbidden) -> [UInt8]? {
        var digits = text
        if padding == .required {
            guard text.count % 4 == 0 else { return nil }
            for _ in 0..<2 where digits.last == Self.padding { digits.removeLast() }
        }
        return decodeUnpadded(digits)
    }

    private static func decodeUnpadded(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for digit in digits {
            guard let value = value(of: digit) else { return nil }
            buffer = buffer << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        // A lone digit carries no byte, and the bits that the last digit does not need must be zero.
        guard bits < 6, buffer & ((1 << bits) - 1) == 0 else { return nil }
        return bytes
    }

    private static func value(of digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
