// SPDX-License-Identifier: AGPL-3.0-or-later

/// How what is due reaches more people the longer nobody does it. The circle never grows beyond those who can read the part anyway.
public enum Escalation {
    /// Days after which it is also on the day of whoever carries the case.
    static let carriersAfter: UInt64 = 1
    /// Days after which it is on the day of everybody who can read it.
    static let everybodyAfter: UInt64 = 7
    /// The most days before the end of a time limit that the person has to keep on which the casework is told that counsel has a date: with
    /// a long limit counsel too is warned no earlier.
    public static let counselNotice = 30
}

extension Deadline {
    /// Whose it is on `day`.
    func audience(on day: Day) -> Audience {
        guard due < day.firstSecond else { return audience }
        let late = (day.firstSecond - due + 86_399) / 86_400
        if late >= Escalation.everybodyAfter { return .holders }
        guard late >= Escalation.carriersAfter, case .people(let people) = audience else { return audience }
        return .peopleAndCarriers(people)
    }
}

extension LegalPart {
    /// The last days of time limits that the person has to keep and nobody has dealt with.
    func openDays(on day: Day) -> Set<Day> { Set(personsClocks(on: day).map(\.due)) }

    /// Those of them that counsel is warned of, and those that passed: a desk that was off meanwhile says it late rather than never.
    func pressingDays(on day: Day) -> Set<Day> {
        Set(personsClocks(on: day).filter { $0.urgency(on: day).map { $0 >= .near } ?? false }.map(\.due))
    }

    private func personsClocks(on day: Day) -> [LegalClock] {
        matters.flatMap { $0.clocks(on: day) }.filter { $0.isOpen && $0.duty == .person }
    }
}

extension TaskRecord {
    /// Whether nobody need be reminded of its day again: it is open, or somebody has dealt with it, counsel too. Of what its own desk took
    /// back, another limit that ends on the same day may remind anew. Desks take back without a word, people end with one.
    var remindsStill: Bool { endedBy != setBy || ending != .done(outcome: "") }
}

extension CaseRecord {
    /// What counsel's desk says in the casework of its time limits, and what it no longer has to: a task on the last day for those who
    /// carry the case, without a word on what it is. The part that knows more is counsel's.
    ///
    /// Of each day it is taken back once. Two machines of one counsel whose tables of rules differ would otherwise set and end it in turns;
    /// what was set a second time stays until somebody ends it.
    /// - Parameters:
    ///   - member: counsel, whose own reminders are ended.
    ///   - work: casework that they hold.
    public func reminders(of member: ID<Member>, in work: PartRecord, on day: Day) -> [TaskEvent] {
        guard let casework = work.casework, let lifecycle = casework.lifecycle, lifecycle.state.isOpen else {
            return []
        }
        let legal = parts.filter { $0.access.isHeld(by: member) }.compactMap { part -> LegalPart? in
            guard case .legal(let legal) = part.content else { return nil }
            return legal
        }
        let open = legal.reduce(into: Set<Day>()) { $0.formUnion($1.openDays(on: day)) }
        let reminders = casework.tasks.filter { $0.template == .counselDate }
        let said = reminders.filter(\.remindsStill)
        let takenBack = Set(reminders.filter { $0.setBy == member && !$0.remindsStill }.map { Day(at: $0.due) })
        let over = said.filter {
            $0.isOpen && $0.setBy == member && !open.union(takenBack).contains(Day(at: $0.due))
        }
        let carriers = [lifecycle.owner, lifecycle.deputy]
        guard carriers.allSatisfy(work.access.isHeld) else { return over.map { .done(task: $0.id, outcome: "") } }
        let near = Set(legal.flatMap { $0.pressingDays(on: day) }).sorted()
        return over.map { .done(task: $0.id, outcome: "") }
            + near.filter { last in !said.contains { Day(at: $0.due) == last } }.map { last in
                .set(
                    TaskDraft(
                        template: .counselDate, title: "", details: "", owner: lifecycle.owner,
                        deputy: lifecycle.deputy, due: last.firstSecond + 86_399))
            }
    }
}
