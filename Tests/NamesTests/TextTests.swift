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
