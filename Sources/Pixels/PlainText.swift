// SPDX-License-Identifier: AGPL-3.0-or-later

/// Whether a file is a text and nothing else, so that all of it is to be seen. What begins as markup, an object, a program, a key or the heading of a
/// letter is not: it is shown as something else than it is.
struct PlainText {
    private static let notFirst = Set("<{[%-\\".utf8)
    /// The mark that a text is UTF-8.
    private static let mark: Set<UInt8> = [0xEF, 0xBB, 0xBF]
    private static let longestWord = 64

    private(set) var mayBeText = true
    /// Its first word and the byte behind it; no more than tells how it begins.
    private var beginning: [UInt8] = []

    mutating func add(_ piece: [UInt8]) {
        guard mayBeText else { return }
        var rest = piece[...]
        if beginning.isEmpty { rest = rest.drop { $0 <= 0x20 && !Self.isControl($0) || Self.mark.contains($0) } }
        beginning += rest.prefix(Self.longestWord + 1 - beginning.count)
        mayBeText = Self.beginsAsText(beginning) && !piece.contains(where: Self.isControl)
    }

    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
    }

    private static func beginsAsText(_ text: [UInt8]) -> Bool {
        guard let first = text.first else { return true }
        let word = text.prefix { $0 < 0x80 && $0 > 0x20 && $0 != UInt8(ascii: ":") }
        // A time is no heading.
        let isHeading =
            first > UInt8(ascii: "9") && !word.isEmpty && text.dropFirst(word.count).first == UInt8(ascii: ":")
        return !notFirst.contains(first) && !isHeading
    }
}
