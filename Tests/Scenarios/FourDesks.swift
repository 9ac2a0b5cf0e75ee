// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

/// Director, caseworker, verifier and counsel on one relay, with one request that became a case of several compartments.
/// What was written into each stands nowhere else.
struct FourDesks {
    let team: TeamFixture
    let caseworker: (desk: Workspace, fixture: DeskFixture, member: ID<Member>)
    let verifier: (desk: Workspace, fixture: DeskFixture, member: ID<Member>)
    let counsel: (desk: Workspace, fixture: DeskFixture, member: ID<Member>)
    let director: ID<Member>
    let visitor: TestVisitor
    let id: ID<Case>
    let legal: ID<Compartment>

    static let alias = "Клён-7"
    /// One word for each compartment, and for the request before it was a case.
    static let secrets: [(kind: CompartmentKind, word: String)] = [
        (.casework, "план-метка"), (.identity, "имя-метка"), (.whereabouts, "место-метка"), (.evidence, "довод-метка"),
        (.legal, "адвокат-метка"), (.conversation, "письмо-метка"),
    ]

    static func told(_ word: String) -> CompartmentEvent {
        .access(.disclosed(Disclosure(what: word, toWhom: "партнёру", why: "нужно")))
    }

    static func word(_ kind: CompartmentKind) -> String { secrets.first { $0.kind == kind }?.word ?? "" }

    var desks: [Workspace] { [team.director, caseworker.desk, verifier.desk, counsel.desk] }

    /// The director holds the casework; the caseworker all but the law; the verifier the evidence; counsel the law and the
    /// casework. `before` is done on the caseworker's desk while the request is in triage.
    init(
        files: [Correspondence.Attachment] = [], relay: InMemoryRelay = InMemoryRelay(),
        before: (_ team: TeamFixture, _ desk: Workspace, _ request: ID<Request>) async throws -> Void = { _, _, _ in }
    ) async throws {
        team = try await TeamFixture(relay: relay)
        caseworker = try await team.admit("Борис", [.caseworker, .intake])
        verifier = try await team.admit("Вера", [.verifier])
        counsel = try await team.admit("Глеб", [.counsel])
        director = try #require(await team.director.me)
        visitor = try TestVisitor(team.sheet.link, team.relay)
        await team.relay.deliver(
            try await visitor.first(visitor.message("Меня ищут. Первое-метка.", attachments: files), now: team.now))
        try await team.settle([caseworker.desk])
        let request = try #require(await caseworker.desk.state.requests.first)
        try await caseworker.desk.open(request.id)
        try await caseworker.desk.move(request.id, to: .inTriage, reason: nil, note: "")
        try await before(team, caseworker.desk, request.id)
        id = try await caseworker.desk.openCase(
            Self.draft(request.id, caseworker.member, verifier.member, counsel.member, director))
        try await team.settle([caseworker.desk, verifier.desk, counsel.desk, team.director])
        legal = try await counsel.desk.openCompartment(
            PartDraft(kind: .legal, events: [Self.told(Self.word(.legal))]), in: id)
        try await team.settle(desks)
    }

    private static func draft(
        _ request: ID<Request>, _ caseworker: ID<Member>, _ verifier: ID<Member>, _ counsel: ID<Member>,
        _ director: ID<Member>
    ) -> CaseDraft {
        let registration = Registration(request: request, owner: caseworker, deputy: director, danger: .days)
        return CaseDraft(
            alias: alias, acceptance: Acceptance(request: request, danger: .days),
            parts: [
                PartDraft(
                    kind: .casework, members: [director: "заместитель", counsel: "сроки"],
                    events: [.lifecycle(.registered(registration)), told(word(.casework))]),
                PartDraft(kind: .conversation, events: [told(word(.conversation))]),
                PartDraft(kind: .identity, events: [told(word(.identity))]),
                PartDraft(kind: .whereabouts, events: [told(word(.whereabouts))]),
                PartDraft(kind: .evidence, members: [verifier: "проверка"], events: [told(word(.evidence))]),
            ])
    }

    func part(_ kind: CompartmentKind, on desk: Workspace) async throws -> PartRecord {
        try #require(await desk.state.case(id)?.parts(of: kind).first)
    }

    /// Asks every desk for each word, in everything that it folded and in its search.
    func expect(
        _ word: String, onlyAt holders: [Workspace], sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        for desk in desks {
            let isHere = holders.contains { $0 === desk }
            let name = await desk.me.map(\.hex) ?? "?"
            #expect(await desk.state.holds(word) == isHere, "\(name): \(word)", sourceLocation: sourceLocation)
            #expect(
                await desk.search(word, limit: 5).isEmpty != isHere, "search of \(name): \(word)",
                sourceLocation: sourceLocation)
        }
    }
}
