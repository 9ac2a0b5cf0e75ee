// SPDX-License-Identifier: AGPL-3.0-or-later
@testable import Casework
import Testing

/// Nobody forgets a name that the person fears (docs/decisions/0093).
struct ExclusionKeptTests {
    private static let day = ConsentBench.day
    private static let feared = "Haus der Hoffnung"
    private static let excluding = ConsentSamples.terms(excludedRecipients: [feared])
    private static let shelter = ConsentRecipient.named("Хаус дер Хоффнунг", .shelterOrService)

    private func review(_ office: Office, _ recipient: ConsentRecipient = shelter) throws -> ReleaseReview {
        let record = try #require(office.record)
        let part = try #require(record.part(Office.team))
        let purpose = ReleasePurpose(
            recipient: recipient, purpose: .partnerService, actions: .red, territory: nil, met: [])
        return ReleaseReview(of: [part], in: PersonRecord(record), for: purpose, on: Self.day.adding(days: 1))
    }

    /// A yes to another purpose and kind of recipient, which would let the part go.
    private func allow(_ recipient: ConsentRecipient, as number: Int, in bench: inout ConsentBench) {
        let terms = ConsentSamples.terms(
            classes: [.caseSummary], purpose: .partnerService, recipient: recipient,
            identifiability: .explicitlyPersonal)
        bench.explain(as: number, ConsentSamples.explanation(purpose: .partnerService, recipient: recipient))
        bench.give(terms, as: number)
        #expect(bench.office.refusal == nil)
    }

    static let ends: [ConsentEvent] = [
        .withdrawn(ConsentBench.id, .voice), .frozen(ConsentBench.id, .riskRose, whoMayDecide: "Анна"),
        .explained(ConsentBench.id, ConsentSamples.explanation()),
        .narrowed(ConsentBench.id, ConsentSamples.terms(identifiability: .anonymous)),
    ]

    @Test(arguments: ends.indices)
    func `whatever becomes of the answer, the name stays`(end: Int) throws {
        var bench = ConsentBench(in: .given, terms: Self.excluding)
        bench.say(Self.ends[end])
        allow(.anyOf(.shelterOrService), as: 81, in: &bench)
        let stopped = try review(bench.office)
        #expect(stopped.uncovered == stopped.items && stopped.noes.map(\.id).contains(ConsentBench.id))
        let other = try review(bench.office, .named("Другой дом", .shelterOrService))
        #expect(other.uncovered.isEmpty && other.objections.map(\.word).contains(.excluded(Self.feared)))
    }

    @Test func `a name in an answer from the portal that does not count is kept too`() throws {
        var it = PortalBench()
        it.agree(101, Self.excluding, until: PortalSamples.expiry)
        it.said(102, .no)
        it.agree(103, ConsentSamples.terms(excludedRecipients: ["Капитан"]))
        #expect(it.lastEffect == .doesNotCount(.forbiddenTransition) && it.state == .refused)
        #expect(it.record?.exclusions.flatMap(\.names) == [Self.feared, "Капитан"])
    }

    private static let choices: [PortalChoice] = [.no, .asksFirst]

    /// Whether the question is open, allowed or refused by then.
    @Test(arguments: choices, [ConsentState.explained, .given, .refused])
    func `a name that the person forbids beside a no, or a question, counts at once, without anybody judging`(
        choice: PortalChoice, state: ConsentState
    ) throws {
        var it = PortalBench()
        if state == .given {
            it.agree()
            it.judge()
        }
        if state == .refused { it.said(110, .no) }
        #expect(it.state == state)
        it.bench.office.say(
            .access(
                .disclosed(
                    Disclosure(
                        what: "bag", toWhom: "x", why: "y",
                        bag: HandedBag(id: Sample.id(90), recipient: Self.shelter, purpose: .partnerService)))))
        it.said(111, choice, ownWords: [], neverTo: [Self.feared, "капитан Соколов"])
        #expect(it.refusal == nil && it.record?.excluded == [Self.feared, "капитан Соколов"])
        let record = try #require(it.bench.office.record)
        #expect(
            record.person.recallsToSend(on: Self.day).map(\.bag.bag.id) == [Sample.id(90)],
            "what is there is asked back")
        allow(.anyOf(.shelterOrService), as: 81, in: &it.bench)
        let stopped = try review(it.bench.office)
        #expect(stopped.uncovered == stopped.items && stopped.noes.map(\.id).contains(ConsentBench.id))
        let other = try review(it.bench.office, .named("Другой дом", .shelterOrService))
        #expect(other.uncovered.isEmpty && other.objections.map(\.word).contains(.excluded("капитан Соколов")))
    }

    @Test func `names are read line by line, each once, and not more than somebody reads`() {
        func names(_ texts: [String]) -> [String] {
            PortalAnswer(
                consent: Sample.id(80), choice: .no, language: "ru", ownWords: [], neverTo: texts
            ).neverTo
        }
        #expect(names([" Соколов \n\n", "Соколов", "радио\u{202E}\tСвобода"]) == ["Соколов", "радио Свобода"])
        #expect(names([]).isEmpty && names([" ", "\u{200B}"]).isEmpty)
        let many = names((1...40).map { "имя \($0)" })
        #expect(many.count == PortalAnswer.mostNames && many.last?.hasSuffix("имя 40") == true)
        let yes = PortalAnswer(
            consent: Sample.id(80), choice: .agreed(Self.excluding, until: PortalSamples.expiry), language: "ru",
            ownWords: ["a", "b", "c"], neverTo: ["x"])
        #expect(yes.neverTo.isEmpty && yes.ownWords == ["a", "b", "c"], "of a yes they stand in its terms")
    }

    @Test func `only a yes to that very name, by who had heard of it, lets it have something`() throws {
        var bench = ConsentBench(in: .given, terms: Self.excluding)
        let before = bench.office.ledger.entries.count
        allow(.named("Хаус дер Хоффнунг", .shelterOrService), as: 81, in: &bench)
        #expect(try !review(bench.office).uncovered.isEmpty, "one colleague's word")
        let answer = try #require(bench.office.consent.record(Sample.id(81))?.witnessings.last).answer
        bench.say(.witnessed(Sample.id(81), answer: answer, .confirmed, note: ""), by: 3)
        #expect(try bench.office.refusal == nil && review(bench.office).uncovered.isEmpty)
        var blind = ConsentBench()
        blind.explain()
        blind.explain(
            as: 81, ConsentSamples.explanation(purpose: .partnerService, recipient: Self.shelter))
        let seen = blind.office.ledger.entries.count
        blind.give(Self.excluding)
        let terms = ConsentSamples.terms(
            classes: [.caseSummary], purpose: .partnerService, recipient: Self.shelter,
            identifiability: .explicitlyPersonal)
        blind.office.say(
            .consent(
                .answered(
                    Sample.id(81), .given(terms, expires: ConsentBench.expiry), ConsentSamples.evidence())), by: 2,
            at: Self.day.firstSecond, seen: seen)
        #expect(try blind.office.refusal == nil && !review(blind.office).uncovered.isEmpty)
        #expect(before > 0)
    }

    @Test func `a handover takes an answer that names the organisation, and none that is against it`() throws {
        var bench = ConsentBench()
        func may(_ name: String) throws -> Bool {
            try #require(bench.office.record).person.mayBeHandedOver(to: name, on: Self.day.adding(days: 1))
        }
        #expect(try !may("Сестра"), "silence is refusal")
        allow(.named("Сестра", .otherOrganisation), as: 81, in: &bench)
        #expect(try may("Сестра") && !may("Брат"))
        bench.explain(
            as: 82, ConsentSamples.explanation(purpose: .statistics, recipient: .named("Сестра", .researcher)))
        bench.say(.answered(Sample.id(82), .refused, ConsentSamples.evidence()))
        #expect(try !may("Сестра"), "a no to the name, as whatever")
        var frozen = ConsentBench()
        allow(.named("Сестра", .otherOrganisation), as: 81, in: &frozen)
        frozen.say(.frozen(nil, .detention, whoMayDecide: "адвокат"))
        #expect(
            try !(#require(frozen.office.record)).person.mayBeHandedOver(to: "Сестра", on: Self.day.adding(days: 1)))
    }

    @Test func `a yes that is written down elsewhere does not answer what the person reads at the portal`() throws {
        var bench = ConsentBench(in: .explained, isAskedAtPortal: true)
        bench.explain(as: 81)
        let terms = ConsentSamples.terms(identifiability: .explicitlyPersonal)
        bench.give(terms, as: 81)
        let record = try #require(bench.office.record)
        #expect(bench.office.refusal == nil && !asked(record).uncovered.isEmpty)
        bench.give(terms)
        let answered = try #require(bench.office.record)
        #expect(bench.office.refusal == nil && asked(answered).uncovered.isEmpty, "their answer to it does")
    }

    @Test func `a no that the person gave at the portal takes two to lift`() throws {
        var it = PortalBench()
        it.said(101, .no)
        it.bench.explain(as: 81)
        it.bench.give(ConsentSamples.terms(identifiability: .explicitlyPersonal), as: 81)
        let alone = try #require(it.bench.office.record)
        #expect(it.refusal == nil && !asked(alone).uncovered.isEmpty, "one colleague's word")
        #expect(asked(alone).noes.map(\.id) == [ConsentBench.id])
        it.bench.attest(as: 81)
        let both = try #require(it.bench.office.record)
        #expect(it.refusal == nil && asked(both).uncovered.isEmpty, "and its witness was there")
    }

    /// A statement, for what consent 80 and 81 are about.
    private func asked(_ record: CaseRecord) -> ReleaseReview {
        let asked = ConsentCoverTests.question()
        let purpose = ReleasePurpose(
            recipient: asked.recipient, purpose: asked.purpose, actions: asked.actions, territory: asked.territory,
            met: asked.met)
        let item = ReleaseItem(part: Office.team, kind: .casework, item: asked.item)
        return ReleaseReview(of: [item], in: PersonRecord(record), for: purpose, on: Self.day.adding(days: 1))
    }

    /// Whoever holds the person's words may write as many as they like. Reading a name takes long, so it is read once.
    @Test(.timeLimit(.minutes(2)))
    func `thousands of names are held against thousands of things in the time that both take`() throws {
        var bench = ConsentBench(in: .given, terms: ConsentSamples.terms())
        for group in 0..<20 {
            bench.say(.excluded(ConsentBench.id, (0..<50).map { "Ненавистный сосед \(group) \($0)" }))
        }
        let record = try #require(bench.office.record)
        let item = try #require(record.part(Office.team)?.releaseItems.first)
        let purpose = ReleasePurpose(
            recipient: .named("Nenavistnyj sosed 7 7", .shelterOrService), purpose: .partnerService, actions: .red,
            territory: nil, met: [])
        let items = [ReleaseItem](repeating: item, count: 2_000)
        let review = ReleaseReview(of: items, in: record.person, for: purpose, on: Self.day.adding(days: 1))
        #expect(review.uncovered.count == items.count && review.noes.map(\.id) == [ConsentBench.id])
        #expect(review.objections.count == 1_000)
    }

    @Test func `a name that is said otherwise in German stops the same, and asks back`() throws {
        for (feared, name) in [("Мюллер", "Müller"), ("Frau Müller", "адвокат Мюллер"), ("König", "Кёниг")] {
            var bench = ConsentBench(in: .given, terms: ConsentSamples.terms(excludedRecipients: [feared]))
            allow(.anyOf(.shelterOrService), as: 81, in: &bench)
            let stopped = try review(bench.office, .named(name, .shelterOrService))
            #expect(stopped.uncovered == stopped.items && stopped.noes.map(\.id).contains(ConsentBench.id), "\(name)")
        }
    }
}
