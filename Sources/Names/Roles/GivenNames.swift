// SPDX-License-Identifier: AGPL-3.0-or-later

/// Which written words are the same given name: other languages' forms, short forms and pet forms.
struct GivenNames: Sendable {
    enum Gender: UInt8, Sendable {
        case male, female
    }

    /// One form of one name.
    @safe struct Form: Sendable {
        /// Not counted, for it lives as long as the program, and is taken for every word that is read.
        let spelling: Unmanaged<Spelling>
        let meaning: Meaning
        let keys: SoundKeys
        /// The sounds with which a word must begin to be this form, or nearly.
        let firstSounds: SoundSet
    }

    /// One name that a word may be.
    struct Meaning: Sendable, Equatable {
        let name: UInt16
        let isShort: Bool
    }

    let genders: LastingRow<Gender>
    /// The sounds with which the full forms of each name may begin.
    let initials: LastingRow<SoundSet>
    private let forms: LastingRow<Form>
    private let formsByKey: KeyTable
    private let classes: SoundClasses

    static let given = GivenNames(tables: [slavic, womenAndEastern, common, southSlavic], alphabet: .shared)
    static let fathers = GivenNames(tables: [patronymics, feminine(patronymics)], alphabet: .shared)

    /// A word this far from a form, in the units of ``SoundCosts``, is that form.
    static let reach = 9
    /// A form that is further than this from a nearer one is not meant.
    private static let slack: Int32 = 2

    private init(tables: [String], alphabet: Alphabet) {
        var genders: [Gender] = []
        var forms: [Form] = []
        forms.reserveCapacity(tables.reduce(0) { $0 + $1.utf8.count } / 12)
        var initials: [SoundSet] = []
        let nearest = (0..<SoundCosts.soundCount).map {
            alphabet.costs.near(SoundSet(rawValue: 1 << UInt32($0)), within: Self.reach)
        }
        func near(_ sounds: SoundSet) -> SoundSet {
            var near = sounds
            var rest = sounds.rawValue
            while rest != 0 {
                near.formUnion(nearest[rest.trailingZeroBitCount])
                rest &= rest - 1
            }
            return near
        }
        func add(
            _ spelling: Spelling, isShort: Bool, to forms: inout [Form], _ initials: inout [SoundSet]
        ) {
            let sounds = spelling.firstSounds(alphabet)
            if !isShort, !spelling.omitsVowels { initials[initials.count - 1].formUnion(sounds) }
            unsafe forms.append(
                Form(
                    spelling: Unmanaged.passRetained(spelling),
                    meaning: Meaning(name: UInt16(initials.count - 1), isShort: isShort),
                    keys: SoundKeys(of: spelling, alphabet.classes),
                    firstSounds: near(sounds)))
        }
        for table in tables {
            let table = table.utf8Span.span
            GivenNameLines.read(table) { part in
                switch part {
                case .name(let gender):
                    genders.append(gender)
                    initials.append(SoundSet())
                case .form(let range, let isShort):
                    let spelling = Spelling(utf8: table.extracting(range), alphabet: alphabet)
                    add(spelling, isShort: isShort, to: &forms, &initials)
                    for other in Self.cases(of: spelling.letters) {
                        let ofCase = Spelling(letters: other, script: .cyrillic, alphabet: alphabet)
                        add(ofCase, isShort: isShort, to: &forms, &initials)
                    }
                }
            }
        }
        self.genders = LastingRow(genders)
        self.initials = LastingRow(initials)
        self.forms = LastingRow(forms)
        classes = alphabet.classes
        formsByKey = KeyTable(forms)
    }

    /// The names that a word is a form of, the nearest first; empty when it is none we know.
    /// - Parameter sounds: those that the word may begin with.
    /// - Parameter skipping: forms that can change nothing are not looked at.
    func meanings(
        of word: Spelling, _ sounds: SoundSet, skipping: Bool = true, _ aligner: inout Aligner
    ) -> Meanings {
        let keys = SoundKeys(of: word, classes)
        findNearest(word, keys, sounds, skipping: skipping, &aligner)
        // What was left out might have pushed something else out.
        if aligner.nearest.mayOverflow { findNearest(word, keys, sounds, skipping: false, &aligner) }
        // Ann is Анна, and not Jan without its glide as well.
        return aligner.nearest.meanings(within: Self.slack)
    }

    /// - Parameter skipping: further forms of a name that the word is a plain form of are not looked at.
    private func findNearest(
        _ word: Spelling, _ keys: SoundKeys, _ sounds: SoundSet, skipping: Bool, _ aligner: inout Aligner
    ) {
        aligner.nearest.begin()
        for place in 0..<keys.count {
            for entry in formsByKey.entries(near: keys[place]) {
                // Such places are those of entries.
                let one = unsafe formsByKey[unchecked: entry]
                if one.key != keys[place] || one.firstSounds.isDisjoint(with: sounds) { continue }
                let form = Int(one.form)
                // A firm sound that the other has in no reading costs more than the reach.
                if skipping,
                    !one.sure.subtracting(word.possible).isDisjoint(with: .firm)
                        || !word.sureOfStem.subtracting(one.possible).isDisjoint(with: .firm)
                {
                    continue
                }
                if skipping, !one.counts.fits(in: word.counts) || !word.countsOfStem.fits(in: one.counts) { continue }
                if place > 0, keys.meets(forms[form].keys, first: place) { continue }
                if skipping, aligner.nearest.skips(one.meaning) { continue }
                let alignment = unsafe forms[form].spelling._withUnsafeGuaranteedRef {
                    // Without its vowels عمر is Mr as well: such forms tell words of their own script apart.
                    $0.omitsVowels && !word.omitsVowels ? .unlike : aligner.align(word, $0, limit: Self.reach)
                }
                guard alignment.cost <= Self.reach, alignment.firstTail != .clipped, alignment.secondTail == .whole
                else { continue }
                aligner.nearest.add(one.meaning, cost: Int32(alignment.cost))
            }
        }
    }

    /// The gender that all these names have.
    func gender(of meanings: Meanings) -> Gender? {
        guard let first = meanings.first else { return nil }
        let gender = genders[Int(first.name)]
        for meaning in meanings where genders[Int(meaning.name)] != gender { return nil }
        return gender
    }

    /// The cases of Анна, Яна and Оля: too little stays of them for ``Tails`` to cut their endings off.
    private static func cases(of letters: Letters) -> [Letters] {
        guard let last = letters.last, let endings = caseEndings[last], Spelling.withoutDoubles(letters).count <= 3
        else { return [] }
        return endings.map { Letters(Array(letters.dropLast()) + $0) }
    }

    private static let caseEndings: [UInt16: [[UInt16]]] = [
        0x430: ["ы", "е", "у", "ой"].map { Array($0.utf16) }, 0x44F: ["и", "е", "ю", "ей"].map { Array($0.utf16) },
    ]

    /// The daughters' forms of the fathers' names.
    private static func feminine(_ table: String) -> String {
        let endings = daughterEndings.map { (Array($0.utf8), $1.map { Array($0.utf8) }) }
        var daughters: [UInt8] = []
        for line in Array(table.utf8).split(separator: UInt8(ascii: "\n")) {
            if !daughters.isEmpty { daughters.append(UInt8(ascii: "\n")) }
            daughters.append(UInt8(ascii: "f"))
            let start = daughters.count
            for father in line.split(separator: UInt8(ascii: " ")).dropFirst() {
                guard let (ending, replacements) = endings.first(where: { father.suffix($0.0.count) == $0.0[...] })
                else { continue }
                for replacement in replacements {
                    daughters.append(UInt8(ascii: " "))
                    daughters += father.dropLast(ending.count)
                    daughters += replacement
                }
            }
            // A name has its number even if none of its forms is known.
            if daughters.count == start { daughters.append(UInt8(ascii: " ")) }
        }
        return String(decoding: daughters, as: UTF8.self)
    }

    /// Russian, Ukrainian and Belarusian; the first that fits.
    private static let daughterEndings: [(String, [String])] = [
        ("йович", ["ївна"]), ("ович", ["овна", "івна"]), ("евич", ["евна"]), ("авіч", ["аўна"]), ("евіч", ["еўна"]),
        ("итич", ["итична"]), ("авич", ["авична"]), ("ич", ["инична"]), ("іч", ["івна", "інічна"]),
    ]
}

extension Spelling {
    /// One plain word. Letters after the fortieth are left out.
    convenience init(word: some StringProtocol, alphabet: Alphabet) {
        self.init(utf8: String(word).utf8Span.span, alphabet: alphabet)
    }

    /// One plain word of our own tables.
    convenience init(utf8 bytes: Span<UInt8>, alphabet: Alphabet) {
        var letters = Letters()
        var place = 0
        while place < bytes.count {
            switch alphabet.folding.fold(ScalarDecoding.next(in: bytes, at: &place)) {
            case .letter(let letter, _): letters.append(letter)
            case .mark(let mark): letters.replaceLast { alphabet.folding.compose($0, mark) }
            case .ignored, .hyphen, .comma, .stop, .digit, .separator: continue
            }
        }
        let script = LookAlikes.mend(&letters)
        self.init(letters: letters, script: script, alphabet: alphabet)
    }
}
