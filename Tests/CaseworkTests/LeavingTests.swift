// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// No part leaves without the person's word, and what is the organisation's own stays at home (docs/decisions/0104).
struct LeavingTests {
    private static let purpose = ReleasePurpose(
        recipient: .named("Приют", .shelterOrService), purpose: .partnerService, actions: .red, territory: nil, met: [])

    private func classes(_ kind: CompartmentKind, _ events: [CompartmentEvent]) throws -> [ItemClass] {
        var office = Office.shared(kind)
        for event in events {
            office.say(event)
            #expect(office.refusal == nil, "\(event)")
        }
        return try #require(office.part).releaseItems.map(\.item.itemClass)
    }

    @Test(arguments: CompartmentKind.allCases)
    func `a part in which nothing stands takes a yes as well`(kind: CompartmentKind) throws {
        let office = Office.shared(kind)
        let record = try #require(office.record)
        let review = ReleaseReview(of: record.parts, in: record.person, for: Self.purpose, on: ConsentBench.day)
        #expect(review.items.count == 1 && review.uncovered.count == 1)
    }

    @Test func `what somebody thinks was withheld stays at home, and lets nothing leave`() throws {
        let withheld = StatedWithholding(
            what: "стрелял", asked: nil, source: "тётя", grades: Sample.grades,
            learnedOn: ConsentBench.day)
        #expect(try classes(.evidence, [.doubt(.withholdingNoted(Sample.id(90), withheld))]) == [.statement])
        #expect(Event.inCompartment(.doubt(.withholdingNoted(Sample.id(90), withheld))).staysAtHome)
    }

    @Test func `what a person told of how to reach them is asked by itself`() throws {
        func received(_ contact: String) -> CompartmentEvent {
            let message = Sample.message(1, safeContact: contact)
            return .conversation(
                .adopted(
                    author: Sample.id(1), recordedAt: 500,
                    event: .requestReceived(
                        request: Sample.id(10), message: message, secret: Sample.key(1),
                        recipient: Array(repeating: 1, count: 1_216), language: "ru")))
        }
        let silent = try classes(.conversation, [received("")])
        #expect(silent.contains(.statement) && !silent.contains(.contactDetails))
        #expect(try Set(classes(.conversation, [received("только ночью")])) == Set(silent + [.contactDetails]))
    }

    @Test func `notes, replies and steps of colleagues stay at home`() {
        let request: ID<Request> = Sample.id(10)
        for event: Event in [
            .noteAdded(request: request, body: "брат Павел"), .requestOpened(request: request),
            .replySent(request: request, number: 1, body: "идите в приют", files: []),
            .requestMoved(request: request, to: .inTriage, reason: nil, note: "x"),
        ] {
            #expect(event.staysAtHome)
            #expect(
                Event.inCompartment(.conversation(.adopted(author: Sample.id(1), recordedAt: 5, event: event)))
                    .staysAtHome)
        }
        #expect(Event.inCompartment(.lifecycle(.noted("x"))).staysAtHome)
        let told = WhereaboutsEvent.told(Sample.id(70), to: "приют", why: "встречают", precision: .city)
        #expect(Event.inCompartment(.whereabouts(told)).staysAtHome, "it names another recipient")
        #expect(!Event.inCompartment(.lifecycle(.registered(CaseOffice.registration))).staysAtHome)
    }

    @Test func `where a yes was asked at the portal one colleague's word is none`() throws {
        var bench = ConsentBench(in: .explained, isAskedAtPortal: true)
        bench.give(
            ConsentSamples.terms(
                classes: Set(ItemClass.allCases), identifiability: .explicitlyPersonal, actions: .red))
        let purpose = ReleasePurpose(
            recipient: .named("Редакция «Маяк»", .newsroom), purpose: .newsroom(.pseudonymous), actions: .red,
            territory: nil, met: [])
        func review() throws -> ReleaseReview {
            let record = try #require(bench.office.record)
            return ReleaseReview(
                of: record.parts, in: record.person, for: purpose, on: ConsentBench.day.adding(days: 1))
        }
        #expect(bench.office.refusal == nil)
        let alone = try review()
        #expect(!alone.uncovered.isEmpty && alone.near.flatMap(\.gaps) == [.outweighed])
        let person = try #require(bench.office.record).person
        #expect(try person.classes(of: #require(bench.record), on: ConsentBench.day).isEmpty)
        let answer = try #require(bench.record?.witnessings.last).answer
        bench.say(.witnessed(ConsentBench.id, answer: answer, .confirmed, note: ""), by: 3)
        #expect(try bench.office.refusal == nil && review().uncovered.isEmpty)
        let heard = try #require(bench.office.record).person
        #expect(try heard.classes(of: #require(bench.record), on: ConsentBench.day) == Set(ItemClass.allCases))
    }
}
