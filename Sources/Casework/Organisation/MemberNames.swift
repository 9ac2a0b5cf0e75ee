// SPDX-License-Identifier: AGPL-3.0-or-later

/// Members' names as people misread them, so that two of one name are told apart wherever they are named (docs/decisions/0101): whoever
/// was admitted first keeps the name as it is, and the next bears a number, "Anna (2)". The order of admissions is the same at every desk.
struct MemberNames: Equatable, Sendable {
    /// Each way in which a name can be read, with the greatest number that somebody who is read so bears.
    private var numbers: [String: Int] = [:]

    /// The number of the next member, who was admitted under this name: 1 where nobody before them is read so. Nobody bears a number that makes
    /// their name somebody else's, whatever it is that somebody called themself.
    mutating func number(_ name: String) -> Int {
        let readings = name.readingsOfMember
        var number = (readings.compactMap { numbers[$0] }.max() ?? 0) + 1
        while number > 1, !isFree(Self.name(name, number)) { number += 1 }
        for reading in readings.union(Self.name(name, number).readingsOfWhole) {
            numbers[reading] = max(numbers[reading] ?? 0, number)
        }
        return number
    }

    private func isFree(_ name: String) -> Bool { name.readingsOfWhole.allSatisfy { numbers[$0] == nil } }

    static func name(_ name: String, _ number: Int) -> String { number == 1 ? name : "\(name) (\(number))" }
}

extension MemberRecord {
    /// How colleagues see the member's name, on every page and in whatever leaves: as it was admitted, and with a number where it reads
    /// like that of a member who was admitted before.
    public var name: String { MemberNames.name(admittedAs, number) }

    /// Whether the name needs its number.
    public var isNumbered: Bool { number > 1 }
}

extension CaseworkState {
    /// Present and former members whose names are read like this one, whoever was admitted first in front.
    public func members(readAs name: String) -> [MemberRecord] {
        let readings = name.readingsOfMember
        return members.values.filter { member in
            !readings.isDisjoint(with: member.admittedAs.readingsOfMember)
                || !readings.isDisjoint(with: member.name.readingsOfWhole)
        }.sorted { $0.admittedIn < $1.admittedIn }
    }
}

/// Two names that have one of these in common are taken for each other. It errs that way: a name that is like another once too often costs
/// a tick and a number.
extension String {
    /// The whole name, and the name without what looks like a number of ours at its end.
    fileprivate var readingsOfMember: Set<String> {
        var words = plainWords
        while words.count > 1, last(where: { !$0.isWhitespace })?.isLetterOrNumber == false,
            words.last?.allSatisfy(\.isNumber) == true
        {
            words.removeLast()
        }
        return readingsOfWhole.union(readings(of: words))
    }

    /// With every number in it.
    fileprivate var readingsOfWhole: Set<String> { readings(of: plainWords) }

    /// By their look, and by their sound, in whichever order the words stand. Numbers are read as they stand, and not by a sound.
    private func readings(of words: [String]) -> Set<String> {
        guard !words.isEmpty else { return ["nothing"] }
        let outlines = words.map(\.misread)
        let digits = String(words.joined().filter(\.isNumber).sorted())
        var found: Set = ["=" + outlines.joined(), "<" + outlines.sorted().joined(separator: " ")]
        for reading in Self.ways(ofSaying: words) where reading.joined().utf8.count >= Self.fewestSounds {
            found.insert("~\(digits)=" + reading.joined())
            found.insert("~\(digits)<" + reading.sorted().joined(separator: " "))
        }
        return found
    }

    /// A shorter name sounds like too many others.
    private static let fewestSounds = 3
    /// A name that may be said in more ways is said in the first of them.
    private static let mostWays = 64

    private static func ways(ofSaying words: [String]) -> [[String]] {
        words.reduce([[]]) { ways, word in
            let sounds = SoundAlikes.sounds(of: word).sorted()
            return Array(ways.flatMap { way in sounds.map { way + [$0] } }.prefix(mostWays))
        }
    }

    /// Each letter as the one that it is taken for at a glance.
    private var misread: String {
        let seen = String(
            map { letter in
                let plain = letter.withoutMarks
                let outline = String(plain).outline.first ?? plain
                return Self.glances[outline] ?? outline
            })
        return seen.replacing("rn", with: "m").replacing("vv", with: "w")
    }

    /// Greek letters whose small or capital form looks like a Latin one, and what looks like an l.
    private static let glances: [Character: Character] = [
        "α": "a", "β": "b", "ε": "e", "ζ": "z", "η": "h", "ι": "l", "κ": "k", "μ": "m", "ν": "n", "ο": "o", "ρ": "p",
        "τ": "t", "υ": "y", "χ": "x", "i": "l", "ı": "l", "й": "и", "ў": "y",
    ]
}

extension Character {
    fileprivate var isLetterOrNumber: Bool { isLetter || isNumber }

    /// The letter without accents and strokes, and in plain type; a digit as the one with which we count. Letters of other alphabets as they are: there
    /// a mark is a letter of its own.
    fileprivate var withoutMarks: Character {
        guard let scalar = unicodeScalars.first else { return self }
        if scalar.isASCII { return Character(scalar) }
        if let digit = wholeNumberValue, digit < 10 { return Character("\(digit)") }
        guard var name = scalar.properties.name else { return self }
        if name.hasPrefix("FULLWIDTH ") { name.removeFirst("FULLWIDTH ".count) }
        if name.hasPrefix("MATHEMATICAL "), let letter = name.split(separator: " ").last {
            name = "LATIN SMALL LETTER \(letter)"
        }
        if let mark = name.firstRange(of: " WITH ") { name = String(name[..<mark.lowerBound]) }
        return Self.plainLetters[name] ?? (scalar.value < 0x530 ? Character(scalar) : self)
    }

    /// By their names in Unicode.
    private static let plainLetters: [String: Character] = Dictionary(
        uniqueKeysWithValues: "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяєіґαβεζηικμνορτυχ"
            .unicodeScalars
            .compactMap { scalar in scalar.properties.name.map { ($0, Character(scalar)) } })
}
