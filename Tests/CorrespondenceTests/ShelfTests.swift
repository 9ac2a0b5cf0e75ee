// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing

@testable import Correspondence

struct ShelfTests {
    private let example: Example
    private let secret: ConversationSecret

    init() throws {
        example = try Example()
        secret = example.keys.secret
    }

    private func depth(_ bits: UInt8) throws -> ShelfDepth { try #require(ShelfDepth(bitCount: bits)) }

    private func bits(_ bytes: [UInt8]) -> [Bool] {
        bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 == 1 } }
    }

    @Test func `names and shelves are those of the vectors`() throws {
        for slot in example.conversation.slots {
            #expect(secret.slotName(slot.number, at: try depth(slot.depth)).bytes == slot.name.bytes)
        }
        for shelf in example.conversation.shelves {
            #expect(secret.shelf(at: try depth(shelf.depth)).mark == shelf.mark.bytes)
        }
        #expect(example.link.shelfToken == example.organisation.shelfToken.bytes)
    }

    @Test func `there is no depth beyond sixteen bits`() {
        #expect(ShelfDepth(bitCount: 17) == nil && ShelfDepth(bitCount: 255) == nil)
        #expect(ShelfDepth.deepest.next == nil)
        #expect(ShelfDepth.everything.next?.bitCount == 1)
    }

    /// A relay that is seized must not see more of what belongs together than it has to know to hand out a shelf.
    @Test(arguments: [0, 1, 5, 8, 11, 16] as [UInt8])
    func `names of one conversation have the shelf's bits in common, and no other`(bitCount: UInt8) throws {
        let depth = try depth(bitCount)
        let names = (1...200).map { bits(Array(secret.slotName($0, at: depth).bytes.dropFirst())) }
        let mark = bits(secret.shelf(at: depth).mark)
        for place in 0..<248 {
            let ones = names.count { $0[place] }
            if place < bitCount {
                #expect(ones == (mark[place] ? 200 : 0))
            } else {
                // 100 are expected; six standard deviations are 43.
                #expect((57...143).contains(ones), "bit \(place): \(ones)")
            }
        }
        #expect(mark.dropFirst(Int(bitCount)).allSatisfy { !$0 })
        #expect((1...200).allSatisfy { secret.slotName($0, at: depth).bytes[0] == bitCount })
    }

    @Test func `a reply has another name at another depth`() throws {
        let names = try (0...16).map { secret.slotName(1, at: try depth($0)).bytes }
        #expect(Set(names.map { Array($0.dropFirst(3)) }).count == 17)
    }
}

struct ShelfSearchTests {
    private let secret: ConversationSecret
    private let other: ConversationSecret
    private let depth: ShelfDepth

    init() throws {
        secret = try #require(ConversationSecret((0..<32).map { UInt8($0) }))
        other = try #require(ConversationSecret((0..<32).map { UInt8($0 + 1) }))
        depth = try #require(ShelfDepth(bitCount: 3))
    }

    @Test func `own replies are found among others, written at this depth or before`() {
        var search = ShelfSearch(for: secret, at: depth)
        search.take(secret.slotName(3, at: .everything), content: [3])
        search.take(other.slotName(1, at: depth), content: [9])
        search.take(secret.slotName(1, at: depth), content: [1])
        search.take(SlotName.random(), content: [8])
        #expect(search.found.map(\.number) == [1, 3])
        #expect(search.found.map(\.content) == [[1], [3]])
        #expect(search.missing == [2])
    }

    @Test func `a reply deeper than the card says is nobody's`() {
        var search = ShelfSearch(for: secret, at: depth)
        search.take(secret.slotName(1, at: .deepest), content: [1])
        #expect(search.found.isEmpty && search.missing.isEmpty)
    }

    @Test func `a hundred and twenty-eight replies are looked for`() {
        var search = ShelfSearch(for: secret, at: depth)
        for number in [128, 129, 0] as [UInt32] { search.take(secret.slotName(number, at: depth), content: [1]) }
        #expect(search.found.map(\.number) == [128])
    }

    @Test func `two people of one shelf ask the same question`() throws {
        let secrets = try (0..<200).map { try #require(ConversationSecret([UInt8](repeating: UInt8($0), count: 32))) }
        let shelves = secrets.map { ShelfSearch(for: $0, at: depth).shelf }
        #expect(Set(shelves).count == 8)
        #expect(Set(secrets.map { ShelfSearch(for: $0, at: .everything).shelf }).count == 1)
    }

    @Test func `a search prints nothing of what it looks for`() {
        #expect(everyPrinting(of: ShelfSearch(for: secret, at: depth)).contains("redacted"))
    }
}

struct ShelfPlanTests {
    /// Conversations of which so many lie on each shelf of the depth, in the order of the shelves' marks.
    private func conversations(_ counts: [Int], at depth: ShelfDepth) -> [ConversationSecret] {
        var found: [Shelf: [ConversationSecret]] = [:]
        let most = counts.max() ?? 0
        var number: UInt32 = 0
        while found.count < counts.count || found.values.contains(where: { $0.count < most }) {
            number += 1
            guard let secret = ConversationSecret(bigEndian(number) + [UInt8](repeating: 0, count: 28)) else {
                continue
            }
            found[secret.shelf(at: depth), default: []].append(secret)
        }
        let shelves = found.keys.sorted { $0.mark.lexicographicallyPrecedes($1.mark) }
        return zip(shelves, counts).flatMap { shelf, count in (found[shelf] ?? []).prefix(count) }
    }

    private func planned(_ counts: [Int], after bits: UInt8) throws -> UInt8 {
        let now = try #require(ShelfDepth(bitCount: bits))
        return ShelfPlan.depth(after: now, answered: Set(conversations(counts, at: try #require(now.next)))).bitCount
    }

    @Test func `an organisation with few conversations has one shelf for all`() throws {
        #expect(ShelfPlan.depth(after: .everything, answered: []) == .everything)
        #expect(try planned([31, 31], after: 0) == 0)
        #expect(try planned([32, 32], after: 0) == 1)
    }

    @Test func `no shelf is divided while one of its parts would single people out`() throws {
        #expect(try planned([500, 31], after: 0) == 0)
        #expect(try planned([40, 40, 40, 31], after: 1) == 1)
        #expect(try planned([40, 40, 40, 0], after: 1) == 1)
        #expect(try planned([40, 40, 40, 32], after: 1) == 2)
    }

    @Test func `depth grows by one bit at a time and never shrinks`() throws {
        #expect(try planned([500, 500], after: 0) == 1)
        #expect(ShelfPlan.depth(after: try #require(ShelfDepth(bitCount: 5)), answered: []).bitCount == 5)
        #expect(ShelfPlan.depth(after: .deepest, answered: []) == .deepest)
    }
}
