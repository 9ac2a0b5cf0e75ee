// SPDX-License-Identifier: AGPL-3.0-or-later

/// What follows when the person takes back or allows less, and what may go before any consent.
extension ConsentLedger {
    mutating func recall(
        _ id: ID<Consent>, _ bag: ID<Bag>, from recipient: String, in saying: Saying
    ) throws(Refusal) {
        let position = try lessened(id)
        guard !recipient.isBlank else { throw .reasonMissing }
        guard !records[position].recalls.contains(where: { $0.bag == bag }) else { throw .alreadyRecorded }
        records[position].recalls.append(ConsentRecall(bag: bag, recipient: recipient, sentAt: saying.recordedAt))
    }

    mutating func answerRecall(
        _ id: ID<Consent>, _ bag: ID<Bag>, _ outcome: RecallOutcome, _ note: String
    ) throws(Refusal) {
        let position = try lessened(id)
        guard let recall = records[position].recalls.firstIndex(where: { $0.bag == bag }) else { throw .unknownItem }
        guard records[position].recalls[recall].outcome == nil else { throw .forbiddenTransition }
        records[position].recalls[recall].outcome = outcome
        records[position].recalls[recall].note = note
    }

    /// A person may agree again after withdrawing; what was called back stays called back. Under a yes that stands here too: what froze it may
    /// stand in another casework of the case, or be its witness's word, and asking back gives nobody anything.
    private func lessened(_ id: ID<Consent>) throws(Refusal) -> Int {
        guard let position = records.place(of: id) else { throw .unknownItem }
        let state = records[position].recorded
        guard state.mayCallBack || state.isInForce || !records[position].recalls.isEmpty else {
            throw .forbiddenTransition
        }
        return position
    }

    mutating func proposeOverride(
        _ id: ID<Consent>, _ terms: ConsentTerms, until: Day, why: String, in saying: Saying
    ) throws(Refusal) {
        guard record(id) == nil, overrides.place(of: id) == nil else { throw .forbiddenTransition }
        guard !why.isBlank else { throw .reasonMissing }
        guard until >= saying.day, until <= saying.day.adding(months: 1) else { throw .expiryOutOfBounds }
        overrides.append(
            VitalOverride(
                id: id, terms: terms, why: why, proposal: saying.entry, proposedBy: saying.member, until: until))
    }

    mutating func secondOverride(
        _ id: ID<Consent>, _ proposal: ID<Entry>, in saying: Saying
    ) throws(Refusal) {
        let position = try override(id)
        guard overrides[position].proposal == proposal else { throw .noSuchProposal }
        guard overrides[position].secondedBy == nil else { throw .forbiddenTransition }
        guard overrides[position].proposedBy != saying.member else { throw .secondPersonNeeded }
        // Who had not seen its end may have let something go by both signatures: then the person is to be told.
        if let ended = overrides[position].ended, saying.standing.knew(ended.standing) { throw .alreadySettled }
        overrides[position].secondedBy = saying.member
    }

    /// The danger is over, or was none: whoever let something go by it, or could have kept it from going, need not wait for its day.
    mutating func endOverride(_ id: ID<Consent>, why: String, in saying: Saying) throws(Refusal) {
        let position = try override(id)
        let override = overrides[position]
        let isSigner = override.proposedBy == saying.member || override.secondedBy == saying.member
        guard isSigner || saying.isCounsel || saying.isDirector else { throw .notTheSigner }
        guard override.ended == nil else { throw .alreadySettled }
        guard !why.isBlank else { throw .reasonMissing }
        overrides[position].ended = VitalOverride.End(
            by: saying.member, at: saying.recordedAt, why: why, standing: saying.standing)
    }

    mutating func tell(_ id: ID<Consent>, on day: Day) throws(Refusal) {
        let position = try override(id)
        guard overrides[position].secondedBy != nil, overrides[position].toldOn == nil else {
            throw .forbiddenTransition
        }
        overrides[position].toldOn = day
    }

    private func override(_ id: ID<Consent>) throws(Refusal) -> Int {
        guard let position = overrides.place(of: id) else { throw .noSuchProposal }
        return position
    }
}
