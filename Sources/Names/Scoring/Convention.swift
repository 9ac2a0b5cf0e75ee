// SPDX-License-Identifier: AGPL-3.0-or-later

/// A way to write Slavic names in Latin letters, told by letters that only it uses.
public enum Convention: String, Sendable, CaseIterable {
    case german, dutch, swedish, hungarian, polish, finnish, french, turkish, scholarly, belarusian, baltic, english

    private struct Sign {
        let letters: [UInt16]
        let isEnding: Bool
        let convention: Convention
        /// Its letters as bits; see ``bits(of:)``.
        let bits: UInt64
    }

    /// The first sign that a word shows decides: longer and rarer groups stand first.
    private static let signs: [Sign] = {
        let table: [(Convention, String)] = [
            (.german, "tsch dsch"), (.dutch, "tsj sjtsj zj dzj oe"), (.finnish, "tš tsh štš"), (.swedish, "tj sj"),
            (.french, "tch dj ine$ off$ gue gui"), (.polish, "szcz cz sz rz ł ż ow$ ew$ owa$ ewa$"),
            (.hungarian, "zs cs"), (.german, "sch ow$ ew$"), (.turkish, "ş ç ı ğ"),
            (.baltic, "as$ is$ us$ ovs$ ins$"), (.belarusian, "ŭ ou$ au$"), (.scholarly, "č š ž ŝ"),
            (.french, "ou"), (.english, "shch ch sh zh kh ya yu ts"),
        ]
        return table.flatMap { convention, groups in
            groups.split(separator: " ").map { group in
                let letters = group.unicodeScalars.map { UInt16($0.value) }
                let isEnding = letters.last == LetterTable.end
                let own = isEnding ? letters.dropLast() : letters
                return Sign(letters: own, isEnding: isEnding, convention: convention, bits: bits(of: own))
            }
        }
    }()

    init?(of word: Spelling) {
        guard word.script == .latin else { return nil }
        let bits = Self.bits(of: word.letters)
        let found = Self.signs.first { sign in
            guard sign.bits & ~bits == 0 else { return false }
            if sign.isEnding { return word.letters.suffix(sign.letters.count).elementsEqual(sign.letters) }
            return Self.holds(word.letters, sign.letters)
        }
        guard let found else { return nil }
        self = found.convention
    }

    /// A bit for each letter, by its lowest six bits: a word without one of a sign's bits does not show it.
    private static func bits(of letters: [UInt16]) -> UInt64 { letters.reduce(0) { $0 | 1 << UInt64($1 & 63) } }

    private static func holds(_ word: [UInt16], _ group: [UInt16]) -> Bool {
        guard word.count >= group.count else { return false }
        return (0...word.count - group.count).contains { start in
            group.indices.allSatisfy { word[start + $0] == group[$0] }
        }
    }
}
