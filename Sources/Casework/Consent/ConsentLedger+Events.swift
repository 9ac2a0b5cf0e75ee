// SPDX-License-Identifier: AGPL-3.0-or-later

extension ConsentLedger {
    mutating func apply(_ event: ConsentEvent, in saying: Saying) throws(Refusal) {
        let question = event.question
        let before = question.flatMap { record($0) }.map { (ConsentIndex.Marks($0), !$0.recorded.isInForce) }
        try take(event, in: saying)
        if let question { followUp(question, before: before) }
    }

    private mutating func take(_ event: ConsentEvent, in saying: Saying) throws(Refusal) {
        switch event {
        case .explained(let id, let explanation):
            try explain(id, explanation, in: saying)
        case .answered(let id, let answer, let evidence):
            try self.answer(id, answer, evidence, in: saying)
        case .narrowed(let id, let terms):
            try narrow(id, terms, in: saying)
        case .frozen(let id, let cause, let whoMayDecide):
            try freeze(id, cause, whoMayDecide, in: saying)
        case .withdrawn(let id, _):
            try withdraw(id, in: saying)
        case .recallSent(let id, let bag, let recipient):
            try recall(id, bag, from: recipient, in: saying)
        case .recallAnswered(let id, let bag, let outcome, let note):
            try answerRecall(id, bag, outcome, note)
        case .overrideProposed(let id, let basis, let terms, let until, let why):
            guard basis == .vitalInterest else { throw .basisNotVital }
            try proposeOverride(id, terms, until: until, why: why, in: saying)
        case .overrideSeconded(let id, let proposal):
            try secondOverride(id, proposal, in: saying)
        case .overrideTold(let id, let day):
            try tell(id, on: day)
        case .overrideEnded(let id, let why):
            try endOverride(id, why: why, in: saying)
        case .witnessed(let id, let answer, let word, let note):
            try hear(word, of: id, answer, note: note, in: saying)
        case .denialSettled(let id, let denial, let why):
            try decide(on: denial, of: id, why: why, in: saying)
        case .excluded(let id, let names):
            try exclude(id, names, in: saying)
        case .asked(let id, let explanation, let ask):
            try self.ask(id, explanation, ask, in: saying)
        case .said(let portal):
            try take(portal, in: saying)
        case .judged(let id, let message, let finding, let note):
            try judge(id, message, finding, note: note, in: saying)
        }
    }

    mutating func explain(
        _ id: ID<Consent>, _ explanation: ConsentExplanation, in saying: Saying
    ) throws(Refusal) {
        guard explanation.isComplete else { throw .explanationIncomplete }
        let known = records.place(of: id)
        let wasUnanswered = known.map { records[$0].said(on: saying.day) == .explained } ?? false
        if let known {
            let mayBeExplained =
                records[known].said(on: saying.day).successors.contains(.explained)
                || isUnanswered(records[known], by: saying)
            guard mayBeExplained else { throw .forbiddenTransition }
        }
        if explanation.initiative == .organisation {
            try mayAsk(for: explanation.purpose, to: explanation.recipient, on: saying.day)
        }
        let askedByUs = explanation.initiative == .organisation ? saying.day : nil
        guard let known else {
            records.append(
                ConsentRecord(
                    id: id, explanation: explanation, explainedAt: saying.recordedAt, explainedBy: saying.member,
                    askedByUsOn: askedByUs, explained: saying.standing, changedAt: saying.sequence,
                    changes: [saying.standing]))
            return
        }
        records[known].explanation = explanation
        records[known].explainedAt = saying.recordedAt
        records[known].explainedBy = saying.member
        records[known].explained = saying.standing
        records[known].askedByUsOn = askedByUs ?? records[known].askedByUsOn
        records[known].terms = nil
        records[known].expires = nil
        records[known].yeses = []
        records[known].narrowings = []
        records[known].yes = nil
        records[known].isExplainedAgain = wasUnanswered
        records[known].deniesAll = false
        records[known].witnessings = []
        records[known].lessened = []
        // What is explained anew is not what was asked at the portal.
        records[known].ask = nil
        records[known].pending = nil
        records[known].question = nil
        change(known, to: .explained, in: saying)
    }

    /// Whether it waits for an answer and was not asked at the portal, where a name stands for one wording: whoever has seen the explanation
    /// may explain it again, unless they do not know that everything was frozen since. That may stand in another casework of the case,
    /// which nothing here says (docs/decisions/0056): explained before it, no yes would count.
    private func isUnanswered(_ record: ConsentRecord, by saying: Saying) -> Bool {
        record.said(on: saying.day) == .explained && record.ask == nil && saying.standing.knew(record.explained)
            && !standsApart(saying.standing)
    }

    private mutating func answer(
        _ id: ID<Consent>, _ answer: ConsentAnswer, _ evidence: ConsentEvidence, in saying: Saying
    ) throws(Refusal) {
        guard case .given(let terms, let expires) = answer else {
            return try deny(id, as: answer == .refused ? .refused : .deferred, evidence, in: saying)
        }
        let position = try position(of: id)
        guard takesYes(records[position].said(on: saying.day)) else { throw .forbiddenTransition }
        let explanation = records[position].explanation
        guard explanation.purpose.includes(terms.purpose), explanation.recipient.includes(terms.recipient) else {
            throw .notWhatWasExplained
        }
        // Who had seen an earlier explanation of it heard an answer to that.
        guard !records[position].isExplainedAgain || saying.standing.knew(records[position].explained) else {
            throw .notWhatWasExplained
        }
        guard evidence.isUnderstood else { throw .notUnderstood }
        guard isBehindFreeze(records[position], evidence, in: saying) else { throw .consentStandsStill }
        guard explanation.giver != .guardian(childAssents: false) else { throw .assentMissing }
        guard !evidence.isOfPortal || takesReceipt(records[position], in: saying) else { throw .proofMissing }
        guard isProved(terms, until: expires, for: id, by: evidence, recordedBy: saying.member) else {
            throw .proofMissing
        }
        guard terms.namesSomething else { throw .nothingNamed }
        try checkExpiry(expires, evidence)
        guard !evidence.supersedes.contains(id) else { throw .forbiddenTransition }
        var replaced: [Int] = []
        for old in evidence.supersedes {
            replaced.append(try self.position(of: old, to: .superseded, on: saying.day))
        }
        for old in replaced { change(old, to: .superseded, in: saying) }
        agree(
            position, to: Allowance(terms: terms, until: expires, standing: saying.standing), evidence, in: saying,
            heard: evidence.isOfPortal ? records[position].pending?.standing : nil)
        // It lasts until the witness has said that they were there: whoever holds the person may hold whoever writes this.
        if !evidence.isOfPortal { ending?.add(saying.entry) }
    }

    /// Whether colleagues have reached the person since everything was frozen: they knew of it, explained the question anew and, while it
    /// lasted, heard the answer themselves.
    private func isBehindFreeze(_ record: ConsentRecord, _ evidence: ConsentEvidence, in saying: Saying) -> Bool {
        guard let frozenIn else { return true }
        guard record.explained.knew(frozenIn), saying.standing.knew(frozenIn) else { return false }
        guard standstill != nil else { return true }
        return record.said(on: saying.day) == .explained && !evidence.isOfPortal
    }

    /// Whether the portal's receipt can bring this into force: the yes waits, and nobody has to talk it over first, which only whoever
    /// judges it does.
    private func takesReceipt(_ record: ConsentRecord, in saying: Saying) -> Bool {
        guard record.said(on: saying.day) == .explained else { return true }
        return record.pending.map { !$0.isTalkedOver } ?? false
    }

    /// A witness beside the one who wrote it down; or the portal's receipt of an answer that stands here, to a question that a colleague
    /// asked, as taken in by a colleague's desk, and that allows as much. Thirty-two bytes that look like a receipt prove nothing.
    private func isProved(
        _ terms: ConsentTerms, until expires: Day, for id: ID<Consent>, by evidence: ConsentEvidence,
        recordedBy recorder: ID<Member>
    ) -> Bool {
        guard case .portal(let digest) = evidence.receipt else {
            return evidence.secondWitness.map { $0 != recorder } ?? false
        }
        guard let question = record(id), question.mayBeJudged(by: recorder) else { return false }
        return receipts[digest, default: []].contains { place in
            let record = sayings[place]
            guard record.effect == .counted, record.takenBy != recorder,
                record.saying.answer.consent == id, case .agreed(let said, let until) = record.saying.answer.choice
            else { return false }
            return terms.isWithin(said) && expires <= until
        }
    }

    private func checkExpiry(_ expires: Day, _ evidence: ConsentEvidence) throws(Refusal) {
        let year = evidence.givenOn.adding(months: 12)
        let isReviewed = evidence.reviewOn.map { $0 <= year } ?? false
        guard evidence.givenOn < expires, expires <= year || isReviewed else { throw .expiryOutOfBounds }
    }

    private mutating func freeze(
        _ id: ID<Consent>?, _ cause: FreezeCause, _ whoMayDecide: String, in saying: Saying
    ) throws(Refusal) {
        guard !whoMayDecide.isBlank else { throw .whoDecidesMissing }
        let freeze = ConsentFreeze(cause: cause, whoMayDecide: whoMayDecide, at: saying.recordedAt)
        let positions: [Int]
        if let id {
            positions = [try position(of: id, to: .frozen, on: saying.day)]
        } else {
            positions = index.takeInForce(after: saying.day, in: records)
            standStill(freeze, in: saying)
        }
        for position in positions {
            records[position].freeze = freeze
            change(position, to: .frozen, in: saying)
        }
    }

    /// - Parameter others: what brought the new state beside this entry, whose author may not have seen it.
    mutating func change(
        _ position: Int, to state: ConsentState, in saying: Saying, beside others: [Standing] = []
    ) {
        records[position].recorded = state
        records[position].changedAt = saying.sequence
        records[position].changes = others + [saying.standing]
        if [.narrowed, .frozen, .superseded].contains(state) { records[position].lessened.append(saying.standing) }
    }

    private func position(
        of id: ID<Consent>, to next: ConsentState, on day: Day
    ) throws(Refusal) -> Int {
        guard let position = records.place(of: id) else { throw .unknownItem }
        guard records[position].said(on: day).successors.contains(next) else { throw .forbiddenTransition }
        return position
    }
}

extension ConsentEvidence {
    /// Whether it goes by what the person said at the portal.
    var isOfPortal: Bool { if case .portal = receipt { true } else { false } }
}

extension ConsentExplanation {
    /// Whether everything that has to be shown was shown.
    var isComplete: Bool {
        !language.isBlank && !version.isBlank && consequencesShown && withdrawalShown && aidIndependenceShown
    }
}
