// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why the person's consent does not let the file of an attestation be handed out. Before it is signed a ``ReleaseReview`` says that; this
/// says what became of it since.
public enum AttestationConsentGap: CaseIterable, Sendable {
    /// Nobody has said to what kind of recipient and for what it goes, so nobody has looked.
    case neverAsked
    /// The person said no, took their consent back or allowed less, it was frozen, or it ran out, as an override does.
    case lost
    /// The person said something since that is like a no to it. Whoever signs it again reads that and says that it goes all the same.
    case objected
}

extension AttestationRecord {
    /// What leaves with its file.
    public func releaseItem(in part: ID<Compartment>) -> ReleaseItem {
        ReleaseItem(part: part, kind: .evidence, item: ConsentItem(entry: proposal, itemClass: .attestation))
    }
}

extension CaseRecord {
    /// Asked of every file that was signed, each time it is taken. What the signer stated a ground for, or signed without consent
    /// knowing that there was none, goes until the person says something new.
    public func consentGap(
        of attestation: AttestationRecord, in part: PartRecord, on day: Day
    ) -> AttestationConsentGap? {
        guard let told = part.handing(of: attestation), let bag = told.disclosure.bag else { return .neverAsked }
        let ledgers = consents
        let records = ledgers.flatMap(\.records)
        let overrides = ledgers.flatMap(\.overrides)
        let item = ConsentItem(entry: attestation.proposal, itemClass: .attestation)
        let isTakenBack = records.contains { record in
            record.isNews(to: told.standing) && record.isAgainst(item, in: bag, on: day)
                && !records.contains {
                    ($0.id == record.id || $0.outlasts(record)) && $0.allows(item, in: bag, on: day)
                }
        }
        func mayGo(on day: Day, _ isInForce: (VitalOverride) -> Bool) -> Bool {
            records.contains { $0.allows(item, in: bag, on: day) }
                || overrides.contains { isInForce($0) && $0.allows(item, in: bag, on: day) }
        }
        let could = mayGo(on: Day(at: told.at)) { $0.ended.map { !told.standing.knew($0.standing) } ?? true }
        let hasRunOut = could && !mayGo(on: day) { $0.ended == nil }
        guard !isTakenBack, !hasRunOut else { return .lost }
        return isObjected(item, in: bag, part, since: told.standing, on: day) ? .objected : nil
    }

    private func isObjected(
        _ item: ConsentItem, in bag: HandedBag, _ part: PartRecord, since standing: Standing, on day: Day
    ) -> Bool {
        let item = ReleaseItem(part: part.compartment, kind: .evidence, item: item)
        let purpose = ReleasePurpose(
            recipient: bag.recipient, purpose: bag.purpose, actions: .red, territory: nil, met: [])
        return ReleaseReview(of: [item], in: self, for: purpose, on: day).objections.contains {
            $0.record.isNews(to: standing)
        }
    }
}

extension PartRecord {
    /// To what kind of recipient and for what the file went, as whoever signed it last said.
    func handing(of attestation: AttestationRecord) -> RecordedDisclosure? {
        access.disclosures.last { $0.disclosure.entry == attestation.proposal && $0.disclosure.bag != nil }
    }
}

extension ConsentRecord {
    /// Whether it lets the thing go to that recipient for that purpose on `day`. Conditions were asked when it was signed.
    fileprivate func allows(_ item: ConsentItem, in bag: HandedBag, on day: Day) -> Bool {
        state(on: day).isInForce && terms.map { $0.reaches(item, in: bag) } ?? false
    }

    /// Whether it is a no to that, or has become one: what was narrowed, or replaced by another answer, allowed it once.
    fileprivate func isAgainst(_ item: ConsentItem, in bag: HandedBag, on day: Day) -> Bool {
        let question = ReleaseQuestion(
            item: item, recipient: bag.recipient, purpose: bag.purpose, identifiability: .explicitlyPersonal,
            actions: .red, territory: nil, day: day, met: [])
        return isNo(to: question)
            || ([.narrowed, .superseded].contains(state(on: day)) && yeses.contains { $0.terms.reaches(item, in: bag) }
                && !allows(item, in: bag, on: day))
    }
}

extension VitalOverride {
    /// Whether it lets the thing go like that on `day`, as long as nobody ends it: it ends by itself, as an answer does.
    fileprivate func allows(_ item: ConsentItem, in bag: HandedBag, on day: Day) -> Bool {
        secondedBy != nil && day <= until && terms.reaches(item, in: bag)
    }
}

extension ConsentTerms {
    func reaches(_ item: ConsentItem, in bag: HandedBag) -> Bool {
        includes(item) && purpose.includes(bag.purpose) && recipient.includes(bag.recipient)
            && !excludes(bag.recipient)
    }
}
