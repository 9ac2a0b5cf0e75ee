// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
@testable import Desk
import LifeboatTestSupport
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

    /// Somebody who filters is told of everything that passes, however much that does not lies in front of it.
    @Test func `what is rare and old is found behind thousands that the scope leaves out`() async throws {
        var index = SearchIndex()
        let rare = try #require(ID<Casework.Request>([UInt8](repeating: 255, count: 16)))
        let common = try #require(ID<Casework.Request>([UInt8](repeating: 1, count: 16)))
        index.add("письмо старое", of: .request(rare), said: 100)
        for number in 0..<5_000 { index.add("письмо \(number)", of: .request(common), said: 1_000 + UInt64(number)) }
        let scope = SearchScope(admits: { $0 == .request(rare) })
        #expect(index.search("письмо", limit: 60, in: scope).map(\.request) == [rare])
        #expect(await index.searchOnEveryCore("письмо", limit: 60, in: scope).map(\.request) == [rare])
        let old = SearchScope(seconds: 0..<1_002)
        #expect(index.search("письмо", limit: 60, in: old).map(\.request) == [common, common, rare])
        #expect(index.search("письмо", limit: 2, in: old).map(\.request) == [common, common])
        #expect(index.search("письмо", limit: 60, in: SearchScope(seconds: 101..<1_000)).isEmpty)
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

    @Test(arguments: [UInt64(1), 99, 2_026])
    func `on every core, over many shelves and for many words, what is there is found and nothing else`(
        seed: UInt64
    ) async throws {
        var generator = SeededGenerator(seed: seed)
        let syllables = ["ма", "ра", "ло", "ни", "те", "go", "xu"]
        func word() -> String {
            (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                syllables.randomElement(using: &generator) ?? ""
            }.joined()
        }
        var index = SearchIndex()
        let places = (0..<30_000).filter { _ in Int.random(in: 0..<12, using: &generator) == 0 }
        var texts: [Int: String] = [:]
        for place in places.shuffled(using: &generator) {
            let text = (0..<Int.random(in: 1...5, using: &generator)).map { _ in word() }.joined(separator: " ")
            texts[place] = text
            index.add(text, of: .request(try #require(ID<Request>(Self.bytes(place)))), at: place)
        }
        for _ in 0..<60 {
            let words = (0..<Int.random(in: 1...3, using: &generator)).map { _ in word() }
            let limit = [3, 60, 100_000].randomElement(using: &generator) ?? 1
            let expected = places.reversed().filter { place in words.allSatisfy { texts[place]?.contains($0) == true } }
                .prefix(limit).map { ID<Request>(Self.bytes($0)) }
            let query = words.joined(separator: " ")
            #expect(index.search(query, limit: limit).map(\.request) == expected, "seed \(seed): \(query)")
            #expect(
                await index.searchOnEveryCore(query, limit: limit).map(\.request) == expected, "seed \(seed): \(query)")
        }
    }

    private static func bytes(_ number: Int) -> [UInt8] {
        (0..<16).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
