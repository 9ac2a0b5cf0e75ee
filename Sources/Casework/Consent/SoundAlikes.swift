// SPDX-License-Identifier: AGPL-3.0-or-later

/// A person writes whom they fear in their own script, and a worker the same name in another: „Хаус дер Хоффнунг“ and „Haus der
/// Hoffnung“ are one recipient.
extension [String] {
    /// Whether one of both names is in Cyrillic and the other in Latin letters, and they may be read aloud alike: as languages of either script are
    /// written in the other, without a difference that ways of doing so make. Within one script spelling decides: Гарин is not Харин.
    func soundsLike(_ other: [String]) -> Bool {
        guard contains(where: \.isCyrillic) != other.contains(where: \.isCyrillic) else { return false }
        return readings.contains { mine in
            mine.joined().utf8.count >= Self.fewestSounds && other.readings.contains(where: mine.isSameName)
        }
    }

    /// A shorter name is like too many others.
    static let fewestSounds = 3

    /// How its words may be read: as in most languages, and as in German.
    var readings: [[String]] {
        let latin = map { " \($0.latin) " }
        return [latin, latin.map { $0.spelled(by: String.german) }].map { words in
            words.map { $0.spelled(by: String.sounds).filter { $0 != " " }.withoutRepeats }
        }
    }
}

extension String {
    fileprivate var isCyrillic: Bool { unicodeScalars.contains { (0x0400...0x052F).contains($0.value) } }

    /// Cyrillic letters as they are most often written in Latin; others as they are.
    fileprivate var latin: String { String(flatMap { Self.latin[$0] ?? String($0) }) }

    /// Every occurrence of each spelling, in this order. A space stands before the first letter of a word.
    func spelled(by spellings: [(String, String)]) -> String {
        spellings.reduce(self) { text, spelling in
            text.split(separator: spelling.0, omittingEmptySubsequences: false).joined(separator: spelling.1)
        }
    }

    fileprivate var withoutRepeats: String {
        var result = ""
        for character in self where result.last != character { result.append(character) }
        return result
    }

    /// Cyrillic letters of Russian, Ukrainian and Belarusian as they are most often written in Latin.
    private static let latin: [Character: String] = [
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "ye", "ж": "zh", "з": "z",
        "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ў": "w", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
        "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    ]

    /// What German spells otherwise.
    fileprivate static let german: [(String, String)] = [
        (" sp", " shp"), (" st", " sht"), ("tsch", "\u{1}"), ("sch", "sh"), ("ch", "kh"), ("\u{1}", "ch"), ("ei", "ai"),
        ("eu", "oi"), ("äu", "oi"), ("tz", "ts"), ("z", "ts"), ("ß", "s"),
    ]

    /// What ways of writing a sound in Latin letters have in common: a sign for each sound, e and i as one.
    fileprivate static let sounds: [(String, String)] = [
        ("shch", "\u{5}"), ("sch", "\u{5}"), ("sh", "\u{5}"), ("š", "\u{5}"), ("zh", "\u{6}"), ("ž", "\u{6}"),
        ("ch", "\u{4}"),
        ("č", "\u{4}"), ("kh", "h"), ("g", "h"), ("ph", "f"), ("ts", "\u{7}"), ("tz", "\u{7}"), ("ck", "k"), ("c", "k"),
        ("q", "k"), ("x", "ks"), ("w", "v"), ("ä", "e"), ("ö", "e"), ("ü", "i"), ("é", "e"), ("è", "e"), ("e", "i"),
        ("y", "i"), ("j", "i"), ("'", ""), ("’", ""), ("io", "i"),
    ]
}
