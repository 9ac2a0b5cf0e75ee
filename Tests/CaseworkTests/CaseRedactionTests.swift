// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What people wrote is shown on pages and nowhere else: no record of a case prints it.
struct CaseRedactionTests {
    /// A case in which everything was said that can be said, with words that would be seen.
    private static var state: CaseworkState {
        var office = CaseOffice.prepared
        office.say(.plan(.proposed(CaseOffice.draft)))
        office.say(.lifecycle(.noted("секрет")))
        office.say(.task(CaseworkSamples.task[0]))
        office.say(.hold(.placed(.release, shown: "секрет")))
        let incident = office.say(.incident(.opened(.leak, affected: [.identity], text: "секрет")))
        office.say(.incident(.noted(incident: incident, text: "секрет")))
        office.say(.access(.disclosed(Disclosure(what: "секрет", toWhom: "секрет", why: "секрет"))))
        for state in [CaseState.assessment, .planning, .review] { office.move(state) }
        office.office.open(.conversation, as: 51)
        office.office.say(
            .conversation(
                .adopted(author: Sample.id(1), recordedAt: 5, event: Sample.requestReceived(10, message: 1))),
            in: Sample.id(51))
        office.office.ledger.add(.memberRemoved(member: Sample.id(4), reason: "секрет"))
        office.office.ledger.add(Sample.requestReceived(10, message: 1))
        return office.office.ledger.state
    }

    @Test func `no record of a case prints what people wrote`() throws {
        let state = Self.state
        let record = try #require(state.case(Sample.id(5)))
        let casework = try #require(record.casework)
        let lifecycle = try #require(casework.lifecycle)
        let printed: [Any] =
            [state, record, casework, lifecycle, casework.risk, state.refused, state.members.values.map(\.self)]
            + record.parts.map { $0 as Any } + record.parts.flatMap(\.log).map { $0 as Any }
            + record.parts.map { $0.access as Any } + record.parts.map { $0.content as Any }
            + record.parts.flatMap(\.access.holdings).map { $0 as Any }
            + record.parts.flatMap(\.access.disclosures).map { $0 as Any }
            + [casework.plans, casework.tasks, casework.holds, casework.incidents, casework.risk.assessments]
            + [lifecycle.changes, record.conversation as Any, record.conversation?.record as Any]
            + [Today(state, for: Sample.id(1), at: 99_999).items, Workload(state, at: 9).loads]
            + [WhoKnows(state, compartment: Office.team) as Any]
        for value in printed {
            var dumped = ""
            dump(value, to: &dumped)
            let shown = "\(value) \(String(reflecting: value)) \(dumped)"
            #expect(
                !shown.unicodeScalars.contains { (0x400...0x52f).contains($0.value) },
                "\(type(of: value)) shows what was written")
        }
        #expect(printed.count > 30)
    }
}
