// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Whole parts against what the person allowed, for one newsroom.
struct ReleaseReviewTests {
    private static let purpose = ReleasePurpose(
        recipient: .named("Редакция «Маяк»", .newsroom), purpose: .newsroom(.identified), actions: .amber,
        territory: nil, met: [])
    private static let evidence: ID<Compartment> = Sample.id(51)

    /// Casework and evidence with one statement; consent 80 about statements and summaries, where there is one.
    private static func office(
        _ terms: ConsentTerms? = nil, then events: [ConsentEvent] = []
    ) -> Office {
        var office = CaseOffice().office
        office.open(.evidence, as: 51)
        office.say(.statement(.opened(Sample.statement(20))), in: evidence)
        guard let terms else { return office }
        let explanation = ConsentSamples.explanation(purpose: terms.purpose, recipient: terms.recipient)
        for event in [
            .explained(ConsentBench.id, explanation),
            .answered(
                ConsentBench.id, .given(terms, expires: ConsentBench.expiry), ConsentSamples.evidence()),
        ] + events { office.say(.consent(event), on: ConsentBench.day) }
        return office
    }

    private static func terms(
        _ classes: Set<ItemClass> = [.statement, .caseSummary],
        identifiability: Identifiability = .explicitlyPersonal, excludedFacts: [String] = []
    ) -> ConsentTerms {
        ConsentSamples.terms(
            classes: classes, purpose: .newsroom(.identified), identifiability: identifiability,
            excludedFacts: excludedFacts)
    }

    private func review(_ office: Office, of kinds: [CompartmentKind] = [.casework, .evidence]) throws -> ReleaseReview
    {
        let record = try #require(office.record)
        return ReleaseReview(
            of: record.parts.filter { kinds.contains($0.kind) }, in: record.person, for: Self.purpose,
            on: ConsentBench.day.adding(days: 1))
    }

    @Test func `silence is refusal, for every thing that leaves`() throws {
        let review = try review(Self.office())
        #expect(review.items.map(\.item.itemClass) == [.caseSummary, .statement])
        #expect(review.uncovered == review.items && !review.isFrozen && review.noes.isEmpty)
    }

    @Test func `consent covers what it names, for that recipient and purpose, and whole parts point at the person`()
        throws
    {
        #expect(try review(Self.office(Self.terms())).uncovered.isEmpty)
        let less = try review(Self.office(Self.terms([.statement])))
        #expect(less.uncovered.map(\.item.itemClass) == [.caseSummary] && less.noes.isEmpty)
        let record = try #require(Self.office(Self.terms()).record)
        var other = Self.purpose
        other.recipient = .named("Другая редакция", .newsroom)
        #expect(
            ReleaseReview(of: record.parts, in: PersonRecord(record), for: other, on: ConsentBench.day).uncovered.count
                == 2)
        #expect(try review(Self.office(Self.terms(identifiability: .pseudonymous))).uncovered.count == 2)
        #expect(try review(Self.office(Self.terms(excludedFacts: ["сестра"]))).leaveOut == ["сестра"])
    }

    @Test(arguments: [
        "Shelter North", "shelter  north", "Shelter\u{A0}North", "«Shelter-North»", "Shelter N\u{43E}rth",
        "Shelter North e.V.", "Shelter North e. V.", "„Shelter North“ gGmbH", "SHELTER NORTH LTD.",
        "ООО «Shelter North»",
        "НКО Shelter North", "Shelter North ry", "Shelter North, asbl", "Shel\u{200B}ter North",
    ])
    func `whom the person excluded gets nothing, in whichever spelling, and who else gets something is looked at`(
        name: String
    ) throws {
        var terms = Self.terms()
        terms.recipient = .anyOf(.newsroom)
        terms.excludedRecipients = ["Shelter North", "мой бывший начальник"]
        let record = try #require(Self.office(terms).record)
        func review(_ name: String) -> ReleaseReview {
            var purpose = Self.purpose
            purpose.recipient = .named(name, .newsroom)
            return ReleaseReview(of: record.parts, in: PersonRecord(record), for: purpose, on: ConsentBench.day)
        }
        #expect(review(name).uncovered.count == 2)
        let other = review("Shelter South")
        #expect(other.uncovered.isEmpty)
        #expect(other.objections.map(\.word) == terms.excludedRecipients.map(Objection.Word.excluded))
    }

    @Test func `an answer that does not reach so far is named, with what it lacks`() throws {
        let some = try review(Self.office(Self.terms([.statement], identifiability: .pseudonymous)))
        #expect(some.near.map(\.record.id) == [ConsentBench.id])
        #expect(some.near.first.map { Set($0.gaps) } == [.itemNotIncluded, .tooIdentifying])
        #expect(try review(Self.office(Self.terms())).near.isEmpty, "where nothing is uncovered nothing lacks")
        #expect(try review(Self.office()).near.isEmpty)
        let office = Self.office(Self.terms())
        let record = try #require(office.record)
        let late = ReleaseReview(of: record.parts, in: PersonRecord(record), for: Self.purpose, on: ConsentBench.expiry)
        #expect(late.near.map(\.gaps) == [[.notGiven(.expired)]])
        var other = Self.purpose
        other.recipient = .named("Другая редакция", .newsroom)
        #expect(
            ReleaseReview(of: record.parts, in: PersonRecord(record), for: other, on: ConsentBench.day).near.isEmpty)
        #expect(try review(Self.office(Self.terms(), then: [.withdrawn(ConsentBench.id, .voice)])).near.isEmpty)
    }

    @Test(arguments: [
        ConsentEvent.withdrawn(ConsentBench.id, .voice), .frozen(nil, .death, whoMayDecide: "the brother"),
    ])
    func `what was withdrawn or frozen is a no`(event: ConsentEvent) throws {
        let review = try review(Self.office(Self.terms(), then: [event]))
        #expect(review.uncovered == review.items && review.noes.map(\.id) == [ConsentBench.id])
    }

    @Test func `two who signed that it saves a life go before a no`() throws {
        var office = Self.office(Self.terms(), then: [.withdrawn(ConsentBench.id, .voice)])
        let proposal: ID<Entry> = Sample.id(office.next)
        let life: ID<Consent> = Sample.id(81)
        office.say(
            .consent(
                .overrideProposed(
                    life, .vitalInterest, Self.terms(), until: ConsentBench.day.adding(days: 7), why: "unconscious")),
            on: ConsentBench.day)
        #expect(try review(office).uncovered.count == 2)
        office.say(.consent(.overrideSeconded(life, proposal: proposal)), by: 3, on: ConsentBench.day)
        #expect(try review(office).uncovered.isEmpty)
    }
}
