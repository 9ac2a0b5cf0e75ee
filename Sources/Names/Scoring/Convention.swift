// SPDX-License-Identifier: AGPL-3.0-or-later

/// A way to write Slavic names in Latin letters, told by letters that only it uses.
public enum Convention: String, Sendable, CaseIterable {
    case german, dutch, swedish, hungarian, polish, finnish, french, turkish, scholarly, belarusian, baltic, english

    private struct Sign: Sendable {
        /// Its letters, the last one lowest, and which bits they take.
        let letters: UInt128
        let mask: UInt128
        let isEnding: Bool
        let convention: Convention
        /// Its letters as bits; see ``bits(of:)``.
        let bits: UInt64
    }

    /// The first sign that a word shows decides: longer and rarer groups stand first. What several languages write, as
    /// -ow, -au, -ou and -s, is no sign.
    private static let signs: [Sign] = {
        let table: [(Convention, String)] = [
            (.german, "tsch dsch"), (.dutch, "tsj sjtsj zj dzj oe"), (.finnish, "tš tsh štš"), (.swedish, "tj sj"),
            (.french, "tch dj ine$ off$ gue gui ï"), (.english, "rzh"), (.hungarian, "rzs"),
            (.belarusian, "ŭ"), (.polish, "szcz cz sz rz ł ż"),
            (.hungarian, "zs cs"), (.german, "sch"), (.turkish, "ş ç ı ğ"),
            (.baltic, "ė ų ū ņ ķ ļ ģ ā ē ī inas$ ovas$ evas$"), (.scholarly, "č š ž ŝ"),
            (.english, "shch sh zh kh ya yu ts"),
        ]
        return table.flatMap { convention, groups in
            groups.utf16.split(separator: 0x20).map { group in
                let isEnding = group.last == LetterTable.end
                let own = isEnding ? group.dropLast() : group
                precondition((1...8).contains(own.count))
                return Sign(
                    letters: own.reduce(0) { $0 << 16 | UInt128($1) }, mask: .max >> UInt128(128 - 16 * own.count),
                    isEnding: isEnding, convention: convention, bits: own.reduce(0) { $0 | bit(of: $1) })
            }
        }
    }()

    private static let stroke: UInt16 = 0x142  // ł
    private static let hooked: [UInt16] = [0x10D, 0x161, 0x17E]  // č š ž

    /// The convention of one of two words that met, the second one's first.
    static func of(_ first: NameWord?, _ second: NameWord?) -> Convention? {
        if let second, let convention = Convention(of: second) { return convention }
        return first.flatMap { Convention(of: $0) }
    }

    init?(of word: NameWord) {
        guard word.facts.script == .latin else { return nil }
        var bits: UInt64 = 0
        let letters = word.letters.storage.span.extracting(0..<word.letters.count)
        for place in letters.indices { bits |= Self.bit(of: letters[place]) }
        if word.letters.contains(Self.stroke), word.letters.contains(where: Self.hooked.contains) {
            // Łukašenka: ł is Polish, č and š are not.
            self = .belarusian
            return
        }
        let signs = Self.signs.span
        for place in signs.indices where signs[place].bits & ~bits == 0 && Self.shows(letters, signs[place]) {
            self = signs[place].convention
            return
        }
        return nil
    }

    /// A bit for each letter, by its lowest six bits: a word without one of a sign's bits does not show it.
    private static func bit(of letter: UInt16) -> UInt64 { 1 << UInt64(letter & 63) }

    private static func shows(_ word: Span<UInt16>, _ sign: Sign) -> Bool {
        var window: UInt128 = 0
        for place in 0..<word.count {
            window = window << 16 | UInt128(word[place])
            if !sign.isEnding, (window ^ sign.letters) & sign.mask == 0 { return true }
        }
        return sign.isEnding && (window ^ sign.letters) & sign.mask == 0
    }
}
