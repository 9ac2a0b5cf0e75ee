// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Correspondence

// The ledger's terms of consent and what travels in replies and messages are types of their own (Conversions.swift). The
// wire has fewer words: what cannot be said plainly to a stranger cannot be asked at the portal.

extension ConsentTerms {
    /// Whether it can be asked at the portal, and told there, until `day`.
    func canBeAsked(until day: Day) -> Bool { ConsentScope(self, until: day)?.isWellFormed == true }
}

extension ToldConsent {
    /// As it is told at the portal. What there is no word for, a country, a day, a single thing, is left out there, and so is what there is no
    /// room for, a ninth name or a long one: the person reads of more than they allowed and never of nothing, since that somebody wrote down
    /// a yes of theirs is what they have to be able to see. A question goes out only in words that say all of it.
    /// - Parameter asked: what they were asked at the portal. Whatever is told stays within it: an answer that goes by what is told counts.
    func sayable(asked: ConsentTerms) -> ToldConsent? {
        guard !terms.canBeAsked(until: until) else { return self }
        guard standing != .asked else { return nil }
        var wider = self
        wider.terms = terms.sayable(asked: asked)
        if wider.terms.canBeAsked(until: until) { return wider }
        wider.terms = asked
        return wider.terms.canBeAsked(until: until) ? wider : nil
    }
}

extension ConsentTerms {
    /// The nearest terms, none of them narrower, for which the wire has words and room.
    fileprivate func sayable(asked: ConsentTerms) -> ConsentTerms {
        var wider = self
        wider.classes.formUnion(items.map(\.itemClass))
        wider.items = []
        wider.territory = []
        if case .legalProceedings(let name) = purpose, !name.isSayable { wider.purpose = asked.purpose }
        if let name = recipient.name, !name.isSayable { wider.recipient = asked.recipient }
        let conditions = conditions.filter { ConsentScope.Condition($0) != nil }
        // What was asked is implied by what there is no word for, if nothing else says it.
        wider.conditions = conditions + asked.conditions.filter { !conditions.contains($0) }
        wider.excludedRecipients = excludedRecipients.sayable(first: asked.excludedRecipients)
        wider.excludedFacts = excludedFacts.sayable(first: asked.excludedFacts)
        wider.identifiability =
            Identifiability.allCases.last {
                $0.rawValue <= identifiability.rawValue
                    && ConsentScope.Recognisability(rawValue: $0.rawValue) != nil
            } ?? .explicitlyPersonal
        return wider
    }
}

extension String {
    /// Whether the wire has room for it.
    fileprivate var isSayable: Bool { !isEmpty && utf8.count <= ConsentScope.textByteCount }
}

extension [String] {
    /// As many as the wire has room for. Those that were asked stay: who answers by what they read says them again, and without them it would
    /// not be within what was asked.
    fileprivate func sayable(first asked: [String]) -> [String] {
        let fitting = filter(\.isSayable)
        guard fitting.count > ConsentScope.listCount else { return fitting }
        let kept = fitting.filter(asked.contains) + fitting.filter { !asked.contains($0) }
        return Array(kept.prefix(ConsentScope.listCount))
    }
}

extension ConsentScope.Condition {
    /// Nil where the wire has no word for it.
    fileprivate init?(_ embargo: Embargo) {
        switch embargo {
        case .untilPersonArrived: self = .personArrived
        case .untilFamilyOut: self = .familyOut
        case .untilCounselClears: self = .counselClears
        case .until, .untilTrialStep, .permanent: return nil
        }
    }
}

extension ConsentScope {
    /// Nil where the terms say what the wire has no word for: a single item, a country, another condition.
    init?(_ terms: ConsentTerms, until day: Day) {
        let names = [terms.recipient.name].compactMap(\.self) + terms.excludedRecipients + terms.excludedFacts
        guard terms.items.isEmpty, terms.territory.isEmpty, names.allSatisfy({ !$0.isEmpty }),
            let recipient = Recipient(rawValue: terms.recipient.recipientClass.rawValue),
            let recognisability = Recognisability(rawValue: terms.identifiability.rawValue),
            let handling = Handling(rawValue: terms.actions.rawValue), let until = UInt32(exactly: day.number)
        else { return nil }
        let conditions = terms.conditions.compactMap { Condition($0) }
        guard conditions.count == terms.conditions.count else { return nil }
        let (purpose, procedure) = Self.purpose(terms.purpose)
        self.init(
            items: terms.classes.compactMap { Item(rawValue: $0.rawValue) }.sorted { $0.rawValue < $1.rawValue },
            purpose: purpose, procedure: procedure, recipient: recipient, recipientName: terms.recipient.name ?? "",
            recognisability: recognisability, handling: handling,
            conditions: Condition.allCases.filter(conditions.contains),
            excludedRecipients: terms.excludedRecipients, excludedFacts: terms.excludedFacts, until: until)
    }

    private static func purpose(_ purpose: ConsentPurpose) -> (Purpose, procedure: String) {
        switch purpose {
        case .protectionServices: (.protection, "")
        case .legalProceedings(let name): (.proceedings, name)
        case .newsroom(.identified): (.newsByName, "")
        case .newsroom(.pseudonymous): (.newsUnderAnotherName, "")
        case .newsroom(.background): (.newsInBackground, "")
        case .researchArchive: (.research, "")
        case .statistics: (.statistics, "")
        case .partnerService: (.service, "")
        }
    }

    /// What it says in the ledger's words; nil where a number has no counterpart there.
    var terms: ConsentTerms? {
        guard let recipientClass = RecipientClass(rawValue: recipient.rawValue),
            let identifiability = Identifiability(rawValue: recognisability.rawValue),
            let actions = PermittedActions(rawValue: handling.rawValue)
        else { return nil }
        return ConsentTerms(
            classes: Set(items.compactMap { ItemClass(rawValue: $0.rawValue) }), items: [], purpose: ledgerPurpose,
            recipient: recipientName.isEmpty
                ? .anyOf(recipientClass) : .named(OneLine.made(of: recipientName), recipientClass),
            identifiability: identifiability, actions: actions, territory: [],
            conditions: conditions.map { condition in
                switch condition {
                case .personArrived: .untilPersonArrived
                case .familyOut: .untilFamilyOut
                case .counselClears: .untilCounselClears
                }
            }, excludedRecipients: excludedRecipients.map { OneLine.made(of: $0) }.filter { !$0.isEmpty },
            excludedFacts: excludedFacts)
    }

    private var ledgerPurpose: ConsentPurpose {
        switch purpose {
        case .protection: .protectionServices
        case .proceedings: .legalProceedings(named: OneLine.made(of: procedure))
        case .newsByName: .newsroom(.identified)
        case .newsUnderAnotherName: .newsroom(.pseudonymous)
        case .newsInBackground: .newsroom(.background)
        case .research: .researchArchive
        case .statistics: .statistics
        case .service: .partnerService
        }
    }

    var lastDay: Day { Day(at: UInt64(until) * 86_400) }
}

extension ConsentRecipient {
    fileprivate var name: String? {
        switch self {
        case .named(let name, _): name
        case .anyOf: nil
        }
    }
}

extension ConsentOffer {
    init?(_ told: ToldConsent) {
        guard let id = ConsentID(told.id.bytes), let standing = Standing(rawValue: told.standing.rawValue),
            let scope = ConsentScope(told.terms, until: told.until), scope.isWellFormed
        else { return nil }
        self.init(id: id, standing: standing, scope: scope)
    }
}

extension PortalAnswer {
    /// Nil where the ledger has no words for it.
    init?(_ answer: OfferAnswer) {
        guard let id = ID<Consent>(answer.id.bytes) else { return nil }
        let choice: PortalChoice
        switch answer.choice {
        case .agreed(let scope):
            guard let terms = scope.terms else { return nil }
            choice = .agreed(terms, until: scope.lastDay)
        case .no: choice = .no
        case .asksFirst: choice = .asksFirst
        }
        self.init(
            consent: id, choice: choice, language: answer.language, ownWords: answer.ownWords, neverTo: answer.neverTo)
    }
}
