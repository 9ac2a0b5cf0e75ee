// SPDX-License-Identifier: AGPL-3.0-or-later

/// Counsel's part: procedures with their time limits, and the screening for exclusion.
public struct LegalPart: Sendable, Equatable, Confidential, PartFolding {
    /// In ledger order.
    public private(set) var matters = Listed<MatterRecord>()
    public private(set) var screening = Screening()

    init() {}

    public func matter(_ id: ID<LegalMatter>) -> MatterRecord? { matters[id: id] }

    public var exclusion: ExclusionState { screening.state }

    /// Whether the organisation may speak for the person in public, as far as exclusion goes.
    public var mayVouch: Bool { screening.mayVouch }

    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .legal(let event): try apply(event, in: context.saying)
        case .exclusion(let event): try apply(event, in: context.saying)
        case .access, .lifecycle, .plan, .risk, .task, .hold, .incident, .clearance, .conversation, .consent, .identity,
            .whereabouts, .claim, .statement, .doubt, .attestation, .exposure:
            throw .wrongCompartment
        }
    }

    private mutating func apply(_ event: LegalEvent, in saying: Saying) throws(Refusal) {
        if case .opened(let id, let track, let jurisdiction, let title, let counsel) = event {
            guard matter(id) == nil else { throw .alreadyRecorded }
            guard !title.isBlank, !jurisdiction.isBlank else { throw .textMissing }
            matters.append(
                MatterRecord(id: id, track: track, jurisdiction: jurisdiction, title: title, counsel: counsel))
            return
        }
        guard let position = matters.place(of: event.matter) else { throw .unknownItem }
        try matters[position].apply(event, in: saying)
    }

    private mutating func apply(_ event: ExclusionEvent, in saying: Saying) throws(Refusal) {
        switch event {
        case .screened(let state, let mayVouch, let reasons):
            guard saying.isCounsel else { throw .counselNeeded }
            // What a colleague found meanwhile neither forbids what this one found nor is undone by it.
            guard screening.successors(seenFrom: saying.standing).contains(state) else { throw .forbiddenTransition }
            guard !reasons.isBlank else { throw .reasonMissing }
            guard !mayVouch || state == .noIndicator || state == .counselAdvised else { throw .cannotVouchYet }
            screening.append(
                ExclusionStep(
                    entry: saying.entry, by: saying.member, at: saying.recordedAt, state: state, mayVouch: mayVouch,
                    reasons: reasons, standing: saying.standing))
        }
    }
}
