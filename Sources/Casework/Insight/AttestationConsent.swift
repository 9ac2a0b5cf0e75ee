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

extension PersonRecord {
    /// Asked of every file that was signed, each time it is taken: it goes by what the person allows on `day`, or two signed for.
    public func consentGap(
        of attestation: AttestationRecord, in part: PartRecord, on day: Day
    ) -> AttestationConsentGap? {
        guard let told = part.handing(of: attestation), let bag = told.disclosure.bag else { return .neverAsked }
        let item = ConsentItem(entry: attestation.proposal, itemClass: .attestation)
        let ledgers = consents
        let isOverridden = ledgers.flatMap(\.overrides).contains {
            $0.ended == nil && $0.allows(item, in: bag, on: day)
        }
        let isCovered =
            ledgers.allSatisfy { $0.standstill == nil }
            && isAllowed(item, in: bag, ledgers, as: told.standing, on: day)
        guard isCovered || isOverridden else { return .lost }
        return isObjected(item, in: bag, part, since: told.standing, on: day) ? .objected : nil
    }

    /// - Parameter signed: where it was signed, and what whoever signed had seen.
    private func isAllowed(
        _ item: ConsentItem, in bag: HandedBag, _ ledgers: [ConsentLedger], as signed: Standing, on day: Day
    ) -> Bool {
        let records = ledgers.flatMap(\.records)
        var question = ReleaseQuestion(
            item: item, recipient: bag.recipient, purpose: bag.purpose, identifiability: .explicitlyPersonal,
            actions: .red, territory: nil, day: day, met: [])
        question.heard = NamesHeard(records, of: bag.recipient)
        let noes = records.filter { $0.isNo(to: question) }
        let signedFor = ledgers.flatMap(\.overrides).filter { $0.secondedBy != nil }.map(\.terms)
        let heard = (records.flatMap { $0.heard(by: signed) } + signedFor).filter { $0.reaches(item, in: bag) }
        return records.contains { record in
            record.allows(item, in: bag, on: day) && record.stands(against: records, asked: question, noes: noes)
                && !record.isNarrower(than: heard, since: signed)
        }
    }

    private func isObjected(
        _ item: ConsentItem, in bag: HandedBag, _ part: PartRecord, since standing: Standing, on day: Day
    ) -> Bool {
        let item = ReleaseItem(part: part.compartment, kind: .evidence, item: item)
        let purpose = ReleasePurpose(
            recipient: bag.recipient, purpose: bag.purpose, actions: .red, territory: nil, met: [])
        return ReleaseReview(of: [item], in: self, for: purpose, on: day).objections.contains {
            $0.isNews(to: standing)
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
    /// What whoever signed had heard the person allow.
    fileprivate func heard(by signed: Standing) -> [ConsentTerms] {
        (yeses + narrowings).filter { signed.knew($0.standing) }.map(\.terms)
    }

    /// Whether what the person said behind the signature binds more than all that was heard before it: under another name, not before
    /// they are safe, only there. Whoever signed asked nothing of the kind.
    fileprivate func isNarrower(than heard: [ConsentTerms], since signed: Standing) -> Bool {
        let words = lessened + [yes].compactMap(\.self)
        guard !words.allSatisfy(signed.knew), let terms else { return false }
        return !heard.contains { terms.bindsNoMore(than: $0) }
    }

    /// Whether it lets the thing go to that recipient for that purpose on `day`. The conditions were asked when it was signed.
    fileprivate func allows(_ item: ConsentItem, in bag: HandedBag, on day: Day) -> Bool {
        state(on: day).isInForce && terms.map { $0.reaches(item, in: bag) } ?? false
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
            && !excludes(bag.recipient, called: bag.recipient.reading)
    }
}
