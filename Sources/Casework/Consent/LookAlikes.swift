// SPDX-License-Identifier: AGPL-3.0-or-later

/// How a name is cut into the words that are compared.
extension String {
    /// What is compared, word by word: no quotation marks, spaces, accents' other encodings or marks that nobody sees, no legal form, and
    /// nothing that somebody is called beside their name. Of a name that is nothing else, all of it.
    var nameWords: [String] {
        let words = plainWords
        let outlines = words.map(\.outline)
        var kept = words.indices
        var isShorter = true
        while isShorter {
            isShorter = false
            for form in Self.besideNames where kept.count > form.count {
                if outlines[kept].suffix(form.count).elementsEqual(form) {
                    kept = kept.dropLast(form.count)
                    isShorter = true
                }
                if kept.count > form.count, outlines[kept].prefix(form.count).elementsEqual(form) {
                    kept = kept.dropFirst(form.count)
                    isShorter = true
                }
            }
        }
        return Array(words[kept])
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
    private static let besideNames: [[String]] = (legalForms + callings).map { $0.plainWords.map(\.outline) }
        .sorted { $0.count > $1.count }

    /// What a person is, as one says it beside their name: „адвокат Керн“ is „Kern“.
    private static let callings = [
        "адвокат", "адвокатка", "юрист", "юристка", "доктор", "др", "профессор", "господин", "госпожа", "гн", "г-н",
        "гжа", "г-жа", "пан", "пани", "пані", "lawyer", "attorney", "advocate", "advokat", "avocat", "dr", "prof",
        "professor", "mr", "mrs", "ms", "mme", "Rechtsanwalt", "Rechtsanwältin", "Anwalt", "Anwältin", "RA", "RAin",
        "Herr", "Herrn", "Frau", "adwokat", "pani",
    ]

    private static let legalForms: [String] = [
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
    ]
}
