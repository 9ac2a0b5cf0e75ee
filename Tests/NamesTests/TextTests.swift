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
    }

    @Test(arguments: [
        ("Игорь Петрович ЖУК ответил. Сам Жук молчит.", "Ігор ЖУК", 2), ("Жук полз по листу.", "Ігор ЖУК", 0),
        ("Николай Иванович Васильев ответил.", "Николай Иванов", 0),
        ("Роман Аркадьевич Абрамович ответил.", "Роман Абрамович", 1),
        ("According to Hanna Nowak, the order came late.", "Lisa Hanna", 0),
        ("The court sentenced Minister Osetshkin.", "Владимир Осечкин", 1),
        ("The court sentenced Dzhokhar Osetshkin.", "Владимир Осечкин", 0),
        ("Сам Осечкин всё отрицает.", "Владимир Осечкин", 1),
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

    @Test func `a text of many words is read once for many people`() {
        let hits = screen(
            "Anna Petrova met Jan Kowalski and Pjotr Tšaikovski.", for: "Петрова Анна", "Ян Ковальский",
            "Чайковский Пётр")
        #expect(hits.map(\.entry) == [0, 1, 2])
        #expect(hits.map(\.found) == ["Anna Petrova", "Jan Kowalski", "Pjotr Tšaikovski"])
    }
}
