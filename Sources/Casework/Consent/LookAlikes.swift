// SPDX-License-Identifier: AGPL-3.0-or-later

extension [String] {
    /// Words of two names: „Иванов Пётр“ is „Пётр Иванов“, and „Shelter-North“ „Shelter North“.
    func isSameName(as other: [String]) -> Bool { joined() == other.joined() || sorted() == other.sorted() }
}

/// Whether two names read as the same name. Where somebody is to get nothing, another spelling gets nothing either, so it errs that way: a
/// no that was read once too often costs a tick.
extension String {
    /// By letters and digits alone, whatever stands between them, in whichever order its words stand; in whichever of two alphabets a letter was
    /// typed that looks the same; with or without its legal form; and written by its sound in the other alphabet.
    func looksLike(_ other: String) -> Bool {
        let (mine, theirs) = (Array(nameWords), Array(other.nameWords))
        guard !mine.isEmpty, !theirs.isEmpty else { return isSameName(as: other) }
        return mine.map(\.outline).isSameName(as: theirs.map(\.outline)) || mine.soundsLike(theirs)
    }

    /// What is compared, word by word: no quotation marks, spaces, accents' other encodings or marks that nobody sees, and no legal form. Of a name that is nothing
    /// but legal forms, all of it.
    private var nameWords: ArraySlice<String> {
        var kept = plainWords[...]
        var isShorter = true
        while isShorter {
            isShorter = false
            for form in Self.legalForms where kept.count > form.count {
                if kept.suffix(form.count).map(\.outline) == form {
                    kept = kept.dropLast(form.count)
                    isShorter = true
                }
                if kept.count > form.count, kept.prefix(form.count).map(\.outline) == form {
                    kept = kept.dropFirst(form.count)
                    isShorter = true
                }
            }
        }
        return kept
    }

    /// Each letter as the one that it looks like.
    var outline: String { String(map { Self.lookAlikes[$0] ?? $0 }) }

    /// The runs of letters and digits, in small letters.
    var plainWords: [String] {
        var words: [String] = []
        var word = ""
        let visible = unicodeScalars.filter {
            $0.properties.generalCategory != .format && !$0.properties.isDefaultIgnorableCodePoint
        }
        for character in String(String.UnicodeScalarView(visible)).lowercased() {
            if character.isLetter || character.isNumber {
                word.append(character)
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
    ].map { $0.plainWords.map(\.outline) }.sorted { $0.count > $1.count }
}
