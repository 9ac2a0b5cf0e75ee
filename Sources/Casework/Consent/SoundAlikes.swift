// SPDX-License-Identifier: AGPL-3.0-or-later

/// A person writes whom they fear in their own script, and a worker the same name in another: „Хаус дер Хоффнунг“ and „Haus der
/// Hoffnung“ are one recipient. How a word may be said, in signs of its own: as languages of either script are written in the other, without a difference
/// that ways of doing so make. Within one script spelling decides: Гарин is not Харин.
enum SoundAlikes {
    static func isCyrillic(_ word: String) -> Bool {
        word.unicodeScalars.contains { (0x0400...0x052F).contains($0.value) }
    }

    static func sounds(of word: String) -> Set<String> {
        let letters = Array(word)
        guard !isCyrillic(word) else { return said(letters, cyrillic) }
        return said(letters, latin).union(said(letters, german)).union(said(letters, softGerman))
    }

    /// A word that may be said in more ways is said in the likeliest.
    private static let mostWays = 16

    private static func said(_ letters: [Character], _ table: Table) -> Set<String> {
        var ways: [String] = [""]
        var place = 0
        while place < letters.count {
            let (sounds, count) = table.sounds(letters, at: place)
            place += count
            guard let first = sounds.first else { continue }
            if sounds.count == 1 || ways.count * sounds.count > mostWays {
                for way in ways.indices { ways[way] += first }
            } else {
                ways = ways.flatMap { way in sounds.map { way + $0 } }
            }
        }
        return Set(ways.map(plain))
    }

    /// „ё“ is „е“, and what is said twice is said once.
    private static func plain(_ sounds: String) -> String {
        var bytes: [UInt8] = []
        func add(_ byte: UInt8) { if bytes.last != byte { bytes.append(byte) } }
        var isPast = false
        let all = Array(sounds.utf8)
        for (place, byte) in all.enumerated() {
            if isPast {
                isPast = false
                continue
            }
            add(byte)
            isPast = byte == UInt8(ascii: "i") && place + 1 < all.count && all[place + 1] == UInt8(ascii: "o")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What letters stand for, the longest first.
    private struct Table {
        private let spellings: [Character: [(letters: [Character], sounds: [String])]]
        private let isGerman: Bool

        init(_ spellings: [String: [String]], isGerman: Bool = false) {
            var table: [Character: [(letters: [Character], sounds: [String])]] = [:]
            for (letters, sounds) in spellings {
                let letters = Array(letters)
                if let first = letters.first { table[first, default: []].append((letters, sounds)) }
            }
            self.spellings = table.mapValues { $0.sorted { $0.letters.count > $1.letters.count } }
            self.isGerman = isGerman
        }

        /// And how many letters they are. What is in no table stands for itself.
        func sounds(_ letters: [Character], at place: Int) -> (sounds: [String], count: Int) {
            if isGerman, place == 0, letters[0] == "s", letters.count > 1, letters[1] == "t" || letters[1] == "p" {
                return (["5"], 1)
            }
            // Behind a vowel it makes that long: Böhm, Lehmann.
            if isGerman, place > 0, letters[place] == "h", SoundAlikes.vowels.contains(letters[place - 1]),
                place + 1 == letters.count || !SoundAlikes.vowels.contains(letters[place + 1])
            {
                return ([""], 1)
            }
            for spelling in spellings[letters[place]] ?? [] where letters[place...].starts(with: spelling.letters) {
                return (spelling.sounds, spelling.letters.count)
            }
            return ([String(letters[place])], 1)
        }
    }

    private static let vowels = Set("aeiouyäöü")

    /// Letters of Russian, Ukrainian and Belarusian. 4 is ч, 5 ш, 6 ж, 7 ц, 8 ü; е and и, г and х are one.
    private static let cyrillic = Table([
        "а": ["a"], "б": ["b"], "в": ["v"], "г": ["h"], "ґ": ["h"], "д": ["d"], "е": ["i"], "ё": ["i"], "є": ["i"],
        "ж": ["6"], "з": ["z"], "и": ["i"], "і": ["i"], "ї": ["i"], "й": ["i"], "к": ["k"], "л": ["l"], "м": ["m"],
        "н": ["n"], "о": ["o"], "п": ["p"], "р": ["r"], "с": ["s"], "т": ["t"], "у": ["u"], "ў": ["v"], "ф": ["f"],
        "х": ["h"], "ц": ["7"], "ч": ["4"], "ш": ["5"], "щ": ["5"], "шч": ["5"], "тс": ["7"], "тз": ["7"], "ъ": [""],
        "ы": ["i"], "ь": [""], "э": ["i"], "ю": ["iu", "8"], "я": ["ia"], "ей": ["i", "ai"], "эй": ["i", "ai"],
        "'": [""], "’": [""],
    ])

    /// In most languages. ü, ö and ä are written ue, oe and ae too, and a j is й or дж.
    private static let common: [String: [String]] = [
        "shch": ["5"], "sch": ["5"], "sh": ["5"], "š": ["5"], "ś": ["5"], "zh": ["6"], "ž": ["6"], "ż": ["6"],
        "ch": ["4"],
        "č": ["4"], "ć": ["4"], "kh": ["h"], "g": ["h"], "ph": ["f"], "th": ["t"], "ts": ["7"], "tz": ["7"],
        "ck": ["k"],
        "c": ["k"], "q": ["k"], "x": ["ks"], "w": ["v"], "e": ["i"], "y": ["i"], "j": ["i", "d6"], "é": ["i"],
        "è": ["i"], "ä": ["i"], "ae": ["i", "ai"], "ö": ["i"], "oe": ["i", "oi"], "ü": ["8", "i"], "ue": ["8", "ui"],
        "jü": ["8"], "jue": ["8"],
        "ł": ["l"], "'": [""], "’": [""],
    ]
    private static let latin = Table(common)

    private static let inGerman: [String: [String]] = [
        "tsch": ["4"], "dsch": ["d6"], "ch": ["h"], "ei": ["ai"], "ey": ["ai"], "ay": ["ai"], "eu": ["oi"],
        "äu": ["oi"],
        "aeu": ["oi"], "z": ["7"], "ß": ["s"], "v": ["f", "v"], "j": ["i"], "dt": ["t"],
    ]
    private static let german = Table(common.merging(inGerman) { $1 }, isGerman: true)
    /// Before and between vowels it is said as з.
    private static let softGerman = Table(
        common.merging(inGerman) { $1 }.merging(["s": ["z"], "ss": ["s"]]) { $1 }, isGerman: true)
}
