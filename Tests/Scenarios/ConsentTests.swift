// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

/// Consent over the twelve words: asked from the casework, answered in the conversation, on the ledger of consent.
@Suite struct ConsentTests {
    private let four: FourDesks
    private let home: ID<Compartment>
    private static let question = "Редакция просит ваш рассказ. ВОПРОС-6001"
    private static let receipt = "Что вам показали. РАСПИСКА-6002"
    private static let recipient = "Редакция-6003"

    init() async throws {
        four = try await FourDesks()
        home = try await four.part(.casework, on: four.caseworker.desk).compartment
    }

    private var desk: Workspace { four.caseworker.desk }

    private func ledger(on other: Workspace? = nil) async throws -> ConsentLedger {
        try #require(await (other ?? desk).state.case(four.id)?.casework?.consent)
    }

    private func ask(_ number: UInt8) async throws -> ID<Consent> {
        let id = try #require(ID<Consent>([UInt8](repeating: number, count: 16)))
        let day = Day(at: four.team.now)
        let purpose = ConsentPurpose.newsroom(.pseudonymous)
        let recipient = ConsentRecipient.named(Self.recipient, .newsroom)
        let explanation = ConsentExplanation(
            giver: .person, capacityNote: "", purpose: purpose, recipient: recipient, language: "ru",
            interpreter: .notNeeded, version: "portal 1", consequencesShown: true, withdrawalShown: true,
            aidIndependenceShown: true, initiative: .person)
        let terms = ConsentTerms(
            classes: [.statement, .document], items: [], purpose: purpose, recipient: recipient,
            identifiability: .pseudonymous, actions: .red, territory: [], conditions: [], excludedRecipients: [],
            excludedFacts: [])
        let ask = PortalAsk(
            terms: terms, expires: day.adding(months: 6), text: Self.question, openUntil: day.adding(months: 1))
        try await desk.say([.consent(.asked(id, explanation, ask))], in: home)
        try await four.team.settle(four.desks)
        return id
    }

    private func newest() async throws -> Reply {
        var number: UInt32 = 1
        while try await four.visitor.reply(number + 1, now: four.team.now) != nil { number += 1 }
        return try #require(try await four.visitor.reply(number, now: four.team.now))
    }

    @discardableResult
    private func answer(
        _ choice: OfferAnswer.Choice, to offer: ConsentOffer, in reply: Reply, as id: MessageID = .random(),
        body: String = receipt, neverTo: [String] = []
    ) async throws -> [UInt8] {
        var message = four.visitor.message(body, id: id)
        message.answer = OfferAnswer(
            id: offer.id, choice: choice, language: "ru", ownWords: ["Рассказ — редакции.", "Помощь останется."],
            neverTo: neverTo)
        let holders = try #require(reply.writeTo)
        let envelope = try message.sealedAsFollowUp(keys: four.visitor.keys, to: holders)
        await four.team.relay.deliver(envelope)
        try await four.team.settle(four.desks)
        return envelope
    }

    @Test func `a question goes out, is agreed to in part, judged, told, and taken back`() async throws {
        let id = try await ask(1)
        let asked = try await newest()
        #expect(asked.body == Self.question && asked.writeTo != nil)
        let offer = try #require(asked.offers.first)
        #expect(offer.standing == .asked && offer.id.bytes == id.bytes)

        var less = offer.scope
        less.items = [.statement]
        less.recognisability = .anonymous
        try await answer(.agreed(less), to: offer, in: asked)
        let pending = try #require(try await ledger().record(id)?.pending)
        #expect(pending.terms.classes == [.statement] && pending.terms.identifiability == .anonymous)
        #expect(try await ledger().sayings.first?.saying.shown == Self.receipt)
        let answered = try await newest()
        #expect(answered.offers.map(\.standing) == [.answered] && answered.body.isEmpty)
        #expect(await desk.state.case(four.id)?.conversation?.record?.unreadCount == 1, "telling reads nothing")

        // The director holds the casework and not the conversation: the ledger of consent is theirs too.
        #expect(try await ledger(on: four.team.director) == ledger())
        #expect(await four.team.director.state.case(four.id)?.conversation == nil)

        try await four.team.director.say([.consent(.judged(id, pending.message, .understood, note: ""))], in: home)
        try await four.team.settle(four.desks)
        let day = Day(at: four.team.now)
        #expect(try await ledger().record(id)?.state(on: day) == .given)
        let inForce = try await newest()
        #expect(inForce.offers.map(\.standing) == [.inForce] && inForce.offers.first?.scope == less)

        try await answer(.no, to: try #require(inForce.offers.first), in: inForce)
        #expect(try await ledger().record(id)?.state(on: day) == .withdrawn)
        #expect(try await newest().offers.map(\.standing) == [.refused])
        for desk in [desk, four.team.director, four.counsel.desk] {
            #expect(try await ledger(on: desk).record(id)?.state(on: day) == .withdrawn)
        }
    }

    @Test func `whom a person forbids beside a no is on every desk as a name, judged by nobody`() async throws {
        let id = try await ask(1)
        let asked = try await newest()
        try await answer(
            .no, to: try #require(asked.offers.first), in: asked, neverTo: ["Капитан Соколов", "телеканал «Заря»"])
        for desk in [desk, four.team.director, four.counsel.desk] {
            let record = try #require(try await ledger(on: desk).record(id))
            #expect(record.excluded == ["Капитан Соколов", "телеканал «Заря»"])
            #expect(record.state(on: Day(at: four.team.now)) == .refused)
        }
    }

    @Test func `words are no consent, a stranger's answer is none, and the same answer counts once`() async throws {
        let id = try await ask(1)
        let asked = try await newest()
        let offer = try #require(asked.offers.first)

        // The same text without the answer is a message.
        let words = four.visitor.message("Да, согласен на всё. consent \(id.hex) yes")
        await four.team.relay.deliver(
            try words.sealedAsFollowUp(keys: four.visitor.keys, to: try #require(asked.writeTo)))
        try await four.team.settle(four.desks)
        #expect(try await ledger().sayings.isEmpty)

        // Somebody else's words do not answer for this person.
        let stranger = ConversationKeys(
            codephrase: Codephrase(in: .english), organisation: four.visitor.link.fingerprint)
        var forged = four.visitor.message("x")
        forged.answer = OfferAnswer(id: offer.id, choice: .agreed(offer.scope), language: "ru", ownWords: ["a", "b"])
        await four.team.relay.deliver(
            try forged.sealedAsFollowUp(keys: stranger, to: try #require(asked.writeTo)))
        try await four.team.settle(four.desks)
        #expect(try await ledger().sayings.isEmpty)

        let envelope = try await answer(.agreed(offer.scope), to: offer, in: asked)
        let before = try await ledger()
        #expect(before.sayings.count == 1)
        await four.team.relay.deliver(envelope + [])
        try await four.team.settle(four.desks)
        #expect(try await ledger() == before)
        let told = try await newest().number
        try await four.team.settle(four.desks)
        #expect(try await newest().number == told, "nothing is told twice")
    }

    @Test func `an answer that does not fit is kept with its reason, and its words too`() async throws {
        let id = try await ask(1)
        let asked = try await newest()
        var offer = try #require(asked.offers.first)
        var wider = offer.scope
        wider.recognisability = .byName
        try await answer(.agreed(wider), to: offer, in: asked)
        #expect(try await ledger().sayings.last?.effect == .doesNotCount(.notNarrower))
        offer.id = try #require(ConsentID([UInt8](repeating: 9, count: 16)))
        try await answer(.agreed(offer.scope), to: offer, in: asked, body: "неизвестный-6004")
        #expect(try await ledger().sayings.last?.effect == .doesNotCount(.unknownItem))
        #expect(try await ledger().record(id)?.pending == nil)
        let talk = try #require(await desk.state.case(four.id)?.conversation?.record)
        #expect(
            talk.timeline.contains { item in
                if case .message(let message) = item.content { message.body == "неизвестный-6004" } else { false }
            })
        await four.expect("неизвестный-6004", onlyAt: [desk, four.team.director, four.counsel.desk])
    }

    @Test func `a no that overtakes its yes stays a no`() async throws {
        let id = try await ask(1)
        let asked = try await newest()
        let offer = try #require(asked.offers.first)
        try await answer(.no, to: offer, in: asked)
        try await answer(.agreed(offer.scope), to: offer, in: asked)
        #expect(try await ledger().record(id)?.state(on: Day(at: four.team.now)) == .refused)
        #expect(try await ledger().sayings.map(\.effect) == [.counted, .doesNotCount(.forbiddenTransition)])
    }

    @Test func `two desks that take in the same answer record and tell it once`() async throws {
        let desk = desk
        let colleague = four.counsel.desk
        let talk = try await four.part(.conversation, on: desk).compartment
        try await desk.grantAccess(to: talk, member: four.counsel.member, reason: "замещает")
        try await four.team.settle(four.desks)
        _ = try await ask(1)
        let asked = try await newest()
        let offer = try #require(asked.offers.first)
        var message = four.visitor.message(Self.receipt)
        message.answer = OfferAnswer(
            id: offer.id, choice: .agreed(offer.scope), language: "ru", ownWords: ["Рассказ.", "Останется."])
        await four.team.relay.deliver(
            try message.sealedAsFollowUp(keys: four.visitor.keys, to: try #require(asked.writeTo)))
        async let one: Void = desk.synchronise()
        async let other: Void = colleague.synchronise()
        _ = try await (one, other)
        try await four.team.settle(four.desks)
        #expect(try await ledger().sayings.count == 1)
        #expect(try await ledger(on: colleague) == ledger())
        #expect(try await newest().offers.map(\.standing) == [.answered])
        #expect(try await newest().number == asked.number + 1, "one receipt")
        for desk in [desk, colleague] {
            let state = await desk.state
            #expect(!state.refused.contains { !$0.isOrdinary }, "a race between desks alarms nobody")
        }
    }

    @Test func `a desk whose access to the casework has ended tells nobody what stood there`() async throws {
        let talk = try await four.part(.conversation, on: desk).compartment
        try await desk.grantAccess(to: talk, member: four.director, reason: "замещает")
        try await four.team.settle(four.desks)
        _ = try await ask(1)
        try await desk.endAccess(to: home, member: four.director, reason: "закончено")
        try await four.team.settle(four.desks)
        let asked = try await newest()
        try await answer(.no, to: try #require(asked.offers.first), in: asked)
        for _ in 0..<3 { try await four.team.settle(four.desks) }
        let told = try await newest()
        #expect(told.offers.map(\.standing) == [.refused], "nobody is asked again who said no")
        #expect(told.number == asked.number + 1)
        let theirs = try await four.part(.conversation, on: four.team.director)
        #expect(try await four.part(.conversation, on: desk) == theirs)
    }

    @Test func `nothing that was asked or answered stands at the relay`() async throws {
        _ = try await ask(1)
        let asked = try await newest()
        let offer = try #require(asked.offers.first)
        let envelope = try await answer(.agreed(offer.scope), to: offer, in: asked)
        var slots: [[UInt8]] = []
        for number: UInt32 in [1, 2] {
            slots.append(try #require(await four.team.relay.slot(four.visitor.keys.secret.slotName(number).bytes)))
        }
        for bytes in slots + [envelope] {
            for secret in [Self.question, Self.receipt, Self.recipient, "ВОПРОС-6001", "РАСПИСКА-6002"] {
                #expect(!bytes.contains(subsequence: Array(secret.utf8)))
            }
        }
        #expect(Set(slots.map(\.count)) == [8192] && envelope.count == 8192)
        let elsewhere = await four.verifier.desk.state
        #expect(!elsewhere.holds("ВОПРОС-6001") && !elsewhere.holds("РАСПИСКА-6002"))
    }
}
