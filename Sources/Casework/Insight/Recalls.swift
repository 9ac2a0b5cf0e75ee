// SPDX-License-Identifier: AGPL-3.0-or-later

/// A bag that left a case, put together from what the parts that this desk can open say of it.
public struct HandedOver: Hashable, Sendable, Confidential {
    public let bag: HandedBag
    /// The parts that left in it, as far as this desk can open them.
    public internal(set) var parts: [ID<Compartment>]
    /// The one entry that left, where it was not whole parts: the proposal of an attestation whose file was signed.
    public let entry: ID<Entry>?
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
    /// Where in the ledger it was first said that it leaves, and what whoever said so had seen.
    let standing: Standing

    /// Whoever has it, as colleagues call them.
    public var recipientName: String {
        switch bag.recipient {
        case .named(let name, _): name
        case .anyOf: ""
        }
    }
}

extension CaseRecord {
    /// Bags that left, in the order in which they did.
    public var handedOver: [HandedOver] {
        var bags: [ID<Bag>: HandedOver] = [:]
        for part in parts {
            for told in part.access.disclosures {
                guard let bag = told.disclosure.bag else { continue }
                var known =
                    bags[bag.id]
                    ?? HandedOver(
                        bag: bag, parts: [], entry: told.disclosure.entry, at: told.at, standing: told.standing)
                if !known.parts.contains(part.compartment) { known.parts.append(part.compartment) }
                bags[bag.id] = known
            }
        }
        return bags.values.sorted { ($0.standing.sequence, $0.bag.id) < ($1.standing.sequence, $1.bag.id) }
    }

    /// Bags that somebody has to ask back because the person withdrew `record`: whoever let them go had not seen that, they went
    /// to a recipient and for a purpose that the withdrawal is about, and nobody was asked yet. A withdrawal speaks as far as any
    /// no does: of a pseudonymous quotation, it speaks against an identified one. What the person allowed anew since to the same
    /// recipient is not asked back, and an attestation that was revoked neither.
    public func bagsToRecall(under record: ConsentRecord, on day: Day) -> [HandedOver] {
        guard record.state(on: day) == .withdrawn else { return [] }
        let asked = Set(record.recalls.map(\.bag))
        let answers = parts.compactMap(\.casework).flatMap(\.consent.records)
        return handedOver.filter { handed in
            !asked.contains(handed.bag.id) && record.isNews(to: handed.standing) && record.isAbout(handed.bag)
                && attestation(in: handed)?.state != .revoked
                && !answers.contains {
                    $0.outlasts(record) && $0.state(on: day).isInForce && $0.isAbout(handed.bag)
                }
        }
    }

    /// The attestation whose signed file it was, where it was one.
    public func attestation(in handed: HandedOver) -> AttestationRecord? {
        guard let entry = handed.entry else { return nil }
        return parts.lazy.compactMap { part -> AttestationRecord? in
            guard case .evidence(let evidence) = part.content else { return nil }
            return evidence.attestations.first { $0.proposal == entry }
        }
        .first
    }

    /// Everything that has to be asked back, with the answer that says so.
    public func recallsToSend(on day: Day) -> [(consent: ID<Consent>, bag: HandedOver)] {
        parts.compactMap(\.casework).flatMap(\.consent.records).flatMap { record in
            bagsToRecall(under: record, on: day).map { (record.id, $0) }
        }
    }
}

extension ConsentRecord {
    /// Whether the bag went to somebody and for something that this answer is about.
    func isAbout(_ bag: HandedBag) -> Bool {
        explanation.purpose.touches(bag.purpose) && explanation.recipient.includes(bag.recipient)
    }

    /// Recalls that nobody has answered.
    public var openRecalls: [ConsentRecall] { recalls.filter { $0.outcome == nil } }
}
