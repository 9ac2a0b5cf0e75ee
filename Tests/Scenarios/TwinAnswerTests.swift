// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

/// Two colleagues accepted one request, and the person answers the holders of one case what those of the other asked (docs/decisions/0102).
@Suite struct TwinAnswerTests {
    private typealias Seat = (desk: Workspace, fixture: DeskFixture, member: ID<Member>)
    private let team: TeamFixture
    private let (anna, boris): (Seat, Seat)
    private let visitor: TestVisitor
    private let request: ID<Casework.Request>
    private let (first, second): (ID<Case>, ID<Case>)

    /// Anna and Boris on intake duty, each with a case of the one request that the other does not hold.
    init() async throws {
        team = try await TeamFixture()
        anna = try await team.admit("Анна", [.caseworker, .intake])
        boris = try await team.admit("Борис", [.caseworker, .intake])
        let director = try #require(await team.director.me)
        visitor = try TestVisitor(team.sheet.link, team.relay)
        await team.relay.deliver(try await visitor.first(visitor.message("помогите"), now: team.now))
        try await team.settle([anna.desk, boris.desk])
        request = try #require(await anna.desk.state.requests.first).id
        try await anna.desk.open(request)
        try await anna.desk.move(request, to: .inTriage, reason: nil, note: "")
        try await team.settle([anna.desk, boris.desk])
        first = try await anna.desk.openCase(Self.draft(request, anna.member, director))
        second = try await boris.desk.openCase(Self.draft(request, boris.member, director))
        try await team.settle([anna.desk, boris.desk])
    }

    private static func draft(_ request: ID<Casework.Request>, _ owner: ID<Member>, _ deputy: ID<Member>) -> CaseDraft {
        CaseDraft(
            alias: "дело", acceptance: Acceptance(request: request, danger: .days),
            parts: [
                PartDraft(
                    kind: .casework, members: [deputy: "заместитель"],
                    events: [
                        .lifecycle(
                            .registered(Registration(request: request, owner: owner, deputy: deputy, danger: .days)))
                    ]),
                PartDraft(kind: .conversation, events: []),
            ])
    }

    private func ledger(_ id: ID<Case>, on desk: Workspace) async throws -> ConsentLedger {
        try #require(await desk.state.case(id)?.casework?.consent)
    }

    private func newest() async throws -> Reply {
        var number: UInt32 = 1
        while try await visitor.reply(number + 1, now: team.now) != nil { number += 1 }
        return try #require(try await visitor.reply(number, now: team.now))
    }

    /// Anna asks at the portal, then Boris writes; the person says no to the holders of his case.
    private func sayNo() async throws -> ID<Consent> {
        let id = try #require(ID<Consent>([UInt8](repeating: 7, count: 16)))
        let day = Day(at: team.now)
        let recipient = ConsentRecipient.named("Керн", .lawyer)
        let terms = ConsentTerms(
            classes: [.statement], items: [], purpose: .protectionServices, recipient: recipient,
            identifiability: .explicitlyPersonal, actions: .red, territory: [], conditions: [], excludedRecipients: [],
            excludedFacts: [])
        let explanation = ConsentExplanation(
            giver: .person, capacityNote: "", purpose: .protectionServices, recipient: recipient, language: "ru",
            interpreter: .notNeeded, version: "portal 1", consequencesShown: true, withdrawalShown: true,
            aidIndependenceShown: true, initiative: .person)
        let ask = PortalAsk(
            terms: terms, expires: day.adding(months: 6), text: "Можно?", openUntil: day.adding(months: 1))
        let home = try #require(await anna.desk.state.case(first)?.parts(of: .casework).first).compartment
        try await anna.desk.say([.consent(.asked(id, explanation, ask))], in: home)
        try await team.settle([anna.desk, boris.desk])
        let offer = try #require(try await newest().offers.first)
        try await boris.desk.reply(request, body: "мы с вами", files: [])
        try await team.settle([boris.desk, anna.desk])
        let reply = try await newest()
        #expect(reply.body == "мы с вами" && reply.offers.isEmpty)
        var message = visitor.message("РАСПИСКА-7001: нет")
        message.answer = OfferAnswer(id: offer.id, choice: .no, language: "ru", ownWords: [])
        await team.relay.deliver(
            try message.sealedAsFollowUp(keys: visitor.keys, to: try #require(reply.writeTo)))
        return id
    }

    @Test func `whoever holds both cases carries it to where its question stands`() async throws {
        let id = try await sayNo()
        for part in try #require(await anna.desk.state.case(first)).parts {
            try await anna.desk.grantAccess(to: part.compartment, member: boris.member, reason: "вместе")
        }
        try await team.settle([boris.desk, anna.desk, boris.desk])
        for desk in [anna.desk, boris.desk] {
            #expect(try await ledger(first, on: desk).record(id)?.state(on: Day(at: team.now)) == .refused)
        }
        try await team.settle([boris.desk, anna.desk])
        let count = await team.relay.ledgerCount
        try await team.settle([boris.desk, anna.desk])
        #expect(await team.relay.ledgerCount == count, "once")
    }

    @Test func `where nobody holds both, the other case has it as a message that nobody has read`() async throws {
        let id = try await sayNo()
        try await team.settle([boris.desk, anna.desk])
        #expect(try await ledger(second, on: boris.desk).sayings.first?.effect == .doesNotCount(.unknownItem))
        let talk = try #require(
            await anna.desk.state.case(first)?.parts(of: .conversation).first.flatMap { part in
                if case .conversation(let talk) = part.content { talk } else { nil }
            }?.record)
        #expect(
            talk.holdsUnread
                && talk.timeline.contains { item in
                    if case .message(let message) = item.content {
                        message.body.contains("РАСПИСКА-7001")
                    } else {
                        false
                    }
                })
        #expect(try await ledger(first, on: anna.desk).record(id)?.state(on: Day(at: team.now)) == .explained)
        try await team.settle([boris.desk, anna.desk])
        let count = await team.relay.ledgerCount
        try await team.settle([boris.desk, anna.desk])
        #expect(await team.relay.ledgerCount == count, "once")
    }
}
