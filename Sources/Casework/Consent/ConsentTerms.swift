// SPDX-License-Identifier: AGPL-3.0-or-later

/// What exactly somebody agreed to.
public struct ConsentTerms: Hashable, Sendable, Confidential {
    /// Everything of these kinds ...
    public var classes: Set<ItemClass>
    /// ... and these things.
    public var items: [ConsentItem]
    public var purpose: ConsentPurpose
    public var recipient: ConsentRecipient
    /// The most that may point at the person.
    public var identifiability: Identifiability
    /// The most that the recipient may do with it.
    public var actions: PermittedActions
    /// Where it may be used; empty for no limit.
    public var territory: [CountryCode]
    public var conditions: [Embargo]
    public var excludedRecipients: [String]
    /// What has to be left out. No machine can check it: whoever prepares a release is shown it.
    public var excludedFacts: [String]

    public init(
        classes: Set<ItemClass>, items: [ConsentItem], purpose: ConsentPurpose, recipient: ConsentRecipient,
        identifiability: Identifiability, actions: PermittedActions, territory: [CountryCode], conditions: [Embargo],
        excludedRecipients: [String], excludedFacts: [String]
    ) {
        self.classes = classes
        self.items = items
        self.purpose = purpose
        self.recipient = recipient
        self.identifiability = identifiability
        self.actions = actions
        self.territory = territory
        self.conditions = conditions
        self.excludedRecipients = excludedRecipients
        self.excludedFacts = excludedFacts
    }

    public func includes(_ item: ConsentItem) -> Bool { items.contains(item) || classes.contains(item.itemClass) }

    /// - Parameter name: as `recipient` is called.
    func excludes(_ recipient: ConsentRecipient, called name: NameReading?) -> Bool {
        guard let name else { return !excludedRecipients.isEmpty }
        return excludedRecipients.contains { NameReading($0).looksLike(name) }
    }

    /// Whether `self` allows nothing that `wider` does not allow.
    public func isWithin(_ wider: ConsentTerms) -> Bool {
        classes.isSubset(of: wider.classes) && items.allSatisfy(wider.includes)
            && wider.purpose.includes(purpose) && wider.recipient.includes(recipient)
            && identifiability.rawValue >= wider.identifiability.rawValue && wider.actions.permits(actions)
            && (wider.territory.isEmpty || (!territory.isEmpty && Set(territory).isSubset(of: wider.territory)))
            && wider.conditions.allSatisfy { theirs in conditions.contains { $0.implies(theirs) } }
            && Set(excludedRecipients).isSuperset(of: wider.excludedRecipients)
            && Set(excludedFacts).isSuperset(of: wider.excludedFacts)
    }
}

/// What somebody is about to do, for ``ConsentLedger/covers(_:)``.
public struct ReleaseQuestion: Hashable, Sendable, Confidential {
    public var item: ConsentItem
    public var recipient: ConsentRecipient
    public var purpose: ConsentPurpose
    public var identifiability: Identifiability
    /// What the recipient will be told that they may do.
    public var actions: PermittedActions
    /// Where it will be used; nil where nobody knows, which no territorial limit allows.
    public var territory: CountryCode?
    public var day: Day
    /// Conditions of which a person has confirmed that they are met.
    public var met: Set<Embargo>
    /// What the name of the recipient means to each answer, where many things are asked about.
    var heard: NamesHeard?

    public init(
        item: ConsentItem, recipient: ConsentRecipient, purpose: ConsentPurpose, identifiability: Identifiability,
        actions: PermittedActions, territory: CountryCode?, day: Day, met: Set<Embargo>
    ) {
        self.item = item
        self.recipient = recipient
        self.purpose = purpose
        self.identifiability = identifiability
        self.actions = actions
        self.territory = territory
        self.day = day
        self.met = met
    }
}

extension ConsentTerms {
    /// Everything in which the terms fall short of `question`; empty if they cover it.
    public func gaps(for question: ReleaseQuestion) -> [ConsentGap] {
        gaps(for: question, excludes: excludes(question.recipient, called: question.recipient.reading))
    }

    /// - Parameter excludesRecipient: whether they exclude whoever is asked about.
    func gaps(for question: ReleaseQuestion, excludes excludesRecipient: Bool) -> [ConsentGap] {
        var gaps: [ConsentGap] = []
        if !includes(question.item) { gaps.append(.itemNotIncluded) }
        if !purpose.includes(question.purpose) { gaps.append(.otherPurpose) }
        if !recipient.includes(question.recipient) { gaps.append(.otherRecipient) }
        if excludesRecipient { gaps.append(.recipientExcluded) }
        if question.identifiability.rawValue < identifiability.rawValue { gaps.append(.tooIdentifying) }
        if !actions.permits(question.actions) { gaps.append(.actionsTooWide) }
        if !territory.isEmpty, !(question.territory.map(territory.contains) ?? false) {
            gaps.append(.outsideTerritory)
        }
        for condition in conditions where !condition.isMet(by: question) { gaps.append(.embargo(condition)) }
        return gaps
    }
}

extension Embargo {
    /// A date passes by itself; a permanent embargo never does; of all else a person has to say so.
    func isMet(by question: ReleaseQuestion) -> Bool {
        switch self {
        case .until(let day): day <= question.day
        case .permanent: false
        case .untilPersonArrived, .untilFamilyOut, .untilCounselClears, .untilTrialStep: question.met.contains(self)
        }
    }
}

/// Why something may not leave.
public enum ConsentGap: Hashable, Sendable, Confidential {
    /// Nobody was asked, or nobody has answered yet. Silence is refusal.
    case notGiven(ConsentState?)
    case itemNotIncluded
    case otherPurpose
    case otherRecipient
    case recipientExcluded
    case tooIdentifying
    case actionsTooWide
    case outsideTerritory
    case embargo(Embargo)
    /// A later no to the same purpose and recipient.
    case laterNo(ID<Consent>)
    /// Something else that the person said weighs more, or nobody else heard the yes that one colleague wrote down.
    case outweighed
}
