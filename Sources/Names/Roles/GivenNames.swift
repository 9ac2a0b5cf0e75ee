// SPDX-License-Identifier: AGPL-3.0-or-later

/// Which written words are the same given name: other languages' forms, short forms and pet forms.
struct GivenNames: Sendable {
    enum Gender: UInt8, Sendable {
        case male, female
    }

    /// One form of one name.
    struct Form: Sendable {
        let spelling: Spelling
        let name: Int
        let isShort: Bool
        let keys: [UInt64]
        /// The sounds with which a word must begin to be this form, or nearly.
        let firstSounds: SoundSet
    }

    /// What a word may be: names it is a form of.
    struct Meaning: Sendable, Equatable {
        let name: UInt16
        let isShort: Bool
    }

    let genders: [Gender]
    /// The sounds with which the full forms of each name may begin.
    let initials: [SoundSet]
    private let forms: [Form]
    private let byKey: [UInt64: [Int32]]

    static let given = GivenNames(tables: [slavic, womenAndEastern, common, southSlavic], alphabet: .shared)
    static let fathers = GivenNames(tables: [patronymics, feminine(patronymics)], alphabet: .shared)

    /// A word this far from a form, in the units of ``SoundCosts``, is that form.
    private static let reach = 9
    /// A form that is further than this from a nearer one is not meant.
    private static let slack = 2

    private init(tables: [String], alphabet: Alphabet) {
        var genders: [Gender] = []
        var forms: [Form] = []
        var byKey: [UInt64: [Int32]] = [:]
        let lines = tables.joined(separator: "\n").split(separator: "\n")
        let names = lines.flatMap { line in line.dropFirst().split(separator: ";").map { (line.first, $0) } }
        for (gender, name) in names {
            var isShort = false
            for word in name.split(separator: " ") {
                if word == "/" {
                    isShort = true
                    continue
                }
                let spelling = Spelling(word: word, alphabet: alphabet)
                let keys = SoundKey.keys(of: spelling, alphabet)
                for (place, key) in keys.enumerated() where !keys[..<place].contains(key) {
                    byKey[key, default: []].append(Int32(forms.count))
                }
                let sounds = alphabet.costs.near(spelling.firstSounds(alphabet), within: Self.reach)
                forms.append(
                    Form(spelling: spelling, name: genders.count, isShort: isShort, keys: keys, firstSounds: sounds))
            }
            genders.append(gender == "f" ? .female : .male)
        }
        self.genders = genders
        var initials = genders.map { _ in SoundSet() }
        for form in forms where !form.isShort { initials[form.name].formUnion(form.spelling.firstSounds(alphabet)) }
        self.initials = initials
        self.forms = forms
        self.byKey = byKey
    }

    /// The names that a word is a form of, the nearest first; empty when it is none we know.
    func meanings(of word: Spelling, _ aligner: inout Aligner) -> [Meaning] {
        var found: [(cost: Int, meaning: Meaning)] = []
        let keys = SoundKey.keys(of: word, .shared)
        let sounds = word.firstSounds(.shared)
        for (place, key) in keys.enumerated() where !keys[..<place].contains(key) {
            for index in byKey[key] ?? [] {
                let form = forms[Int(index)]
                guard !form.firstSounds.isDisjoint(with: sounds), !form.keys.contains(where: keys[..<place].contains)
                else { continue }
                let alignment = aligner.align(word, form.spelling, limit: Self.reach)
                guard alignment.cost <= Self.reach, alignment.firstTail != .clipped, alignment.secondTail == .whole
                else { continue }
                found.append((alignment.cost, Meaning(name: UInt16(form.name), isShort: form.isShort)))
            }
        }
        if found.isEmpty { return [] }
        found.sort { ($0.cost, $0.meaning.name) < ($1.cost, $1.meaning.name) }
        // Ann is Анна, and not Jan without its glide as well.
        let furthest = found[0].cost + Self.slack
        var meanings: [Meaning] = []
        for candidate in found.prefix(24).prefix(while: { $0.cost <= furthest })
        where !meanings.contains(where: { $0.name == candidate.meaning.name }) {
            meanings.append(candidate.meaning)
        }
        return Array(meanings.prefix(8))
    }

    /// The daughters' forms of the fathers' names.
    private static func feminine(_ table: String) -> String {
        table.split(separator: "\n").map { line in
            "f " + line.split(separator: " ").dropFirst().flatMap(daughters).joined(separator: " ")
        }.joined(separator: "\n")
    }

    private static func daughters(of father: Substring) -> [String] {
        for (ending, replacements) in daughterEndings where father.hasSuffix(ending) {
            return replacements.map { father.dropLast(ending.count) + $0 }
        }
        return []
    }

    /// Russian, Ukrainian and Belarusian; the first that fits.
    private static let daughterEndings: [(String, [String])] = [
        ("йович", ["ївна"]), ("ович", ["овна", "івна"]), ("евич", ["евна"]), ("авіч", ["аўна"]), ("евіч", ["еўна"]),
        ("итич", ["итична"]), ("авич", ["авична"]), ("ич", ["инична"]), ("іч", ["івна", "інічна"]),
    ]
}

extension Spelling {
    /// One plain word of our own tables.
    convenience init(word: some StringProtocol, alphabet: Alphabet) {
        var letters: [UInt16] = []
        for scalar in word.unicodeScalars {
            switch alphabet.folding.fold(scalar) {
            case .letter(let letter, _): letters.append(letter)
            case .mark(let mark):
                if let last = letters.popLast() { letters.append(alphabet.folding.compose(last, mark)) }
            case .ignored, .hyphen, .comma, .stop, .digit, .separator: continue
            }
        }
        let script = LookAlikes.mend(&letters)
        self.init(letters: letters, script: script, alphabet: alphabet)
    }
}
