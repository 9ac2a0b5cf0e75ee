// SPDX-License-Identifier: AGPL-3.0-or-later

extension MatterRecord {
    mutating func apply(_ event: LegalEvent, in saying: Saying) throws(Refusal) {
        switch event {
        case .opened:
            throw .alreadyRecorded
        case .counselNamed(_, let name):
            counsel = name
        case .stageReached(_, let stated):
            try reach(stated, in: saying)
        case .stageUndone(_, let step, let reason):
            guard stages.last?.entry == step else { throw .notTheLastStage }
            guard !reason.isBlank else { throw .reasonMissing }
            stages.removeLast()
        case .marked(_, let mark, let day, let note):
            marks.append(
                MarkStep(entry: saying.entry, sequence: saying.sequence, mark: mark, on: day, note: note))
        case .markUndone(_, let mark, let reason):
            guard let place = marks.firstIndex(where: { $0.entry == mark }) else { throw .unknownEntry }
            guard !reason.isBlank else { throw .reasonMissing }
            marks.remove(at: place)
        case .clockSet(_, let id, let title, let duty, let due, let citation):
            guard !ownClocks.contains(where: { $0.id == id }) else { throw .alreadyRecorded }
            guard !title.isBlank, !citation.isBlank else { throw .citationMissing }
            ownClocks.append(
                OwnClock(
                    id: id, title: title, duty: duty, due: due, citation: citation, entry: saying.entry,
                    sequence: saying.sequence))
        case .clockChanged(_, let clock, let what, let note):
            try change(clock, what, note, in: saying)
        case .holidaysEntered(_, let days, let source):
            guard !source.isBlank else { throw .citationMissing }
            holidays = days
        case .ruleChecked(_, let rule, let day, let result, let note):
            // It makes a time limit green, on which others then rely.
            guard saying.isCounsel else { throw .counselNeeded }
            ruleChecks.append(
                RuleCheck(
                    entry: saying.entry, rule: rule, on: day, by: saying.member, result: result, note: note))
        }
    }

    private mutating func reach(_ stated: StatedStage, in saying: Saying) throws(Refusal) {
        guard successors.contains(stated.stage) else { throw .forbiddenTransition }
        if let last = stages.last, stated.on < last.on { throw .beforeItsPredecessor }
        guard !stated.stage.needsDocument || stated.document != nil else { throw .documentMissing }
        guard !stated.stage.needsSuspensiveEffect || stated.suspensiveEffect != nil else {
            throw .suspensiveEffectMissing
        }
        stages.append(StageStep(entry: saying.entry, sequence: saying.sequence, stated: stated))
    }

    private mutating func change(
        _ clock: ClockReference, _ what: ClockChangeKind, _ note: String, in saying: Saying
    ) throws(Refusal) {
        if case .own(let id) = clock, !ownClocks.contains(where: { $0.id == id }) { throw .unknownItem }
        switch what {
        case .extended(let amount):
            guard amount.count > 0 else { throw .amountOutOfBounds }
            guard !note.isBlank else { throw .reasonMissing }
        case .suspended(let day):
            guard suspensions(of: clock, since: lastStart).last.map({ $0.to.map { $0 <= day } ?? false }) ?? true
            else { throw .suspensionOutOfOrder }
            guard !note.isBlank else { throw .reasonMissing }
        case .resumed(let day):
            guard let open = suspensions(of: clock, since: 0).last, open.to == nil, open.from <= day else {
                throw .suspensionOutOfOrder
            }
        case .dropped, .reopened:
            guard !note.isBlank else { throw .reasonMissing }
        case .met:
            break
        }
        changes.append(
            ClockChange(
                entry: saying.entry, sequence: saying.sequence, clock: clock, what: what, note: note))
    }

    /// The place in the ledger of the last fact with which a time limit may have begun anew. Which one did, the table knows,
    /// and not the fold.
    private var lastStart: UInt64 { max(stages.last?.sequence ?? 0, marks.last?.sequence ?? 0) }

    /// The times in which a clock stands still, as far as they were said behind that place in the ledger, in the order of their
    /// first days; the last one may be open. They do not overlap.
    func suspensions(of clock: ClockReference, since start: UInt64) -> [ClockSuspension] {
        var said: [ClockSuspension] = []
        for change in changes where change.clock == clock && change.sequence > start {
            switch change.what {
            case .suspended(let day): said.append(ClockSuspension(from: day, to: nil))
            case .resumed(let day):
                for open in said.indices where said[open].to == nil { said[open].to = max(day, said[open].from) }
            case .extended, .met, .dropped, .reopened: continue
            }
        }
        return said.sorted { $0.from < $1.from }.reduce(into: []) { apart, next in
            guard let last = apart.last, last.to.map({ next.from < $0 }) ?? true else { return apart.append(next) }
            apart[apart.count - 1].to = last.to.flatMap { one in next.to.map { max(one, $0) } }
        }
    }
}

/// A time in which a clock stands still; no end while it still does.
struct ClockSuspension: Hashable, Sendable {
    var from: Day
    var to: Day?
}

extension LegalAmount {
    /// The number without its unit.
    var count: Int {
        switch self {
        case .days(let count), .workingDays(let count), .weeks(let count), .months(let count): count
        }
    }
}
