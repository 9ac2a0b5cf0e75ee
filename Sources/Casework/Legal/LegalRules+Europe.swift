// SPDX-License-Identifier: AGPL-3.0-or-later

extension LegalRules {
    /// An application counts as lodged anew where it is a subsequent one.
    private static let lodging = LegalStart.lastOf([.lodged, .subsequentApplication])

    /// Regulation (EU) 2024/1348, and 2024/1359 where it derogates.
    static let europe: [LegalRule] = [
        rule(
            "eu.register", .eu, .stage(.made), metBy: [.registered], .authority, .days(5),
            "Regulation (EU) 2024/1348, Article 27(1)", from: pact, needsText: true),
        rule(
            "eu.register.many", .eu, .stage(.made), metBy: [.registered], .authority, .days(15),
            onlyWith: .disproportionateNumbers, replaces: ["eu.register"],
            "Regulation (EU) 2024/1348, Article 27", from: pact, needsText: true, checked: checkedLast),
        rule(
            "eu.register.crisis", .eu, .stage(.made), metBy: [.registered], .authority, .weeks(4),
            onlyWith: .crisisDerogation, replaces: ["eu.register", "eu.register.many"],
            "Regulation (EU) 2024/1359, Article 10(1)", from: management),
        rule(
            "eu.lodge", .eu, .stage(.registered), metBy: [.lodged], .person, .days(21),
            "Regulation (EU) 2024/1348, Article 28(1)", from: pact),
        rule(
            "eu.lodge.transferred", .eu, .stage(.transferred), metBy: [.lodged], .person, .days(21),
            "Regulation (EU) 2024/1348, Article 28(2)", from: pact),
        rule(
            "eu.admissibility", .eu, lodging, metBy: [.inadmissible, .examination], .authority, .months(2),
            extendable: .months(2), onlyAfter: [.admissibility], "Regulation (EU) 2024/1348, Article 35(1) and (2)",
            from: pact),
        rule(
            "eu.admissibility.short", .eu, lodging, metBy: [.inadmissible, .examination], .authority,
            .workingDays(10), onlyAfter: [.admissibility], onlyWith: .shortAdmissibilityGround,
            replaces: ["eu.admissibility"], "Regulation (EU) 2024/1348, Article 35(1)", from: pact),
        rule(
            "eu.examine", .eu, lodging, metBy: LegalTrack.outcomes, .authority, .months(6),
            extendable: .months(6),
            canBeSuspended: true, onlyAfter: [.examination, .ordinary],
            "Regulation (EU) 2024/1348, Article 35(4) and (5)", from: pact, needsText: true),
        rule(
            "eu.examine.accelerated", .eu, lodging, metBy: LegalTrack.outcomes, .authority, .months(3),
            onlyAfter: [.accelerated], endedBy: [.ordinary], replaces: ["eu.examine"],
            "Regulation (EU) 2024/1348, Article 35(3)", from: pact),
        rule(
            "eu.examine.border", .eu, .lastOf([.registered, .subsequentApplication]),
            metBy: [.finalPositive, .finalNegative, .refugeeStatus, .subsidiaryProtection], .authority, .weeks(12),
            extendable: .weeks(4), onlyAfter: [.border], endedBy: [.ordinary, .accelerated], replaces: ["eu.examine"],
            "Regulation (EU) 2024/1348, Article 51(2)", from: pact, needsText: true),
        // Six weeks more, and not those of Article 51(2) besides. The sixteen weeks that this lengthens are unread.
        rule(
            "eu.examine.border.crisis", .eu, .lastOf([.registered, .subsequentApplication]),
            metBy: [.finalPositive, .finalNegative, .refugeeStatus, .subsidiaryProtection], .authority, .weeks(18),
            onlyAfter: [.border], endedBy: [.ordinary, .accelerated], onlyWith: .crisisDerogation,
            replaces: ["eu.examine", "eu.examine.border"],
            "Regulation (EU) 2024/1359, Article 11(1)", from: management, needsText: true, checked: checkedLast),
        // National law sets a shorter one: this is the longest that it can be.
        rule(
            "eu.examine.remitted", .eu, .stage(.remitted), metBy: LegalTrack.outcomes + [.inadmissible], .authority,
            .months(6), onlyAfter: [.remitted], endedBy: [.subsequentApplication],
            replaces: [
                "eu.admissibility", "eu.admissibility.short", "eu.examine", "eu.examine.accelerated",
                "eu.examine.border", "eu.examine.border.crisis",
            ], "Regulation (EU) 2024/1348, Article 35", from: pact, governedBy: [.lodged, .subsequentApplication],
            needsText: true, checked: checkedLast),
    ]

    /// What the person can do against a decision. National law sets the limit between two bounds: the row has the shorter one and stays
    /// amber until counsel has read what this State set.
    static let remedies: [LegalRule] = [
        rule(
            "eu.appeal", .eu, .notice, metBy: [.appeal], .person, .days(5),
            onlyAfter: [
                .inadmissible, .rejected, .excluded, .withdrawnImplicitly, .withdrawnExplicitly,
                .subsidiaryProtection,
            ], endedBy: [.finalPositive, .finalNegative],
            "Regulation (EU) 2024/1348, Article 67(7)", from: pact, governedBy: [.lodged, .subsequentApplication],
            endsOnWorkingDay: false, needsText: true, checked: checkedLast),
        rule(
            "eu.appeal.ordinary", .eu, .notice, metBy: [.appeal], .person, .weeks(2),
            onlyAfter: [.rejected, .excluded, .subsidiaryProtection],
            endedBy: [.finalPositive, .finalNegative], procedure: .ordinary,
            replaces: ["eu.appeal"], "Regulation (EU) 2024/1348, Article 67(7)", from: pact,
            governedBy: [.lodged, .subsequentApplication], endsOnWorkingDay: false, needsText: true,
            checked: checkedLast),
        rule(
            "eu.appeal.transfer", .eu, .notice, metBy: [.transferAppeal], .person, .weeks(1),
            onlyAfter: [.transferPending], endedBy: [.transferred, .responsibilityShifted],
            "Regulation (EU) 2024/1351, Article 43(2)", from: management, governedBy: [.registered],
            endsOnWorkingDay: false, needsText: true, checked: checkedLast),
    ]
}
