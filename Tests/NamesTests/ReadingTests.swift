// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Names

@Suite struct ReadingTests {
    @Test func `letters past the fortieth are left out`() {
        var letters = Letters()
        for _ in 0..<100 { letters.append(0x61) }
        #expect(letters.count == Letters.capacity)
        letters.replaceLast { $0 + 1 }
        #expect(letters.last == 0x62)
        #expect(letters.dropLast().allSatisfy { $0 == 0x61 })
    }

    @Test func `places keep their order`() {
        let places = Places([3, 0, 9])
        #expect(Array(places) == [3, 0, 9])
        #expect(places.mask == 0b10_0000_1001)
        #expect(Places().isEmpty)
        #expect(Array(Places(0..<10)) == Array(0..<10))
    }

    @Test func `a shape tells every place and the number of words`() {
        let shapes: [WordShape] = [.isInitial, [], [.isPatronymic, .isCapitals], .isParticleAfter]
        let shape = NameShape(shapes)
        #expect((0..<shape.count).map { shape[$0] } == shapes)
        #expect(NameShape(shapes) == shape)
        #expect(NameShape(shapes + [[]]) != shape)
        #expect((0..<256).contains(NameShape(Array(repeating: WordShape(rawValue: 255), count: 10)).slot))
    }

    @Test(arguments: [
        ("е\u{308}", "ё"), ("и\u{306}", "й"), ("у\u{306}", "ў"), ("s\u{30C}", "š"), ("E\u{301}", "é"),
        ("о\u{301}", "о"),
        ("n\u{303}", "ñ"), ("Ё", "ё"), ("Ａ", "a"), ("ά", "α"),
    ])
    func `a letter and its mark are one letter`(written: String, folded: String) {
        let words = NameReader.words(of: written + "x", Alphabet.shared.folding)
        #expect(words.map { String(decoding: $0.letters, as: UTF16.self) } == [folded + "x"])
    }

    @Test(arguments: [
        ("0рлов", ["орлов"]), ("3убов", ["зубов"]), ("6огданов", ["богданов"]), ("4ернов", ["чернов"]),
        ("8асильев", ["васильев"]), ("1ванов", ["іванов"]), ("1vanov", ["ivanov"]), ("0rlov", ["orlov"]),
        ("0РЛОВ", ["орлов"]),
        // A number of a list, a note or a year before a name; endings of numbers.
        ("3Зубов", ["зубов"]), ("1Иванов", ["иванов"]), ("3СИДОРОВ", ["сидоров"]),
        ("3СИДОРОВ 3АХАР", ["сидоров", "захар"]), ("1ИВАНОВ", ["иванов"]), ("1августа", ["августа"]),
        ("10рлов", ["рлов"]), ("50рлов", ["рлов"]), ("3й", ["й"]), ("1го", ["го"]), ("3rdly", ["rdly"]),
        ("1st", ["st"]),
        ("3 убов", ["убов"]), ("3-убов", ["убов"]), ("3.убов", ["убов"]), ("0\u{301}рлов", ["рлов"]),
        ("(3убов)", ["зубов"]),
        // Inside a word, and between two.
        ("Ря6ов", ["рябов"]), ("Кра8цов", ["кравцов"]), ("Коче4ков", ["кочечков"]),
        ("Иванов3Пётр", ["иванов", "пётр"]),
        ("ПЕТР0В", ["петров"]),
    ])
    func `a digit is the letter that scanning made it of, or a number`(written: String, words: [String]) {
        let read = NameReader.words(of: written, Alphabet.shared.folding).map { raw in
            var letters = raw.letters
            _ = LookAlikes.mend(&letters)
            return String(decoding: letters, as: UTF16.self)
        }
        #expect(read == words)
    }

    @Test func `a number between the tenth word and an eleventh makes no eleventh`() {
        let ten = (0..<9).map { _ in "Иванов" }.joined(separator: " ") + " Иванов3Пётр"
        var matcher = NameMatcher()
        #expect(matcher.read(ten).words.count == PersonName.maximumWordCount)
        #expect(matcher.compare(ten, ten).score > 0)
    }

    @Test(arguments: [
        ("\u{13A0}", "\u{AB70}", 1), ("\u{AB70}", "\u{AB70}", 0), ("\u{9F98}", "\u{9F98}", 0), ("\u{212A}", "k", 1),
        ("\u{1C90}", "\u{10D0}", 1), ("\u{2C00}", "\u{2C30}", 1),
    ])
    func `a letter above 0x7FFF is itself, and far capitals are capitals`(
        written: String, folded: String, capitals: Int
    ) {
        let words = NameReader.words(of: written + "x", Alphabet.shared.folding)
        #expect(words.map { String(decoding: $0.letters, as: UTF16.self) } == [folded + "x"])
        #expect(words.map(\.upperCount) == [capitals])
    }

    @Test func `ideographs of more than sixteen bits are not one letter`() {
        var matcher = NameMatcher()
        #expect(matcher.compare("\u{20BB7}田", "\u{2123D}田").reasons.first?.kind != .surnameSame)
        #expect(matcher.compare("\u{20BB7}田", "\u{20BB7}田").reasons.first?.kind == .surnameSame)
    }

    @Test func `the same name is read the same after others of its shape`() {
        var matcher = NameMatcher()
        let names = [
            "Иванов Пётр", "Пётр Иванов", "П. Иванов", "ИВАНОВ Пётр Ильич", "Иванов, Пётр", "Anna-Maria Petrova",
        ]
        let first = names.map { matcher.read($0).interpretations }
        for _ in 0..<2 { #expect(names.map { matcher.read($0).interpretations } == first) }
        #expect(first[0] != first[1])
    }

    @Test func `spellings past the limit are unlike and within it as without`() {
        var aligner = Aligner()
        let words = "осечкин osetshkin osetškina ossetschkin osetshkinwho сечин петров petrow щербаков".split(
            separator: " "
        )
        .map { Spelling(word: $0, alphabet: .shared) }
        for one in words {
            for other in words {
                let free = aligner.align(one, other)
                for limit in [0, 5, 20, 60, 200] {
                    let bound = aligner.align(one, other, limit: limit)
                    #expect(bound == (free.cost <= limit ? free : .unlike))
                }
            }
        }
    }

    @Test func `a book that is emptied gives the same words`() {
        var book = WordBook(capacity: 50)
        var aligner = Aligner()
        var random = SplitMix(seed: 7)
        let known = (0..<120).map { _ in
            Letters((0..<6).map { _ in UInt16.random(in: 0x430...0x44F, using: &random) })
        }
        for letters in known + known.reversed() + known {
            let word = book.word(letters, .cyrillic, .shared, &aligner)
            #expect(word.spelling.letters.elementsEqual(letters))
            let again = book.word(letters, .cyrillic, .shared, &aligner)
            #expect(again === word)
        }
    }
}
