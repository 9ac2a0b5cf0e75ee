// SPDX-License-Identifier: AGPL-3.0-or-later

/// Every answer of one person to what may be done with what.
public struct ConsentLedger: Sendable, Hashable, Confidential {
    /// In ledger order.
    public internal(set) var records = Listed<ConsentRecord>()
    /// In ledger order.
    public internal(set) var overrides = Listed<VitalOverride>()
    /// Everything that came from the portal, in ledger order, what does not count too.
    public internal(set) var sayings = Listed<PortalRecord>()
    /// Where in them a receipt is, by its SHA-256.
    var receipts: [[UInt8]: [Int]] = [:]

    /// What is asked of all of them with each event.
    var index = ConsentIndex()

    /// The last freeze of everything, and the yeses by which it ends or has ended.
    var ending: StandstillEnding?
    /// What another casework of the case says of everything; known where the case is asked, and never folded.
    var heldElsewhere: ConsentStandstill?
    /// The last freeze of everything, whether or not the person was reached since: whoever did not know of it may write later than that.
    var frozenIn: Standing?
    /// What it said.
    var lastFreeze: ConsentFreeze?
    /// The last freezes of everything in other caseworks of the case; known where the case is asked, and never folded.
    var frozenElsewhere: [Standing] = []

    public init() {}

    public func record(_ id: ID<Consent>) -> ConsentRecord? { records[id: id] }

    /// Whether something may leave. A single answer has to cover all of it, and a no to the same purpose and recipient weighs more
    /// than a yes by somebody who had not seen it.
    /// - Parameter stands: whether a yes weighs more than what the person said elsewhere; one that does not is passed over.
    public func covers(
        _ question: ReleaseQuestion, where stands: (ConsentRecord) -> Bool = { _ in true }
    ) -> ConsentVerdict {
        var gaps: [ConsentGap] = []
        for record in records.reversed() {
            let own = standstill == nil ? record.gaps(for: question) : [.notGiven(.frozen)]
            guard own.isEmpty, let terms = record.terms else {
                gaps += own
                continue
            }
            if let no = records.first(where: { $0.isNo(to: question) && !record.outlasts($0) }) {
                gaps.append(.laterNo(no.id))
                continue
            }
            guard stands(record) else { continue }
            return .covered(by: record.id, leaveOut: terms.excludedFacts)
        }
        if let override = overrides.first(where: { $0.covers(question) }) { return .overridden(by: override.id) }
        var seen: Set<ConsentGap> = []
        return .notCovered(records.isEmpty ? [.notGiven(nil)] : gaps.filter { seen.insert($0).inserted })
    }

    /// Whether an entry is of the time while everything is frozen: that lasts, or the entry's author had not seen the freeze. The order in
    /// which their entry and the end of it reached the ledger says nothing.
    func standsStill(for standing: Standing) -> Bool {
        standstill != nil || standsApart(standing)
    }

    /// Whether it was explained before everything was frozen, and never answered: no yes to it counts, so it may be explained anew. Not
    /// what was asked at the portal, where a name stands for one wording, and an answer may be on its way.
    public func isOvertaken(_ record: ConsentRecord, on day: Day) -> Bool {
        guard record.ask == nil, record.state(on: day) == .explained else { return false }
        return ([frozenIn].compactMap(\.self) + frozenElsewhere).contains { !record.explained.knew($0) }
    }

    /// Whether the author of an entry had not seen the last freeze of everything.
    func standsApart(_ standing: Standing) -> Bool { frozenIn.map { !standing.knew($0) } ?? false }

    /// Whether the organisation may raise a purpose and recipient by itself on `day`: at most once a quarter, and not before the day that was
    /// agreed for coming back.
    mutating func mayAsk(
        for purpose: ConsentPurpose, to recipient: ConsentRecipient, on day: Day
    ) throws(Refusal) {
        let topics = ConsentIndex.Topic.meeting(purpose, recipient)
        if let asked = index.lastAsked(topics, in: records), day < asked.adding(months: 3) { throw .askedThisQuarter }
        if let review = index.lastReview(topics, in: records), day < review { throw .reviewNotDue }
    }
}

extension VitalOverride {
    /// Whether two have signed it, it has not run out, nobody has ended it, and it is about this.
    func covers(_ question: ReleaseQuestion) -> Bool {
        secondedBy != nil && ended == nil && question.day <= until && terms.gaps(for: question).isEmpty
    }
}

/// Whether something may leave, and if not why not.
public enum ConsentVerdict: Hashable, Sendable, Confidential {
    /// `leaveOut`: facts that the person excluded, for whoever prepares it.
    case covered(by: ID<Consent>, leaveOut: [String])
    /// Without consent, to save a life; two signed.
    case overridden(by: ID<Consent>)
    case notCovered([ConsentGap])
}
