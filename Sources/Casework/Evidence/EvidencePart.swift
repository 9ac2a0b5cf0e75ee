// SPDX-License-Identifier: AGPL-3.0-or-later

/// What was claimed, asked, answered, checked and vouched for.
public struct EvidencePart: Sendable, Equatable, Confidential, PartFolding {
    /// In ledger order.
    public internal(set) var claims = Listed<ClaimRecord>()
    /// In ledger order.
    public internal(set) var statements = Listed<StatementRecord>()
    /// In ledger order.
    public internal(set) var contradictions = Listed<ContradictionRecord>()
    /// In ledger order.
    public internal(set) var withholdings = Listed<WithholdingRecord>()
    /// What stands open of the two: every attestation asks for it.
    var doubts = OpenDoubts()
    /// In ledger order.
    public internal(set) var attestations = Listed<AttestationRecord>()
    /// Where the way from a claim over what took its place leads.
    var successions = Successions()

    init() {}

    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .claim(let event):
            if case .assigned(_, let checker, _, _, _) = event { try context.requireHolder(checker) }
            try apply(event, in: context.saying)
        case .statement(let event): try apply(event, in: context.saying)
        case .doubt(let event): try apply(event, in: context.saying)
        case .attestation(let event): try apply(event, in: context.saying)
        case .access, .lifecycle, .plan, .risk, .task, .hold, .incident, .clearance, .conversation, .consent, .identity,
            .whereabouts, .legal, .exclusion, .exposure:
            throw .wrongCompartment
        }
    }

    public func claim(_ id: ID<Claim>) -> ClaimRecord? { claims[id: id] }
    public func statement(_ id: ID<Statement>) -> StatementRecord? { statements[id: id] }
    public func contradiction(_ id: ID<Contradiction>) -> ContradictionRecord? {
        contradictions[id: id]
    }
    public func withholding(_ id: ID<Withholding>) -> WithholdingRecord? { withholdings[id: id] }
    public func attestation(_ id: ID<Attestation>) -> AttestationRecord? { attestations[id: id] }

    /// Contradictions that nobody has explained.
    public var openContradictions: [ContradictionRecord] { contradictions.filter { $0.state == .open } }

    /// Attestations that a recipient may rely on today, though something that they rest on is contradicted, gone, or due to be looked
    /// at again, or the person is known to have withheld something: whoever signed them decides whether to revoke.
    public func shakenAttestations(on day: Day) -> [AttestationRecord] {
        attestations.filter { isShaken($0, on: day) }
    }

    /// Whether an attestation is one of ``shakenAttestations(on:)``: then nothing of it is signed and nothing handed out.
    public func isShaken(_ id: ID<Attestation>, on day: Day) -> Bool {
        attestation(id).map { isShaken($0, on: day) } ?? false
    }

    private func isShaken(_ attestation: AttestationRecord, on day: Day) -> Bool {
        attestation.isValid(on: day)
            && (!doubts.withholdings.isEmpty
                || attestation.stated.claims.contains { !holds($0, on: day) || doubts.concern($0) })
    }

    /// Whether a claim can carry the organisation's word on that day: corroborated, and not due to be looked at again.
    func holds(_ id: ID<Claim>, on day: Day) -> Bool {
        guard let claim = claim(id) else { return false }
        return (claim.state == .corroborated || claim.state == .attested) && !claim.isRecheckDue(on: day)
    }

    /// Whether something was said under that name here.
    func contains(_ said: Said) -> Bool {
        switch said {
        case .answer(let statement, let number): self.statement(statement)?.answer(number) != nil
        case .claim(let claim): self.claim(claim) != nil
        }
    }
}
