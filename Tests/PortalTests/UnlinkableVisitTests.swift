// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Correspondence
import LifeboatTestSupport
import RelayAPI
import Testing

@testable import Portal

/// A relay that writes down everything it is asked tries to tell whose visit it was, and whether an answer waited.
@Suite struct UnlinkableVisitTests {
    /// Somebody who comes back with twelve words, and for whom answers may wait.
    private struct Person {
        let words: String
        let keys: ConversationKeys

        init(at organisation: TestOrganisation) {
            let phrase = Codephrase(in: .english)
            words = phrase.words.joined(separator: " ")
            keys = ConversationKeys(codephrase: phrase, organisation: organisation.link.fingerprint)
        }
    }

    private func answer(
        _ person: Person, count: UInt32, depth: ShelfDepth, _ portal: RunningPortal
    ) throws {
        for number in 1...count {
            let reply = Reply(number: number, sentHour: 493_000, body: "answer-\(number)", attachments: [])
            let slot = try reply.sealed(
                in: person.keys.secret, to: person.keys.identity.recipient, voice: portal.organisation.voice)
            portal.relay.put(slot: person.keys.secret.slotName(number, at: depth).bytes, slot)
        }
    }

    /// What the relay can write down of one visit, and what the visitor saw.
    private func visit(
        _ person: Person, _ portal: RunningPortal
    ) async throws -> (record: [FakeRelay.Question], answerCount: Int) {
        portal.relay.forgetQuestions()
        let page = try await portal.browser().post("/en/return", [("words", person.words)])
        #expect(page.path == "/en/inbox")
        return (portal.relay.questions, page.texts(after: "<p>answer-").count)
    }

    private func run(
        at depth: ShelfDepth, _ body: (RunningPortal) async throws -> Void
    ) async throws {
        try await RunningPortal.run(publishing: false) { portal in
            try portal.organisation.publishCard(
                version: 1, at: portal.relay, issued: portal.clock.portal.wallSeconds(), depth: depth)
            await portal.server.site.door.refresh()
            try await body(portal)
        }
    }

    @Test(arguments: [0, 3] as [UInt8])
    func `visits to one shelf look alike, whoever comes and whatever waits`(bitCount: UInt8) async throws {
        let depth = try #require(ShelfDepth(bitCount: bitCount))
        try await run(at: depth) { portal in
            let one = Person(at: portal.organisation)
            var others: [Person] = []
            while others.count < 3 {
                let person = Person(at: portal.organisation)
                if person.keys.secret.shelf(at: depth) == one.keys.secret.shelf(at: depth) { others.append(person) }
            }
            try answer(one, count: 3, depth: depth, portal)
            try answer(others[0], count: 20, depth: depth, portal)
            let visits = [
                try await visit(one, portal), try await visit(one, portal), try await visit(others[0], portal),
                try await visit(others[1], portal), try await visit(others[2], portal),
            ]
            #expect(visits.map(\.answerCount) == [3, 3, 20, 0, 0])
            #expect(Set(visits.map(\.record)).count == 1, "the relay can tell visits apart")
            #expect(visits[0].record.count == 1, "one question a visit")
            guard case .shelf(_, _, let taken) = visits[0].record.first else {
                Issue.record("a visit asked for names")
                return
            }
            #expect(taken == 24, "every visit reads to the end")
        }
    }

    /// Nothing but the shelf differs between people of two shelves: the bits on the card are all that a visit says.
    @Test func `of somebody on another shelf the relay learns the shelf`() async throws {
        let depth = try #require(ShelfDepth(bitCount: 3))
        try await run(at: depth) { portal in
            let one = Person(at: portal.organisation)
            var other = Person(at: portal.organisation)
            while other.keys.secret.shelf(at: depth) == one.keys.secret.shelf(at: depth) {
                other = Person(at: portal.organisation)
            }
            let records = try await [visit(one, portal).record, visit(other, portal).record]
            let marks = [one, other].map { $0.keys.secret.shelf(at: depth).mark }
            for (record, mark) in zip(records, marks) {
                guard case .shelf(let shelf, let token, 1)? = record.first, record.count == 1 else {
                    Issue.record("another question: \(record)")
                    continue
                }
                #expect(shelf == ShelfName(depth: 3, mark: mark))
                #expect(token.exposed == portal.organisation.link.shelfToken)
            }
        }
    }

    @Test func `answers from before the shelves were divided are still found`() async throws {
        try await run(at: .everything) { portal in
            let one = Person(at: portal.organisation)
            try answer(one, count: 2, depth: .everything, portal)
            let depth = try #require(ShelfDepth(bitCount: 2))
            try portal.organisation.publishCard(
                version: 2, at: portal.relay, issued: portal.clock.portal.wallSeconds(), depth: depth)
            await portal.server.site.door.refresh()
            let reply = Reply(number: 3, sentHour: 1, body: "answer-3", attachments: [])
            portal.relay.put(
                slot: one.keys.secret.slotName(3, at: depth).bytes,
                try reply.sealed(
                    in: one.keys.secret, to: one.keys.identity.recipient, voice: portal.organisation.voice))
            #expect(try await visit(one, portal).answerCount == 3)
        }
    }
}
