// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct RiskTests {
    private func assessment(_ likelihood: Likelihood, _ impact: Impact, isImminent: Bool = false) -> RiskAssessment {
        var assessment = CaseOffice.assessment
        (assessment.likelihood, assessment.impact, assessment.isImminent) = (likelihood, impact, isImminent)
        return assessment
    }

    /// Rows: likelihood 1 to 5; columns: impact 1 to 5. l low, m medium, h high, c critical.
    static let bands = ["llllm", "llmmh", "lmmhh", "lmhhc", "mhhcc"].map(Array.init)

    @Test func `the bands are those of the model`() {
        for likelihood in Likelihood.allCases {
            for impact in Impact.allCases {
                let letter = Self.bands[Int(likelihood.rawValue) - 1][Int(impact.rawValue) - 1]
                #expect("\(assessment(likelihood, impact).level)".first == letter)
            }
        }
    }

    @Test func `imminent outweighs every score`() {
        #expect(assessment(.veryUnlikely, .slight, isImminent: true).level == .imminent)
        #expect(RiskLevel.allCases == RiskLevel.allCases.sorted())
    }

    @Test func `assessments follow each other and stay`() {
        var office = CaseOffice()
        office.say(.risk(.scheduled(office.now + 10)))
        let first = office.say(.risk(.assessed(assessment(.veryLikely, .fatal), replaces: [])))
        office.say(.risk(.assessed(assessment(.unlikely, .slight), replaces: [first])), by: 2)
        #expect(office.part?.risk.assessments.count == 2)
        #expect(office.part?.risk.level == .low && office.part?.risk.current?.by == Sample.id(2))
        #expect(office.part?.risk.scheduledFor == nil)
        var past = CaseOffice.assessment
        past.reassessBy = 1
        office.say(.risk(.assessed(past, replaces: [])))
        #expect(office.refusal == .dateNotAhead)
        past.threats = " "
        office.say(.risk(.assessed(past, replaces: [])))
        #expect(office.refusal == .textMissing)
    }

    @Test func `who did not see a graver assessment does not hide it`() throws {
        var office = CaseOffice()
        let first = office.say(.risk(.assessed(assessment(.unlikely, .slight), replaces: [])))
        let imminent = office.say(
            .risk(.assessed(assessment(.unlikely, .slight, isImminent: true), replaces: [first])), by: 2)
        // Written offline, before the second one was seen.
        let stale = office.say(.risk(.assessed(assessment(.unlikely, .slight), replaces: [first])), by: 3)
        #expect(office.part?.risk.level == .imminent && office.part?.isCritical == true)
        #expect(office.part?.risk.assessed.standing.map(\.entry) == [imminent, stale])
        office.say(.risk(.assessed(assessment(.possible, .serious), replaces: [Sample.id(999)])))
        #expect(office.refusal == .unknownVersion)
        office.say(.risk(.assessed(assessment(.possible, .serious), replaces: [imminent, stale])))
        #expect(office.part?.risk.level == .medium && office.part?.risk.assessments.count == 4)
    }

    @Test func `who did not see a graver rating does not hide it`() throws {
        var office = CaseOffice()
        let first = try #require(office.part?.lifecycle?.ratings.standing.first?.entry)
        let grave = office.say(.lifecycle(.dangerRated(.lifeInDanger, note: "", replaces: [first])), by: 2)
        let stale = office.say(.lifecycle(.dangerRated(.noHurry, note: "", replaces: [first])), by: 3)
        #expect(office.part?.lifecycle?.danger == .lifeInDanger)
        office.say(.lifecycle(.dangerRated(.weeks, note: "", replaces: [grave, stale])))
        #expect(office.part?.lifecycle?.danger == .weeks)
        office.say(.lifecycle(.dangerRated(.noHurry, note: "", replaces: [])))
        #expect(office.part?.lifecycle?.danger == .weeks, "what names nothing takes no place")
    }

    @Test func `needs and wishes that did not see each other both stand`() {
        var office = CaseOffice()
        let first = office.say(.risk(.needsRecorded([.lpRr], note: "one", replaces: [])))
        office.say(.risk(.needsRecorded([.crCp], note: "", replaces: [first])), by: 2)
        office.say(.risk(.needsRecorded([], note: "two", replaces: [first])), by: 3)
        #expect(office.part?.risk.needs == [.crCp] && office.part?.risk.needsNote == "two")
        office.say(.risk(.wishesRecorded("north", replaces: [])))
        office.say(.risk(.wishesRecorded("south", replaces: [])), by: 2)
        #expect(office.part?.risk.wishes == "north\n\nsouth")
    }

    @Test func `needs are those that were recorded last, and none is an answer`() {
        var office = CaseOffice()
        #expect(office.part?.risk.needs == nil)
        let first = office.say(.risk(.needsRecorded([.lpRr], note: "refoulement", replaces: [])))
        office.say(.risk(.needsRecorded([], note: "", replaces: [first])))
        #expect(office.part?.risk.needs == [])
    }

    @Test func `codes are UNHCR's`() {
        #expect(SpecificNeed.allCases.count == 71)
        #expect(SpecificNeed.lpRr.code == "LP-RR" && SpecificNeed.lpRr.family == "LP")
        let families: Set = ["CR", "SC", "WR", "ER", "SP", "DS", "SM", "FU", "LP", "TR", "SV"]
        #expect(Set(SpecificNeed.allCases.map(\.family)) == families)
        for need in SpecificNeed.allCases { #expect(SpecificNeed(code: need.code) == need) }
        #expect(SpecificNeed(code: "XX-YY") == nil)
        // Those that Primero knows.
        let primero = [
            "CR-CP", "CR-CS", "CR-CC", "CR-TP", "CR-LW", "CR-LO", "CR-NE", "CR-SE", "CR-AF", "CR-CL", "SC-CH", "SC-IC",
            "SC-FC", "DS-BD", "DS-DF", "DS-PM", "DS-PS", "DS-MM", "DS-MS", "DS-SD", "SM-MI", "SM-MN", "SM-CI", "SM-CC",
            "SM-OT", "FU-TR", "FU-FR", "LP-ND", "TR-PI", "TR-HO", "TR-WV", "SV-VA", "LP-AN", "LP-MD", "LP-MS", "LP-RR",
        ]
        #expect(primero.allSatisfy { SpecificNeed(code: $0) != nil })
    }
}

struct TaskTests {
    private func draft(owner: Int = 1, deputy: Int = 2, title: String = "call", template: TaskTemplate? = nil)
        -> TaskDraft
    {
        TaskDraft(
            template: template, title: title, details: "", owner: Sample.id(owner), deputy: Sample.id(deputy), due: 99)
    }

    @Test func `a task has words, an owner and a deputy who can read the case`() {
        var office = CaseOffice()
        let refused: [(TaskDraft, Refusal)] = [
            (draft(title: " "), .textMissing), (draft(owner: 2), .ownerAndDeputyAreOne),
            (draft(deputy: 4), .notAHolder), (draft(owner: 99), .unknownMember),
        ]
        for (draft, refusal) in refused {
            office.say(.task(.set(draft)))
            #expect(office.refusal == refusal)
        }
        office.say(.task(.set(draft(title: "", template: .draftPlan))))
        #expect(office.refusal == nil && office.part?.tasks.count == 1)
    }

    @Test func `a task is handed over, put off, and done once`() throws {
        var office = CaseOffice()
        let task = office.say(.task(.set(draft())))
        office.say(.task(.assigned(task: task, owner: Sample.id(3), deputy: Sample.id(3))))
        #expect(office.refusal == .ownerAndDeputyAreOne)
        office.say(.task(.assigned(task: task, owner: Sample.id(3), deputy: Sample.id(1))))
        office.say(.task(.postponed(task: task, due: 500, reason: "")))
        #expect(office.refusal == .reasonMissing)
        office.say(.task(.postponed(task: task, due: 500, reason: "ill")))
        office.say(.task(.done(task: task, outcome: "reached her")), by: 3, at: 400)
        let record = try #require(office.part?.task(task))
        #expect(record.owner == Sample.id(3) && record.due == 500 && record.postponements == ["ill"])
        #expect(record.ending == .done(outcome: "reached her") && record.endedBy == Sample.id(3) && !record.isOpen)
        for event in [
            TaskEvent.done(task: task, outcome: ""), .dropped(task: task, reason: "r"),
            .postponed(task: task, due: 1, reason: "r"),
            .assigned(task: task, owner: Sample.id(1), deputy: Sample.id(2)),
        ] {
            office.say(.task(event))
            #expect(office.refusal == .alreadySettled)
        }
    }

    @Test func `a task is dropped with a reason`() {
        var office = CaseOffice()
        let task = office.say(.task(.set(draft())))
        office.say(.task(.dropped(task: task, reason: "")))
        #expect(office.refusal == .reasonMissing)
        office.say(.task(.dropped(task: task, reason: "moot")))
        #expect(office.part?.task(task)?.ending == .dropped(reason: "moot"))
    }

    /// Each event with the templates of which it is the doing. The others have no record of their own that would show it.
    static let doings: [(CompartmentEvent, Set<TaskTemplate>)] = [
        (.risk(.assessed(CaseOffice.assessment, replaces: [])), [.riskAssessment, .reassessRisk]),
        (.plan(.proposed(CaseOffice.draft)), [.draftPlan]),
        (.risk(.scheduled(CaseOffice.later)), []),
        (.lifecycle(.noted("assessed the risk by telephone")), []),
    ]

    @Test func `what is recorded ends the tasks that asked for it, and no other`() throws {
        for (event, expected) in Self.doings {
            var office = CaseOffice()
            for template in TaskTemplate.byHand { office.say(.task(.set(draft(template: template)))) }
            office.say(.task(.set(draft(title: "Assess the risk"))))
            office.say(event, by: 2, at: 700_000)
            #expect(office.refusal == nil)
            let ended = try #require(office.part).tasks.filter { !$0.isOpen }
            #expect(Set(ended.compactMap(\.template)) == expected && ended.count == expected.count)
            #expect(
                ended.allSatisfy {
                    $0.ending == .done(outcome: "") && $0.endedBy == Sample.id(2) && $0.endedAt == 700_000
                })
            // A task that is set afterwards asks for the next one.
            office.say(.task(.set(draft(template: .reassessRisk))))
            #expect(office.part?.tasks.last?.isOpen == true)
        }
    }

    @Test func `needs and wishes are recorded when both stand`() {
        var office = CaseOffice()
        let task = office.say(.task(.set(draft(template: .needsAndWishes))))
        office.say(.risk(.needsRecorded([], note: "", replaces: [])))
        #expect(office.part?.task(task)?.isOpen == true)
        office.say(.risk(.wishesRecorded("к сестре", replaces: [])))
        #expect(office.part?.task(task)?.isOpen == false)
        // Who asks for both once more is not answered by a change to one.
        let again = office.say(.task(.set(draft(template: .needsAndWishes))))
        office.say(.risk(.wishesRecorded("к брату", replaces: [])))
        #expect(office.part?.task(again)?.isOpen == true)
    }

    @Test func `an accepted transfer ends the handing over`() {
        var office = CaseOffice.prepared
        for state in [CaseState.assessment, .planning, .active] { office.move(state) }
        let task = office.say(.task(.set(draft(template: .handOver))))
        office.say(.lifecycle(.transferOffered(to: "Приют", consent: "подписала")))
        #expect(office.part?.task(task)?.isOpen == true)
        office.say(.lifecycle(.transferAccepted(receipt: "расписка 7")), by: 3)
        #expect(office.refusal == nil && office.part?.task(task)?.isOpen == false)
    }

    @Test func `a refused assessment ends nothing`() {
        var office = CaseOffice()
        let task = office.say(.task(.set(draft(template: .riskAssessment))))
        var past = CaseOffice.assessment
        past.reassessBy = 1
        office.say(.risk(.assessed(past, replaces: [])))
        #expect(office.refusal == .dateNotAhead && office.part?.task(task)?.isOpen == true)
    }

    @Test func `who is in more danger is served sooner, by every template`() {
        for template in TaskTemplate.allCases {
            #expect(template.dueWithin(.lifeInDanger) <= template.dueWithin(.weeks))
            #expect(template.dueWithin(.weeks) <= template.dueWithin(.noHurry))
            #expect(template.dueWithin(.lifeInDanger) > 0)
        }
        let started = Set(CaseState.allCases.flatMap(TaskTemplate.starting))
        #expect(started.isSubset(of: TaskTemplate.allCases) && started.count > 10)
    }
}

struct HoldAndIncidentTests {
    @Test func `a hold stands until whoever placed it lifts it, once and with a reason`() {
        var office = CaseOffice()
        let hold = office.say(.hold(.placed(.release, shown: "")), by: 2)
        #expect(office.part?.standing(.release).map(\.id) == [hold])
        #expect(office.part?.standing(.closing) == [])
        office.say(.hold(.lifted(hold: hold, note: " ")), by: 2)
        #expect(office.refusal == .reasonMissing && office.part?.standing(.release).count == 1)
        office.say(.hold(.lifted(hold: hold, note: "cleared")), by: 2)
        #expect(office.part?.standing(.release) == [])
        office.say(.hold(.lifted(hold: hold, note: "again")), by: 2)
        #expect(office.refusal == .alreadySettled)
    }

    @Test func `of those who did not place a hold it takes two to lift it`() {
        var office = CaseOffice()
        office.office.grant(to: 4)
        let hold = office.say(.hold(.placed(.erasure, shown: "")), by: 4)
        office.say(.hold(.lifted(hold: hold, note: "in the way")), by: 3)
        #expect(office.refusal == nil && office.part?.standing(.erasure).first?.lifting?.by == Sample.id(3))
        func waits(_ member: Int) -> Bool {
            Today(office.office.ledger.state, for: Sample.id(member), at: office.now).items
                .contains { $0.pending == .liftingToConfirm(hold) }
        }
        #expect(waits(1) && waits(4) && !waits(3))
        office.say(.hold(.lifted(hold: hold, note: "in the way")), by: 3)
        #expect(office.refusal == .secondPersonNeeded && office.part?.standing(.erasure).count == 1)
        office.say(.hold(.lifted(hold: hold, note: "the court has decided")), by: 1)
        #expect(office.refusal == nil && office.part?.standing(.erasure) == [] && !waits(1))
    }

    @Test(arguments: [true, false])
    func `an incident is not handled by somebody who did not know what came meanwhile`(isNoteFirst: Bool) {
        var office = CaseOffice()
        let incident = office.say(.incident(.opened(.approach, affected: [.whereabouts], text: "two men")))
        let seen = office.office.ledger.entries.count
        let noted = CompartmentEvent.incident(.noted(incident: incident, text: "they came again"))
        let handled = CompartmentEvent.incident(.handled(incident: incident, outcome: "moved"))
        office.say(isNoteFirst ? noted : handled, by: isNoteFirst ? 2 : 1)
        office.say(isNoteFirst ? handled : noted, by: isNoteFirst ? 1 : 2, seen: seen)
        #expect(office.refusal == nil && office.part?.incidents.map(\.isOpen) == [true])
        #expect(Set(office.part?.incidents.first?.notes.map(\.text) ?? []) == ["moved", "they came again"])
        office.say(handled)
        #expect(office.refusal == nil && office.part?.incidents.map(\.isOpen) == [false])
    }

    @Test func `an incident is open until it is handled, once`() {
        var office = CaseOffice()
        let incident = office.say(.incident(.opened(.approach, affected: [.whereabouts], text: "two men")))
        office.say(.incident(.noted(incident: incident, text: "")))
        #expect(office.refusal == .textMissing)
        office.say(.incident(.noted(incident: incident, text: "warned her")))
        office.say(.incident(.handled(incident: incident, outcome: "")))
        #expect(office.refusal == .textMissing)
        office.say(.incident(.handled(incident: incident, outcome: "moved")))
        #expect(office.part?.incidents.map(\.isOpen) == [false])
        #expect(office.part?.incidents.first?.notes.map(\.text) == ["warned her"])
        office.say(.incident(.noted(incident: incident, text: "late")))
        #expect(office.refusal == .alreadySettled)
    }
}
