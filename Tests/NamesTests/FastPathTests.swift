// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Names

/// What is done quickly gives what is done plainly.
@Suite struct FastPathTests {
    private static let words = """
        осечкин osetshkin osetškina ossetschkin osetshkinwho сечин петров petrow щербаков shcherbakou schtscherbakow чарнышоў
        wojciechowski вайцяхоўскі xavier щ ььь 王 חיים محمد yaugenavich евгеньевич alexandre аляксандра siarhei serguei ёж aia
        """.split { $0.isWhitespace }.map(String.init)

    private static let letters = Array("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєўaäbcčdefghijklłmnoprsštuvwxyzž'αβم")

    /// Known words, random ones, and known ones with a letter changed, left out or added.
    private static let spellings: [Spelling] = {
        var random = SplitMix(seed: 21)
        var all = words
        for _ in 0..<40 {
            let count = Int.random(in: 1...14, using: &random)
            all.append(String((0..<count).map { _ in letters.randomElement(using: &random) ?? "а" }))
            var changed = Array(words.randomElement(using: &random) ?? "")
            let place = changed.indices.randomElement(using: &random) ?? 0
            changed[place] = letters.randomElement(using: &random) ?? "а"
            if Bool.random(using: &random) { changed.remove(at: changed.indices.randomElement(using: &random) ?? 0) }
            if Bool.random(using: &random) { changed.insert("и", at: 0) }
            all.append(String(changed))
        }
        return all.map { Spelling(word: $0, alphabet: .shared) }
    }()

    @Test(arguments: [SoundCosts.Manner.plain, .belarusian])
    func `an alignment is what the whole table says`(manner: SoundCosts.Manner) {
        var aligner = Aligner()
        for one in Self.spellings {
            for other in Self.spellings {
                let slow = SlowAligner.align(one, other, manner: manner)
                #expect(aligner.align(one, other, manner: manner) == slow, "\(one.letters) \(other.letters)")
                for limit in [0, 3, 9, 12, 40, 88, 200] {
                    let bound = aligner.align(one, other, manner: manner, limit: limit)
                    // Adjectives' endings are preferred though they cost up to four more: below that something else is left.
                    let bounded =
                        slow.cost <= limit
                        ? slow
                        : slow.cost > limit + 4
                            ? .unlike : SlowAligner.align(one, other, manner: manner, limit: limit)
                    #expect(bound == bounded, "\(one.letters) \(other.letters) \(limit)")
                }
            }
        }
    }

    @Test(arguments: [SoundCosts.Manner.plain, .belarusian, .silentVowels])
    func `what sounds cost at least is never more than an alignment`(manner: SoundCosts.Manner) {
        let costs = Alphabet.shared.costs(manner)
        for one in Self.spellings where one.isReadable && manner != .silentVowels {
            for other in Self.spellings where other.isReadable && one.omitsVowels == other.omitsVowels {
                let cost = SlowAligner.align(one, other, manner: manner).cost
                #expect(costs.least(one.sureOfStem, of: other.possible) <= cost, "\(one.letters) \(other.letters)")
            }
        }
        for row in 0..<SoundCosts.soundCount {
            let sound = SoundSet(rawValue: 1 << UInt32(row))
            #expect(costs.least(sound, of: SoundSet()) == Int(SoundCosts.omission(of: sound, manner)))
            #expect(costs.least(sound, of: sound) == 0)
        }
    }

    @Test func `a word with one reading has no reading that costs`() {
        #expect(Self.spellings.contains { $0.isPlain } && Self.spellings.contains { !$0.isPlain })
        for word in Self.spellings where word.isPlain {
            #expect(word.arcs.allSatisfy { $0.penalty == 0 && $0.to == $0.from + 1 })
            #expect(word.arcs.map(\.set) == word.units)
        }
        for (number, node) in Alphabet.shared.table.nodes.enumerated() where node.isPlain {
            #expect(Alphabet.shared.table.arcs[Int(node.firstArc)].penalty == 0, "\(number)")
        }
    }

    @Test(arguments: [SoundCosts.Manner.plain, .silentVowels])
    func `firm sounds cost more than the reach of given names`(manner: SoundCosts.Manner) {
        let alphabet = Alphabet.shared
        let costs = alphabet.costs(manner)
        for (row, one) in alphabet.table.sets.enumerated()
        where one.rawValue.nonzeroBitCount == 1 && SoundSet.firm.contains(one) {
            #expect(Int(costs.omission[row]) > GivenNames.reach)
            for (column, other) in alphabet.table.sets.enumerated() where !other.contains(one) {
                #expect(Int(costs.substitution[row * SoundCosts.capacity + column]) > GivenNames.reach)
            }
        }
    }

    @Test func `sure sounds are in every reading and possible ones in some`() {
        let sure = SoundSet(sure: [[SoundSet(notation: "s"), SoundSet(notation: "kg")], [SoundSet(notation: "s")]])
        #expect(sure == SoundSet(notation: "s"))
        #expect(SoundSet(sure: [[SoundSet(notation: "a")]]) == SoundSet(notation: "a"))
        #expect(SoundSet(sure: [[SoundSet(notation: "j"), SoundSet(notation: "'")]]).isEmpty)
        for word in Self.spellings {
            #expect(word.sureOfStem.isSubset(of: word.sure))
            #expect(word.sure.isSubset(of: word.possible))
            #expect(word.units.allSatisfy { Alphabet.shared.table.sets[Int($0)].isSubset(of: word.possible) })
        }
    }

    @Test func `a vowel is neither left out nor a consonant within the reach of given names, nor the other way round`()
    {
        let alphabet = Alphabet.shared
        let costs = alphabet.costs(.plain)
        for (row, one) in alphabet.table.sets.enumerated() {
            for (column, other) in alphabet.table.sets.enumerated() {
                let cost = Int(costs.substitution[row * SoundCosts.capacity + column])
                let leftOut = Int(costs.omission[row])
                if SoundCounts.isVowel(one) {
                    #expect(leftOut > GivenNames.reach)
                    #expect(SoundCounts.mayBeVowel(other) || cost > GivenNames.reach)
                }
                if SoundCounts.isConsonant(one) {
                    #expect(leftOut > GivenNames.reach)
                    #expect(SoundCounts.mayBeConsonant(other) || cost > GivenNames.reach)
                }
            }
        }
    }

    @Test func `counts of vowels and consonants hold for every reading`() {
        let sets = Alphabet.shared.table.sets
        for word in Self.spellings where !word.omitsVowels {
            let first = word.units.map { sets[Int($0)] }
            #expect(Int(word.counts.leastVowels) <= first.count(where: SoundCounts.mayBeVowel))
            #expect(Int(word.counts.mostVowels) >= first.count(where: SoundCounts.isVowel))
            #expect(Int(word.counts.leastConsonants) <= first.count(where: SoundCounts.mayBeConsonant))
            #expect(Int(word.counts.mostConsonants) >= first.count(where: SoundCounts.isConsonant))
            #expect(word.countsOfStem.leastVowels <= word.counts.leastVowels)
            #expect(word.counts.fits(in: word.counts))
        }
        let counts = SoundCounts([[SoundSet(notation: "a"), SoundSet(notation: "j")], [SoundSet(notation: "vu")]])
        #expect((counts.leastVowels, counts.mostVowels) == (0, 2))
        #expect((counts.leastConsonants, counts.mostConsonants) == (0, 1))
    }

    @Test func `a word keeps its letters, readings and cuts apart`() {
        let word = Spelling(word: "osetschkinwurde", alphabet: .shared)
        #expect(String(decoding: word.letters, as: UTF16.self) == "osetschkinwurde")
        #expect(word.tails.first?.kind == .whole && Int(word.tails[0].node) == word.nodeCount - 1)
        #expect(word.tails.contains { $0.kind == .glued && Int($0.node) < word.nodeCount - 1 })
        #expect(!Spelling(word: "osetschkinaurde", alphabet: .shared).tails.contains { $0.kind == .glued })
        #expect(word.arcs.map(\.to) == word.arcs.map(\.to).sorted())
        #expect(Int(word.arcs.last?.to ?? 0) == word.nodeCount - 1)
    }

    @Test func `tables of given names are read sign by sign`() {
        var seen: [String] = []
        let table = "m  anna annie / an aя;  olga;;\n\nf igor / igo;lev"
        GivenNameLines.read(table.utf8Span.span) { part in
            switch part {
            case .name(let gender): seen.append(gender == .male ? "he" : "she")
            case .form(let range, let isShort):
                seen.append(String(decoding: Array(table.utf8)[range], as: UTF8.self) + (isShort ? " short" : ""))
            }
        }
        #expect(
            seen == [
                "he", "anna", "annie", "an short", "aя short", "he", "olga", "she", "igor", "igo short", "she", "lev",
            ]
        )
    }

    @Test func `of a word that stands twice in a map the last value counts`() {
        let words = (0..<300).map { Letters("word\($0 % 250)".utf16) }
        let map = LetterMap(words.enumerated().map { ($0.element, $0.offset) })
        for (number, word) in words.enumerated() {
            #expect(map.value(of: word, digest: Letters.digest(word)) == (number < 50 ? number + 250 : number))
        }
        let other = Letters("other".utf16)
        #expect(map.value(of: other, digest: Letters.digest(other)) == nil)
        #expect(map.value(of: other, digest: Letters.digest(words[0])) == nil)
    }

    @Test func `names that are passed over change no meaning`() {
        var aligner = Aligner()
        let written = "иван ivan jean ян ann саша alex sasha georg юрий мария maria marija катя слава дима али вова jan"
        let given = written.split(separator: " ").map { Spelling(word: $0, alphabet: .shared) }
        for word in given + Self.spellings {
            for names in [GivenNames.given, .fathers] {
                let sounds = word.firstSounds(.shared)
                let quick = names.meanings(of: word, sounds, &aligner)
                #expect(Array(quick) == Array(names.meanings(of: word, sounds, skipping: false, &aligner)))
            }
        }
    }

    @Test func `the nearest meanings are those of a sorted list`() {
        var random = SplitMix(seed: 5)
        for _ in 0..<200 {
            var nearest = NearestMeanings()
            var all: [(cost: Int32, meaning: GivenNames.Meaning)] = []
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                let meaning = GivenNames.Meaning(
                    name: UInt16.random(in: 0...12, using: &random), isShort: Bool.random(using: &random))
                let cost = Int32.random(in: 0...9, using: &random)
                nearest.add(meaning, cost: cost)
                all.append((cost, meaning))
            }
            let sorted = all.enumerated().sorted {
                ($0.element.cost, $0.element.meaning.name, $0.offset)
                    < ($1.element.cost, $1.element.meaning.name, $1.offset)
            }.map(\.element)
            var expected: [GivenNames.Meaning] = []
            for one in sorted.prefix(24)
            where one.cost <= sorted[0].cost + 2 && !expected.contains(where: { $0.name == one.meaning.name }) {
                expected.append(one.meaning)
            }
            #expect(Array(nearest.meanings(within: 2)) == Array(expected.prefix(8)))
        }
    }

    @Test func `bytes are cut as their scalars are`() {
        var random = SplitMix(seed: 9)
        let alphabet = Array("Осечкин-O'sëčnи\u{306}., ;(0135Ａ\u{200B}ჰᲰᏣका😀\u{301}Ё".utf8)
        for _ in 0..<400 {
            var bytes = (0..<60).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            if Bool.random(using: &random) { bytes = Array(String(decoding: bytes, as: UTF8.self).utf8) }
            var quick = WordCutter(folding: Alphabet.shared.folding)
            quick.add(bytes.span, scalars: 50, words: 10)
            var plain = WordCutter(folding: Alphabet.shared.folding)
            var place = 0
            var count = 0
            while place < bytes.count, count < 50, plain.words.count < 10 {
                plain.add(ScalarDecoding.next(in: bytes.span, at: &place))
                count += 1
            }
            quick.endWord()
            plain.endWord()
            #expect(quick.words == plain.words)
        }
    }

    @Test(arguments: [("ᲰᲐ", "ჰა"), ("कख", "कख"), ("Ωμ", "ωμ")])
    func `letters of rare scripts are folded too`(written: String, folded: String) {
        let words = NameReader.words(of: written, Alphabet.shared.folding)
        #expect(words.map { String(decoding: $0.letters, as: UTF16.self) } == [folded])
    }

    @Test func `sounds with a number of their own are those of the notation`() {
        #expect(SoundSet.silent == SoundSet(notation: "'"))
        #expect(SoundSet.glide == SoundSet(notation: "j"))
        #expect(SoundSet.vowels == SoundSet(notation: "aeiouy"))
        #expect(SoundSet.firm == SoundSet(notation: "pbmntdszSCckgxlr"))
        #expect(SoundSet(notation: SoundSet.alphabet).rawValue == 1 << 28 - 1)
    }

    @Test func `what agrees is what the numbers say`() {
        let kinds = (0..<7).compactMap { Tails.Kind(rawValue: $0) }
        #expect(kinds.count == 7 && Tails.Kind(rawValue: 7) == nil)
        for one in kinds {
            let agreeing = Tails.Cut(node: 9, kind: one, cost: 7).agreeing
            for other in kinds {
                #expect(Tails.Cut(node: 3, kind: other, cost: 1).isAmong(agreeing) == one.agrees(with: other))
            }
        }
        let cut = Tails.Cut(node: 200, kind: .clipped, cost: 24, mostRest: 9)
        #expect((cut.node, cut.kind, cut.cost, cut.mostRest) == (200, .clipped, 24, 9))
        #expect(Tails.Cut(node: 0, kind: .whole, cost: 0).mostRest == .max)
    }

    @Test func `letters are taken four at a time as one by one`() {
        var random = SplitMix(seed: 31)
        for _ in 0..<2000 {
            let letters = (0..<Int.random(in: 0...Letters.capacity, using: &random)).map { _ in
                UInt16.random(in: 0x430...0x43F, using: &random)
            }
            var word = Letters(letters + [7, 7, 7, 7])
            while word.count > letters.count { word = Letters(word.dropLast()) }
            #expect(word == Letters(letters))
            #expect(word.hasDoubles == zip(letters, letters.dropFirst()).contains { $0 == $1 })
            let survey = word.survey
            #expect(survey.any == letters.reduce(0, |) && survey.all == letters.reduce(.max, &))
            #expect(survey.digest == Letters.digest(Letters(letters)))
            guard let place = letters.indices.randomElement(using: &random) else { continue }
            var other = word
            other[place] = 0x4FF
            #expect(other != word && Letters.digest(other) != survey.digest)
        }
    }

    @Test func `kinds and conventions are numbered in order`() {
        #expect(Reason.Kind.allCases.map(\.number) == Array(Reason.Kind.allCases.indices))
        #expect(Convention.allCases.map(\.number) == Array(Convention.allCases.indices))
    }
}
