// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What a stage of a case begins with.
struct StageTaskTests {
    private static func begun(_ office: CaseOffice, _ state: CaseState) -> [TaskEvent] {
        office.part?.tasks(beginning: state, at: office.now) ?? []
    }

    /// As a form does it: the move, and in the same act what the stage begins with.
    private static func move(_ office: inout CaseOffice, to state: CaseState) {
        let tasks = begun(office, state)
        office.move(state)
        for task in tasks { office.say(.task(task)) }
    }

    @Test(arguments: CaseState.allCases)
    func `every stage begins with its templates, for those who carry the case, in the time that the danger allows`(
        state: CaseState
    ) {
        var office = CaseStateTests.office(in: state)
        guard state != .erased else { return }
        let now = office.now
        for task in Self.begun(office, state) { office.say(.task(task)) }
        #expect(office.refusal == nil)
        let set = office.part?.tasks ?? []
        // The case has been assessed and planned already; after it was reopened that is history.
        let done: [TaskTemplate] = state == .reopened ? [] : [.riskAssessment, .needsAndWishes, .draftPlan]
        #expect(set.map(\.template) == TaskTemplate.starting(state).filter { !done.contains($0) })
        for task in set {
            #expect(task.owner == Sample.id(1) && task.deputy == Sample.id(2))
            #expect(task.due == now + (task.template?.dueWithin(.days) ?? 0))
        }
    }

    @Test func `whatever is over is looked at again within a year`() {
        for state in [CaseState.closed, .transferred] {
            #expect(TaskTemplate.starting(state) == [.retentionReview])
        }
        #expect(TaskTemplate.retentionReview.dueWithin(.noHurry) == Retention.reviewedWithin)
    }

    @Test func `two desks that move a case at once set its tasks once`() throws {
        var office = CaseStateTests.office(in: .assessment)
        let tasks = Self.begun(office, .planning)
        #expect(tasks.count == 2)
        for author in [1, 2] {
            office.say(.lifecycle(.moved(to: .planning, reason: nil, note: "")), by: author)
            for task in tasks { office.say(.task(task), by: author) }
        }
        #expect(office.part?.tasks.map(\.template) == [.legalConsultation, .identityDocuments])
        let refused = office.office.ledger.state.refused
        #expect(refused.count == 3 && refused.filter(\.isOrdinary).count == 2, "only the second move wants a look")
    }

    private static func open(_ office: CaseOffice) -> [TaskTemplate] {
        office.part?.tasks.filter(\.isOpen).compactMap(\.template) ?? []
    }

    @Test func `a stage sets no task for what is recorded as done already`() {
        var office = CaseOffice()
        #expect(TaskTemplate.starting(.registered).contains(.riskAssessment))
        office.say(.risk(.scheduled(office.now + 3_600)))
        office.say(.risk(.needsRecorded([.lpRr], note: "", replaces: [])))
        Self.move(&office, to: .assessment)
        #expect(Self.open(office) == TaskTemplate.starting(.assessment), "needs without wishes are half of it")
        office = CaseOffice()
        office.say(.risk(.assessed(CaseOffice.assessment, replaces: [])))
        office.say(.risk(.needsRecorded([.lpRr], note: "", replaces: [])))
        office.say(.risk(.wishesRecorded("к сестре", replaces: [])))
        office.say(.consent(.explained(Sample.id(80), ConsentSamples.explanation())))
        Self.move(&office, to: .assessment)
        #expect(office.refusal == nil && Self.open(office) == [.familyLeftBehind, .firstAccount])
        office.say(.plan(.proposed(CaseOffice.draft)))
        Self.move(&office, to: .planning)
        #expect(!Self.open(office).contains(.draftPlan) && Self.open(office).contains(.legalConsultation))
    }

    @Test func `an explanation of consent ends the task that asks for one, a question at the portal does not`() throws {
        var office = CaseOffice()
        let task = office.say(
            .task(
                .set(
                    TaskDraft(
                        template: .explainConsent, title: "", details: "", owner: Sample.id(1), deputy: Sample.id(2),
                        due: 9))))
        var asked = office
        asked.office.say(
            .consent(.asked(Sample.id(80), ConsentSamples.explanation(), PortalSamples.ask())), on: PortalSamples.day)
        #expect(asked.refusal == nil && asked.part?.task(task)?.isOpen == true)
        office.say(.consent(.explained(Sample.id(80), ConsentSamples.explanation())), by: 2)
        #expect(office.refusal == nil && office.part?.task(task)?.isOpen == false)
        #expect(office.part?.task(task)?.endedBy == Sample.id(2))
    }

    @Test func `what was recorded before the case was reopened is to be done again`() {
        var office = CaseStateTests.office(in: .closed)
        Self.move(&office, to: .reopened)
        #expect(Self.open(office) == [.safeContact, .riskAssessment])
        office.say(.risk(.assessed(CaseOffice.assessment, replaces: [])))
        #expect(Self.open(office) == [.safeContact])
        Self.move(&office, to: .assessment)
        #expect(Self.open(office).contains(.needsAndWishes), "what they needed then")
        Self.move(&office, to: .planning)
        #expect(Self.open(office).contains(.draftPlan))
    }

    @Test func `a task for what a colleague did meanwhile is ended by that, and says who did it`() throws {
        var office = CaseOffice()
        office.say(.risk(.assessed(CaseOffice.assessment, replaces: [])))
        office.say(.risk(.needsRecorded([], note: "", replaces: [])))
        office.say(.risk(.wishesRecorded("к сестре", replaces: [])))
        office.move(.assessment)
        #expect(office.refusal == nil)
        let before = office.office.ledger.entries.count
        let plan = office.say(.plan(.proposed(CaseOffice.draft)), by: 3)
        let task = TaskEvent.begun(
            .planning,
            TaskDraft(
                template: .draftPlan, title: "", details: "", owner: Sample.id(1), deputy: Sample.id(2), due: 9))
        office.say(.lifecycle(.moved(to: .planning, reason: nil, note: "")), by: 2, seen: before)
        office.say(.task(task), by: 2, seen: before)
        #expect(office.refusal == nil)
        let set = try #require(office.part?.tasks.last)
        let proposed = try #require(office.part?.plans.first { $0.id == plan })
        #expect(!set.isOpen && set.endedBy == Sample.id(3) && set.endedAt == proposed.proposedAt)
    }

    @Test func `a desk whose move did not count sets nothing`() {
        var office = CaseStateTests.office(in: .review)
        let tasks = Self.begun(office, .active)
        office.move(.paused)
        for task in tasks { office.say(.task(task)) }
        #expect(office.refusal == .forbiddenTransition && office.part?.tasks.isEmpty == true)
    }

    @Test func `what is open already is not set again, what was done is when the stage comes again`() throws {
        var office = CaseStateTests.office(in: .planning)
        Self.move(&office, to: .active)
        let first = try #require(office.part?.tasks)
        #expect(first.map(\.template) == [.reviewPlan, .reassessRisk, .keepInformed])
        office.say(.task(.done(task: first[2].id, outcome: "told")))
        let again = TaskEvent.begun(
            .active,
            TaskDraft(
                template: .keepInformed, title: "", details: "", owner: Sample.id(1), deputy: Sample.id(2), due: 9))
        office.say(.task(again))
        #expect(office.refusal == .alreadyRecorded, "it was done in this stage")
        Self.move(&office, to: .review)
        office.say(.plan(.reviewScheduled(CaseOffice.later)))
        Self.move(&office, to: .active)
        #expect(office.part?.tasks.filter(\.isOpen).map(\.template) == [.reviewPlan, .reassessRisk, .keepInformed])
    }

    @Test func `a stage begins with what it begins with, and a template is named`() {
        var office = CaseStateTests.office(in: .planning)
        for template in [nil, TaskTemplate.retentionReview, .exposureHit] {
            office.say(
                .task(
                    .begun(
                        .planning,
                        TaskDraft(
                            template: template, title: "x", details: "", owner: Sample.id(1), deputy: Sample.id(2),
                            due: 9))))
            #expect(office.refusal == .forbiddenTransition)
        }
    }

    @Test func `closing ends what was set to get ready for it, and begins the look at what is kept`() {
        var office = CaseStateTests.office(in: .review)
        let ready = Self.begun(office, .closing)
        office.say(.lifecycle(.closingProposed(.referred, note: "")))
        for task in ready { office.say(.task(task)) }
        #expect(office.part?.tasks.map(\.template) == [.beforeClosing])
        let kept = Self.begun(office, .closed)
        office.say(.lifecycle(.closingConfirmed), by: 3)
        for task in kept { office.say(.task(task), by: 3) }
        #expect(office.part?.tasks.filter(\.isOpen).map(\.template) == [.retentionReview])
    }
}

/// What is not over when somebody would close a case.
struct UnfinishedTests {
    private static let day = Sample.day(2026, 9, 1)

    @Test func `running limits, open tasks and what nobody was told stand against closing`() throws {
        var office = CaseStateTests.office(in: .review)
        func unfinished() -> [Unfinished] { office.office.record?.person.unfinished(on: Self.day) ?? [] }
        #expect(unfinished().isEmpty)
        let task = office.say(.task(CaseworkSamples.task[0]))
        office.say(
            .task(
                .set(
                    TaskDraft(
                        template: .beforeClosing, title: "", details: "", owner: Sample.id(1), deputy: Sample.id(2),
                        due: 9))))
        #expect(unfinished().count == 1, "getting ready to close is not in its way")
        office.say(.task(.done(task: task, outcome: "")))
        #expect(unfinished().isEmpty)

        let id: ID<Consent> = Sample.id(85)
        let proposal: ID<Entry> = Sample.id(office.office.next)
        office.office.say(
            .consent(
                .overrideProposed(
                    id, .vitalInterest, ConsentSamples.terms(), until: Self.day.adding(days: 3), why: "x")),
            on: Self.day)
        #expect(unfinished().isEmpty, "nothing left by it yet")
        office.office.say(.consent(.overrideSeconded(id, proposal: proposal)), by: 2, on: Self.day)
        #expect(unfinished().count == 1)
        office.office.say(.consent(.overrideTold(id, on: Self.day)), on: Self.day)
        #expect(unfinished().isEmpty)

        office.office.open(.legal, as: 51)
        let legal: ID<Compartment> = Sample.id(51)
        let (matter, clock): (ID<LegalMatter>, ID<OwnClock>) = (Sample.id(70), Sample.id(71))
        office.office.say(
            .legal(.opened(matter, .us, jurisdiction: "DEU", title: "appeal", counsel: "")), in: legal)
        office.office.say(
            .legal(
                .clockSet(
                    matter, clock, title: "appeal", .person, due: Self.day.adding(days: 5), citation: "order 12")),
            in: legal)
        #expect(office.refusal == nil && unfinished().count == 1)
        #expect(office.office.record?.keeping([Office.team]).person.unfinished(on: Self.day).isEmpty == true)
        office.office.say(
            .legal(.clockChanged(matter, .own(clock), .met(on: Self.day), note: "filed")), in: legal)
        #expect(office.refusal == nil && unfinished().isEmpty)
    }

    @Test func `a person who waits for an answer, and what nobody has read, stand against closing`() throws {
        var office = CaseStateTests.office(in: .review)
        func unfinished() -> [Unfinished] { office.office.record?.person.unfinished(on: Self.day) ?? [] }
        let home: ID<Compartment> = Sample.id(52)
        office.office.open(.conversation, as: 52)
        office.office.say(
            .conversation(
                .adopted(author: Sample.id(1), recordedAt: 500, event: Sample.requestReceived(10, message: 1))),
            in: home)
        #expect(unfinished() == [.unanswered(home, since: 500)])
        #expect(office.office.record?.keeping([Office.team]).person.unfinished(on: Self.day).isEmpty == true)
        office.office.ledger.add(.replySent(request: Sample.id(10), number: 1, body: "да", files: []), in: home)
        #expect(unfinished().isEmpty)
    }

    @Test func `what is out and to be asked back, and a question that waits, stand against closing`() throws {
        var office = CaseStateTests.office(in: .review).office
        func unfinished() -> [Unfinished] { office.record?.person.unfinished(on: Self.day) ?? [] }
        func say(_ event: CompartmentEvent) {
            office.say(event, on: Self.day)
            #expect(office.refusal == nil)
        }
        let (id, bag): (ID<Consent>, ID<Bag>) = (Sample.id(80), Sample.id(90))
        say(.consent(.asked(id, ConsentSamples.explanation(), PortalSamples.ask())))
        guard case .consentOpen(_, let asked)? = unfinished().first else {
            Issue.record("the question waits")
            return
        }
        #expect(asked.id == id && unfinished().count == 1)
        say(.consent(.said(PortalSamples.saying(101, .no))))
        #expect(unfinished().isEmpty)
        let given: ID<Consent> = Sample.id(81)
        say(.consent(.explained(given, ConsentSamples.explanation())))
        #expect(unfinished().isEmpty, "what is asked by word of mouth waits for the worker")
        say(
            .consent(
                .answered(
                    given, .given(ConsentSamples.terms(), expires: ConsentBench.expiry), ConsentSamples.evidence())))
        say(
            .access(
                .disclosed(
                    Disclosure(
                        what: "x", toWhom: "y", why: "z",
                        bag: HandedBag(
                            id: bag, recipient: .named("Редакция «Маяк»", .newsroom),
                            purpose: .newsroom(.pseudonymous))))))
        say(.consent(.withdrawn(given, .voice)))
        guard case .recallToSend(_, let handed)? = unfinished().first else {
            Issue.record("it is to be asked back")
            return
        }
        #expect(handed.bag.id == bag)
        say(.consent(.recallSent(given, bag: bag, recipient: "Маяк")))
        guard case .recallOpen(_, let recall)? = unfinished().first else {
            Issue.record("nobody has answered")
            return
        }
        #expect(recall.bag == bag)
        say(.consent(.recallAnswered(given, bag: bag, .acknowledged, note: "x")))
        #expect(unfinished().isEmpty)
    }
}
