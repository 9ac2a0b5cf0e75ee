// SPDX-License-Identifier: AGPL-3.0-or-later

extension ConsentTerms {
    /// What `self` and `other` both allow, under the restrictions of both; nil where they have nothing in common. Where one of them is
    /// within the other, it is the answer as it stands.
    func common(with other: ConsentTerms) -> ConsentTerms? {
        if other.namesSomething, other.isWithin(self) { return other }
        if namesSomething, isWithin(other) { return self }
        guard let purpose = purpose.common(with: other.purpose), let recipient = recipient.common(with: other.recipient)
        else { return nil }
        let classes = classes.intersection(other.classes)
        let items = Set(items.filter(other.includes) + other.items.filter(includes))
        let territories = Set(territory).intersection(other.territory)
        let isLimited = [territory, other.territory].allSatisfy { !$0.isEmpty }
        // No country in common is not "no limit".
        guard !(isLimited && territories.isEmpty) else { return nil }
        let common = ConsentTerms(
            classes: classes,
            items: items.filter { !classes.contains($0.itemClass) }.sorted { $0.order < $1.order },
            purpose: purpose, recipient: recipient,
            identifiability: identifiability.rawValue >= other.identifiability.rawValue
                ? identifiability : other.identifiability,
            actions: actions.permits(other.actions) ? other.actions : actions,
            territory: (isLimited ? territories : Set(territory + other.territory)).sorted { $0.letters < $1.letters },
            conditions: Embargo.all(of: conditions + other.conditions),
            excludedRecipients: Set(excludedRecipients + other.excludedRecipients).sorted(),
            excludedFacts: Set(excludedFacts + other.excludedFacts).sorted())
        return common.namesSomething ? common : nil
    }

    /// Whether there is anything that may be given.
    var namesSomething: Bool { !classes.isEmpty || !items.isEmpty }
}

extension ConsentItem {
    /// The same on every desk, and no other meaning.
    fileprivate var order: (ID<Entry>, UInt8) { (entry, itemClass.rawValue) }
}

extension ConsentPurpose {
    /// The narrower of two, where one includes the other.
    func common(with other: ConsentPurpose) -> ConsentPurpose? {
        includes(other) ? other : other.includes(self) ? self : nil
    }
}

extension ConsentRecipient {
    /// The narrower of two, where one includes the other.
    func common(with other: ConsentRecipient) -> ConsentRecipient? {
        includes(other) ? other : other.includes(self) ? self : nil
    }
}

extension Embargo {
    /// Whether `other` is met whenever this one is.
    func implies(_ other: Embargo) -> Bool {
        switch (self, other) {
        case (.permanent, _): true
        case (.until(let mine), .until(let theirs)): mine >= theirs
        default: self == other
        }
    }

    /// Each of `conditions` that no other makes needless, in an order that is the same on every desk.
    static func all(of conditions: [Embargo]) -> [Embargo] {
        let different = Set(conditions)
        return different.filter { one in !different.contains { $0 != one && $0.implies(one) } }.sorted {
            $0.order < $1.order
        }
    }

    private var order: (Int, String) {
        switch self {
        case .until(let day): (0, day.iso)
        case .untilPersonArrived: (1, "")
        case .untilFamilyOut: (2, "")
        case .untilCounselClears: (3, "")
        case .untilTrialStep(let step): (4, step)
        case .permanent: (5, "")
        }
    }
}
