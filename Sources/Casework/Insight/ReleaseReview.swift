// SPDX-License-Identifier: AGPL-3.0-or-later

/// One thing that leaves when a part of a case leaves whole.
public struct ReleaseItem: Hashable, Sendable, Confidential {
    public let part: ID<Compartment>
    public let kind: CompartmentKind
    public let item: ConsentItem
}

/// To whom something is to go, what for, and what they are told that they may do: all that consent is about beside the things.
public struct ReleasePurpose: Hashable, Sendable, Confidential {
    public var recipient: ConsentRecipient
    public var purpose: ConsentPurpose
    public var actions: PermittedActions
    /// Where it will be used; nil where nobody knows.
    public var territory: CountryCode?
    /// Conditions of which a person has confirmed that they are met.
    public var met: Set<Embargo>

    public init(
        recipient: ConsentRecipient, purpose: ConsentPurpose, actions: PermittedActions, territory: CountryCode?,
        met: Set<Embargo>
    ) {
        self.recipient = recipient
        self.purpose = purpose
        self.actions = actions
        self.territory = territory
        self.met = met
    }

    /// The same for the same recipient, purpose and conditions and for nothing else: a tick is for what was read of one of them.
    public var mark: String {
        let to =
            switch recipient {
            case .named(let name, let kind): "\(kind.rawValue) \(name)"
            case .anyOf(let kind): "\(kind.rawValue)"
            }
        let conditions = met.map(\.mark).sorted()
        return ([to, purpose.mark, "\(actions.rawValue)", territory?.letters ?? ""] + conditions)
            .joined(separator: "\u{0}")
    }
}

extension ConsentPurpose {
    fileprivate var mark: String {
        switch self {
        case .protectionServices: "protection"
        case .legalProceedings(let name): "proceedings \(name)"
        case .newsroom(let attribution): "newsroom \(attribution.rawValue)"
        case .researchArchive: "archive"
        case .statistics: "statistics"
        case .partnerService: "partner"
        }
    }
}

extension Embargo {
    fileprivate var mark: String {
        switch self {
        case .until(let day): "until \(day.iso)"
        case .untilPersonArrived: "arrived"
        case .untilFamilyOut: "family"
        case .untilCounselClears: "counsel"
        case .untilTrialStep(let step): "step \(step)"
        case .permanent: "permanent"
        }
    }
}

/// Whole parts of a case against the person's consent, in whichever case of theirs it was given. What leaves whole points at the person and leaves nothing out, so only
/// consent to that covers it. Silence is refusal: what nothing covers stays, and one person alone says nothing to that
/// (docs/decisions/0093).
public struct ReleaseReview: Sendable, Hashable, Confidential {
    public let items: [ReleaseItem]
    public let purpose: ReleasePurpose
    /// Of these no consent covers them, and no override that two signed.
    public private(set) var uncovered: [ReleaseItem] = []
    /// Whether everything is frozen.
    public let isFrozen: Bool
    /// Answers by which the person said no to some of what is uncovered, took their consent back, is being asked about it, or excluded the recipient.
    public private(set) var noes: [ConsentRecord] = []
    /// Answers that are in force, or were until their day, for this recipient and purpose, and what each of them lacks.
    public private(set) var near: [NearConsent] = []
    /// How much leaves that is counsel's to let go: consent does not decide about it alone.
    public private(set) var privilegedCount = 0
    /// What the person wants left out of what they allowed to that recipient and purpose, in whichever answer.
    public private(set) var leaveOut: [String] = []
    /// What has to have come to pass before it leaves, as answers to that recipient and purpose say that are in force.
    public let conditions: [Embargo]
    /// What else the person said that is like a no to this: read, and ticked one by one, before anything leaves.
    public private(set) var objections: [Objection] = []
    /// Whether some of it leaves without consent, because two signed that it saves a life.
    public private(set) var isOverridden = false
    /// The answers by which what is covered may leave.
    private(set) var covering: [ConsentRecord] = []

    public init(of parts: [PartRecord], in person: PersonRecord, for purpose: ReleasePurpose, on day: Day) {
        self.init(of: parts.flatMap(\.releaseItems), in: person, for: purpose, on: day)
        privilegedCount = parts.reduce(0) { $0 + $1.privilegedCount }
    }

    /// Of single things.
    public init(of items: [ReleaseItem], in person: PersonRecord, for purpose: ReleasePurpose, on day: Day) {
        self.items = items
        self.purpose = purpose
        let ledgers = person.consents
        isFrozen = ledgers.contains { $0.standstill != nil }
        let terms = ledgers.flatMap(\.records).filter { $0.state(on: day).isInForce }.compactMap(\.terms).filter {
            $0.purpose.includes(purpose.purpose) && $0.recipient.includes(purpose.recipient)
        }
        conditions = terms.flatMap(\.conditions)
        for fact in terms.flatMap(\.excludedFacts) where !leaveOut.contains(fact) { leaveOut.append(fact) }
        let heard = NamesHeard(ledgers.flatMap(\.records), of: purpose.recipient)
        let singled = Set(ledgers.flatMap(\.records).compactMap(\.terms).flatMap(\.items))
            .union(ledgers.flatMap(\.overrides).flatMap(\.terms.items))
        var verdicts: [Judged: Bool] = [:]
        for item in items {
            // Where nobody said anything of this very entry, one thing is judged as any other of its kind.
            let judged = Judged(
                entry: singled.contains(item.item) ? item.item.entry : nil, itemClass: item.item.itemClass)
            if let isCovered = verdicts[judged] {
                if !isCovered { uncovered.append(item) }
                continue
            }
            var question = ReleaseQuestion(
                item: item.item, recipient: purpose.recipient, purpose: purpose.purpose,
                identifiability: .explicitlyPersonal, actions: purpose.actions, territory: purpose.territory, day: day,
                met: purpose.met)
            question.heard = heard
            let before = uncovered.count
            judge(item, question, ledgers)
            verdicts[judged] = uncovered.count == before
        }
        let isCovered = uncovered.isEmpty && !isOverridden
        objections = purpose.objections(in: ledgers, coveredBy: isCovered ? covering : [], on: day).filter {
            $0.word != .answer || !noes.contains($0.record)
        }
    }

    /// What answers tell one thing from another by.
    private struct Judged: Hashable {
        let entry: ID<Entry>?
        let itemClass: ItemClass
    }

    private mutating func judge(_ item: ReleaseItem, _ question: ReleaseQuestion, _ ledgers: [ConsentLedger]) {
        let records = ledgers.flatMap(\.records)
        let against = records.filter { $0.isNo(to: question) }
        for ledger in ledgers {
            let verdict = ledger.covers(question) { $0.stands(against: records, asked: question, noes: against) }
            switch verdict {
            case .covered(let id, let facts):
                guard let yes = ledger.record(id) else { continue }
                leaveOut += facts.filter { !leaveOut.contains($0) }
                if !covering.contains(where: { $0.id == id }) { covering.append(yes) }
                return
            case .overridden:
                isOverridden = true
                return
            case .notCovered: continue
            }
        }
        if ledgers.contains(where: { $0.overrides.contains { $0.covers(question) } }) {
            isOverridden = true
            return
        }
        uncovered.append(item)
        for record in records { add(record, as: question) }
        let speaking = records.filter { record in
            record.isAsked(about: question) || against.contains(record) || record.excludesRecipient(of: question)
        }
        noes += speaking.filter { !noes.contains($0) }
    }

    private mutating func add(_ record: ConsentRecord, as question: ReleaseQuestion) {
        let state = record.state(on: question.day)
        guard state.isInForce || state == .expired, let terms = record.terms else { return }
        let own = record.gaps(of: terms, for: question)
        guard !own.contains(.otherPurpose), !own.contains(.otherRecipient) else { return }
        let gaps = state == .expired ? [.notGiven(state)] + own : own.isEmpty ? [.outweighed] : own
        if let known = near.firstIndex(where: { $0.record.id == record.id }) {
            near[known].gaps += gaps.filter { !near[known].gaps.contains($0) }
        } else {
            near.append(NearConsent(record: record, gaps: gaps))
        }
    }
}

/// An answer to the same purpose and recipient that does not cover something, and why not.
public struct NearConsent: Sendable, Hashable, Confidential {
    public let record: ConsentRecord
    public fileprivate(set) var gaps: [ConsentGap]
}
