// SPDX-License-Identifier: AGPL-3.0-or-later

/// What people are asked and say at the portal (docs/decisions/0030). Whatever order the answers arrive in, the result is
/// the least that any of them allows: a relay that delays or reorders them cannot make consent of a no.
extension ConsentLedger {
    mutating func ask(
        _ id: ID<Consent>, _ explanation: ConsentExplanation, _ ask: PortalAsk, in saying: Saying
    ) throws(Refusal) {
        guard !standsStill(for: saying.standing) else { throw .consentStandsStill }
        // The name of a question stands for one wording of it.
        guard record(id) == nil else { throw .alreadyRecorded }
        guard explanation.giver == .person, !ask.text.isBlank else { throw .explanationIncomplete }
        guard explanation.purpose.includes(ask.terms.purpose), explanation.recipient.includes(ask.terms.recipient)
        else { throw .notWhatWasExplained }
        guard !ask.terms.classes.isEmpty || !ask.terms.items.isEmpty else { throw .nothingNamed }
        guard saying.day < ask.expires, ask.expires <= saying.day.adding(months: 12), saying.day <= ask.openUntil,
            ask.openUntil < ask.expires
        else { throw .expiryOutOfBounds }
        try explain(id, explanation, in: saying)
        records[records.count - 1].ask = ask
    }

    /// Keeps an answer, whether or not it counts. Only the same message again is refused.
    mutating func take(_ portal: PortalSaying, in saying: Saying) throws(Refusal) {
        guard sayings.place(of: portal.message) == nil else { throw .alreadyRecorded }
        let effect: PortalRecord.Effect
        do throws(Refusal) { effect = try count(portal, in: saying) } catch { effect = .doesNotCount(error) }
        receipts[portal.receipt, default: []].append(sayings.endIndex)
        sayings.append(PortalRecord(saying: portal, taken: saying, effect: effect))
    }

    /// Takes notice of what the person answered at the portal to a question that stands here, and a desk that did not hold it filed in another
    /// case of theirs as an answer to nothing (docs/decisions/0102): a no, a question behind a yes, less. A yes comes into force nowhere but where somebody judges it.
    mutating func hear(_ other: ConsentLedger) {
        guard !records.isEmpty else { return }
        for said in other.sayings where said.effect == .doesNotCount(.unknownItem) {
            guard sayings.place(of: said.id) == nil, let place = records.place(of: said.saying.answer.consent) else {
                continue
            }
            if case .agreed = said.saying.answer.choice, !records[place].said(on: said.taken.day).isInForce { continue }
            _ = try? count(said.saying, in: said.taken)
        }
    }

    private mutating func count(_ portal: PortalSaying, in saying: Saying) throws(Refusal) -> PortalRecord.Effect {
        guard let position = records.place(of: portal.answer.consent) else { throw .unknownItem }
        // Before anything is weighed: nobody has to judge whom the person fears.
        records[position].keepExclusions(portal.answer.neverTo, heardAt: saying.standing)
        guard let ask = records[position].ask else { throw .unknownItem }
        switch portal.answer.choice {
        case .asksFirst:
            return wonder(position, portal, in: saying)
        case .no: return refuse(position, portal, in: saying)
        case .agreed(let terms, let until):
            try agree(position, ask, terms, until, portal, in: saying)
            return .counted
        }
    }

    /// Who said yes and asks something behind it is not sure of it.
    private mutating func wonder(_ position: Int, _ portal: PortalSaying, in saying: Saying) -> PortalRecord.Effect {
        let question = PortalQuestion(message: portal.message, at: saying.recordedAt, standing: saying.standing)
        if records[position].pending != nil {
            records[position].pending?.question = question
        } else if records[position].said(on: saying.day).isInForce {
            records[position].question = question
        } else {
            return .nothingToChange
        }
        return .counted
    }

    private mutating func refuse(_ position: Int, _ portal: PortalSaying, in saying: Saying) -> PortalRecord.Effect {
        records[position].isRefusedAtPortal = true
        switch records[position].said(on: saying.day) {
        case .refused, .deferred, .withdrawn: return .nothingToChange
        case .explained: close(position, portal, in: saying)
        case .given, .givenWithConditions, .narrowed, .expired, .superseded, .frozen: end(position, in: saying)
        }
        return .counted
    }

    /// A no before anything was in force.
    private mutating func close(_ position: Int, _ portal: PortalSaying, in saying: Saying) {
        records[position].pending = nil
        records[position].question = nil
        records[position].deniesAll = true
        records[position].evidence = .ofPortal(portal.receipt, isUnderstood: false, on: saying.day)
        records[position].recordedBy = saying.member
        change(position, to: .refused, in: saying)
    }

    private mutating func agree(
        _ position: Int, _ ask: PortalAsk, _ terms: ConsentTerms, _ until: Day, _ portal: PortalSaying,
        in saying: Saying
    ) throws(Refusal) {
        guard !terms.classes.isEmpty || !terms.items.isEmpty else { throw .nothingNamed }
        guard saying.day < until else { throw .expiryOutOfBounds }
        // Two answers may each leave something out: what counts is what both allow.
        guard terms.isWithin(ask.terms), until <= ask.expires else { throw .notNarrower }
        // Before anything is weighed: a name counts that stands in an answer which does not.
        records[position].keepExclusions(of: terms, heardAt: saying.standing)
        let record = records[position]
        switch record.said(on: saying.day) {
        case .explained:
            if let pending = record.pending {
                guard !(pending.terms.isWithin(terms) && pending.until <= until) else { throw .notNarrower }
                guard let common = pending.terms.common(with: terms) else { return close(position, portal, in: saying) }
                records[position].pending?.terms = common
                records[position].pending?.until = min(until, pending.until)
                return
            }
            guard saying.day <= ask.openUntil else { throw .askClosed }
            records[position].pending = PendingConsent(
                message: portal.message, takenBy: saying.member, terms: terms, until: until,
                ownWords: portal.answer.ownWords, receipt: portal.receipt, takenAt: saying.recordedAt,
                standing: saying.standing, isHeld: standsStill(for: saying.standing))
        case .given, .givenWithConditions, .narrowed:
            guard let old = record.terms, let expires = record.expires, !(old.isWithin(terms) && expires <= until)
            else { throw .notNarrower }
            records[position].narrowings.append(Allowance(terms: terms, until: until, standing: saying.standing))
            settle(position, in: saying)
        case .refused, .deferred, .expired, .superseded, .frozen, .withdrawn: throw .forbiddenTransition
        }
    }

    /// A yes comes into force when somebody has read what the person said in their own words and found it understood: somebody
    /// else than who asked. Who asked chose the recipient and what is to leave, and wants to hear a yes; whose desk took the answer in
    /// is chance (docs/decisions/0089).
    mutating func judge(
        _ id: ID<Consent>, _ message: ID<Message>, _ finding: TeachBack, note: String, in saying: Saying
    ) throws(Refusal) {
        guard let position = records.place(of: id) else { throw .unknownItem }
        let record = records[position]
        if record.openQuestion(on: saying.day)?.message == message {
            return try settle(position, finding, note: note, in: saying)
        }
        guard record.said(on: saying.day) == .explained, let pending = record.pending, pending.message == message
        else { throw .forbiddenTransition }
        // A doubt too: the person is told of it, or whoever has their words.
        guard !standsStill(for: saying.standing) else { throw .consentStandsStill }
        switch finding {
        case .notYet:
            guard !note.isBlank else { throw .reasonMissing }
            records[position].pending?.doubt = TeachBackDoubt(by: saying.member, note: note, at: saying.recordedAt)
        case .understood:
            guard record.mayBeJudged(by: saying.member) else { throw .askerJudges }
            // After a talk it is said what was talked about.
            guard !pending.isTalkedOver || !note.isBlank else { throw .reasonMissing }
            guard pending.ownWords.contains(where: { !$0.isBlank }) || pending.isTalkedOver else {
                throw .notUnderstood
            }
            guard saying.day < pending.until else { throw .expiryOutOfBounds }
            agree(
                position, to: Allowance(terms: pending.terms, until: pending.until, standing: saying.standing),
                .ofPortal(pending.receipt, isUnderstood: true, on: pending.givenOn), in: saying,
                heard: pending.standing)
        }
    }
}

extension ConsentLedger {
    /// Somebody has talked to the person about what they asked behind their yes, which counts again, or they want to talk on.
    private mutating func settle(
        _ position: Int, _ finding: TeachBack, note: String, in saying: Saying
    ) throws(Refusal) {
        guard !standsStill(for: saying.standing) else { throw .consentStandsStill }
        guard !note.isBlank else { throw .reasonMissing }
        switch finding {
        case .notYet:
            records[position].question?.doubt = TeachBackDoubt(by: saying.member, note: note, at: saying.recordedAt)
        case .understood:
            guard records[position].mayBeJudged(by: saying.member) else { throw .askerJudges }
            records[position].question = nil
            records[position].changedAt = saying.sequence
        }
    }
}

extension ConsentEvidence {
    fileprivate static func ofPortal(_ receipt: [UInt8], isUnderstood: Bool, on day: Day) -> ConsentEvidence {
        ConsentEvidence(
            isUnderstood: isUnderstood, method: .phraseTypedOnPortal, givenOn: day, reviewOn: nil,
            receipt: .portal(digest: receipt), secondWitness: nil, supersedes: [])
    }
}

extension ConsentRecord {
    /// Whether the member may find that the person understood what they were asked: not who asked them.
    public func mayBeJudged(by member: ID<Member>) -> Bool { member != explainedBy }

    /// What the person is told of it at the portal; nil where it is not told there. A freeze is not: whoever holds the
    /// person may hold the words too. That time has run out they see by the day.
    public func standing(on day: Day) -> ToldConsent? {
        guard let ask else { return nil }
        switch state(on: day) {
        case .explained:
            guard let pending else { return ToldConsent(id, .asked, ask.terms, until: ask.expires) }
            let isOpen = pending.doubt != nil || pending.question != nil
            return ToldConsent(id, isOpen ? .toTalkOver : .answered, pending.terms, until: pending.until)
        case .given, .givenWithConditions, .narrowed:
            guard let terms, let expires else { return nil }
            return ToldConsent(id, .inForce, terms, until: expires)
        case .refused, .withdrawn:
            return ToldConsent(id, .refused, terms ?? ask.terms, until: expires ?? ask.expires)
        case .frozen:
            // Of what the person asked themselves they are told; why else it is frozen they are not.
            guard !isDenied, openQuestion(on: day) != nil, let terms, let expires else { return nil }
            return ToldConsent(id, .toTalkOver, terms, until: expires)
        case .deferred, .expired, .superseded: return nil
        }
    }
}

extension ConsentLedger {
    /// The last answer that the person gave at the portal to a question, where it does not count and nobody has asked them again since: they read
    /// that it arrived, and wait. Nil where nothing is to be done.
    public func uncounted(of record: ConsentRecord) -> PortalRecord? {
        guard let last = sayings.last(where: { $0.saying.answer.consent == record.id }),
            case .doesNotCount = last.effect, record.explainedAt <= last.recordedAt, !record.recorded.isInForce
        else { return nil }
        return last
    }
}
