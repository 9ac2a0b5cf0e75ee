// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What the person said that is like a no to a release, whatever it is called.
struct ObjectionTests {
    private static let day = ConsentBench.day
    private static let protection = ConsentPurpose.protectionServices
    private var office = CaseOffice().office

    private static func asked(
        _ name: String = "Anwalt Weber", _ kind: RecipientClass = .otherOrganisation,
        for purpose: ConsentPurpose = protection
    ) -> ReleasePurpose {
        ReleasePurpose(
            recipient: .named(name, kind), purpose: purpose, actions: .amber, territory: nil, met: [])
    }

    private mutating func say(_ event: ConsentEvent, seen: Int? = nil) {
        office.say(.consent(event), by: seen == nil ? 1 : 2, at: Self.day.firstSecond + 43_200, seen: seen)
    }

    private mutating func explain(
        _ number: Int, _ recipient: ConsentRecipient, for purpose: ConsentPurpose = protection, seen: Int? = nil
    ) {
        say(
            .explained(Sample.id(number), ConsentSamples.explanation(purpose: purpose, recipient: recipient)),
            seen: seen)
    }

    private mutating func refuse(_ number: Int, _ recipient: ConsentRecipient, for purpose: ConsentPurpose = protection)
    {
        explain(number, recipient, for: purpose)
        say(.answered(Sample.id(number), .refused, ConsentSamples.evidence()))
    }

    private mutating func allow(
        _ number: Int, _ recipient: ConsentRecipient, notTo excluded: [String] = [],
        for purpose: ConsentPurpose = protection, seen: Int? = nil
    ) {
        explain(number, recipient, for: purpose, seen: seen)
        let terms = ConsentSamples.terms(
            classes: [.caseSummary], purpose: purpose, recipient: recipient, identifiability: .explicitlyPersonal,
            excludedRecipients: excluded)
        say(
            .answered(Sample.id(number), .given(terms, expires: ConsentBench.expiry), ConsentSamples.evidence()),
            seen: seen)
    }

    private func review(_ purpose: ReleasePurpose = asked()) throws -> ReleaseReview {
        let record = try #require(office.record)
        return ReleaseReview(of: record.parts, in: PersonRecord(record), for: purpose, on: Self.day.adding(days: 1))
    }

    private func objections(_ purpose: ReleasePurpose = asked()) throws -> [ID<Consent>] {
        try review(purpose).objections.map(\.record.id)
    }

    @Test mutating func `a no to one kind of recipient is read beside a release to another, for the same purpose`()
        throws
    {
        refuse(80, .anyOf(.lawyer))
        let review = try review()
        #expect(review.noes.isEmpty && review.objections.map(\.record.id) == [Sample.id(80)])
        #expect(review.objections.first?.word == .answer)
        #expect(try objections(Self.asked(for: .statistics)).isEmpty, "another purpose and another kind")
        #expect(try objections(Self.asked("Anwalt Weber", .lawyer, for: .statistics)) == [Sample.id(80)])
        #expect(try self.review(Self.asked("Anwalt Weber", .lawyer)).noes.count == 1, "that is the no itself")
    }

    @Test(arguments: ["Shelter North e.V.", "shelter-north", "«Shelter N\u{43E}rth»"])
    mutating func `a no to a name is read beside every release to that name, as whatever and for whatever`(
        name: String
    ) throws {
        refuse(80, .named("Shelter North", .shelterOrService))
        #expect(try objections(Self.asked(name, .researcher, for: .statistics)) == [Sample.id(80)])
        #expect(try objections(Self.asked("Shelter South", .researcher, for: .statistics)).isEmpty)
        let spelled = try review(Self.asked(name, .shelterOrService))
        #expect(spelled.noes.count == 1, "and another spelling gets nothing, as the name gets nothing")
    }

    @Test mutating func `whom the person excluded anywhere is read beside a release to them`() throws {
        allow(80, .anyOf(.newsroom), notTo: ["Shelter North", "мой бывший начальник"], for: .newsroom(.identified))
        let named = try review(Self.asked("Shelter North gGmbH", .researcher, for: .statistics))
        #expect(named.noes.map(\.id) == [Sample.id(80)])
        #expect(named.objections.map(\.word) == [.excluded("Shelter North"), .excluded("мой бывший начальник")])
        let other = try review(Self.asked("Маяк", .newsroom, for: .newsroom(.identified)))
        #expect(other.uncovered.isEmpty)
        #expect(other.objections.map(\.word) == [.excluded("Shelter North"), .excluded("мой бывший начальник")])
    }

    @Test(arguments: [true, false])
    mutating func `a later yes that knew of the no lifts it, one that did not know does not`(hasSeen: Bool) throws {
        let before = office.ledger.entries.count
        refuse(80, .anyOf(.lawyer))
        allow(81, .anyOf(.otherOrganisation), seen: hasSeen ? office.ledger.entries.count : before)
        let review = try review()
        #expect(review.uncovered.isEmpty && review.objections.isEmpty == hasSeen)
    }

    @Test mutating func `a no to a name is lifted by a yes to that name only`() throws {
        refuse(80, .named("Anwalt Weber", .lawyer))
        allow(81, .anyOf(.otherOrganisation))
        #expect(try objections() == [Sample.id(80)])
        allow(82, .named("Anwalt Weber", .otherOrganisation))
        #expect(try objections().isEmpty)
    }

    @Test(arguments: [
        ConsentEvent.withdrawn(Sample.id(80), .voice), .frozen(Sample.id(80), .death, whoMayDecide: "брат"),
    ])
    mutating func `what was taken back or frozen is like a no too`(event: ConsentEvent) throws {
        allow(80, .anyOf(.lawyer))
        #expect(try objections().isEmpty)
        say(event)
        #expect(try objections() == [Sample.id(80)])
    }

    @Test mutating func `an answer in another casework of the case says no to a release from here too`() throws {
        allow(80, .anyOf(.otherOrganisation))
        office.open(.casework, as: 52)
        for member in 2...3 { office.grant(to: member, in: Sample.id(52)) }
        office.say(.lifecycle(.registered(CaseOffice.registration)), in: Sample.id(52))
        office.say(
            .consent(
                .explained(
                    Sample.id(85),
                    ConsentSamples.explanation(purpose: Self.protection, recipient: .anyOf(.otherOrganisation)))),
            at: Self.day.firstSecond + 43_200, in: Sample.id(52))
        office.say(
            .consent(.answered(Sample.id(85), .refused, ConsentSamples.evidence())),
            at: Self.day.firstSecond + 43_200, in: Sample.id(52))
        #expect(office.refusal == nil)
        #expect(try !review().uncovered.isEmpty)
    }
}
