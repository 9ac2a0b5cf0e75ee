// SPDX-License-Identifier: AGPL-3.0-or-later

/// One person as this desk knows them: a case, and every other that carries on the same request. It is one person who allows something, says
/// no, is held by somebody or wrote last, and whose papers somebody has, so all of that is asked here and of no single case
/// (docs/decisions/0103).
public struct PersonRecord: Sendable, Equatable, Confidential {
    /// The case that is spoken of.
    public let home: CaseRecord
    /// The others, over or not, without caseworks that this desk sees as they stood when an access ended.
    public let others: [CaseRecord]
    /// Whether such a casework was left out: a no may have come there since.
    public let isPartlyPast: Bool

    /// - Parameter others: none where nobody else carries on the same request, as far as this desk holds keys.
    public init(_ home: CaseRecord, others: [CaseRecord] = [], isPartlyPast: Bool = false) {
        self.home = home
        self.others = others
        self.isPartlyPast = isPartlyPast
    }

    /// Of all cases, those of ``home`` first.
    public var parts: [PartRecord] { others.isEmpty ? home.parts : home.parts + others.flatMap(\.parts) }

    /// The ledgers of consent of every casework that this desk can open, as they count for the person.
    var consents: [ConsentLedger] { parts.filter { $0.kind == .casework }.compactMap { consent(in: $0) } }

    /// The answers that stand in one casework, as they count for the person: a freeze of everything in another freezes them too.
    public func consent(in part: PartRecord) -> ConsentLedger? {
        part.casework?.consent.heeding(parts.lazy.filter { $0.compartment != part.compartment }.compactMap(\.casework))
    }

    /// Of an answer that is in force on `day`, the kinds of things that it lets go: a no, an excluded name, an open question or a yes that one
    /// colleague alone heard may weigh more.
    public func classes(of answer: ConsentRecord, on day: Day) -> Set<ItemClass> {
        guard let terms = answer.terms, answer.state(on: day).isInForce else { return [] }
        let records = consents.flatMap(\.records)
        // Of no entry in particular: answers to single things say nothing of their kind.
        guard let nothing = ID<Entry>(Array(repeating: 0, count: 16)) else { return [] }
        return terms.classes.filter { itemClass in
            let question = ReleaseQuestion(
                item: ConsentItem(entry: nothing, itemClass: itemClass), recipient: terms.recipient,
                purpose: terms.purpose, identifiability: terms.identifiability, actions: terms.actions,
                territory: terms.territory.first, day: day, met: Set(terms.conditions))
            return answer.stands(against: records, asked: question, noes: records.filter { $0.isNo(to: question) })
        }
    }

    /// What stands against giving away parts of ``home``. A hold on releases in any case of the person is one; that another case is laid
    /// aside or over is none.
    public var releaseObstacle: ReleaseObstacle? {
        if let own = home.releaseObstacle { return own }
        if isPartlyPast { return .caseworkUnread }
        let isHeld = others.flatMap(\.parts).compactMap(\.casework).contains { !$0.standing(.release).isEmpty }
        return isHeld ? .onHold : nil
    }

    /// What stands against giving the organisation's word for the person, or a witness to the public: whatever stands against
    /// giving away anything, and that counsel has not cleared it. A desk that reads counsel's part asks it too.
    public var vouchingObstacle: ReleaseObstacle? { releaseObstacle ?? home.clearanceObstacle }
}

extension CaseworkState {
    /// The person of a case, as far as `member` can read the other cases now.
    public func person(of record: CaseRecord, for member: ID<Member>?) -> PersonRecord {
        let others = otherCases(of: record)
        let known = others.map { other in member.map { other.asKnown(to: $0) } ?? other }
        return PersonRecord(record, others: known, isPartlyPast: zip(others, known).contains { $0 != $1 })
    }

    private func otherCases(of record: CaseRecord) -> [CaseRecord] {
        var others: Set<ID<Case>> = []
        for part in record.parts {
            for request in part.carriedRequests { others.formUnion(cases(of: request)) }
        }
        others.remove(record.id)
        return others.isEmpty ? [] : others.sorted().compactMap { self.case($0) }
    }
}

extension PartRecord {
    /// The request that it says it carries on.
    fileprivate var carriedRequests: [ID<Request>] {
        switch content {
        case .conversation(let talk): [talk.record?.id].compactMap(\.self)
        case .casework(let work): [work.lifecycle?.request].compactMap(\.self)
        default: []
        }
    }
}
