// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Names

@Suite struct TextTests {
    private func screen(_ text: String, for names: String...) -> [TextHit] {
        var builder = NameIndexBuilder()
        for (entry, name) in names.enumerated() { builder.add(name, entry: UInt32(entry)) }
        var screener = TextScreener(builder.finish())
        return screener.screen(text)
    }

    /// A page about other things that a machine translated, with the man's name in it five times.
    private let page = """
        Ihmisoikeusjärjestön perustaja Osetshkin asuu Ranskassa. Gulagu.net julkaisi videon Saratovin sairaalasta.
        According to Osetškin the Federal Penitentiary Service knew. Police guard the house in Biarritz, said Oseshkin.
        The founder Osetshkinwho fled in 2015 spoke to Ossetian reporters on October the Fifth in Oslo and Oset.
        In the Kremlin nobody answered Osetshki; Peskov and Sechin, Oksana and Olenichev were asked too.
        Осечка, or Osechka, is a misfire; Осечки and Ovechkin, Osipkin and Сечкин are others.
        """

    @Test func `five spellings of one surname are found in a page and no other word`() {
        let hits = screen(page, for: "Осечкин")
        #expect(hits.map(\.found) == ["Osetshkin", "Osetškin", "Oseshkin", "Osetshkinwho", "Osetshki"])
    }

    @Test func `places are bytes, lines and columns of the text`() {
        let hits = screen(page, for: "Осечкин")
        for hit in hits { #expect(Array(page.utf8)[hit.place.byteRange].elementsEqual(hit.found.utf8)) }
        #expect(hits.map(\.place.line) == [1, 2, 2, 3, 4])
        #expect(hits.map(\.place.column) == [32, 14, 103, 13, 32])
    }

    @Test(arguments: ["Мария Осечкина", "Sergei Osetshkin", "осечка", "Сечкин", "Ossetian"])
    func `others are not taken for him`(words: String) {
        #expect(screen("Об этом сообщили вчера: \(words) и другие.", for: "Владимир Осечкин").isEmpty)
    }

    @Test func `a worse spelling is shown only where a sure one names the person`() {
        #expect(screen("In the Kremlin nobody answered Oseshkin.", for: "Осечкин").isEmpty)
        let both = screen("Osechkin lives in France. In the Kremlin nobody answered Osechkn.", for: "Осечкин")
        #expect(both.map(\.found) == ["Osechkin", "Osechkn"])
    }

    @Test func `a bare surname is whoever the text named in full by it`() {
        let other = "Sergei Osetshkin spoke on Monday. Later Osetshkin left; nobody followed Osetshkin."
        #expect(screen(other, for: "Владимир Осечкин").isEmpty)
        #expect(screen("Osetshkin left on Monday.", for: "Владимир Осечкин").map(\.found) == ["Osetshkin"])
        let both = other + " His brother Vladimir Osetshkin stayed."
        #expect(screen(both, for: "Владимир Осечкин").count == 3)
        #expect(screen("Osetshkin fled. " + other, for: "Владимир Осечкин").map(\.place.column) == [1], "who fled?")
    }

    @Test(arguments: [
        ("Игорь Петрович ЖУК ответил. Сам Жук молчит.", "Ігор ЖУК", 2), ("Жук полз по листу.", "Ігор ЖУК", 0),
        ("Николай Иванович Васильев ответил.", "Николай Иванов", 0),
        ("Роман Аркадьевич Абрамович ответил.", "Роман Абрамович", 1),
        ("According to Hanna Nowak, the order came late.", "Lisa Hanna", 0),
        ("The court sentenced Minister Osetshkin.", "Владимир Осечкин", 1),
        ("The court sentenced Dzhokhar Osetshkin.", "Владимир Осечкин", 0),
        ("Сам Осечкин всё отрицает.", "Владимир Осечкин", 1),
        ("They say that Mr Osechkin fled.", "Владимир Осечкин", 1),
        ("Суд допросил А. И. Шендерюк-Жидкова.", "Шендерюк-Жидков Александр", 1),
    ])
    func `the words around a surname say who it is`(text: String, name: String, count: Int) {
        #expect(screen(text, for: name).count == count)
    }

    @Test(arguments: [
        "Владимира Осечкина", "Владимиру Валерьевичу Осечкину", "В. В. Осечкиным", "Vladimir Osetshkinin",
        "Osetšhkinille", "Владимир\nОсечкин", "ОСЕЧКИНА ВЛАДИМИРА",
    ])
    func `a name in a case is found`(words: String) {
        #expect(screen("Дело против \(words) передано в суд.", for: "Владимир Осечкин").count == 1)
    }

    @Test(arguments: ["Osetškinista", "Osetškinilta", "Osetškiniksi", "Osetškinilla"])
    func `a bare surname in a Finnish case is found`(word: String) {
        #expect(screen("Videon julkaisi eilen järjestö, kertoi \(word) yhtiö.", for: "Осечкин").count == 1)
    }

    @Test func `a short given name in a case is found`() {
        #expect(
            screen("Встреча с Анной Петровой прошла вчера.", for: "Анна Петрова").map(\.found) == ["Анной Петровой"])
    }

    @Test(arguments: [
        ("Об этом сказал Осеч-\nкин вчера.", "Осеч-\nкин"),
        ("Об этом сказал Осеч\u{AD}\nкин вчера.", "Осеч\u{AD}\nкин"),
        ("Kertoi Osetš-\r\n  kin eilen.", "Osetš-\r\n  kin"),
    ])
    func `a word that is broken at a line's end is one word`(text: String, found: String) {
        let hits = screen(text, for: "Осечкин")
        #expect(hits.map { Array($0.found.unicodeScalars) } == [Array(found.unicodeScalars)])
    }

    @Test func `a hyphen between two surnames or before a small word breaks none`() {
        #expect(screen("Сказала Львова-\nБелова вчера.", for: "Мария Львова-Белова").count == 1)
        #expect(screen("Сказал Осечкин - и ушёл. Осечкин-\n", for: "Осечкин").count == 2)
    }

    @Test func `a surname that is written again and again is found each time`() {
        #expect(screen("Осечкин Осечкин Осечкин", for: "Владимир Осечкин").count == 3)
    }

    @Test func `a given name before particles belongs to the surname`() {
        let list = "Урсула фон дер Ляйен"
        #expect(screen("Об этом сказал вчера Ханс фон дер Ляйен.", for: list).isEmpty)
        let hits = screen("Об этом сказала вчера Урсула фон дер Ляйен.", for: list)
        #expect(hits.map(\.found) == ["Урсула фон дер Ляйен"])
        #expect(hits.allSatisfy { $0.comparison.reasons.map(\.kind) == [.surnameSame, .givenSame] })
        #expect(screen("Der Anwalt von Ossetschkin sprach.", for: "Владимир Осечкин").map(\.found) == ["Ossetschkin"])
        #expect(screen("Об этом сказала фон дер Ляйен.", for: list).count == 1)
    }

    @Test(arguments: [
        "When", "There", "Friday", "An", "So", "Who", "Chance", "Author", "Jahre", "Immer", "Schon", "Sie", "Toujours",
        "Jamais", "Eilen",
        "Россия", "Или", "Она", "Ещё",
    ])
    func `a word that opens a sentence hides nobody`(word: String) {
        let text = "In Paris we met Osechkin. \(word) Osechkin left. Osechkin smiled."
        #expect(screen(text, for: "Осечкин Владимир Валерьевич").count == 3, "\(word)")
        #expect(screen("\(word) Osechkin left.", for: "Осечкин Владимир Валерьевич").count == 1, "\(word)")
    }

    @Test func `a stop behind one letter may end a sentence`() {
        let text = "Вчера Осечкин был в театре им. И. Затем Осечкин вернулся. Сегодня Осечкин спал."
        #expect(screen(text, for: "Осечкин Владимир Валерьевич").count == 3)
        #expect(screen("Ушёл И. Пётр Осечкин остался.", for: "Осечкин Владимир Валерьевич").isEmpty)
        #expect(screen("Ушёл И. П. Осечкин.", for: "Осечкин Владимир Валерьевич").isEmpty)
    }

    @Test(arguments: [
        ("Мария Осечкина ответила. Осечкин ушёл, Осечкин спал.", 2), ("Maria Osechkina spoke. Osechkin left.", 1),
        ("Мария Валерьевна Осечкина ответила. Дело Осечкиной закрыто.", 0),
        ("Maria Osechkin spoke. Osechkin left.", 0), ("Сергей Осечкин ответил. Осечкин ушёл.", 0),
        ("Мария Осечкина ответила. Позже Осечкина ушла.", 0),
    ])
    func `a woman by her form of the surname hides no man`(text: String, count: Int) {
        #expect(screen(text, for: "Осечкин Владимир Валерьевич").count == count, "\(text)")
    }

    @Test(arguments: [
        ("Его брат Иван Осечкин молчит. Осечкин уехал во Францию.", 1),
        ("Его брат, Иван Осечкин, спал. Осечкин уехал.", 1),
        ("Иван Осечкин, сын основателя, молчит. Осечкин уехал.", 1),
        ("His brother Ivan Osechkin spoke. Osechkin left.", 1),
        ("Bruder Iwan Osechkin schweigt. Osechkin ging.", 1), ("Это его брат. Иван Осечкин молчит. Осечкин уехал.", 0),
        ("Его брат Иван Осечкин молчит. Иван Осечкин спал. Осечкин уехал.", 0),
        ("Брат Владимира молчит. Иван Осечкин спал. Осечкин уехал.", 0),
    ])
    func `somebody's relative hides no bare surname`(text: String, count: Int) {
        #expect(screen(text, for: "Осечкин Владимир Валерьевич").count == count, "\(text)")
    }

    @Test func `a digit that was a capital is a part of the name and of its place`() {
        let text = "Вчера 0сечкин ушёл; 3убов и 2ванов спали, 10сечкин тоже."
        for (name, found) in [("Осечкин", "0сечкин"), ("Зубов", "3убов")] {
            let hits = screen(text, for: name)
            #expect(hits.map(\.found) == [found])
            for hit in hits {
                #expect(Array(text.utf8)[hit.place.byteRange].elementsEqual(hit.found.utf8))
                let before = String(decoding: Array(text.utf8)[..<hit.place.byteRange.lowerBound], as: UTF8.self)
                #expect(hit.place.column == before.unicodeScalars.count + 1)
            }
        }
    }

    @Test(arguments: ["On Friday Osechkin left.", "In July Osechkin left.", "The Russian Osechkin left."])
    func `days, months and peoples are no given names`(text: String) {
        #expect(screen(text, for: "Осечкин Владимир Валерьевич").count == 1)
    }

    @Test(arguments: [
        "в 2015. ", "в 2015 г. ", "на 20%. ", "сказал: «да». ", "да... ", "да\n", "да\n\n", "да\n1. ", "да 😀 ",
        "и т.д. ", "в 14:05. ",
        "a@b.org. ", "я. ", "суд. ", "США. ", "Mr. ",
    ])
    func `where a sentence or a line ends, the next word's capital is no name's`(end: String) {
        for word in ["Затем", "Позже", "Later"] {
            let text = "Вчера Осечкин уехал \(end)\(word) Осечкин вернулся. Сегодня Осечкин спал."
            #expect(screen(text, for: "Осечкин Владимир Валерьевич").count == 3, "\(text)")
        }
    }

    @Test func `a given name that opens a sentence still says who is meant`() {
        for name in ["Мария", "Maria", "Peter", "Марии", "Яна", "Islam", "Inna", "Марта", "Ella"] {
            #expect(screen("\(name) Осечкин и Осечкин.", for: "Осечкин Владимир Валерьевич").isEmpty, "\(name)")
        }
    }

    @Test func `a calling that we do not know hides its own mention at most`() {
        let text = "Gestern sprach Osetschkin. Danach sagte Menschenrechtsverteidiger Osetschkin mehr. Osetschkin ging."
        #expect(screen(text, for: "Осечкин Владимир Валерьевич").count >= 2)
    }

    @Test func `a text of many words is read once for many people`() {
        let hits = screen(
            "Anna Petrova met Jan Kowalski and Pjotr Tšaikovski.", for: "Петрова Анна", "Ян Ковальский",
            "Чайковский Пётр")
        #expect(hits.map(\.entry) == [0, 1, 2])
        #expect(hits.map(\.found) == ["Anna Petrova", "Jan Kowalski", "Pjotr Tšaikovski"])
    }

    @Test func `names that were added to an index are found in texts, and removed ones are not`() {
        var builder = NameIndexBuilder()
        builder.add("Анна Петрова", entry: 1)
        builder.add("Ян Ковальский", entry: 2)
        var index = builder.finish()
        index.add("Владимир Осечкин", entry: 3)
        index.remove(entry: 2)
        var screener = TextScreener(index)
        let hits = screener.screen("Anna Petrova, Jan Kowalski and Vladimir Osetshkin were there.")
        #expect(hits.map(\.entry) == [1, 3])
    }

    @Test func `a text that is too long says that it was cut`() {
        var builder = NameIndexBuilder()
        builder.add("Осечкин", entry: 0)
        var screener = TextScreener(builder.finish())
        let text = "Osetshkin spoke. Osetshkin"
        #expect(screener.screen(text, threshold: 0.5, atMost: text.utf8.count).count == 2)
        #expect(!screener.gaps.isCut)
        #expect(screener.screen(text, threshold: 0.5, atMost: 16).count == 1)
        #expect(screener.gaps.isCut)
        #expect(screener.screen("Osetshkin").count == 1)
        #expect(screener.gaps == TextGaps())
    }

    @Test func `a phrase that is met again is answered as the first time`() {
        let text = "Сам Осечкин молчит. Владимир Осечкин ответил; В. Осечкин ответил. Мария Осечкина молчит. "
        let once = screen(text, for: "Владимир Осечкин", "Осечкина Мария", "Осечкин")
        let often = screen(String(repeating: text, count: 40), for: "Владимир Осечкин", "Осечкина Мария", "Осечкин")
        #expect(!once.isEmpty && often.count == once.count * 40)
        for (place, hit) in often.enumerated() {
            let first = once[place % once.count]
            #expect(hit.entry == first.entry && hit.found == first.found && hit.comparison == first.comparison)
            #expect(hit.place.column - first.place.column == place / once.count * text.unicodeScalars.count)
        }
    }

    @Test func `a surname of more people than are kept is told, and who is named in full is shown`() {
        var builder = NameIndexBuilder()
        for entry in 0..<TextScreener.maximumKeptCount + 200 { builder.add("Иванов", entry: UInt32(entry)) }
        builder.add("Осечкин", entry: 8_000)
        builder.add("Пётр Иванов", entry: 9_000)
        var screener = TextScreener(builder.finish())
        let hits = screener.screen("Ivanov and Osetshkin. Later Pyotr Ivanov and Ivanov again.")
        #expect(screener.gaps.crowdedWords == ["Ivanov"])
        #expect(hits.contains { $0.entry == 9_000 } && hits.contains { $0.entry == 8_000 })
        #expect(Set(hits.map(\.entry)).count >= TextScreener.maximumKeptCount)
    }
}
