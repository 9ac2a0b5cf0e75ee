// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What colleagues choose who have not seen each other's entries: each of the choices stands until somebody decides (docs/decisions/0064).
struct ApartTests {
    private static let day: UInt64 = 86_400
    private static let later = CaseOffice.later

    private func today(_ office: Office, _ member: Int) -> [Pending] {
        let now = UInt64(1_000 * office.ledger.entries.count)
        return Today(office.ledger.state, for: Sample.id(member), at: now).items.map(\.pending)
    }

    /// A case of which members 1 (owner), 2 (deputy) and 3 hold the work, and a task in it.
    private func tasked() -> (office: CaseOffice, task: ID<Entry>, seen: Int) {
        var office = CaseOffice()
        let task = office.say(
            .task(
                .set(
                    TaskDraft(
                        template: nil, title: "Позвонить", details: "", owner: Sample.id(1), deputy: Sample.id(2),
                        due: Self.later))))
        return (office, task, office.office.ledger.entries.count)
    }

    @Test(arguments: [[2, 3], [3, 2]])
    func `a task that two gave to different people is everybody's until somebody gives it anew`(owners: [Int]) throws {
        var (office, task, seen) = tasked()
        for (author, owner) in zip([1, 2], owners) {
            office.say(
                .task(.assigned(task: task, owner: Sample.id(owner), deputy: Sample.id(1))), by: author, seen: seen)
            #expect(office.refusal == nil)
        }
        let record = try #require(office.part?.task(task))
        #expect(record.isApart && record.given.standing.map(\.value.owner) == owners.map { Sample.id($0) })
        #expect(record.given.standing.map(\.by) == [Sample.id(1), Sample.id(2)])
        #expect(Set(record.people) == Set((1...3).map { Sample.id($0) }))
        for member in 1...3 { #expect(today(office.office, member).contains(.taskTwice(task)), "\(member)") }
        #expect(today(office.office, 4).isEmpty, "who holds no key is told nothing")
        let due = Self.later + Self.day
        for member in 1...3 {
            let items = Today(office.office.ledger.state, for: Sample.id(member), at: due).items(.overdue)
            #expect(items.map(\.pending) == [.task(task)], "whoever of them is to do it: \(member)")
        }
        var half = office
        half.say(.task(.assigned(task: task, owner: Sample.id(3), deputy: Sample.id(2))), by: 1, seen: seen)
        #expect(half.part?.task(task)?.isApart == true, "who has not seen the other's decides nothing")
        office.say(.task(.assigned(task: task, owner: Sample.id(3), deputy: Sample.id(2))), by: 3)
        let settled = try #require(office.part?.task(task))
        #expect(!settled.isApart && settled.owner == Sample.id(3) && settled.people.count == 2)
        for member in 1...3 { #expect(!today(office.office, member).contains(.taskTwice(task)), "\(member)") }
    }

    @Test func `two who give a task to the same people agree`() {
        var (office, task, seen) = tasked()
        for author in [1, 2] {
            office.say(
                .task(.assigned(task: task, owner: Sample.id(3), deputy: Sample.id(1))), by: author, seen: seen)
        }
        #expect(office.part?.task(task)?.isApart == false)
        office.say(.task(.done(task: task, outcome: "")))
        #expect(office.part?.task(task)?.isApart == false)
    }

    @Test func `a task that two put off to different days says both, and ends with the task`() throws {
        var (office, task, seen) = tasked()
        for (author, due) in [(1, Self.later + 9), (2, Self.later + 5)] {
            office.say(.task(.postponed(task: task, due: due, reason: "болеет")), by: author, seen: seen)
        }
        let record = try #require(office.part?.task(task))
        #expect(record.isApart && record.due == Self.later + 5)
        #expect(record.putOff.standing.map(\.value) == [Self.later + 9, Self.later + 5])
        #expect(today(office.office, 3).contains(.taskTwice(task)))
        office.say(.task(.dropped(task: task, reason: "не нужно")))
        #expect(!today(office.office, 3).contains(.taskTwice(task)))
    }

    @Test(arguments: [[UInt64(5), 9], [9, 5]])
    func `of two days for the next review the earlier reminds, and both are said until somebody sets one`(
        days: [UInt64]
    ) throws {
        var office = CaseOffice()
        let seen = office.office.ledger.entries.count
        for (author, day) in zip([1, 2], days) {
            office.say(.plan(.reviewScheduled(Self.later + day * Self.day)), by: author, seen: seen)
        }
        #expect(office.part?.nextReview == Self.later + 5 * Self.day && office.part?.reviews.isApart == true)
        for member in 1...3 { #expect(today(office.office, member).contains(.reviewTwice), "\(member)") }
        office.say(.plan(.reviewScheduled(Self.later + 9 * Self.day)), by: 3)
        #expect(office.part?.nextReview == Self.later + 9 * Self.day && office.part?.reviews.isApart == false)
        #expect(!today(office.office, 1).contains(.reviewTwice))
    }

    @Test(arguments: [[UInt64(5), 9], [9, 5]])
    func `of two days for the first assessment the earlier reminds, and an assessment by who saw both ends it`(
        days: [UInt64]
    ) throws {
        var office = CaseOffice()
        let seen = office.office.ledger.entries.count
        for (author, day) in zip([1, 2], days) {
            office.say(.risk(.scheduled(Self.later - (10 - day) * Self.day)), by: author, seen: seen)
        }
        let risk = try #require(office.part?.risk)
        #expect(risk.scheduledFor == Self.later - 5 * Self.day && risk.scheduled.isApart)
        for member in 1...3 { #expect(today(office.office, member).contains(.assessmentTwice), "\(member)") }
        var half = office
        half.say(.risk(.assessed(CaseOffice.assessment, replaces: [])), by: 1, seen: seen)
        #expect(half.part?.risk.scheduledFor != nil, "a day that whoever assessed had not seen stands")
        office.say(.risk(.assessed(CaseOffice.assessment, replaces: [])), by: 3)
        #expect(office.part?.risk.scheduledFor == nil && !today(office.office, 1).contains(.assessmentTwice))
    }

    private static let claim = ClaimBench.claim

    /// Members 1 and 3 give the check to 2 and to 4, neither having seen the other's entry. `isFirst`: whether the one to 2 is first.
    private func checked(isFirst: Bool) -> ClaimBench {
        var bench = ClaimBench()
        let seen = bench.office.ledger.entries.count
        for (author, checker) in isFirst ? [(1, 2), (3, 4)] : [(3, 4), (1, 2)] {
            bench.office.say(
                .claim(
                    .assigned(
                        Self.claim, checker: Sample.id(checker), caseOwner: Sample.id(1),
                        ceiling: checker == 2 ? .red : .green, replaces: [])), by: author, seen: seen)
        }
        return bench
    }

    @Test(arguments: [true, false])
    func `a check that two gave to different people is said to everybody until somebody gives it anew`(
        isFirst: Bool
    ) throws {
        var bench = checked(isFirst: isFirst)
        #expect(bench.office.ledger.state.refused.isEmpty)
        let record = try #require(bench.record)
        #expect(record.isAssignedApart && Set(record.checkers) == [Sample.id(2), Sample.id(4)])
        for member in 1...4 {
            #expect(today(bench.office, member).contains(.checkTwice(Self.claim)), "\(member)")
            #expect(today(bench.office, member).contains(.check(Self.claim)) == [2, 4].contains(member), "\(member)")
        }
        bench.say(.checkBegun(Self.claim), by: 1)
        #expect(bench.office.refusal == .notTheChecker)
        bench.office.say(
            .claim(
                .assigned(
                    Self.claim, checker: Sample.id(4), caseOwner: Sample.id(1), ceiling: .amber,
                    replaces: record.assignments.standing.map(\.entry))))
        #expect(bench.office.refusal == nil && bench.record?.checkers == [Sample.id(4)])
        #expect(!today(bench.office, 1).contains(.checkTwice(Self.claim)))
        bench.say(.checkBegun(Self.claim), by: 2)
        #expect(bench.office.refusal == .notTheChecker)
    }

    @Test(arguments: [true, false])
    func `both to whom a check was given begin it, each within their own bounds, whatever order`(isFirst: Bool) throws {
        var bench = checked(isFirst: isFirst)
        for member in isFirst ? [2, 4] : [4, 2] {
            bench.say(.checkBegun(Self.claim), by: member)
            #expect(bench.office.refusal == nil && bench.state == .inCheck)
            bench.say(.checkBegun(Self.claim), by: member)
            #expect(bench.office.refusal == .forbiddenTransition, "once each")
        }
        bench.say(.lineAdded(Self.claim, Sample.line("a partner", method: .askingAPartner)), by: 4)
        #expect(bench.office.refusal == nil)
        bench.say(.lineAdded(Self.claim, Sample.line("another", method: .askingAPartner)), by: 2)
        #expect(bench.office.refusal == .methodAboveCeiling)
        bench.say(.lineAdded(Self.claim, Sample.line("another")), by: 2)
        bench.say(.concluded(Self.claim, Sample.conclusion(.corroborated)), by: 2)
        #expect(bench.office.refusal == nil && bench.state == .corroborated && bench.record?.lines.count == 2)
        #expect(bench.record?.begun == [] && bench.record?.isAssignedApart == false)
    }

    @Test(arguments: [
        [ClaimFinding.corroborated, .contradicted], [.contradicted, .corroborated], [.corroborated, .deceptive],
    ])
    func
        `two who check apart and find different things are both heard, and nothing rests on it until somebody looks again`(
            findings: [ClaimFinding]
        ) throws
    {
        var bench = checked(isFirst: true)
        for member in [2, 4] {
            bench.say(.checkBegun(Self.claim), by: member)
            bench.say(.lineAdded(Self.claim, Sample.line("line \(member)")), by: member)
        }
        let seen = bench.office.ledger.entries.count
        func say(_ event: ClaimEvent, by member: Int) {
            bench.office.say(.claim(event), by: member, at: ClaimBench.day.firstSecond + 43_200, seen: seen)
            #expect(bench.office.refusal == nil, "\(event)")
        }
        say(.concluded(Self.claim, Sample.conclusion(findings[0])), by: 2)
        say(.lineAdded(Self.claim, Sample.line("late")), by: 4)
        say(.concluded(Self.claim, Sample.conclusion(findings[1])), by: 4)
        let record = try #require(bench.record)
        #expect(record.state == .recheckDue && record.findingsDiffer && record.lines.count == 3)
        #expect(record.conclusion?.finding == findings[0])
        #expect(
            record.findingsBeside.map(\.value.finding) == [findings[1]] && record.findingsBeside[0].by == Sample.id(4))
        for member in 1...4 { #expect(today(bench.office, member).contains(.findingsDiffer(Self.claim)), "\(member)") }
        bench.office.say(.attestation(.proposed(Sample.attestation(40))), on: ClaimBench.day)
        #expect(bench.office.refusal == .basisNotCorroborated)
        bench.say(.concluded(Self.claim, Sample.conclusion(.corroborated)), by: 4)
        #expect(bench.office.refusal == .forbiddenTransition, "who has seen both begins again")
        bench.say(.checkBegun(Self.claim), by: 4)
        bench.say(.concluded(Self.claim, Sample.conclusion(.unverifiable)), by: 4)
        #expect(bench.office.refusal == nil && bench.state == .unverifiable && bench.record?.findingsBeside == [])
    }

    @Test func `two who check apart and find the same agree`() {
        var bench = checked(isFirst: true)
        for member in [2, 4] { bench.say(.checkBegun(Self.claim), by: member) }
        let seen = bench.office.ledger.entries.count
        for member in [2, 4] {
            bench.office.say(
                .claim(.concluded(Self.claim, Sample.conclusion(.unverifiable))), by: member,
                at: ClaimBench.day.firstSecond + 43_200, seen: seen)
            #expect(bench.office.refusal == nil)
        }
        #expect(bench.state == .unverifiable && bench.record?.findingsDiffer == false)
        #expect(bench.record?.findingsBeside.count == 1)
    }

    @Test func `who had begun goes on where a colleague who did not know of it named somebody else`() throws {
        var bench = ClaimBench(in: .inCheck)
        let lines = try #require(bench.record?.lines.count)
        bench.office.say(
            .claim(
                .assigned(Self.claim, checker: Sample.id(4), caseOwner: Sample.id(1), ceiling: .amber, replaces: [])),
            by: 3)
        #expect(bench.office.refusal == nil && bench.state == .inCheck && bench.record?.isAssignedApart == true)
        bench.say(.lineAdded(Self.claim, Sample.line("a third")), by: 2)
        #expect(bench.office.refusal == nil && bench.record?.lines.count == lines + 1)
        let seen = try #require(bench.record?.assignments.standing).map(\.entry)
        bench.say(
            .assigned(Self.claim, checker: Sample.id(4), caseOwner: Sample.id(1), ceiling: .amber, replaces: seen))
        #expect(bench.state == .assigned && bench.record?.checkers == [Sample.id(4)] && bench.record?.begun == [])
    }

    @Test func `an assignment names what its author saw, and nothing else`() {
        var bench = ClaimBench(in: .assigned)
        bench.say(
            .assigned(
                Self.claim, checker: Sample.id(3), caseOwner: Sample.id(1), ceiling: .amber, replaces: [Sample.id(99)]))
        #expect(bench.office.refusal == .unknownVersion && bench.record?.checkers == [Sample.id(2)])
    }
}
