// SPDX-License-Identifier: AGPL-3.0-or-later

/// Contradictions and withholdings.
extension EvidencePart {
    mutating func apply(_ event: DoubtEvent, in saying: Saying) throws(Refusal) {
        try take(event, in: saying)
        switch event {
        case .contradictionNoted(let id, _, _, _), .contradictionExplained(let id, _, _, _),
            .contradictionReopened(let id, _):
            contradictions[id: id].map { doubts.note($0) }
        case .withholdingNoted(let id, _), .withholdingEstablished(let id, _, _), .withholdingCleared(let id, _, _):
            withholdings[id: id].map { doubts.note($0) }
        }
    }

    private mutating func take(_ event: DoubtEvent, in saying: Saying) throws(Refusal) {
        switch event {
        case .contradictionNoted(let id, let earlier, let later, let note):
            guard contradiction(id) == nil else { throw .alreadyRecorded }
            guard contains(earlier), contains(later) else { throw .nothingSaidThere }
            guard earlier != later else { throw .sameThingTwice }
            contradictions.append(
                ContradictionRecord(
                    id: id, earlier: earlier, later: later, note: note, notedBy: saying.member,
                    notedAt: saying.recordedAt))
        case .contradictionExplained(let id, let hearing, let explanation, let benefit):
            let position = try position(of: id, in: .open, in: saying)
            guard hearing.isComplete else { throw .hearingMissing }
            guard !explanation.isBlank, !benefit.isBlank else { throw .reasonMissing }
            contradictions[position].explanations.append(
                ContradictionExplanation(
                    entry: saying.entry, by: saying.member, at: saying.recordedAt, hearing: hearing,
                    explanation: explanation,
                    benefitOfDoubt: benefit, standing: saying.standing))
        case .contradictionReopened(let id, let reason):
            let position = try position(of: id, in: .explained, in: saying)
            guard !reason.isBlank else { throw .reasonMissing }
            contradictions[position].reopenings.append(saying.standing)
        case .withholdingNoted(let id, let stated):
            guard withholding(id) == nil else { throw .alreadyRecorded }
            guard !stated.what.isBlank, !stated.source.isBlank else { throw .textMissing }
            if let asked = stated.asked, !contains(asked) { throw .nothingSaidThere }
            withholdings.append(
                WithholdingRecord(id: id, stated: stated, notedBy: saying.member, notedAt: saying.recordedAt))
        case .withholdingEstablished(let id, let hearing, let reason):
            try judge(id, .established, hearing, reason, in: saying)
        case .withholdingCleared(let id, let hearing, let reason):
            try judge(id, .cleared, hearing, reason, in: saying)
        }
    }

    /// Whether it may be judged goes by what its author had seen: two who judged apart are both on record.
    private mutating func judge(
        _ id: ID<Withholding>, _ next: WithholdingState, _ hearing: Hearing, _ reason: String, in saying: Saying
    ) throws(Refusal) {
        guard let position = withholdings.place(of: id) else { throw .unknownItem }
        guard withholdings[position].state(seenFrom: saying.standing).successors.contains(next) else {
            throw .forbiddenTransition
        }
        guard withholdings[position].notedBy != saying.member else { throw .secondPersonNeeded }
        guard hearing.isComplete else { throw .hearingMissing }
        guard !reason.isBlank else { throw .reasonMissing }
        withholdings[position].judgements.append(
            WithholdingJudgement(
                entry: saying.entry, by: saying.member, state: next, hearing: hearing, reason: reason,
                standing: saying.standing))
    }

    /// Where its author knew it to stand in `state`.
    private func position(
        of id: ID<Contradiction>, in state: ContradictionState, in saying: Saying
    ) throws(Refusal) -> Int {
        guard let position = contradictions.place(of: id) else { throw .unknownItem }
        guard contradictions[position].state(seenFrom: saying.standing) == state else { throw .forbiddenTransition }
        return position
    }
}
