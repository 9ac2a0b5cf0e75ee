// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages
import Mustache

/// Escapes text for HTML, byte by byte. swift-mustache's own escaping compares whole characters: a quotation mark
/// followed by a combining accent is another character to it, passes unescaped, and closes the attribute it stands in. What a value says of
/// the direction of reading ends with the value, in text, attributes and options alike.
struct EscapedText: MustacheContentType {
    /// What templates declare in their first line to be escaped so.
    static let pragma = "{{% CONTENT_TYPE:\(name)}}"

    private static let name = "ESCAPED"

    /// Registers the content type once for the process; templates cannot be parsed before.
    static let registration: Void = MustacheContentTypes.register(EscapedText(), named: name)

    func escapeText(_ text: String) -> String {
        let text = Bidirectional.contained(text)
        guard text.utf8.contains(where: { Self.replacement(for: $0) != nil }) else { return text }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count + 64)
        for byte in text.utf8 {
            if let replacement = Self.replacement(for: byte) {
                escaped.append(contentsOf: replacement.utf8)
            } else {
                escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func replacement(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        case UInt8(ascii: "`"): "&#96;"
        // A browser reads NUL as a replacement character in some places and drops it in others.
        case 0: "\u{FFFD}"
        default: nil
        }
    }
}
