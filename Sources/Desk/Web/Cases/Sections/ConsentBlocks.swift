// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What the person allows: one row for each purpose and recipient. What has no row is not allowed.
enum ConsentBlocks {
    static func block(_ ledger: ConsentLedger, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "consent-\(home.compartment.hex)", heading: words.text("consent.title"))
        if ledger.records.isEmpty {
            block.calm = words.text("consent.none")
        } else {
            block.table = BlockTable(
                headings: ["purpose", "state", "terms", "until"].map { words.text("consent.column-\($0)") },
                rows: ledger.records.reversed().map { row($0, of: ledger, in: home, scene) }, style: "terms")
        }
        block.cards =
            (ledger.standstill.map { [standstill($0.freeze, of: ledger, in: home, scene)] } ?? [])
            + PortalConsentBlocks.cards(ledger, in: home, scene)
            + ledger.overrides.map { override($0, in: home, scene) }
        let isStill = ledger.standstill != nil
        block.acts = ((isStill ? [] : ["ask-consent"]) + ["explain-consent", "freeze", "override"]).map {
            scene.act($0, in: home.compartment)
        }
        return block
    }

    /// Nothing counts that the person may not have said freely.
    private static func standstill(
        _ freeze: ConsentFreeze, of ledger: ConsentLedger, in home: PartRecord, _ scene: CaseScene
    ) -> Card {
        let words = scene.words
        var card = Card("standstill-\(home.compartment.hex)", words.text("consent.standstill"), style: .open)
        card.badges = [Badge(words.name(of: freeze.cause), .grave)]
        card.said = words.text("consent.standstill-means")
        card.pairs = [
            Pair(words.text("consent.standstill-since"), LocalTime.text(second: freeze.at)),
            Pair(words.text("consent.standstill-decides"), freeze.whoMayDecide),
        ]
        if let witnesses = ledger.standstillWitnesses {
            card.pairs.append(Pair(words.text("consent.standstill-ends"), scene.names(witnesses)))
        }
        return card
    }

    private static func row(
        _ record: ConsentRecord, of ledger: ConsentLedger, in home: PartRecord, _ scene: CaseScene
    ) -> BlockTable.Row {
        let words = scene.words
        let state = record.state(on: scene.day)
        let about = record.id.hex
        let what = title(of: record, in: ledger, words)
        let expiry = state.isInForce ? record.expires.map { words.due($0, on: scene.day, nearDays: 30) } : nil
        let review = record.isReviewDue(on: scene.day) ? [Badge(words.text("consent.review-due"), .near)] : []
        let asked = record.terms ?? record.pending?.terms ?? record.ask?.terms
        // What waits to be judged is shown once, with the person's own words.
        let terms =
            record.pending != nil
            ? words.text("portal-consent.below")
            : asked.map { words.bounds(of: $0) } ?? words.text(of: record.explanation.giver)
        return BlockTable.Row(
            style: state == .superseded ? "done" : "",
            cells: [
                .init(text: what, isHead: true),
                .init(
                    text: "",
                    badges: [badge(record, state, words)] + review + WitnessLines.badges(record, on: scene.day, words),
                    acts: (ledger.isOvertaken(record, on: scene.day) ? ["explain-consent"] : acts(state)).map {
                        let act = scene.act($0, in: home.compartment, about: about)
                        // It was answered: what a colleague hears beside that is something else.
                        return record.pending != nil && $0 == "answer-consent"
                            ? Act(href: act.href, text: words.text("portal-consent.said-otherwise")) : act
                    }
                        + recallActs(record, in: home, scene) + WitnessLines.acts(record, in: home, scene)),
                .init(
                    text: terms + single(record, scene) + recalls(record, scene)
                        + WitnessLines.lines(record, in: home, scene).map { "\n\($0)" }.joined(),
                    noes: (asked.map { words.noes(of: $0) } ?? [])
                        // Said beside a no, or to a colleague: no terms have them.
                        + [words.never(record.excluded.filter { asked?.excludedRecipients.contains($0) != true })]
                        .compactMap(\.self)),
                .init(text: expiry == nil ? "—" : "", when: expiry),
            ])
    }

    /// Two questions to the same recipient for the same purpose are told apart by their days.
    private static func title(of record: ConsentRecord, in ledger: ConsentLedger, _ words: Catalogue) -> String {
        let what = words.line(of: record)
        let hasTwin = ledger.records.contains { $0.id != record.id && words.line(of: $0) == what }
        return hasTwin
            ? "\(what)\n\(words.text("consent.explained-on", ["day": Day(at: record.explainedAt).iso]))" : what
    }

    /// Single things that were allowed, as far as this desk can name them.
    private static func single(_ record: ConsentRecord, _ scene: CaseScene) -> String {
        scene.words.lines(of: record.terms?.items ?? [], scene).map { "\n\($0)" }.joined()
    }

    /// What has to be asked back, what was, and what came of it.
    private static func recalls(_ record: ConsentRecord, _ scene: CaseScene) -> String {
        let words = scene.words
        let owed = scene.person.bagsToRecall(under: record, on: scene.day).map {
            words.text("consent.to-recall", ["bag": words.line(of: $0, in: scene.person)])
        }
        let asked = record.recalls.map { recall in
            let outcome = recall.outcome.map { words.name(of: $0) } ?? words.text("consent.recall-open")
            let line = "\(words.text("consent.recalled", ["who": recall.recipient])): \(outcome)"
            return recall.note.isEmpty ? line : "\(line). \(recall.note)"
        }
        return (owed + asked).map { "\n\($0)" }.joined()
    }

    private static func recallActs(_ record: ConsentRecord, in home: PartRecord, _ scene: CaseScene) -> [Act] {
        var acts: [Act] = []
        if !scene.recallable(under: record).isEmpty {
            acts.append(scene.act("recall", in: home.compartment, about: record.id.hex))
        }
        return acts
            + record.openRecalls.map { recall in
                let act = scene.act(
                    "recall-answered", in: home.compartment, about: "\(record.id.hex).\(recall.bag.hex)")
                return Act(href: act.href, text: "\(act.text): \(Bidirectional.isolated(recall.recipient))")
            }
    }

    private static func badge(_ record: ConsentRecord, _ state: ConsentState, _ words: Catalogue) -> Badge {
        guard let pending = record.pending else { return Badge(words.name(of: state), style(of: state)) }
        return Badge(words.text(pending.doubt == nil ? "portal-consent.to-judge" : "portal-consent.to-talk"), .near)
    }

    private static func style(of state: ConsentState) -> Badge.Style {
        switch state {
        case .given, .givenWithConditions, .narrowed: .good
        case .refused, .withdrawn, .frozen: .grave
        case .explained, .deferred, .expired: .near
        case .superseded: .plain
        }
    }

    /// Whom a person fears they may say at any time.
    private static func acts(_ state: ConsentState) -> [String] {
        switch state {
        case .explained: ["answer-consent", "exclude"]
        case .given, .givenWithConditions, .narrowed: ["narrow", "freeze-one", "withdraw", "exclude"]
        case .frozen, .expired: ["withdraw", "exclude"]
        case .refused, .deferred, .withdrawn: ["exclude"]
        case .superseded: []
        }
    }

    /// What the person said that is like a no to it: it goes past that, and whoever signs has read so.
    static func objections(to override: VitalOverride, _ scene: CaseScene) -> [Pair] {
        let purpose = ReleasePurpose(
            recipient: override.terms.recipient, purpose: override.terms.purpose, actions: override.terms.actions,
            territory: nil, met: [])
        let none: [ReleaseItem] = []
        return ReleaseReview(of: none, in: scene.person, for: purpose, on: scene.day).objections.map {
            Pair(scene.words.text("consent.past"), scene.words.text(of: $0, on: scene.day))
        }
    }

    private static func override(_ override: VitalOverride, in home: PartRecord, _ scene: CaseScene) -> Card {
        let words = scene.words
        var card = Card("override-\(override.id.hex)", words.text("consent.override"), style: .open)
        let isSigned = override.secondedBy != nil
        card.badges = [Badge(words.text(isSigned ? "consent.override-signed" : "consent.override-one"), .grave)]
        card.said = override.why
        card.pairs = [
            Pair(words.text("consent.column-terms"), words.whole(override.terms, scene)),
            Pair(
                words.text("consent.signed-by"),
                scene.names([override.proposedBy] + (override.secondedBy.map { [$0] } ?? []))),
            Pair(words.text("consent.told"), override.toldOn?.iso ?? words.text("consent.not-told")),
        ]
        let past = objections(to: override, scene)
        if !past.isEmpty { card.badges.append(Badge(words.text("consent.past"), .grave)) }
        card.pairs += past
        if let ended = override.ended {
            card.badges = [Badge(words.text("consent.override-ended"))]
            card.pairs.append(
                Pair(words.text("consent.override-ended-by"), "\(scene.byline(ended.by, at: ended.at)): \(ended.why)"))
        } else {
            card.when = words.due(override.until, on: scene.day)
        }
        if !isSigned, override.ended == nil {
            card.pairs.append(Pair(words.text("consent.second-signer"), words.text("consent.second-reads")))
        }
        if !isSigned, override.ended == nil, override.proposedBy != scene.me,
            ConsentThings.canRead(override.terms, scene)
        {
            card.acts.append(
                scene.act(
                    "second-override", in: home.compartment, about: override.id.hex,
                    replacing: scene.lastMessages.entries))
        }
        if override.toldOn == nil, isSigned || override.ended == nil {
            card.acts.append(scene.act("told-override", in: home.compartment, about: override.id.hex))
        }
        if scene.mayEnd(override) {
            card.acts.append(scene.act("end-override", in: home.compartment, about: override.id.hex))
        }
        return card
    }
}

extension Catalogue {
    func text(of purpose: ConsentPurpose) -> String {
        switch purpose {
        case .protectionServices: text("purpose.protection")
        case .legalProceedings(let name): text("purpose.legal", ["name": name])
        case .newsroom(let attribution): "\(text("purpose.newsroom")), \(name(of: attribution))"
        case .researchArchive: text("purpose.research")
        case .statistics: text("purpose.statistics")
        case .partnerService: text("purpose.partner")
        }
    }

    func text(of recipient: ConsentRecipient) -> String {
        switch recipient {
        case .named(let name, let kind): "\(Bidirectional.isolated(name)) (\(self.name(of: kind)))"
        case .anyOf(let kind): text("consent.any-of", ["kind": name(of: kind)])
        }
    }

    func text(of giver: ConsentGiver) -> String {
        switch giver {
        case .person: text("giver.person")
        case .guardian(let assents): text(assents ? "giver.guardian-assent" : "giver.guardian")
        case .representative: text("giver.representative")
        }
    }

    func text(of embargo: Embargo) -> String {
        switch embargo {
        case .until(let day): text("embargo.until", ["day": day.iso])
        case .untilPersonArrived: text("embargo.arrived")
        case .untilFamilyOut: text("embargo.family")
        case .untilCounselClears: text("embargo.counsel")
        case .untilTrialStep(let step): text("embargo.trial", ["step": step])
        case .permanent: text("embargo.permanent")
        }
    }

    /// What may leave, how much of the person in it, what the recipient may do with it, and what must not be in it. Not what it is for,
    /// who gets it and which single things: ``whole(_:_:)`` says that too.
    func summary(of terms: ConsentTerms) -> String {
        ([bounds(of: terms)] + noes(of: terms)).joined(separator: "\n")
    }

    /// The same without what must not be in it, and who must not get it.
    func bounds(of terms: ConsentTerms) -> String {
        var lines = [
            terms.classes.sorted { $0.rawValue < $1.rawValue }.map { name(of: $0) }.joined(separator: ", "),
            "\(name(of: terms.identifiability)); \(name(of: terms.actions))",
        ]
        if !terms.territory.isEmpty {
            lines.append(text("consent.territory", ["where": terms.territory.map(\.letters).joined(separator: ", ")]))
        }
        lines += terms.conditions.map { text(of: $0) }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Who must never get it, and what must not be in it: a line each.
    func noes(of terms: ConsentTerms) -> [String] {
        var lines: [String] = []
        if !terms.excludedRecipients.isEmpty {
            lines.append(
                text(
                    "consent.not-to",
                    ["who": terms.excludedRecipients.map { Bidirectional.isolated($0) }.joined(separator: ", ")]))
        }
        if !terms.excludedFacts.isEmpty {
            lines.append(text("consent.leave-out", ["what": terms.excludedFacts.joined(separator: "; ")]))
        }
        return lines
    }
}
