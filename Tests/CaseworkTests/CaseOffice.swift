// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// An office with a casework compartment that members 1 (owner), 2 (deputy) and 3 hold, and 4 does not.
struct CaseOffice {
    var office = Office()
    /// Far ahead of every time in these tests.
    static let later: UInt64 = 900_000_000
    static let registration = Registration(
        request: Sample.id(10), owner: Sample.id(1), deputy: Sample.id(2), danger: .days)
    static let assessment = RiskAssessment(
        threats: "мобилизация", vulnerabilities: "семья дома", capacities: "есть паспорт", likelihood: .likely,
        impact: .severe, isImminent: false, reassessBy: later)
    static let draft = PlanDraft(aim: "в безопасности", steps: ["виза", "билет"], reviewBy: later)

    init(registered: Bool = true) {
        office.grant(to: 2)
        office.grant(to: 3)
        if registered { say(.lifecycle(.registered(Self.registration))) }
    }

    /// Everything that the guards ask for is there; the plan was approved by member 3.
    static var prepared: CaseOffice {
        var office = CaseOffice()
        office.prepare()
        return office
    }

    mutating func prepare() {
        say(.risk(.scheduled(now + 3_600)))
        say(.risk(.assessed(Self.assessment, replaces: [])))
        say(.risk(.needsRecorded([.lpRr, .fuFr], note: "", replaces: [])))
        say(.risk(.wishesRecorded("к сестре", replaces: [])))
        planAndAgree()
    }

    mutating func planAndAgree() {
        let plan = say(.plan(.proposed(Self.draft)))
        say(.plan(.approved(plan: plan)), by: 3)
        say(.plan(.agreed(plan: plan, how: "написала")))
    }

    /// Gives the entry that said it.
    @discardableResult
    mutating func say(
        _ event: CompartmentEvent, by author: Int = 1, at time: UInt64? = nil, seen: Int? = nil
    ) -> ID<Entry> {
        office.say(event, by: author, at: time, seen: seen)
        return office.ledger.entries[office.ledger.entries.count - 1].id
    }

    /// The case is given to them in place of every assignment that stands.
    func assigned(owner: Int, deputy: Int) -> CompartmentEvent {
        .lifecycle(
            .assigned(
                owner: Sample.id(owner), deputy: Sample.id(deputy), reason: "отпуск",
                replaces: part?.lifecycle?.carriers.standing.map(\.entry) ?? []))
    }

    mutating func move(_ state: CaseState, at time: UInt64? = nil) {
        say(.lifecycle(.moved(to: state, reason: state.moveReasons.first, note: "")), at: time)
    }

    /// The time of the next entry that does not say another.
    var now: UInt64 { UInt64(1_000 * (office.ledger.entries.count + 1)) }
    var refusal: Refusal? { office.refusal }
    var part: CaseworkPart? { office.record?.casework }
    var state: CaseState? { part?.lifecycle?.state }
}

enum CaseworkSamples {
    static let entry: ID<Entry> = Sample.id(40)
    static let lifecycle: [LifecycleEvent] = [
        .registered(CaseOffice.registration),
        .registered(Registration(request: nil, owner: Sample.id(1), deputy: Sample.id(3), danger: .lifeInDanger)),
        .assigned(owner: Sample.id(2), deputy: Sample.id(1), reason: "отпуск", replaces: []),
        .assigned(owner: Sample.id(2), deputy: Sample.id(3), reason: "отпуск", replaces: [entry, Sample.id(41)]),
        .dangerRated(.weeks, note: "спокойнее", replaces: []), .dangerRated(.days, note: "", replaces: [entry]),
        .moved(to: .review, reason: .riskChange, note: "звонили"),
        .moved(to: .assessment, reason: nil, note: ""),
        .noted("поговорить с юристом"),
        .closingProposed(.protectedAndStable, note: "устроена"),
        .closingConfirmed,
        .transferOffered(to: "Приют", consent: "подписала"),
        .transferAccepted(receipt: "расписка 7"),
        .erasureRequested(reason: "просила стереть"),
        .erasureConfirmed,
        .erasureCancelled(reason: "вернулась"),
        .erasureOvertaken,
        .takingUpProposed(reason: "вышла на связь"),
        .takenUp(note: ""),
    ]
    static let plan: [PlanEvent] = [
        .proposed(CaseOffice.draft), .approved(plan: entry), .agreed(plan: entry, how: "по телефону"),
        .turnedDown(plan: entry, why: "слишком рано"), .reviewScheduled(CaseOffice.later),
    ]
    static let risk: [RiskEvent] = [
        .scheduled(CaseOffice.later), .assessed(CaseOffice.assessment, replaces: []),
        .needsRecorded([.crCp, .svSs, .lpRr], note: "осторожно", replaces: []),
        .needsRecorded([], note: "", replaces: []),
        .wishesRecorded("к сестре", replaces: []), .assessed(CaseOffice.assessment, replaces: [entry]),
        .needsRecorded([.lpRr], note: "", replaces: []), .wishesRecorded("домой", replaces: [entry, Sample.id(41)]),
    ]
    static let task: [TaskEvent] = [
        .set(
            TaskDraft(
                template: nil, title: "Позвонить", details: "вечером", owner: Sample.id(1), deputy: Sample.id(2),
                due: 5_000)),
        .set(
            TaskDraft(
                template: .firstAccount, title: "", details: "", owner: Sample.id(2), deputy: Sample.id(3), due: 0)),
        .assigned(task: entry, owner: Sample.id(3), deputy: Sample.id(1)),
        .postponed(task: entry, due: 9_000, reason: "болеет"), .done(task: entry, outcome: "дозвонились"),
        .dropped(task: entry, reason: "не нужно"),
        .begun(
            .closed,
            TaskDraft(
                template: .retentionReview, title: "", details: "", owner: Sample.id(1), deputy: Sample.id(2), due: 7)),
    ]
    static let hold: [HoldEvent] = [
        .placed(.erasure, shown: "суд"), .placed(.closing, shown: ""), .lifted(hold: entry, note: "решено"),
    ]
    static let incident: [IncidentEvent] = [
        .opened(.approach, affected: [.whereabouts, .identity], text: "приходили к матери"),
        .noted(incident: entry, text: "предупредили"), .handled(incident: entry, outcome: "переехала"),
    ]
    static let clearance: [ClearanceEvent] = [.given(over: []), .given(over: [entry, Sample.id(41)]), .takenBack]
    static let events: [CompartmentEvent] =
        lifecycle.map(CompartmentEvent.lifecycle) + plan.map(CompartmentEvent.plan)
        + risk.map(CompartmentEvent.risk) + task.map(CompartmentEvent.task) + hold.map(CompartmentEvent.hold)
        + incident.map(CompartmentEvent.incident) + clearance.map(CompartmentEvent.clearance)
}
