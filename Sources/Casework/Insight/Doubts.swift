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

extension CaseDoubt {
    /// Attestations that lost their ground, withheld knowledge (established before suspected), deceptions, contradictions that nobody
    /// has explained: in the order in which somebody should look. What weighs the same stays in the order in which it came.
    public static func inReadingOrder(_ doubts: some Sequence<CaseDoubt>) -> [CaseDoubt] {
        doubts.enumerated()
            .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element)
    }
}

extension CaseRecord {
    /// Everything that stands against what the person said, as far as this desk can open the evidence. A person known to have
    /// withheld something is found here, by whoever opens the list, and not by a journalist.
    public func doubts(on day: Day) -> [CaseDoubt] {
        evidenceParts.flatMap { part, evidence in
            let doubts: [CaseDoubt.Doubt] =
                evidence.shakenAttestations(on: day).map { .shakenAttestation($0) }
                + evidence.withholdings.filter(\.isOpen).map { .withholding($0) }
                + evidence.claims.filter(\.callsForIncident).map { .deception($0) }
                + evidence.openContradictions.map { .contradiction($0) }
            return doubts.map { CaseDoubt(case: id, compartment: part, doubt: $0) }
        }
    }

    /// What was put to the person, where anything was; nil where nobody has asked them anything, or this desk cannot open it. What
    /// nobody asked, nobody can say was answered.
    public var topicsAsked: Set<StatementTopic>? {
        let statements = evidenceParts.flatMap(\.1.statements)
        guard !statements.isEmpty else { return nil }
        return Set(statements.flatMap(\.answers).map(\.asked.topic))
    }

    /// Claims that have to be looked at again, since somebody called for it or the date has come, with the parts in which they stand.
    public func rechecksDue(on day: Day) -> [(compartment: ID<Compartment>, claim: ClaimRecord)] {
        evidenceParts.flatMap { part, evidence in
            evidence.claims.filter { $0.state == .recheckDue || $0.isRecheckDue(on: day) }.map { (part, $0) }
        }
    }

    private var evidenceParts: [(ID<Compartment>, EvidencePart)] {
        parts.compactMap { part in
            guard case .evidence(let evidence) = part.content else { return nil }
            return (part.compartment, evidence)
        }
    }
}

/// A claim that two found to be deceptive, and whether somebody opened the incident that it calls for.
public struct Deception: Sendable, Hashable, Confidential {
    public let claim: ClaimRecord
    public let compartment: ID<Compartment>
    /// Always false where this desk cannot open the casework, in which incidents stand.
    public let hasIncident: Bool
}

extension CaseRecord {
    /// In ledger order. An incident does not say which claim it is about, for the casework's readers need not know of the evidence: the
    /// first deceptions are taken to be those of the first incidents of that kind.
    public var deceptions: [Deception] {
        let incidents = parts.compactMap(\.casework).flatMap(\.incidents).count { $0.kind == .deception }
        let claims = parts.flatMap { part -> [(ClaimRecord, ID<Compartment>)] in
            guard case .evidence(let evidence) = part.content else { return [] }
            return evidence.claims.filter(\.callsForIncident).map { ($0, part.compartment) }
        }
        return claims.enumerated().map { place, claim in
            Deception(claim: claim.0, compartment: claim.1, hasIncident: place < incidents)
        }
    }

    /// Claims that were given to whoever owned the case then. The evidence takes the assigner's word for who that is; a desk that
    /// also holds the casework goes by that, and by each of several who owned it apart.
    public var claimsCheckedByOwner: [ClaimRecord] {
        let lifecycles = parts.compactMap(\.casework?.lifecycle)
        return parts.compactMap { part -> EvidencePart? in
            guard case .evidence(let evidence) = part.content else { return nil }
            return evidence
        }
        .flatMap(\.claims).filter { claim in
            claim.assignments.standing.contains { given in
                lifecycles.contains { $0.wasOwned(by: given.value.checker, before: given.sequence) }
            }
        }
    }
}

extension PartRecord {
    /// Whether more people hold the key to where somebody is than should.
    public var isCircleTooWide: Bool {
        kind == .whereabouts && access.holders.count > WhereaboutsPart.largestCircle
    }
}
