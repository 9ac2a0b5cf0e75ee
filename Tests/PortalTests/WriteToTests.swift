// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Correspondence
import LifeboatTestSupport
import RelayConnection
import Testing

@testable import Portal

/// Once a request became a case, what its person writes is for those who hold the case's conversation.
@Suite struct WriteToTests {
    private let old = HybridIdentity()
    private let new = HybridIdentity()

    /// A visit that has sent "hello", read by its organisation.
    private func run(
        _ body: (RunningPortal, PlainBrowser, [String], TestOrganisation.ReadMessage) async throws -> Void
    ) async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, words) = try await portal.start(visitor)
            try await portal.send("hello", from: form, visitor)
            try await body(portal, visitor, words, try portal.organisation.read(portal.relay.envelopes[0]))
        }
    }

    private func comeBack(_ words: [String], to portal: RunningPortal) async throws -> PlainBrowser {
        let visitor = portal.browser()
        try await visitor.post("/en/return", [("words", words.joined(separator: " "))])
        return visitor
    }

    private func write(_ text: String, _ visitor: PlainBrowser, _ portal: RunningPortal) async throws -> [UInt8] {
        let sent = try await portal.send(text, from: try await visitor.get("/en/write"), visitor)
        #expect(sent.path == "/en/sent")
        return try #require(portal.relay.envelopes.last)
    }

    @Test func `a follow-up goes to the newest answer's recipient, and the intake key opens it no more`() async throws {
        try await run { portal, _, words, read in
            let (organisation, relay) = (portal.organisation, portal.relay)
            try organisation.answer("one", number: 1, to: read, at: relay, writeTo: old.recipient)
            try organisation.answer("two", number: 2, to: read, at: relay, writeTo: new.recipient)
            try organisation.answer("three", number: 3, to: read, at: relay)
            let envelope = try await write("for the case", try await comeBack(words, to: portal), portal)
            let followUp = try organisation.read(envelope, secret: read.secret, as: new)
            #expect(!followUp.isFirst && followUp.message.body == "for the case")
            #expect(followUp.message.assurance == .c)
            for other in [nil, old] {
                #expect(throws: EnvelopeError.sealing(.noIdentityMatched)) {
                    try organisation.read(envelope, secret: read.secret, as: other)
                }
            }
            #expect(Set(relay.envelopes.map(\.count)) == [8192], "the relay sees envelopes of one size")
        }
    }

    /// The person opens the page on which they write, and the case is destroyed before they send.
    @Test func `what is written to a case that was destroyed in this visit begins anew at the intake`() async throws {
        try await run { portal, _, words, read in
            try portal.organisation.answer("one", number: 1, to: read, at: portal.relay, writeTo: new.recipient)
            let visitor = try await comeBack(words, to: portal)
            try await visitor.get("/en/inbox")
            let form = try await visitor.get("/en/write")
            portal.relay.put(slot: read.secret.slotName(1).bytes, nil)
            #expect(try await portal.send("they are at my door", from: form, visitor).path == "/en/sent")
            let envelope = try #require(portal.relay.envelopes.last)
            let begun = try portal.organisation.read(envelope)
            #expect(begun.isFirst && begun.message.body == "they are at my door" && begun.secret == read.secret)
            #expect(throws: EnvelopeError.self) {
                try portal.organisation.read(envelope, secret: read.secret, as: new)
            }
        }
    }

    @Test func `a relay that cannot be asked just then sends nothing to whoever may hold nothing any more`()
        async throws
    {
        try await run { portal, _, words, read in
            try portal.organisation.answer("one", number: 1, to: read, at: portal.relay, writeTo: new.recipient)
            let visitor = try await comeBack(words, to: portal)
            let form = try await visitor.get("/en/write")
            portal.relay.fail(with: .unreachable)
            let page = try await portal.send("help", from: form, visitor)
            #expect(page.status == 503 && page.text.contains("help"))
            #expect(portal.relay.envelopes.count == 1)
        }
    }

    @Test func `an answer without a recipient leaves the intake key in use`() async throws {
        try await run { portal, _, words, read in
            try portal.organisation.answer("one", number: 1, to: read, at: portal.relay)
            let envelope = try await write("for intake", try await comeBack(words, to: portal), portal)
            #expect(try portal.organisation.read(envelope, secret: read.secret).message.body == "for intake")
        }
    }

    @Test func `a recipient that no voice of the card vouches for is not written to`() async throws {
        try await run { portal, _, words, read in
            let (organisation, relay) = (portal.organisation, portal.relay)
            try organisation.answer("one", number: 1, to: read, at: relay, writeTo: old.recipient)
            try organisation.answer(
                "two", number: 2, to: read, at: relay, voice: VoiceKey(), writeTo: new.recipient)
            let envelope = try await write("x", try await comeBack(words, to: portal), portal)
            #expect(try organisation.read(envelope, secret: read.secret, as: old).message.body == "x")
        }
    }

    @Test func `a draft that was carried over the end of a visit goes where the answers say`() async throws {
        try await run { portal, _, words, read in
            try portal.organisation.answer("one", number: 1, to: read, at: portal.relay, writeTo: new.recipient)
            let visitor = portal.browser()
            let form = try await visitor.post(
                "/en/return", [("words", words.joined(separator: " ")), ("body", "carried"), ("contact", "")])
            #expect(try await portal.send("carried", from: form, visitor).path == "/en/sent")
            let envelope = try #require(portal.relay.envelopes.last)
            #expect(try portal.organisation.read(envelope, secret: read.secret, as: new).message.body == "carried")
        }
    }

    @Test func `while the answers cannot be read nothing is sent, and the text is shown again`() async throws {
        try await run { portal, _, words, _ in
            let visitor = portal.browser()
            let form = try await visitor.post(
                "/en/return", [("words", words.joined(separator: " ")), ("body", "carried"), ("contact", "")])
            portal.relay.fail(with: .unreachable)
            let page = try await portal.send("carried", from: form, visitor)
            #expect(page.status == 503 && page.text.contains("carried"))
            #expect(portal.relay.envelopes.count == 1)
        }
    }

    @Test func `a reading that a relay cut short takes nothing back`() throws {
        let organisation = TestOrganisation()
        let keys = ConversationKeys(
            codephrase: Codephrase(in: .english), organisation: organisation.link.fingerprint)
        var conversation = Conversation(keys: keys, isNew: false)
        #expect(!conversation.isUpToDate && !conversation.isKnown && conversation.writeTo == nil)
        let replies = [(1, old), (2, new)].map { number, identity in
            Reply(
                number: number, sentHour: 0, body: "", attachments: [],
                writeTo: organisation.place(of: identity.recipient))
        }
        conversation.take(replies)
        #expect(conversation.isUpToDate && conversation.isKnown)
        conversation.take([replies[0]])
        conversation.take([])
        #expect(conversation.writeTo?.place.holders == new.recipient && conversation.isKnown)
    }
}
