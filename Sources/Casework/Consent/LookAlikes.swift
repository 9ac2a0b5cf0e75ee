// SPDX-License-Identifier: AGPL-3.0-or-later

/// Whether two names read as the same name. Where somebody is to get nothing, another spelling gets nothing either, so it errs that way: a
/// no that was read once too often costs a tick.
extension String {
    /// By letters and digits alone, whatever stands between them; in whichever of two alphabets a letter was typed that looks the
    /// same; and with or without its legal form.
    func looksLike(_ other: String) -> Bool {
        let (mine, theirs) = (outline, other.outline)
        return mine.isEmpty || theirs.isEmpty ? isSameName(as: other) : mine == theirs
    }

    /// What is compared: no quotation marks, spaces, accents' other encodings or marks that nobody sees. Of a name that is nothing but legal forms, all of it.
    private var outline: String {
        let words = outlineWords
        var kept = words[...]
        var isShorter = true
        while isShorter {
            isShorter = false
            for form in Self.legalForms where kept.count > form.count {
                if kept.suffix(form.count).elementsEqual(form) {
                    kept = kept.dropLast(form.count)
                    isShorter = true
                }
                if kept.count > form.count, kept.prefix(form.count).elementsEqual(form) {
                    kept = kept.dropFirst(form.count)
                    isShorter = true
                }
            }
        }
        return kept.joined()
    }

    /// The runs of letters and digits, each letter as the one that it looks like.
    private var outlineWords: [String] {
        var words: [String] = []
        var word = ""
        let visible = unicodeScalars.filter {
            $0.properties.generalCategory != .format && !$0.properties.isDefaultIgnorableCodePoint
        }
        for character in String(String.UnicodeScalarView(visible)).lowercased() {
            if character.isLetter || character.isNumber {
                word.append(Self.lookAlikes[character] ?? character)
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// Cyrillic small letters whose small or capital form looks like a Latin one.
    private static let lookAlikes: [Character: Character] = [
        "а": "a", "в": "b", "е": "e", "ё": "e", "з": "3", "і": "i", "ї": "i", "ј": "j", "к": "k", "м": "m", "н": "h",
        "о": "o",
        "р": "p", "с": "c", "т": "t", "у": "y", "х": "x", "ѕ": "s", "0": "o", "1": "l",
    ]

    /// What an organisation is by law stands before or behind its name, or is left out: „Shelter North“ and „Shelter North e.V.“ are one
    /// recipient. Only short forms, and only whole words at either end, so that a name does not lose a part of itself; split as names are,
    /// „e.V.“ is two words. The longest first, so that „gGmbH“ is not what is left of something else.
    private static let legalForms: [[String]] = [
        // Russian, Ukrainian, and both in Latin letters
        "ООО", "ОАО", "ЗАО", "ПАО", "АО", "НКО", "АНО", "РОО", "МОО", "ОО", "БФ", "НП", "ИП", "ТОВ", "ГО", "БО", "OOO",
        "ANO", "NKO", "TOV",
        // German
        "e.V.", "eV", "gGmbH", "GmbH", "gUG", "UG", "AG", "eG",
        // English
        "Ltd", "Limited", "Inc", "Incorporated", "LLC", "LLP", "PLC", "CIC", "CIO", "NGO", "NPO", "Corp",
        // French, Belgian, Swiss
        "asbl", "aisbl", "vzw", "ivzw", "SARL", "S.A.R.L.", "SA", "S.A.", "SAS",
        // Finnish, Swedish, Danish, Norwegian, Estonian, Latvian, Lithuanian
        "ry", "r.y.", "rf", "r.f.", "oy", "ab", "A/S", "ApS", "MTÜ", "OÜ", "SIA", "UAB", "VšĮ",
        // Polish, Czech, Dutch, Italian, Spanish
        "sp. z o.o.", "z.s.", "o.p.s.", "s.r.o.", "B.V.", "BV", "ONLUS", "ETS", "S.L.",
    ].map(\.outlineWords).sorted { $0.count > $1.count }
}
