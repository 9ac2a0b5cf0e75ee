// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Casework

/// What nobody does reaches more people.
struct EscalationTests {
    private static let due = Sample.day(2026, 9, 10)

    private func task(_ owner: Int, _ deputy: Int) -> TaskEvent {
        .set(
            TaskDraft(
                template: nil, title: "Позвонить", details: "", owner: Sample.id(owner), deputy: Sample.id(deputy),
                due: Self.due.firstSecond + 43_200))
    }

    private func isOnTheDay(of member: Int, _ office: CaseOffice, after days: Int) -> Bool {
        let noon = Self.due.adding(days: days).firstSecond + 50_000
        return Today(office.office.ledger.state, for: Sample.id(member), at: noon).items.contains {
            if case .task = $0.pending { true } else { false }
        }
    }

    /// Members 1 and 2 carry the case; 3 and 4 only read it.
    @Test func `an overdue task is on the day of whoever carries the case, and then of everybody who reads it`() {
        var office = CaseOffice()
        office.office.grant(to: 4)
        office.say(.task(task(3, 2)))
        for (days, members) in [(0, [2, 3]), (1, [1, 2, 3]), (6, [1, 2, 3]), (7, [1, 2, 3, 4])] {
            for member in 1...4 {
                #expect(
                    isOnTheDay(of: member, office, after: days) == members.contains(member), "\(member) after \(days)")
            }
        }
        #expect(!isOnTheDay(of: 5, office, after: 30), "nobody is given what they cannot read")
    }

    /// Member 4 is counsel, holds the casework and alone counsel's part.
    private func office() -> CaseOffice {
        var office = CaseOffice()
        office.office.ledger.add(.rolesSet(member: Sample.id(4), roles: [.counsel]))
        office.office.grant(to: 4)
        office.office.open(.legal, as: 51, by: 4)
        law(.opened(LegalBench.id, .eu, jurisdiction: "тайна", title: "тайна", counsel: ""), &office)
        law(
            .clockSet(LegalBench.id, Sample.id(3), title: "тайна", .person, due: Self.due, citation: "тайна"), &office)
        law(
            .clockSet(
                LegalBench.id, Sample.id(4), title: "их срок", .authority, due: Self.due.adding(days: 1),
                citation: "x"), &office)
        return office
    }

    private func law(_ event: LegalEvent, _ office: inout CaseOffice) {
        office.office.say(.legal(event), by: 4, in: Sample.id(51))
    }

    private func reminders(_ office: CaseOffice, daysBefore days: Int) throws -> [TaskEvent] {
        let (record, work) = (try #require(office.office.record), try #require(office.office.part))
        return record.reminders(of: Sample.id(4), in: work, on: Self.due.adding(days: -days))
    }

    @Test func `whoever carries the case learns that counsel has a date, near it, once, and not what for`() throws {
        var office = office()
        #expect(office.refusal == nil)
        #expect(try reminders(office, daysBefore: 15).isEmpty)
        let said = try reminders(office, daysBefore: 14)
        #expect(
            said == [
                .set(
                    TaskDraft(
                        template: .counselDate, title: "", details: "", owner: Sample.id(1), deputy: Sample.id(2),
                        due: Self.due.firstSecond + 86_399))
            ])
        for event in said { office.say(.task(event), by: 4) }
        #expect(office.refusal == nil)
        #expect(try reminders(office, daysBefore: 3).isEmpty)
        for event in said { office.say(.task(event), by: 4) }
        #expect(office.refusal == .alreadyRecorded && office.office.ledger.state.refused.last?.isOrdinary == true)
        let task = try #require(office.part?.tasks.last?.id)
        let noon = Self.due.adding(days: -13).firstSecond + 43_200
        for member in [1, 2] {
            let today = Today(office.office.ledger.state, for: Sample.id(member), at: noon).items.map(\.pending)
            #expect(today.contains(.task(task)), "\(member)")
        }
        law(.clockChanged(LegalBench.id, .own(Sample.id(3)), .met(on: Self.due), note: ""), &office)
        #expect(try reminders(office, daysBefore: 1) == [.done(task: task, outcome: "")])
        office.say(.task(.done(task: task, outcome: "")), by: 4)
        #expect(try reminders(office, daysBefore: 1).isEmpty)
        // Another limit that ends on that day is another date.
        law(
            .clockSet(LegalBench.id, Sample.id(5), title: "тайна", .person, due: Self.due, citation: "тайна"), &office)
        let again = try reminders(office, daysBefore: 1)
        #expect(again == said)
        for event in again { office.say(.task(event), by: 4) }
        #expect(office.refusal == nil)
        #expect(try reminders(office, daysBefore: 1).isEmpty)
    }

    @Test func `a date that passed while counsel's desk was off is said late, and to more people`() throws {
        var office = office()
        let said = try reminders(office, daysBefore: -3)
        #expect(said.count == 1)
        for event in said { office.say(.task(event), by: 4) }
        #expect(office.refusal == nil)
        #expect(try reminders(office, daysBefore: -4).isEmpty)
        let task = try #require(office.part?.tasks.last?.id)
        for (days, members) in [(3, [1, 2]), (9, [1, 2, 3])] {
            let noon = Self.due.adding(days: days).firstSecond + 43_200
            for member in 1...3 {
                let today = Today(office.office.ledger.state, for: Sample.id(member), at: noon).items.map(\.pending)
                #expect(today.contains(.task(task)) == members.contains(member), "\(member) after \(days)")
            }
        }
    }

    @Test func `of a long limit everybody is warned a month ahead`() throws {
        var office = office()
        law(.opened(Sample.id(110), .us, jurisdiction: "x", title: "x", counsel: ""), &office)
        law(.stageReached(Sample.id(110), LegalSamples.stage(.usArrival, on: Sample.day(2026, 1, 15))), &office)
        #expect(office.refusal == nil)
        let (record, work) = (try #require(office.office.record), try #require(office.office.part))
        let days = { (day: Day) in
            record.reminders(of: Sample.id(4), in: work, on: day).compactMap { event -> Day? in
                guard case .set(let draft) = event else { return nil }
                return Day(at: draft.due)
            }
        }
        #expect(!days(Sample.day(2026, 12, 15)).contains(Sample.day(2027, 1, 15)))
        #expect(days(Sample.day(2026, 12, 16)).contains(Sample.day(2027, 1, 15)))
    }

    @Test func `only counsel says that counsel has a date`() throws {
        var office = office()
        for event in try reminders(office, daysBefore: 5) { office.say(.task(event), by: 1) }
        #expect(office.refusal == .counselNeeded)
        #expect(try !reminders(office, daysBefore: 5).isEmpty)
    }

    @Test func `two who end one task at once have nothing to look at`() throws {
        var office = office()
        office.say(.task(task(1, 2)))
        let task = try #require(office.part?.tasks.last?.id)
        for _ in 1...2 { office.say(.task(.done(task: task, outcome: ""))) }
        #expect(office.refusal == .alreadySettled && office.office.ledger.state.refused.last?.isOrdinary == true)
    }

    @Test(arguments: [1, 4])
    func `a reminder that somebody has dealt with, counsel too, does not come again`(member: Int) throws {
        let start = office()
        for isDropped in [false, true] {
            var office = start
            let said = try reminders(office, daysBefore: 5)
            for event in said { office.say(.task(event), by: 4) }
            let task = try #require(office.part?.tasks.last?.id)
            office.say(
                .task(isDropped ? .dropped(task: task, reason: "x") : .done(task: task, outcome: "спросила")),
                by: member)
            #expect(office.refusal == nil)
            for days in [2, -3] { #expect(try reminders(office, daysBefore: days).isEmpty, "\(days)") }
            for event in said { office.say(.task(event), by: 4) }
            #expect(office.refusal == .alreadyRecorded)
        }
    }

    @Test func `two machines of one counsel that reckon differently do not set and end in turns`() throws {
        var office = office()
        let said = try reminders(office, daysBefore: 5)
        var ended = 0
        for _ in 1...3 {
            for event in try reminders(office, daysBefore: 5) { office.say(.task(event), by: 4) }
            #expect(office.refusal == nil)
            // The other machine's table has no such limit.
            var other = office
            law(.clockChanged(LegalBench.id, .own(Sample.id(3)), .met(on: Self.due.adding(days: -5)), note: ""), &other)
            for event in try reminders(other, daysBefore: 5) {
                office.say(.task(event), by: 4)
                ended += 1
            }
            #expect(office.refusal == nil)
        }
        #expect(said.count == 1 && ended == 1)
        let tasks = office.part?.tasks.filter { $0.template == .counselDate } ?? []
        #expect(tasks.map(\.isOpen) == [false, true], "what was set again stays until somebody ends it")
    }
}
