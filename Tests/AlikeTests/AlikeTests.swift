// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing

@testable import Alike

struct AlikeTests {
    /// Which kinds the texts are, in their order; nil for those without words.
    private func kinds(_ texts: [String]) -> [Int?] {
        var book = AlikeTexts<Int>()
        for (number, text) in texts.enumerated() { book.add(number, text) }
        return texts.indices.map { book[$0]?.kind }
    }

    static let plea =
        "Здравствуйте, меня зовут Олег, я журналист из города, где вчера прошли обыски. За мной могут прийти в любую минуту, помогите выехать вместе с женой и сыном."

    @Test(arguments: [
        // A name, a number, a case, punctuation, a letter that only looks like its neighbour from another alphabet.
        plea.replacing("Олег", with: "Пётр Ильич"),
        plea.replacing("вчера", with: "25 ноября 2026"),
        plea.uppercased(),
        plea.replacing(",", with: " -- "),
        plea.replacing("о", with: "o").replacing("а", with: "a"),
        plea.replacing("й", with: "и\u{306}").replacing("пр", with: "п\u{200B}р"),
        "Срочно! " + plea + " Жду ответа.",
        plea.replacing("женой и сыном", with: "матерью"),
    ]) func `a small change leaves a text what it was`(changed: String) {
        #expect(kinds([Self.plea, changed]) == [0, 0])
    }

    @Test(arguments: [
        "Я учительница, после моего увольнения к соседям приходили и спрашивали обо мне. Паспорт просрочен, и я не знаю, куда обратиться за визой.",
        "Hello, my name is Oleg, I am a journalist from the city where flats were searched yesterday. They may come for me at any minute, please help us to leave.",
        // The same subject and some of the same phrases, in somebody's own words.
        "Меня зовут Олег, я журналист. Вчера в редакции были обыски, забрали телефоны, двоих увезли. Мне передали, что я в списке. Помогите выехать, если это ещё возможно.",
        // A template with a story of one's own.
        plea
            + " В две тысячи двадцатом меня задержали на улице, держали трое суток и отпустили без протокола; с тех пор я пишу под чужим именем, а дочь перестала ходить в школу, потому что её спрашивали там обо мне.",
    ]) func `other words are another text`(other: String) {
        #expect(kinds([Self.plea, other]) == [0, 1])
    }

    @Test func `few words are alike word for word only, and nothing is said of no words`() {
        let texts = [
            "Помогите, пожалуйста!", "помогите пожалуйста", "Помогите мне, пожалуйста", "Please help me", "", "…",
            "Помогите, пожалуйста, 2",
        ]
        #expect(kinds(texts) == [0, 0, 1, 2, nil, nil, 3])
        var book = AlikeTexts<Int>()
        book.add(1, "Помогите, пожалуйста!")
        book.add(2, Self.plea)
        #expect(book[1].map { book.isShort(kind: $0.kind) } == true)
        #expect(book[2].map { book.isShort(kind: $0.kind) } == false)
    }

    @Test func `everything is alike to the first of its kind, and no chain leads away from it`() {
        // Each step is small, the end has nothing of the beginning.
        let words = (0..<400).map { "слово\(Self.letters($0))" }
        let texts = (0..<20).map { step in words[(step * 6)..<(step * 6 + 30)].joined(separator: " ") }
        var book = AlikeTexts<Int>()
        for (number, text) in texts.enumerated() { book.add(number, text) }
        for number in texts.indices {
            let place = book[number]
            let first = texts.indices.first { book[$0]?.kind == place?.kind }
            #expect(TextSketch(texts[first ?? 0]).likeness(to: TextSketch(texts[number])) == place?.likeness)
            #expect((place?.likeness ?? 0) >= AlikeTexts<Int>.threshold)
        }
        #expect(book[0]?.kind != book[19]?.kind)
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `a flood is one kind, and those who write for themselves stand outside it`(seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        let plea = (0..<60).map { _ in Self.word(&dice) }
        var texts = (0..<500).map { _ in Self.varied(plea, &dice) }
        let own = (0..<40).map { _ in
            (0..<Int.random(in: 15...120, using: &dice)).map { _ in Self.word(&dice) }.joined(separator: " ")
        }
        texts += own
        let found = kinds(texts)
        #expect(Set(found.prefix(500)).count == 1, "seed \(seed)")
        #expect(Set(found.dropFirst(500)).count == own.count, "seed \(seed)")
        #expect(Set(found.prefix(500)).isDisjoint(with: found.dropFirst(500)), "seed \(seed)")
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func `one by one is as all at once, and a text that is known stays where it is`(seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        let pleas = (0..<5).map { _ in (0..<40).map { _ in Self.word(&dice) } }
        let texts = (0..<200).map { _ in Self.varied(pleas[Int.random(in: 0..<5, using: &dice)], &dice) }
        var grown = AlikeTexts<Int>()
        for end in texts.indices {
            for number in 0...end { grown.add(number, texts[number]) }
        }
        #expect(texts.indices.map { grown[$0]?.kind } == kinds(texts))
        let before = grown[0]
        grown.add(0, "совсем другое")
        #expect(grown[0] == before && grown.count == texts.count)
    }

    @Test func `likeness is the same from both sides, and whole for a text and itself`() {
        var dice = SeededGenerator(seed: 7)
        for _ in 0..<50 {
            let plea = (0..<Int.random(in: 2...900, using: &dice)).map { _ in Self.word(&dice) }
            let (one, other) = (TextSketch(Self.varied(plea, &dice)), TextSketch(Self.varied(plea, &dice)))
            #expect(one.likeness(to: other) == other.likeness(to: one))
            #expect(one.likeness(to: one) == 100)
        }
    }

    @Test func `a very long text is compared by a fair sample of it`() {
        var dice = SeededGenerator(seed: 9)
        let words = (0..<3_000).map { _ in Self.word(&dice) }
        let half = Array(words.prefix(1_500)) + (0..<1_500).map { _ in Self.word(&dice) }
        let likeness = TextSketch(words.joined(separator: " ")).likeness(to: TextSketch(half.joined(separator: " ")))
        // Half of each is a third of both.
        #expect((25...42).contains(likeness), "\(likeness)")
    }

    @Test func `whatever is thrown at it is taken or left`() {
        var dice = SeededGenerator(seed: 3)
        var book = AlikeTexts<Int>()
        for number in 0..<300 {
            let bytes = dice.mutated(Array(Self.plea.utf8) + dice.bytes(40))
            book.add(number, String(decoding: bytes, as: UTF8.self))
        }
        book.add(1_000, String(repeating: "\u{301}", count: 5_000))
        book.add(1_001, String(repeating: "а ", count: 20_000))
        book.add(1_002, String(repeating: "漢", count: 20_000))
        #expect(book[1_000] == nil && book[1_001] != nil && book[1_002] != nil)
    }

    /// Up to four words of the text changed, a name put in, a number at the end.
    static func varied(_ words: [String], _ dice: inout SeededGenerator) -> String {
        var words = words
        for _ in 0..<Int.random(in: 0...4, using: &dice) {
            words[Int.random(in: 0..<words.count, using: &dice)] = word(&dice)
        }
        words.insert("Имя\(word(&dice))", at: Int.random(in: 0...words.count, using: &dice))
        return words.joined(separator: " ") + " \(Int.random(in: 1...99_999, using: &dice))"
    }

    static func word(_ dice: inout SeededGenerator) -> String {
        letters(Int.random(in: 0..<20_000, using: &dice))
    }

    private static func letters(_ number: Int) -> String {
        String(
            String.UnicodeScalarView(
                "\(number)".unicodeScalars.compactMap { Unicode.Scalar(0x430 + ($0.value - 0x30) * 3) }))
    }
}
