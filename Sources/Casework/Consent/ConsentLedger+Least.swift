// SPDX-License-Identifier: AGPL-3.0-or-later

/// What colleagues wrote down without having seen each other's entries (docs/decisions/0033). Whatever order it comes in, what
/// stands is the least that anybody heard the person allow: narrowings meet, and a no outlasts a yes.
extension ConsentLedger {
    /// The person allows less: of what they had agreed to, and of what others heard them leave of it.
    mutating func narrow(_ id: ID<Consent>, _ terms: ConsentTerms, in saying: Saying) throws(Refusal) {
        let position = try position(of: id)
        let state = records[position].said(on: saying.day)
        guard state.isInForce || state == .frozen else { throw .forbiddenTransition }
        guard records[position].yeses.contains(where: { terms.isWithin($0.terms) }) else { throw .notNarrower }
        records[position].narrowings.append(Allowance(terms: terms, until: nil, standing: saying.standing))
        records[position].keepExclusions(of: terms, heardAt: saying.standing)
        settle(position, in: saying)
    }

    /// Whom the person wants to have nothing, in whichever state the answer is.
    mutating func exclude(_ id: ID<Consent>, _ names: [String], in saying: Saying) throws(Refusal) {
        let position = try position(of: id)
        guard !names.isEmpty, names.allSatisfy({ !$0.isBlank }) else { throw .nothingNamed }
        records[position].keepExclusions(names, heardAt: saying.standing)
    }

    /// The person takes back what they allowed. Where somebody has meanwhile explained it anew, it is a no to that.
    mutating func withdraw(_ id: ID<Consent>, in saying: Saying) throws(Refusal) {
        let position = try position(of: id)
        switch records[position].said(on: saying.day) {
        case .explained:
            records[position].pending = nil
            change(position, to: .refused, in: saying)
        case .given, .givenWithConditions, .narrowed, .frozen, .expired, .superseded:
            end(position, in: saying)
        case .refused, .deferred, .withdrawn: throw .forbiddenTransition
        }
    }

    /// A no, or "not now", to all that was explained. Where a colleague recorded a yes, something may have left by it: so it
    /// counts as taken back.
    mutating func deny(
        _ id: ID<Consent>, as state: ConsentState, _ evidence: ConsentEvidence, in saying: Saying
    ) throws(Refusal) {
        guard evidence.supersedes.isEmpty else { throw .forbiddenTransition }
        let position = try position(of: id)
        let record = records[position]
        switch record.said(on: saying.day) {
        case .explained: change(position, to: state, in: saying)
        case .deferred:
            guard state == .refused else { throw .forbiddenTransition }
            change(position, to: state, in: saying)
        case .refused: throw .forbiddenTransition
        case .withdrawn:
            guard !record.deniesAll else { throw .forbiddenTransition }
            change(position, to: .withdrawn, in: saying)
        case .given, .givenWithConditions, .narrowed, .frozen, .expired, .superseded: end(position, in: saying)
        }
        records[position].deniesAll = true
        records[position].evidence = evidence
        records[position].recordedBy = saying.member
        records[position].pending = nil
    }

    /// Whether a yes may be taken in this state: after the explanation; beside another yes; or beside a no that its author had
    /// not seen, where nothing comes into force.
    func takesYes(_ state: ConsentState) -> Bool {
        switch state {
        case .explained, .given, .givenWithConditions, .narrowed, .refused, .deferred: true
        case .expired, .superseded, .frozen, .withdrawn: false
        }
    }

    /// Takes a yes that is in order.
    /// - Parameter heard: the entry with which the yes came in from the portal; nil of a yes that this entry took down.
    mutating func agree(
        _ position: Int, to yes: Allowance, _ evidence: ConsentEvidence, in saying: Saying, heard: Standing? = nil
    ) {
        let record = records[position]
        let state = record.said(on: saying.day)
        // What the person asked is answered by who knew of it, and by nobody else.
        let question = record.pending?.question ?? record.question
        records[position].question = question.flatMap { saying.standing.knew($0.standing) ? nil : $0 }
        records[position].yeses.append(yes)
        records[position].keepExclusions(of: yes.terms, heardAt: saying.standing)
        if let witness = evidence.secondWitness {
            records[position].witnessings.append(
                Witnessing(
                    answer: saying.entry, witness: witness, recordedBy: saying.member, recordedAt: saying.recordedAt))
        }
        switch state {
        case .refused, .deferred:
            // Whoever knows only of this yes does not know of the no.
            end(position, in: saying, beside: record.changes)
            return
        case .explained:
            records[position].yes = heard ?? saying.standing
            records[position].evidence = evidence
            records[position].recordedBy = saying.member
            // What the person said at the portal is not forgotten because somebody heard more.
            if let pending = record.pending, !(yes.terms.isWithin(pending.terms) && yes.reaches(no: pending.until)) {
                records[position].narrowings.append(
                    Allowance(terms: pending.terms, until: pending.until, standing: pending.standing))
                records[position].yes = pending.standing
            }
            records[position].pending = nil
        default:
            records[position].evidence?.givenOn = max(record.evidence?.givenOn ?? evidence.givenOn, evidence.givenOn)
            let reviews = [record.evidence?.reviewOn, evidence.reviewOn].compactMap(\.self)
            records[position].evidence?.reviewOn = reviews.min()
        }
        settle(position, in: saying)
    }

    /// Brings a record to what all that was said of it has in common; where that is nothing, it counts as taken back.
    mutating func settle(_ position: Int, in saying: Saying) {
        let record = records[position]
        // What they have in common nobody knows who has not seen each of them.
        let others = record.recorded.isInForce ? record.changes : []
        guard let least = (record.yeses + record.narrowings).least else {
            return end(position, in: saying, beside: others)
        }
        records[position].terms = least.terms
        records[position].expires = least.until
        guard record.recorded != .frozen else {
            records[position].lessened.append(saying.standing)
            return
        }
        let isOne = record.narrowings.isEmpty && record.yeses.allSatisfy { $0.isSame(as: least) }
        change(
            position,
            to: isOne ? least.terms.conditions.isEmpty ? .given : .givenWithConditions : .narrowed, in: saying,
            beside: others)
    }

    /// Taken back. What stands beside it is what had been agreed to, for whoever calls things back.
    mutating func end(_ position: Int, in saying: Saying, beside others: [Standing] = []) {
        records[position].narrowings = []
        records[position].question = nil
        let agreed = records[position].yeses.least
        records[position].terms = agreed?.terms ?? records[position].yeses.first?.terms
        records[position].expires = agreed?.until ?? records[position].yeses.first?.until
        records[position].pending = nil
        guard records[position].recorded != .withdrawn else { return }
        change(position, to: .withdrawn, in: saying, beside: others)
    }

    func position(of id: ID<Consent>) throws(Refusal) -> Int {
        guard let position = records.place(of: id) else { throw .unknownItem }
        return position
    }
}

/// What somebody heard the person allow.
struct Allowance: Hashable, Sendable, Confidential {
    let terms: ConsentTerms
    /// Until then; nil where nothing was said of it.
    let until: Day?
    /// The entry that says it.
    let standing: Standing

    /// Whether it ends no later than `day`.
    func reaches(no day: Day) -> Bool { until.map { $0 <= day } ?? false }

    func isSame(as least: LeastAllowed) -> Bool {
        until == least.until && terms.isWithin(least.terms) && least.terms.isWithin(terms)
    }
}

/// What several have in common.
struct LeastAllowed: Hashable, Sendable, Confidential {
    let terms: ConsentTerms
    let until: Day?
}

extension [Allowance] {
    /// What all of them allow; nil where that is nothing, or where there is none.
    var least: LeastAllowed? {
        guard var terms = first?.terms else { return nil }
        for one in dropFirst() {
            guard let common = terms.common(with: one.terms) else { return nil }
            terms = common
        }
        return terms.namesSomething ? LeastAllowed(terms: terms, until: compactMap(\.until).min()) : nil
    }
}
