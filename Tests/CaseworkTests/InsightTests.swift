// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct TodayTests {
    private let day: UInt64 = 86_400
    private func today(_ office: CaseOffice, _ member: Int = 1, at now: UInt64) -> Today {
        Today(office.office.ledger.state, for: Sample.id(member), at: now)
    }
    private func task(_ office: inout CaseOffice, due: UInt64, owner: Int = 1, deputy: Int = 2) -> ID<Entry> {
        office.say(
            .task(
                .set(
                    TaskDraft(
                        template: .keepInformed, title: "", details: "", owner: Sample.id(owner),
                        deputy: Sample.id(deputy), due: due))))
    }

    @Test func `an office without work has nothing for today`() {
        #expect(Today(Office(opening: nil).ledger.state, for: Sample.id(1), at: 5).items.isEmpty)
    }

    @Test func `a task comes near three days ahead, and is overdue on the second`() {
        var office = CaseOffice()
        let due = 100 * day
        let id = task(&office, due: due)
        #expect(today(office, at: due - 3 * day - 1).items.isEmpty)
        #expect(today(office, at: due - 3 * day).items.map(\.standing) == [.near])
        #expect(today(office, at: due - 1).items.map(\.standing) == [.near])
        #expect(today(office, at: due).items.map(\.standing) == [.overdue])
        #expect(today(office, at: due).items.map(\.pending) == [.task(id)])
        #expect(today(office, 2, at: due).items.count == 1, "the deputy sees it")
        #expect(today(office, 3, at: due).items.isEmpty, "it is not theirs")
        office.say(.task(.done(task: id, outcome: "")))
        #expect(today(office, at: due).items.isEmpty)
    }

    @Test func `assessment, reassessment and review have their days`() {
        var office = CaseOffice()
        office.say(.risk(.scheduled(10 * day)))
        #expect(today(office, at: 9 * day).items.map(\.pending) == [.assessment])
        var assessment = CaseOffice.assessment
        assessment.reassessBy = 40 * day
        office.say(.risk(.assessed(assessment, replaces: [])))
        #expect(today(office, at: 9 * day).items.isEmpty)
        #expect(today(office, at: 41 * day).items(.overdue).map(\.pending) == [.reassessment])
        office.say(.risk(.scheduled(1_000 * day)))
        #expect(today(office, at: 41 * day).items(.overdue).map(\.pending) == [.reassessment], "a later day hides none")
        office.say(.plan(.reviewScheduled(42 * day)))
        #expect(today(office, at: 41 * day).items(.near).map(\.pending) == [.review])
        #expect(today(office, 3, at: 41 * day).items.isEmpty)
    }

    private func look(
        _ office: inout CaseOffice, _ template: TaskTemplate, due: UInt64, owner: Int = 1
    ) -> ID<Entry> {
        office.say(
            .task(
                .set(
                    TaskDraft(
                        template: template, title: "", details: "", owner: Sample.id(owner), deputy: Sample.id(2),
                        due: due))))
    }

    @Test(arguments: [TaskTemplate.riskAssessment, .reassessRisk])
    func `a look at the danger is asked for once, by its day or by its task, whichever is first`(template: TaskTemplate)
    {
        var first = CaseOffice()
        first.say(.risk(.scheduled(10 * day)))
        let early = look(&first, template, due: 9 * day)
        #expect(today(first, at: 10 * day).items.map(\.pending) == [.task(early)])
        var later = CaseOffice()
        later.say(.risk(.scheduled(10 * day)))
        _ = look(&later, template, due: 12 * day)
        #expect(today(later, at: 10 * day).items.map(\.pending) == [.assessment])
        var assessment = CaseOffice.assessment
        assessment.reassessBy = 40 * day
        later.say(.risk(.assessed(assessment, replaces: [])))
        let again = look(&later, template, due: 40 * day)
        #expect(today(later, at: 39 * day).items.map(\.pending) == [.task(again)])
    }

    @Test func `imminent danger and an open incident come before everything`() {
        var office = CaseOffice()
        _ = task(&office, due: 1)
        var assessment = CaseOffice.assessment
        assessment.isImminent = true
        office.say(.risk(.assessed(assessment, replaces: [])))
        let incident = office.say(.incident(.opened(.surveillance, affected: [], text: "a car")))
        let now = 10 * day
        #expect(Set(today(office, at: now).items(.urgent).map(\.pending)) == [.imminentDanger, .incident(incident)])
        #expect(today(office, at: now).items.last?.standing == .overdue)
        office.say(.incident(.handled(incident: incident, outcome: "moved")))
        #expect(today(office, at: now).items(.urgent).map(\.pending) == [.imminentDanger])
    }

    @Test func `the second person finds what waits for them, and the first does not`() {
        var office = CaseOffice.prepared
        let plan = office.say(.plan(.proposed(CaseOffice.draft)), by: 2)
        let now = office.now
        #expect(today(office, 3, at: now).items.map(\.pending) == [.planToApprove(plan)])
        #expect(today(office, 2, at: now).items.isEmpty && today(office, 1, at: now).items.isEmpty)

        var closing = CaseStateTests.office(in: .closing)
        #expect(today(closing, 3, at: closing.now).items.map(\.pending) == [.closingToConfirm])
        #expect(!today(closing, 1, at: closing.now).items.map(\.pending).contains(.closingToConfirm))
        closing.say(.lifecycle(.closingConfirmed), by: 3)
        closing.say(.lifecycle(.erasureRequested(reason: "r")))
        let from = closing.part?.lifecycle?.erasableFrom ?? 0
        #expect(today(closing, 3, at: from - 1).items.isEmpty, "not before the fourteen days")
        #expect(today(closing, 3, at: from).items.map(\.pending) == [.erasureToConfirm])
        #expect(today(closing, 1, at: from).items.isEmpty)
    }

    @Test func `a closed case asks for nothing but what was promised`() {
        #expect(today(CaseStateTests.office(in: .closed), at: CaseOffice.later + day).items.isEmpty)
        var office = CaseStateTests.office(in: .closing)
        let id = task(&office, due: 1)
        office.say(.lifecycle(.closingConfirmed), by: 3)
        #expect(today(office, at: CaseOffice.later).items.map(\.pending) == [.task(id)])
    }

    @Test func `in the intake whoever is in more danger and waits longer comes first`() {
        var ledger = Ledger()
        let now = 100 * day
        for (number, danger, waited) in [
            (20, DangerRating.weeks, 5), (21, .days, 5), (22, .days, 9), (23, .lifeInDanger, 0), (24, .noHurry, 400),
        ] {
            ledger.add(
                Sample.requestReceived(number, message: 1, danger: danger), at: now - UInt64(waited) * 3_600)
        }
        let items = Today(ledger.state, for: Sample.id(1), at: now).items
        let order = items.map(\.subject)
        #expect(order == [23, 24, 22, 21, 20].map { Today.Subject.request(Sample.id($0)) })
        #expect(items.map(\.standing) == [.urgent, .overdue, .new, .new, .new])
        #expect(items.allSatisfy { $0.pending == .unread })
    }

    @Test func `a request that was set apart as hostile does not choose its place`() {
        var ledger = Ledger()
        let now = 100 * day
        ledger.add(Sample.requestReceived(20, message: 1, danger: .lifeInDanger), at: now - 7_200)
        ledger.add(Sample.requestReceived(21, message: 2, danger: .weeks), at: now - 3_600)
        func order() -> [Today.Subject] { Today(ledger.state, for: Sample.id(1), at: now).items.map(\.subject) }
        #expect(order() == [20, 21].map { .request(Sample.id($0)) })
        ledger.add(.requestOpened(request: Sample.id(20)), at: now - 7_000)
        ledger.add(.requestMoved(request: Sample.id(20), to: .inTriage, reason: nil, note: ""), at: now - 7_000)
        ledger.add(.requestStepped(request: Sample.id(20), .quarantined, note: "странно"), at: now - 7_000)
        #expect(ledger.state.request(Sample.id(20))?.state == .quarantined)
        let today = Today(ledger.state, for: Sample.id(1), at: now)
        #expect(today.items(.urgent).isEmpty)
        let queue = ledger.state.requests.map { RequestSummary($0) }.sorted {
            $0.priority(at: now) > $1.priority(at: now)
        }
        #expect(queue.map(\.id) == [Sample.id(21), Sample.id(20)])
    }

    @Test func `who was read and not answered is near or overdue, and who was answered is not here`() {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(20, message: 1, danger: .days), at: 10 * day)
        ledger.add(.requestOpened(request: Sample.id(20)))
        let state = ledger.state
        func standings(_ now: UInt64) -> [Today.Standing] {
            Today(state, for: Sample.id(1), at: now).items.map(\.standing)
        }
        #expect(standings(10 * day + 60) == [.near])
        #expect(standings(11 * day) == [.overdue])
        ledger.add(.replySent(request: Sample.id(20), number: 1, body: "да", files: []))
        #expect(Today(ledger.state, for: Sample.id(1), at: 11 * day).items.isEmpty)
    }

    @Test func `a decline that a colleague proposed waits for another`() {
        var ledger = TransitionTests.ledger(in: .inTriage, danger: .days)
        ledger.admit(2)
        ledger.add(.requestStepped(request: Sample.id(10), .declineProposed(reason: .outsideMandate), note: ""))
        func waiting(_ member: Int) -> [Pending] {
            Today(ledger.state, for: Sample.id(member), at: 5_000).items.map(\.pending)
        }
        #expect(waiting(2).contains(.declineToConfirm))
        #expect(!waiting(1).contains(.declineToConfirm))
    }

    @Test func `a person who writes in a case waits for owner and deputy`() {
        var office = CaseOffice()
        office.office.open(.conversation, as: 51)
        for member in 2...3 { office.office.grant(to: member, in: Sample.id(51)) }
        office.office.say(
            .conversation(
                .adopted(author: Sample.id(1), recordedAt: 1_000, event: Sample.requestReceived(10, message: 1))),
            in: Sample.id(51))
        #expect(today(office, 1, at: 9_000).items.map(\.pending) == [.unread])
        #expect(today(office, 2, at: 9_000).items.map(\.subject) == [.case(Sample.id(5), Sample.id(51))])
        #expect(today(office, 3, at: 9_000).items.isEmpty)
    }

    @Test(arguments: [UInt64(0), 1, .max])
    func `clocks at the ends of time do not overflow`(now: UInt64) {
        var office = CaseOffice.prepared
        for due in [UInt64(0), .max] { _ = task(&office, due: due) }
        office.say(.incident(.opened(.leak, affected: [], text: "t")), at: .max)
        office.office.ledger.add(Sample.requestReceived(10, message: 1), at: .max)
        office.office.ledger.add(Sample.requestReceived(11, message: 1), at: 0)
        #expect(!today(office, at: now).items.isEmpty)
        _ = Workload(office.office.ledger.state, at: now)
    }
}

struct WhoKnowsTests {
    @Test func `holders, past holders and people who were told are named apart`() throws {
        var office = Office()
        office.grant(to: 2)
        office.say(.access(.epochStarted(2)))
        let fact = try #require(office.part?.log.last?.entry)
        office.say(.access(.ended(member: Sample.id(2), reason: "handed over")))
        let between = try #require(office.part?.log.last?.entry)
        office.say(.access(.epochStarted(3)))
        let later = try #require(office.part?.log.last?.entry)
        office.grant(to: 3)
        office.say(.access(.disclosed(Disclosure(what: "town", toWhom: "doctor", why: "treatment", entry: fact))))
        office.say(.access(.disclosed(Disclosure(what: "name", toWhom: "embassy", why: "visa"))))
        let state = office.ledger.state

        let whole = try #require(WhoKnows(state, compartment: Office.team))
        #expect(whole.readers.map(\.member) == [Sample.id(1), Sample.id(3)])
        #expect(whole.pastReaders.map(\.member) == [Sample.id(2)])
        #expect(whole.told.count == 2 && whole.perhapsTold.isEmpty && whole.intake.isEmpty)

        let one = try #require(WhoKnows(state, entry: fact, in: Office.team))
        #expect(one.readers == whole.readers, "a key opens what was written before it was given")
        #expect(one.pastReaders.map(\.member) == [Sample.id(2)])
        #expect(one.told.map(\.disclosure.toWhom) == ["doctor"])
        #expect(one.perhapsTold.map(\.disclosure.toWhom) == ["embassy"])

        let after = try #require(WhoKnows(state, entry: later, in: Office.team))
        #expect(after.pastReaders.isEmpty, "the key had ended before it was written")
        let meanwhile = try #require(WhoKnows(state, entry: between, in: Office.team))
        #expect(meanwhile.pastReaders.map(\.member) == [Sample.id(2)], "no new key was in use yet")
        #expect(after.told.isEmpty)
    }

    @Test func `who was removed from the organisation could know, and who got the key again does know`() throws {
        var office = Office()
        office.grant(to: 2)
        office.grant(to: 3)
        office.say(.access(.ended(member: Sample.id(3), reason: "leave")))
        office.grant(to: 3)
        office.ledger.add(.memberRemoved(member: Sample.id(2), reason: "left"))
        let knows = try #require(WhoKnows(office.ledger.state, compartment: Office.team))
        #expect(knows.readers.map(\.member) == [Sample.id(1), Sample.id(3)])
        #expect(knows.pastReaders.map(\.member) == [Sample.id(2)])
        guard case .removedFromOrganisation(let removal)? = knows.pastReaders.first?.ending else {
            Issue.record("the removal is the end")
            return
        }
        #expect(removal.reason == "left")
    }

    @Test func `what stood in the intake could be read by whoever was ever on duty there`() throws {
        var office = Office(opening: .conversation)
        office.ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        office.ledger.add(.rolesSet(member: Sample.id(2), roles: [.caseworker]))
        office.say(
            .conversation(
                .adopted(author: Sample.id(2), recordedAt: 500, event: Sample.requestReceived(10, message: 1))))
        let adopted = try #require(office.part?.log.last?.entry)
        office.ledger.add(.noteAdded(request: Sample.id(10), body: "note"), in: Office.team)
        let note = try #require(office.part?.log.last?.entry)
        let state = office.ledger.state
        #expect(WhoKnows(state, entry: adopted, in: Office.team)?.intake == [Sample.id(1), Sample.id(2)])
        #expect(WhoKnows(state, entry: note, in: Office.team)?.intake == [])
        #expect(WhoKnows(state, compartment: Office.team)?.intake == [Sample.id(1), Sample.id(2)])
    }

    @Test func `of a conversation that never was a request the intake could read nothing`() throws {
        var office = Office(opening: .conversation)
        office.ledger.add(.rolesSet(member: Sample.id(2), roles: [.intake]))
        office.ledger.add(Sample.requestReceived(10, message: 1), in: Office.team)
        #expect(office.refusal == nil)
        #expect(WhoKnows(office.ledger.state, compartment: Office.team)?.intake == [])
    }

    @Test func `who was told a place or given an attestation is named, for that fact and no other`() throws {
        var places = Office.shared(.whereabouts)
        var entries: [ID<Entry>] = []
        for (number, name) in [(70, "Ереван"), (71, "Гюмри")] {
            entries.append(Sample.id(places.next))
            places.say(.whereabouts(.recorded(WhereaboutsSamples.place(number, .city, name))))
        }
        places.say(.whereabouts(.told(Sample.id(70), to: "driver", why: "journey", precision: .city)))
        func given(_ entry: ID<Entry>?) throws -> [String] {
            let state = places.ledger.state
            let knows =
                entry.map { WhoKnows(state, entry: $0, in: Office.team) }
                ?? WhoKnows(state, compartment: Office.team)
            return try #require(knows).given.map(\.recipient)
        }
        #expect(try given(entries[0]) == ["driver"] && given(entries[1]) == [] && given(nil) == ["driver"])

        var bench = ClaimBench(in: .attested)
        let log = try #require(bench.office.part?.log)
        func asserted(_ claim: ID<Claim>) throws -> ID<Entry> {
            try #require(
                log.first { item in
                    guard case .inCompartment(.claim(.asserted(claim, _, _))) = item.event else { return false }
                    return true
                }
            ).entry
        }
        let unsigned = bench.office.ledger.state
        #expect(
            try WhoKnows(unsigned, entry: asserted(ClaimBench.claim), in: Office.team)?.given.isEmpty == true,
            "there is no file that anybody could have")
        bench.office.say(.attestation(.signed(Sample.id(40), file: "file")), on: ClaimBench.day)
        #expect(bench.office.refusal == nil)
        let state = bench.office.ledger.state
        #expect(try WhoKnows(state, entry: asserted(ClaimBench.claim), in: Office.team)?.given.count == 1)
        #expect(try WhoKnows(state, entry: asserted(Sample.id(2)), in: Office.team)?.given.isEmpty == true)
    }

    @Test func `of what this desk cannot open there is nothing to say`() {
        let state = Office().ledger.state
        #expect(WhoKnows(state, compartment: Sample.id(77)) == nil)
        #expect(WhoKnows(state, entry: Sample.id(77), in: Office.team) == nil)
    }
}

struct WorkloadTests {
    @Test func `everybody's load is counted once`() {
        var office = CaseOffice.prepared
        office.say(
            .task(
                .set(
                    TaskDraft(
                        template: .draftPlan, title: "", details: "", owner: Sample.id(2), deputy: Sample.id(1), due: 50
                    )
                )))
        office.say(.lifecycle(.dangerRated(.lifeInDanger, note: "", replaces: [])))
        office.office.ledger.add(.memberRemoved(member: Sample.id(4), reason: "left"))
        let workload = Workload(office.office.ledger.state, at: 60)
        #expect(workload.cases == [.registered: 1])
        #expect(workload.loads.map(\.member) == [Sample.id(1), Sample.id(2), Sample.id(3)])
        #expect(workload.loads.map(\.owned) == [1, 0, 0])
        #expect(workload.loads.map(\.deputised) == [0, 1, 0])
        #expect(workload.loads.map(\.critical) == [1, 0, 0])
        #expect(workload.loads.map(\.openTasks) == [0, 1, 0])
        #expect(workload.loads.map(\.overdueTasks) == [0, 1, 0])
    }

    @Test func `a closed case weighs nothing`() {
        let workload = Workload(CaseStateTests.office(in: .closed).office.ledger.state, at: 60)
        #expect(workload.cases == [.closed: 1])
        #expect(workload.loads.allSatisfy { $0.owned == 0 && $0.deputised == 0 })
    }
}
