// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct UnheardSayingTests {
    /// Casework and conversation of one case; member 1 asked consent 80.
    private func office() -> Office {
        var office = CaseOffice().office
        office.open(.conversation, as: 51)
        office.say(
            .conversation(
                .adopted(author: Sample.id(1), recordedAt: 1_000, event: Sample.requestReceived(10, message: 100))),
            in: Sample.id(51))
        office.say(
            .consent(.asked(Sample.id(80), ConsentSamples.explanation(), PortalSamples.ask())), on: PortalSamples.day)
        return office
    }

    @Test func `an answer that is not in the conversation is flagged by whoever holds both`() {
        var office = office()
        let yes = PortalChoice.agreed(ConsentSamples.terms(), until: PortalSamples.expiry)
        var saying = PortalSamples.saying(101, yes)
        saying.shown = "Расписка"
        office.say(.consent(.said(saying)), on: PortalSamples.day)
        #expect(office.record?.unheardSayings.map(\.saying) == [saying])
        let both = office.ledger.state.case(Sample.id(5))
        #expect(both?.keeping([Office.team]).unheardSayings == [], "without the conversation nobody can tell")
        office.say(
            .conversation(
                .answered(request: Sample.id(10), PortalSamples.message(101), PortalSamples.answer(.no))),
            in: Sample.id(51))
        #expect(office.record?.unheardSayings.count == 1, "the person said something else in that message")
    }

    @Test func `an answer that is there as it was given is none`() {
        var office = office()
        let yes = PortalChoice.agreed(ConsentSamples.terms(), until: PortalSamples.expiry)
        office.say(
            .conversation(
                .answered(request: Sample.id(10), PortalSamples.message(101), PortalSamples.answer(yes))),
            in: Sample.id(51))
        var saying = PortalSamples.saying(101, yes)
        saying.shown = "Расписка"
        office.say(.consent(.said(saying)), on: PortalSamples.day)
        #expect(office.record?.unheardSayings == [])
    }
}
