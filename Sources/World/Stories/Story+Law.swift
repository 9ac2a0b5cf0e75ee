// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// Procedures and their clocks, and the screening for exclusion: counsel's work.
extension Story {
    mutating func opensLegal() {
        act(owner, .opensPart(PartPlan(kind: .legal, members: members(besides: owner, [.counsel]), lines: [])))
    }

    mutating func opens(_ track: LegalTrack, at place: String, named title: String) -> ID<LegalMatter> {
        let matter: ID<LegalMatter> = id()
        say(
            .counsel, .legal,
            [
                .legal(
                    .opened(
                        matter, track, jurisdiction: text(place), title: text(title), counsel: text("law.counsel")))
            ])
        return matter
    }

    mutating func reaches(
        _ matter: ID<LegalMatter>, _ stage: LegalStage, daysAgo: Int = 0, note: String = ""
    ) {
        say(
            .counsel, .legal,
            [
                .legal(
                    .stageReached(
                        matter,
                        StatedStage(
                            stage: stage, on: today.adding(days: -daysAgo),
                            document: stage.needsDocument ? random.bytes(32) : nil,
                            suspensiveEffect: stage.needsSuspensiveEffect ? .requested : nil, note: note)))
            ])
    }

    /// An application in a European state, so far.
    mutating func applies(upTo last: LegalStage = .examination) -> ID<LegalMatter> {
        let matter = opens(.eu, at: "law.place", named: "law.title.eu")
        let stages: [LegalStage] = [.made, .registered, .lodged, .admissibility, .examination, .ordinary]
        for stage in stages {
            reaches(matter, stage)
            if stage == last { break }
            wait(days: 2...14)
        }
        say(
            .counsel, .legal,
            [
                .legal(
                    .holidaysEntered(
                        matter, [today.adding(days: 40), today.adding(days: 41)], source: text("law.holidays"))),
                .legal(.ruleChecked(matter, rule: "eu.examine", on: today, .confirmed, note: text("law.read"))),
            ])
        return matter
    }

    /// Limits that counsel sets by hand and changes.
    mutating func runsClocks(in matter: ID<LegalMatter>) {
        let (first, second): (ID<OwnClock>, ID<OwnClock>) = (id(), id())
        say(
            .counsel, .legal,
            [
                .legal(
                    .clockSet(
                        matter, first, title: text("law.clock.1"), .person, due: today.adding(days: 20),
                        citation: text("law.citation"))),
                .legal(
                    .clockSet(
                        matter, second, title: text("law.clock.2"), .authority, due: today.adding(days: 45),
                        citation: text("law.citation"))),
            ])
        wait(days: 1...3)
        say(
            .counsel, .legal,
            [
                .legal(.clockChanged(matter, .own(first), .extended(by: .days(10)), note: text("law.extended"))),
                .legal(.clockChanged(matter, .own(second), .suspended(from: today), note: text("law.suspended"))),
            ])
        wait(days: 1...3)
        say(
            .counsel, .legal,
            [
                .legal(.clockChanged(matter, .own(second), .resumed(on: today), note: "")),
                .legal(.counselNamed(matter, text("law.counsel.2"))),
                .legal(.marked(matter, .notified, on: today, note: text("law.notified"))),
            ])
    }

    mutating func isScreened(_ states: [ExclusionState], mayVouch: Bool) {
        for state in states {
            say(
                .counsel, .legal,
                [
                    .exclusion(
                        .screened(
                            state, mayVouch: mayVouch && state != .indicator && state == states.last,
                            reasons: text("exclusion.\(state.rawValue)")))
                ])
            wait(days: 1...3)
        }
        if mayVouch { isCleared() } else if isVouchable { isNoLongerCleared() }
    }

    /// Counsel tells the casework that the organisation may speak for the person.
    private mutating func isCleared() {
        act(owner, .grants(.casework, .counsel, reason: text("why.counsel")))
        say(.counsel, .casework, [.clearance(.given(over: []))])
        isVouchable = true
    }

    private mutating func isNoLongerCleared() {
        say(.counsel, .casework, [.clearance(.takenBack)])
        isVouchable = false
    }
}
