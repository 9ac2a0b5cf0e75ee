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

    /// The value of each character, 0 to 63, or 255 for one that is no digit.
    private static let values: [UInt8] = (0...UInt8.max).map { digit in value(of: digit) ?? 255 }

    static func encode(_ bytes: [UInt8], padding: Padding = .forbidden) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        append(bytes.span, padding: padding, to: &text)
        return text
    }

    /// Appends the encoding of `bytes`.
    static func append(_ bytes: Span<UInt8>, padding: Padding, to text: inout [UInt8]) {
        let alphabet = alphabet
        let digitCount = (bytes.count * 8 + 5) / 6
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for index in 0..<bytes.count {
            buffer = buffer << 8 | UInt32(bytes[index])
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(buffer >> bits & 63)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(buffer << (6 - bits) & 63)]) }
        guard padding == .required else { return }
        for _ in 0..<(4 - digitCount % 4) % 4 { text.append(Self.padding) }
    }

    /// Nil unless `text` is the one canonical encoding of some bytes.
    static func decode(_ text: ArraySlice<UInt8>, padding: Padding = .forbidden) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        return append(decoding: text, padding: padding, to: &bytes) ? bytes : nil
    }

    /// Appends the bytes that `text` encodes; false, and then something may have been appended, unless it is their
    /// one canonical encoding.
    static func append(decoding text: ArraySlice<UInt8>, padding: Padding, to bytes: inout [UInt8]) -> Bool {
        var digits = text
        if padding == .required {
            guard text.count % 4 == 0 else { return false }
            for _ in 0..<2 where digits.last == Self.padding { digits.removeLast() }
        }
        let values = values
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for digit in digits {
            let value = values[Int(digit)]
            guard value < 64 else { return false }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        // A lone digit carries no byte, and the bits that the last digit does not need must be zero.
        return bits < 6 && buffer & ((1 << bits) - 1) == 0
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
