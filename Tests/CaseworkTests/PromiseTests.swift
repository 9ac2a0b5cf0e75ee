// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What the person was promised, and everything while it is frozen, leaves on no ground but what two signed to save a life
/// (docs/decisions/0087).
struct PromiseTests {
    private static let day = ConsentBench.day
    private static let lawyer = ReleasePurpose(
        recipient: .named("Другая", .lawyer), purpose: .protectionServices, actions: .red, territory: nil, met: [])
    private static let paper = ReleasePurpose(
        recipient: .named("редакция «маяк»", .newsroom), purpose: .newsroom(.pseudonymous), actions: .red,
        territory: nil, met: [])

    private func review(_ bench: ConsentBench, _ purpose: ReleasePurpose) throws -> ReleaseReview {
        let record = try #require(bench.office.record)
        let part = try #require(record.part(Office.team))
        return ReleaseReview(of: [part], in: PersonRecord(record), for: purpose, on: Self.day.adding(days: 1))
    }

    @Test func `while everything is frozen nothing leaves on another ground than two signatures`() throws {
        var bench = ConsentBench(in: .given)
        let before = try review(bench, Self.lawyer)
        #expect(!before.uncovered.isEmpty && !before.isFrozen && before.noes.isEmpty)
        bench.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        let frozen = try review(bench, Self.lawyer)
        #expect(!frozen.uncovered.isEmpty && frozen.isFrozen)
        let id: ID<Consent> = Sample.id(85)
        let terms = ConsentSamples.terms(
            classes: [.caseSummary], purpose: Self.lawyer.purpose, recipient: Self.lawyer.recipient,
            identifiability: .explicitlyPersonal, actions: .red)
        bench.say(.overrideProposed(id, .vitalInterest, terms, until: Self.day.adding(days: 7), why: "казнь"))
        #expect(try !review(bench, Self.lawyer).uncovered.isEmpty, "one signature is none")
        let proposal = try #require(bench.office.consent.overrides.last?.proposal)
        bench.say(.overrideSeconded(id, proposal: proposal), by: 2)
        #expect(try bench.office.refusal == nil && review(bench, Self.lawyer).uncovered.isEmpty)
    }

    @Test func `what the person is asked at the portal leaves on no other ground while they have not answered`() throws
    {
        var bench = ConsentBench(in: .explained, isAskedAtPortal: true)
        let asked = try review(bench, Self.paper)
        #expect(!asked.uncovered.isEmpty && !asked.noes.isEmpty)
        #expect(asked.noes.map(\.id) == [ConsentBench.id])
        #expect(try review(bench, Self.lawyer).noes.isEmpty, "it is about somebody else")
        let yes = PortalChoice.agreed(ConsentSamples.terms(), until: PortalSamples.expiry)
        bench.say(.said(PortalSamples.saying(150, yes)))
        #expect(try !review(bench, Self.paper).noes.isEmpty, "nobody has judged it")
        let explained = ConsentBench(in: .explained)
        #expect(try review(explained, Self.paper).noes.isEmpty, "what was only explained promised nothing")
    }
}
