// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
@testable import Desk
import Testing

@Suite struct SearchTests {
    private func index(_ texts: [String]) throws -> (SearchIndex, [ID<Request>]) {
        var index = SearchIndex()
        var ids: [ID<Request>] = []
        for (number, text) in texts.enumerated() {
            let id = try #require(ID<Request>([UInt8](repeating: UInt8(number), count: 16)))
            ids.append(id)
            index.add(text, of: .request(id))
        }
        return (index, ids)
    }

    @Test(arguments: [
        ("ЕЩЁ", "Она ещё здесь"), ("еще", "Ещё раз"), ("мои", "Мой паспорт"), ("granica", "Granića"),
        ("КИЇВ", "Київ"), ("strasse 5", "Die STRASSE, Haus 5"), ("σοφία", "ΣΟΦΊΑ"), ("раниц", "на границе"),
        ("паспорт граница", "Граница закрыта, паспорт у меня"), ("и\u{306}од", "йод"),
    ])
    func `a word is found whatever its case and accents, anywhere in a word`(_ query: String, _ text: String) throws {
        let (index, ids) = try index(["Другое", text, "Третье"])
        #expect(index.search(query, limit: 10).map(\.request) == [ids[1]])
    }

    @Test(arguments: ["паспорт виза", "ппаспорт", "", "   ", "\u{301}"])
    func `what is not there, and nothing, find nothing`(_ query: String) throws {
        let (index, _) = try index(["Граница закрыта, паспорт у меня"])
        #expect(index.search(query, limit: 10).isEmpty)
    }

    @Test func `two letters that share a byte in the index are told apart`() throws {
        let (first, second) = ("\u{5D0}", "\u{610}")
        #expect(SearchFolding.bytes(first) == SearchFolding.bytes(second))
        let (index, ids) = try index([first, second])
        #expect(index.search(first, limit: 10).map(\.request) == [ids[0]])
    }

    @Test func `the newest come first, and no more than asked for`() throws {
        let (index, ids) = try index((0..<200).map { "Письмо \($0)" })
        #expect(index.search("письмо", limit: 3).map(\.request) == [ids[199], ids[198], ids[197]])
        #expect(index.search("письмо", limit: 1_000).count == 200)
        #expect(index.search("письмо", limit: 0).isEmpty)
    }

    @Test func `the excerpt shows the match in its place`() throws {
        let long = String(repeating: "начало ", count: 30) + "ГРАНИЦА\nи " + String(repeating: "конец ", count: 30)
        let (index, _) = try index([long])
        let hit = try #require(index.search("границ", limit: 1).first)
        #expect(hit.excerpt[hit.match] == "ГРАНИЦ")
        #expect(hit.excerpt.hasPrefix("…") && hit.excerpt.hasSuffix("…"))
        #expect(!hit.excerpt.contains("\n"))
        #expect(hit.excerpt.count < 140)
    }

    @Test func `an occurrence across the border of two texts is none`() throws {
        let (index, _) = try index(["гра", "ница"])
        #expect(index.search("граница", limit: 5).isEmpty)
        #expect(index.search("гра", limit: 5).count == 1)
    }
}
