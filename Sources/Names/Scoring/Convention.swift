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
    }

    /// The first sign that a word shows decides: longer and rarer groups stand first. What several languages write, as
    /// -ow, -au, -ou and -s, is no sign.
    private struct Signs: Sendable {
        let signs: LastingRow<Sign>
        /// Which signs end with two letters, a bit for each by its place, under a number of these letters.
        private let ofPairs: LastingRow<UInt64>
        /// Which signs are one letter, under its lowest six bits.
        private let ofLetters: LastingRow<UInt64>

        init() {
            let table: [(Convention, String)] = [
                (.german, "tsch dsch"), (.dutch, "tsj sjtsj zj dzj oe"), (.finnish, "tš tsh štš"), (.swedish, "tj sj"),
                (.french, "tch dj ine$ off$ gue gui ï"), (.english, "rzh"), (.hungarian, "rzs"),
                (.belarusian, "ŭ"), (.polish, "szcz cz sz rz ł ż"),
                (.hungarian, "zs cs"), (.german, "sch"), (.turkish, "ş ç ı ğ"),
                (.baltic, "ė ų ū ņ ķ ļ ģ ā ē ī inas$ ovas$ evas$"), (.scholarly, "č š ž ŝ"),
                (.english, "shch sh zh kh ya yu ts"),
            ]
            var signs: [Sign] = []
            var ofPairs = [UInt64](repeating: 0, count: 256)
            var ofLetters = [UInt64](repeating: 0, count: 64)
            for (convention, groups) in table {
                for group in groups.utf16.split(separator: 0x20) {
                    let isEnding = group.last == LetterTable.end
                    let own = Array(isEnding ? group.dropLast() : group)
                    precondition((1...8).contains(own.count) && signs.count < 64)
                    let bit: UInt64 = 1 << UInt64(signs.count)
                    if own.count == 1 {
                        precondition(own[0] >= 0x80)
                        ofLetters[Int(own[0] & 63)] |= bit
                    } else {
                        ofPairs[Self.number(own[own.count - 2], own[own.count - 1])] |= bit
                    }
                    signs.append(
                        Sign(
                            letters: own.reduce(0) { $0 << 16 | UInt128($1) },
                            mask: .max >> UInt128(128 - 16 * own.count), isEnding: isEnding, convention: convention))
                }
            }
            self.signs = LastingRow(signs)
            self.ofPairs = LastingRow(ofPairs)
            self.ofLetters = LastingRow(ofLetters)
        }

        private static func number(_ one: UInt16, _ other: UInt16) -> Int { Int((one &* 29 ^ other) & 255) }

        /// The signs that a word may show, a bit for each: one that it does not show may be among them.
        func candidates(_ word: Span<UInt16>) -> UInt64 {
            var candidates: UInt64 = 0
            var before: UInt16 = 0
            for place in word.indices {
                let letter = word[place]
                // Numbers of 256 and of 64 at most.
                candidates |= unsafe ofPairs[unchecked: Self.number(before, letter)]
                if letter >= 0x80 { candidates |= unsafe ofLetters[unchecked: Int(letter & 63)] }
                before = letter
            }
            return candidates
        }
    }

    private static let signs = Signs()

    /// The convention of one of two words that met, the second one's first.
    static func of(_ first: NameWord?, _ second: NameWord?) -> Convention? {
        if let second, let convention = Convention(of: second) { return convention }
        return first.flatMap { Convention(of: $0) }
    }

    init?(of word: NameWord) {
        guard word.facts.script == .latin else { return nil }
        let letters = word.letters.storage.span.extracting(0..<word.letters.count)
        let signs = Self.signs
        var candidates = signs.candidates(letters)
        guard candidates != 0 else { return nil }
        if Self.isStrokedAndHooked(letters) {
            self = .belarusian
            return
        }
        while candidates != 0 {
            let sign = signs.signs[candidates.trailingZeroBitCount]
            candidates &= candidates - 1
            if Self.shows(letters, sign) {
                self = sign.convention
                return
            }
        }
        return nil
    }

    /// Łukašenka: ł is Polish, č and š are not.
    private static func isStrokedAndHooked(_ word: Span<UInt16>) -> Bool {
        var (isStroked, isHooked) = (false, false)
        for place in word.indices {
            switch word[place] {
            case 0x142: isStroked = true  // ł
            case 0x10D, 0x161, 0x17E: isHooked = true  // č š ž
            default: continue
            }
        }
        return isStroked && isHooked
    }

    private static func shows(_ word: Span<UInt16>, _ sign: Sign) -> Bool {
        var window: UInt128 = 0
        for place in 0..<word.count {
            window = window << 16 | UInt128(word[place])
            if !sign.isEnding, (window ^ sign.letters) & sign.mask == 0 { return true }
        }
        return sign.isEnding && (window ^ sign.letters) & sign.mask == 0
    }
}
