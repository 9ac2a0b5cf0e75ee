// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import LifeboatTestSupport
import Testing

@testable import Correspondence

struct CodephraseTests {
    private func sample(_ list: WordList, _ byte: UInt8 = 0x5A) throws -> Codephrase {
        try #require(Codephrase(entropy: (0..<16).map { byte &+ $0 &* 29 }, in: list))
    }

    @Test(arguments: WordList.allCases) func `a new codephrase reads back`(list: WordList) throws {
        let phrase = Codephrase(in: list)
        #expect(phrase.words.count == 12)
        let parsed = try Codephrase(parsing: phrase.words.joined(separator: " "))
        #expect(parsed.entropy == phrase.entropy)
        #expect(parsed.list == list)
    }

    @Test func `two new codephrases differ`() {
        #expect(Codephrase(in: .english).entropy != Codephrase(in: .english).entropy)
    }

    enum Habit: CaseIterable {
        case capitals, title, withoutAccents, decomposed, numbered, commas, lines, tabs, spaces, quotes, zeroWidth,
            bullets
        case closingNumbers, wideSpaces, softHyphens

        func typed(_ words: [String]) -> String {
            switch self {
            case .capitals: words.map { $0.uppercased() }.joined(separator: " ")
            case .title: words.map(\.capitalized).joined(separator: " ")
            case .withoutAccents:
                words.map { $0.folding(options: .diacriticInsensitive, locale: nil) }.joined(separator: " ")
            case .decomposed: words.map(\.decomposedStringWithCanonicalMapping).joined(separator: " ")
            case .numbered: words.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\r\n")
            case .closingNumbers: words.enumerated().map { "\($0.offset + 1)\($0.element)" }.joined(separator: " ")
            case .commas: words.joined(separator: ", ") + "."
            case .lines: "\n\n" + words.joined(separator: "\n") + "\n"
            case .tabs: words.joined(separator: "\t")
            case .spaces: "   " + words.joined(separator: "    ") + "  "
            case .wideSpaces: words.joined(separator: "\u{A0}\u{3000}\u{2003}")
            case .quotes: words.map { "«\($0)»" }.joined(separator: "; ")
            case .zeroWidth:
                words.map { "\u{FEFF}\u{200E}" + $0.map { "\($0)\u{200B}" }.joined() }.joined(separator: " ")
            case .softHyphens: words.map { $0.map { "\($0)" }.joined(separator: "\u{AD}") }.joined(separator: "—")
            case .bullets: words.map { "• \($0)" }.joined(separator: "\n")
            }
        }
    }

    @Test(arguments: WordList.allCases, Habit.allCases)
    func `people's habits of typing are forgiven`(list: WordList, habit: Habit) throws {
        for byte: UInt8 in [1, 77, 200] {
            let phrase = try sample(list, byte)
            let typed = habit.typed(phrase.words)
            #expect(try Codephrase(parsing: typed).entropy == phrase.entropy)
            #expect(try Codephrase(parsing: typed, in: list).entropy == phrase.entropy)
        }
    }

    @Test func `ё for е is forgiven, and й for и`() throws {
        let phrase = try sample(.russian)
        let typed = phrase.words.joined(separator: " ").replacing("е", with: "ё").replacing("й", with: "и")
        #expect(try Codephrase(parsing: typed).entropy == phrase.entropy)
    }

    @Test(arguments: ["١", "۲۳", "3"]) func `numbers of any keyboard are numbers`(number: String) throws {
        let words = Codephrase(in: .english).words
        let typed = words.map { "\(number)- \($0)" }.joined(separator: "\n")
        #expect(try Codephrase(parsing: typed).words == words)
        #expect(try Codephrase(parsing: words.joined(separator: "\u{E0041} ")).words == words)
    }

    @Test func `Latin letters that look Cyrillic are taken for Cyrillic ones`() throws {
        let phrase = try sample(.russian)
        var typed = phrase.words.joined(separator: " ").uppercased()
        for (cyrillic, latin) in zip("АВЕКМНОРСТХУ", "ABEKMHOPCTXY") {
            typed = typed.replacing(String(cyrillic), with: String(latin))
        }
        #expect(typed != phrase.words.joined(separator: " ").uppercased())
        #expect(try Codephrase(parsing: typed).entropy == phrase.entropy)
        #expect(try Codephrase(parsing: typed.lowercased()).entropy == phrase.entropy)
    }

    @Test func `Cyrillic letters that look Latin are taken for Latin ones`() throws {
        let phrase = try sample(.english)
        var typed = phrase.words.joined(separator: " ")
        for (latin, cyrillic) in zip("aceopxyi", "асеорхуі") {
            typed = typed.replacing(String(latin), with: String(cyrillic))
        }
        #expect(try Codephrase(parsing: typed).entropy == phrase.entropy)
    }

    @Test(arguments: [0, 1, 11, 13, 24]) func `another number of words is said`(count: Int) {
        let text = Array(repeating: "abandon", count: count).joined(separator: " ")
        #expect(throws: CodephraseError.wordCount(count)) { try Codephrase(parsing: text) }
    }

    @Test func `an enormous text is not read to its end`() {
        let text = String(repeating: "abandon ", count: 1_000_000)
        #expect(throws: CodephraseError.wordCount(TypedWord.maximumScalarCount / 8)) { try Codephrase(parsing: text) }
    }

    @Test(arguments: [
        "مرحبا كيف حالك اليوم في هذا المكان الجميل مع كل الأصدقاء الذين",
        "qqq www eee rrr ttt yyy uuu iii ooo ppp aaa sss",
        "一 二 三 四 五 六 七 八 九 十 百 千",
    ]) func `words of no list are no known language`(text: String) {
        #expect(throws: CodephraseError.unknownLanguage) { try Codephrase(parsing: text) }
    }
}

struct MistypedCodephraseTests {
    private let phrase: Codephrase
    private let list: WordList

    init() throws {
        list = .russian
        phrase = try #require(Codephrase(entropy: (0..<16).map { 0x42 &+ $0 &* 31 }, in: .russian))
    }

    private func suspects(_ words: [String]) -> [CodephraseError.Suspect] {
        guard case .unknownWords(let suspects) = failure(words) else { return [] }
        return suspects
    }

    private func failure(_ words: [String]) -> CodephraseError? {
        do {
            _ = try Codephrase(parsing: words.joined(separator: " "))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: 0..<12) func `a mistyped word comes with its position and the word that was meant`(position: Int)
        throws
    {
        let right = phrase.words[position]
        var letters = Array(right)
        letters.swapAt(letters.count - 1, letters.count - 2)
        let slips = [right + "ъ", "ъ" + right, String(right.dropLast()) + "ъ", String(letters)]
        for slip in slips where WordList.russian.table.index(of: FoldedWord(slip)) == nil {
            var words = phrase.words
            words[position] = slip
            let found = suspects(words)
            #expect(found.map(\.position) == [position + 1])
            #expect(found.first?.typed == slip)
            #expect(found.first?.near.contains(right) == true, "\(slip) for \(right)")
            #expect(found.first?.near.count ?? 9 <= 5)
        }
    }

    @Test func `every mistyped word is named, not only the first`() {
        var words = phrase.words
        words[2] += "ъъ"
        words[9] += "ъъ"
        #expect(suspects(words).map(\.position) == [3, 10])
    }

    @Test func `a wrong word of the list is caught by the checksum, and the right one is offered`() throws {
        var caught = 0
        for position in 0..<12 {
            let right = phrase.words[position]
            let index = try #require(list.table.index(of: FoldedWord(right)))
            let near = NearWords.indices(near: list.table.folded[index], in: list).prefix(5)
            for wrong in near {
                var words = phrase.words
                words[position] = list.words[wrong]
                guard case .checksum(let repairs) = failure(words) else { continue }
                caught += 1
                let mended = try #require(repairs.first { $0.position == position + 1 })
                #expect(mended.typed == words[position])
                #expect(repairs.allSatisfy { $0.near.count <= 5 && !$0.near.isEmpty })
                for repair in repairs {
                    for near in repair.near {
                        var mended = words
                        mended[repair.position - 1] = near
                        #expect(failure(mended) == nil)
                    }
                }
            }
        }
        #expect(caught > 10)
    }

    @Test func `two words exchanged are caught most of the time`() {
        var caught = 0
        for position in 0..<11 {
            var words = phrase.words
            words.swapAt(position, position + 1)
            if failure(words) != nil { caught += 1 }
        }
        #expect(caught >= 8)
    }

    @Test(
        arguments: [
            ("abandon", "abandno", 1), ("abandon", "abandon", 0), ("abandon", "abadon", 1), ("abandon", "abbandon", 1),
            ("abandon", "abundon", 1), ("abandon", "bnaadon", nil), ("", "ab", 2), ("", "abc", nil), ("ab", "ba", 1),
        ] as [(String, String, Int?)])
    func `the distance counts a swap of neighbours as one slip`(one: String, other: String, distance: Int?) {
        #expect(NearWords.distance(FoldedWord(one).letters, FoldedWord(other).letters, atMost: 2) == distance)
    }

    @Test func `nearest words come first`() {
        let near = NearWords.indices(near: FoldedWord("abandn"), in: .english).map { WordList.english.words[$0] }
        #expect(near.first == "abandon")
    }

    @Test func `no way of printing shows a word`() throws {
        var words = phrase.words
        words[4] = "тайнослово"
        let errors: [CodephraseError] = [
            .unknownWords(suspects(words)), .checksum(repairs: suspects(words)), .wordCount(3), .unknownLanguage,
        ]
        let printed =
            everyPrinting(of: phrase) + everyPrinting(of: errors) + errors.map { everyPrinting(of: $0) }.joined()
            + everyPrinting(of: suspects(words)) + errors.map { $0.localizedDescription }.joined()
        #expect(!suspects(words).isEmpty)
        for word in words + phrase.words + suspects(words).flatMap(\.near) { #expect(!printed.contains(word)) }
        #expect(!printed.contains("\(phrase.entropy[0]), \(phrase.entropy[1])"))
    }

    @Test func `mutilated texts never crash the parser, and what it accepts reads back`() throws {
        let seed: UInt64 = 20_261_123
        var random = SeededGenerator(seed: seed)
        let text = Array(phrase.words.joined(separator: " ").utf8)
        for _ in 0..<500 {
            let mutant = String(decoding: random.mutated(text), as: UTF8.self)
            guard let parsed = try? Codephrase(parsing: mutant, in: .russian) else { continue }
            let again = try Codephrase(parsing: parsed.words.joined(separator: " "))
            #expect(again.entropy == parsed.entropy, "seed \(seed)")
        }
    }
}
