// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes

/// Base64 with the standard alphabet and padding (RFC 4648, section 4), strict when decoding: for structured fields
/// (RFC 9651) and signed notes.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String {
        var text = Base64URL.encode(bytes).utf8.map(standard)
        while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil unless `text` is the canonical encoding of exactly `byteCount` bytes.
    static func decode(_ text: some StringProtocol, byteCount: Int) -> [UInt8]? {
        guard text.utf8.count == (byteCount + 2) / 3 * 4 else { return nil }
        let padding = (3 - byteCount % 3) % 3
        guard text.utf8.suffix(padding).allSatisfy({ $0 == UInt8(ascii: "=") }) else { return nil }
        var digits: [UInt8] = []
        for digit in text.utf8.dropLast(padding) {
            switch digit {
            case UInt8(ascii: "-"), UInt8(ascii: "_"): return nil
            case UInt8(ascii: "+"): digits.append(UInt8(ascii: "-"))
            case UInt8(ascii: "/"): digits.append(UInt8(ascii: "_"))
            default: digits.append(digit)
            }
        }
        return Base64URL.decode(String(decoding: digits, as: UTF8.self))
    }

    private static func standard(_ digit: UInt8) -> UInt8 {
        switch digit {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: digit
        }
    }
}
