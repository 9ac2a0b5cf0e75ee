// SPDX-License-Identifier: AGPL-3.0-or-later

/// Something about a case that does not go together, or was not said.
public struct CaseDoubt: Hashable, Sendable, Confidential {
    public enum Doubt: Hashable, Sendable, Confidential {
        case contradiction(ContradictionRecord)
        case withholding(WithholdingRecord)
        /// A claim was found to be deceptive; it calls for an incident.
        case deception(ClaimRecord)
        /// What the organisation vouches for has lost its ground.
        case shakenAttestation(AttestationRecord)
    }

    public let `case`: ID<Case>
    public let compartment: ID<Compartment>
    public let doubt: Doubt

    /// In the order in which somebody should look.
    var rank: Int {
        switch doubt {
        case .shakenAttestation: 0
        case .withholding(let record): record.state == .established ? 1 : 2
        case .deception: 3
        case .contradiction: 4
        }
    }
}

extension CaseworkState {
    /// Everything that stands against what people said, of the cases whose evidence this desk can open: attestations that lost
    /// their ground, withheld knowledge (established before suspected), deceptions, contradictions that nobody has explained. A person
    /// known to have withheld something is found here, by whoever opens the list, and not by a journalist.
    public func doubts(on day: Day) -> [CaseDoubt] {
        evidenceParts.flatMap { part, evidence in
            let doubts: [CaseDoubt.Doubt] =
                evidence.shakenAttestations(on: day).map { .shakenAttestation($0) }
                + evidence.withholdings.filter(\.isOpen).map { .withholding($0) }
                + evidence.claims.filter(\.callsForIncident).map { .deception($0) }
                + evidence.openContradictions.map { .contradiction($0) }
            return doubts.map { CaseDoubt(case: part.case, compartment: part.compartment, doubt: $0) }
        }
        .enumerated()
        .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        .map(\.element)
    }

    /// Cases in which nobody ever put a topic to the person, though they were asked about other things: what nobody asked, nobody can
    /// say was answered.
    public func neverAsked(about topic: StatementTopic) -> [ID<Case>] {
        evidenceParts.filter { !$0.1.statements.isEmpty && $0.1.answers(on: topic).isEmpty }.map(\.0.case)
    }

    /// Claims whose date for looking again has come.
    public func rechecksDue(on day: Day) -> [(case: ID<Case>, claim: ClaimRecord)] {
        evidenceParts.flatMap { part, evidence in
            evidence.claims.filter { $0.isRecheckDue(on: day) }.map { (part.case, $0) }
        }
    }

    private var evidenceParts: [(PartRecord, EvidencePart)] {
        cases.flatMap(\.parts).compactMap { part in
            guard case .evidence(let evidence) = part.content else { return nil }
            return (part, evidence)
        }
    }
}

extension CaseRecord {
    /// Claims that were given to whoever owned the case then. The evidence takes the assigner's word for who that is; a desk that
    /// also holds the casework knows better.
    public var claimsCheckedByOwner: [ClaimRecord] {
        guard let lifecycle = casework?.lifecycle else { return [] }
        return parts.compactMap { part -> EvidencePart? in
            guard case .evidence(let evidence) = part.content else { return nil }
            return evidence
        }
        .flatMap(\.claims).filter { claim in
            claim.assignment.map { lifecycle.owner(before: $0.sequence) == $0.checker } ?? false
        }
    }
}

extension PartRecord {
    /// Whether more people hold the key to where somebody is than should.
    public var isCircleTooWide: Bool {
        kind == .whereabouts && access.holders.count > WhereaboutsPart.largestCircle
    }
}
