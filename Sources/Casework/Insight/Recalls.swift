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

extension PersonRecord {
    /// Bags that left any of the cases, in the order in which they did.
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

    /// Bags that somebody has to ask back because the person withdrew `record`, or said no when they were asked after it had left:
    /// whoever let them go had not seen that, they went to a recipient and for a purpose that the answer is about, and nobody was asked yet. A
    /// withdrawal speaks as far as any no does: of a pseudonymous quotation, it speaks against an identified one. What the person allowed anew since to the same
    /// recipient is not asked back, and an attestation that was revoked neither. Where the person allowed less, or nothing new was to
    /// leave, it is what somebody let go who had not heard of that (``isPastLess(_:under:)``); where the witness of the yes denies it, everything
    /// that left by it. Whoever the person has named since as somebody who is never to have it is asked in any case: what had left was right to
    /// leave, and they say that it is dangerous there.
    public func bagsToRecall(under record: ConsentRecord, on day: Day) -> [HandedOver] {
        let isLess = record.recorded.mayCallBack || record.isDenied
        guard isLess || !record.exclusions.isEmpty else { return [] }
        let asked = Set(record.recalls.map(\.bag))
        return handedOver.filter { handed in
            guard !asked.contains(handed.bag.id), attestation(in: handed)?.state != .revoked else { return false }
            if record.hasExcluded(whoHas: handed), !isNamedAnew(handed, since: record, on: day) { return true }
            guard isLess else { return false }
            guard !record.recorded.isNo else { return isTakenBack(handed, under: record, on: day) }
            return isPastLess(handed, under: record) || leftByDenied(handed, under: record)
        }
    }

    private var answers: [ConsentRecord] { parts.compactMap(\.casework).flatMap(\.consent.records) }

    /// Whether the person allows that recipient by name in what somebody took down who had heard whom they excluded.
    private func isNamedAnew(_ handed: HandedOver, since record: ConsentRecord, on day: Day) -> Bool {
        answers.contains { answer in
            guard answer.state(on: day).isInForce, answer.explanation.recipient.isCalled(handed.recipientName),
                let yes = answer.yes
            else { return false }
            return record.exclusions.allSatisfy { yes.knew($0.standing) }
        }
    }

    private func isTakenBack(_ handed: HandedOver, under record: ConsentRecord, on day: Day) -> Bool {
        record.isNews(to: handed.standing) && (record.isAbout(handed.bag) || record.isAboutAnotherName(of: handed.bag))
            && !answers.contains { $0.outlasts(record) && $0.state(on: day).isInForce && $0.isAbout(handed.bag) }
    }

    /// Whether something left by a yes that its witness denies, and by no other: nobody may ever have allowed it.
    private func leftByDenied(_ handed: HandedOver, under record: ConsentRecord) -> Bool {
        guard record.isDenied, let yes = record.yes, handed.standing.knew(yes) else { return false }
        let others = answers.filter { $0.id != record.id }
        return items(of: handed).contains { item in
            record.hasAllowed(item, in: handed.bag) && !others.contains { $0.stillAllows(item, in: handed.bag) }
        }
    }

    /// Whether something left that the answer once allowed and does not any more, or more narrowly, and whoever let it go and whoever wrote
    /// that down had not seen each other's entries. What had left when it was written down was right to leave. Where both were offline
    /// nobody can say which came first, and somebody looks.
    private func isPastLess(_ handed: HandedOver, under record: ConsentRecord) -> Bool {
        guard record.lessened.contains(where: handed.standing.isApart) else { return false }
        let answers = self.answers
        return items(of: handed).contains { item in
            record.allowsLess(of: item, in: handed.bag)
                && !answers.contains { $0.outlasts(record) && $0.stillAllows(item, in: handed.bag) }
        }
    }

    /// What left in it, as far as this desk can open it and whoever let it go had it.
    private func items(of handed: HandedOver) -> [ConsentItem] {
        if let entry = handed.entry { return [ConsentItem(entry: entry, itemClass: .attestation)] }
        return parts.filter { handed.parts.contains($0.compartment) }.flatMap { part in
            part.releaseItems { handed.standing.knew($0) }.map(\.item)
        }
    }

    /// What left ``home`` while a hold on releases stood, the case was paused or everything was frozen, and is so still, by the desk of somebody who had not
    /// heard of it. What has to be asked back under an answer is said there.
    public func bagsPastStops(on day: Day) -> [HandedOver] {
        let works = parts.compactMap(\.casework)
        var stops = works.flatMap { $0.standing(.release).map(\.standing) }
        stops += works.map(\.consent).filter { $0.standstill != nil }.compactMap(\.frozenIn)
        stops += works.compactMap(\.lifecycle).filter(\.isPaused).flatMap { $0.pause?.words.map(\.standing) ?? [] }
        guard !stops.isEmpty else { return [] }
        let answers = works.flatMap(\.consent.records)
        let settled = Set(answers.flatMap(\.recalls).map(\.bag))
            .union(answers.flatMap { bagsToRecall(under: $0, on: day) }.map(\.bag.id))
        let own = Set(home.parts.map(\.compartment))
        return handedOver.filter { handed in
            !settled.contains(handed.bag.id) && !own.isDisjoint(with: handed.parts)
                && stops.contains(where: handed.standing.isApart)
                && attestation(in: handed)?.state != .revoked
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

    /// Whether something left that two let go without consent, to save a life, once it was proposed: until then it may leave, and has not.
    public func hasLeft(under override: VitalOverride) -> Bool {
        guard override.secondedBy != nil,
            let proposal = parts.lazy.compactMap({ $0.log.first { $0.entry == override.proposal } }).first
        else { return false }
        return handedOver.contains { handed in
            handed.standing.sequence > proposal.sequence
                && items(of: handed).contains { override.terms.reaches($0, in: handed.bag) }
        }
    }

    /// Everything that has to be asked back under the answers of ``home``, with the answer that says so.
    public func recallsToSend(on day: Day) -> [(consent: ID<Consent>, bag: HandedOver)] {
        home.parts.compactMap(\.casework).flatMap(\.consent.records).flatMap { record in
            bagsToRecall(under: record, on: day).map { (record.id, $0) }
        }
    }
}

extension ConsentRecord {
    /// Whether the bag went to somebody and for something that this answer is about.
    public func isAbout(_ bag: HandedBag) -> Bool {
        explanation.purpose.touches(bag.purpose) && explanation.recipient.includes(bag.recipient)
    }

    /// Whether the bag went for something that this answer is about to somebody whom it names, spelled otherwise or as another kind of recipient.
    fileprivate func isAboutAnotherName(of bag: HandedBag) -> Bool {
        guard explanation.purpose.touches(bag.purpose), case .named(let name, _) = bag.recipient else { return false }
        return explanation.recipient.isCalled(name)
    }

    /// Whether somebody heard the person allow it, and what stands now does not allow it or allows it under more conditions. That an
    /// answer ran out since says nothing of what left before.
    fileprivate func allowsLess(of item: ConsentItem, in bag: HandedBag) -> Bool {
        let once = yeses.map(\.terms).filter { $0.reaches(item, in: bag) }
        guard !once.isEmpty else { return false }
        guard let terms, stillAllows(item, in: bag) else { return true }
        return !once.contains { terms.bindsNoMore(than: $0) }
    }

    /// Whether the person excluded whoever has the bag, and whoever let it go had heard of no such word.
    public func hasExcluded(whoHas handed: HandedOver) -> Bool {
        guard !exclusions.isEmpty, let name = handed.bag.recipient.reading else { return false }
        let words = exclusions.filter { $0.isAbout(name) }
        return !words.isEmpty && !words.contains { handed.standing.knew($0.standing) }
    }

    /// Whether somebody wrote down that the person allows it.
    fileprivate func hasAllowed(_ item: ConsentItem, in bag: HandedBag) -> Bool {
        yeses.contains { $0.terms.reaches(item, in: bag) }
    }

    fileprivate func stillAllows(_ item: ConsentItem, in bag: HandedBag) -> Bool {
        recorded.isInForce && !isDenied && terms.map { $0.reaches(item, in: bag) } ?? false
    }

    /// Recalls that nobody has answered.
    public var openRecalls: [ConsentRecall] { recalls.filter { $0.outcome == nil } }
}

extension ConsentTerms {
    /// Whether what both allow may leave by `self` as freely as by `wider`.
    func bindsNoMore(than wider: ConsentTerms) -> Bool {
        identifiability.rawValue <= wider.identifiability.rawValue && actions.permits(wider.actions)
            && (territory.isEmpty || (!wider.territory.isEmpty && Set(territory).isSuperset(of: wider.territory)))
            && conditions.allSatisfy { mine in wider.conditions.contains { $0.implies(mine) } }
            && Set(excludedFacts).isSubset(of: wider.excludedFacts)
    }
}

extension Standing {
    /// As of another entry, of one in a part's history.
    fileprivate func knew(_ item: LogItem) -> Bool {
        item.sequence < seenSize || (item.device == author && item.sequence <= sequence)
    }
}
