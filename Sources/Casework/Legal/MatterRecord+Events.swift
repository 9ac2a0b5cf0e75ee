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
            marks.append(MarkStep(entry: saying.entry, mark: mark, on: day, note: note))
        case .clockSet(_, let id, let title, let duty, let due, let citation):
            guard !ownClocks.contains(where: { $0.id == id }) else { throw .alreadyRecorded }
            guard !title.isBlank, !citation.isBlank else { throw .citationMissing }
            ownClocks.append(
                OwnClock(id: id, title: title, duty: duty, due: due, citation: citation, entry: saying.entry))
        case .clockChanged(_, let clock, let what, let note):
            try change(clock, what, note, in: saying)
        case .holidaysEntered(_, let days, let source):
            guard !source.isBlank else { throw .citationMissing }
            holidays = days
        case .ruleChecked(_, let rule, let day, let result, let note):
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
        stages.append(StageStep(entry: saying.entry, stated: stated))
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
            guard suspensions(of: clock).last.map({ $0.to != nil && $0.from <= day }) ?? true else {
                throw .suspensionOutOfOrder
            }
            guard !note.isBlank else { throw .reasonMissing }
        case .resumed(let day):
            guard let open = suspensions(of: clock).last, open.to == nil, open.from <= day else {
                throw .suspensionOutOfOrder
            }
        case .dropped:
            guard !note.isBlank else { throw .reasonMissing }
        case .met:
            break
        }
        changes.append(ClockChange(entry: saying.entry, clock: clock, what: what, note: note))
    }

    /// The times in which a clock stands still; the last one may be open.
    func suspensions(of clock: ClockReference) -> [ClockSuspension] {
        var result: [ClockSuspension] = []
        for change in changes where change.clock == clock {
            switch change.what {
            case .suspended(let day): result.append(ClockSuspension(from: day, to: nil))
            case .resumed(let day):
                guard let last = result.indices.last else { continue }
                result[last].to = day
            case .extended, .met, .dropped: continue
            }
        }
        return result
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
