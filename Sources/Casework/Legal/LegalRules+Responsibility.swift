// SPDX-License-Identifier: AGPL-3.0-or-later

extension LegalRules {
    private static let replied: [LegalStage] = [.takeChargeAccepted, .lodged, .admissibility]
    private static let moved: [LegalStage] = [.transferred, .responsibilityShifted]

    /// Regulation (EU) 2024/1351. An application that was registered before 1 July 2026 follows its predecessor's criteria (Article 84(2)).
    static let responsibility: [LegalRule] = [
        rule(
            "eu.take-charge", .eu, .stage(.registered), metBy: [.takeChargeRequested], .authority, .months(2),
            onlyAfter: [.responsibility], endedBy: [.admissibility], "Regulation (EU) 2024/1351, Article 39(1)",
            from: management),
        rule(
            "eu.take-charge.hit", .eu, .firstMark(.databaseHit), metBy: [.takeChargeRequested], .authority, .months(1),
            onlyAfter: [.responsibility], endedBy: [.admissibility], replaces: ["eu.take-charge"], neverLater: true,
            "Regulation (EU) 2024/1351, Article 39(1)",
            from: management, governedBy: [.registered]),
        rule(
            "eu.take-back", .eu, .firstMark(.databaseHit), metBy: [.takeChargeRequested], .authority, .weeks(2),
            onlyAfter: [.responsibility], endedBy: [.admissibility], onlyWith: .takeBack,
            replaces: ["eu.take-charge", "eu.take-charge.hit"], "Regulation (EU) 2024/1351, Article 41(1)",
            from: management, governedBy: [.registered], checked: checkedLast),
        rule(
            "eu.reply", .eu, .stage(.takeChargeRequested), metBy: replied,
            .authority, .months(1), "Regulation (EU) 2024/1351, Article 40(1)", from: management,
            governedBy: [.registered]),
        rule(
            "eu.reply.hit", .eu, .stage(.takeChargeRequested), metBy: replied,
            .authority, .weeks(2), onlyWithBefore: .databaseHit, replaces: ["eu.reply"],
            "Regulation (EU) 2024/1351, Article 40(2)", from: management, governedBy: [.registered]),
        // Article 45(2) shortens the reply to a request to take charge alone.
        rule(
            "eu.take-back.reply", .eu, .stage(.takeChargeRequested), metBy: replied, .authority, .weeks(2),
            onlyWith: .takeBack, replaces: ["eu.reply", "eu.reply.hit", "eu.reply.detained"],
            "Regulation (EU) 2024/1351, Article 41(3) and (4)", from: management, governedBy: [.registered],
            checked: checkedLast),
        rule(
            "eu.transfer-decision", .eu, .stage(.takeChargeAccepted), metBy: [.transferPending], .authority, .weeks(2),
            "Regulation (EU) 2024/1351, Article 42(1)", from: management, governedBy: [.registered]),
        // A year in all where the person is in prison, three years where they absconded.
        rule(
            "eu.transfer", .eu, .stage(.takeChargeAccepted), metBy: moved, .authority,
            .months(6), extendable: .months(36), extensionNeedsText: true, canBeSuspended: true,
            "Regulation (EU) 2024/1351, Article 46(1) and (2)", from: management, governedBy: [.registered],
            checked: checkedLast),
        rule(
            "eu.transfer.after-appeal", .eu, .mark(.suspensiveAppealDecided), metBy: moved, .authority, .months(6),
            extendable: .months(36), extensionNeedsText: true, onlyAfter: [.takeChargeAccepted],
            replaces: ["eu.transfer"], "Regulation (EU) 2024/1351, Article 46(1) and (2)", from: management,
            governedBy: [.registered], checked: checkedLast),
    ]

    /// Article 45 of the same. Whoever is not transferred in five weeks is to be released, and the six months of Article 46 go on beside
    /// them: neither takes the other's place.
    static let detention: [LegalRule] = [
        rule(
            "eu.take-charge.detained", .eu, .stage(.registered), metBy: [.takeChargeRequested], .authority, .weeks(2),
            onlyAfter: [.responsibility], endedBy: [.admissibility], whileDetained: true,
            replaces: ["eu.take-charge", "eu.take-charge.hit", "eu.take-back"], neverLater: true,
            "Regulation (EU) 2024/1351, Article 45(1)", from: management),
        rule(
            "eu.take-charge.detained.later", .eu, .detention, metBy: [.takeChargeRequested], .authority, .weeks(1),
            onlyAfter: [.responsibility], endedBy: [.admissibility], laterThan: .registered,
            replaces: ["eu.take-charge", "eu.take-charge.hit", "eu.take-back"], neverLater: true,
            "Regulation (EU) 2024/1351, Article 45(1)", from: management, governedBy: [.registered],
            checked: checkedLast),
        rule(
            "eu.reply.detained", .eu, .stage(.takeChargeRequested), metBy: replied, .authority, .weeks(1),
            whileDetained: true,
            replaces: ["eu.reply", "eu.reply.hit"], "Regulation (EU) 2024/1351, Article 45(2)", from: management,
            governedBy: [.registered]),
        rule(
            "eu.transfer.detained", .eu, .stage(.takeChargeAccepted), metBy: moved, .authority, .weeks(5),
            whileDetained: true, "Regulation (EU) 2024/1351, Article 45(3)", from: management,
            governedBy: [.registered], needsText: true, checked: checkedLast),
        rule(
            "eu.transfer.detained.later", .eu, .detention, metBy: moved, .authority, .weeks(5),
            onlyAfter: [.takeChargeAccepted], laterThan: .takeChargeAccepted,
            "Regulation (EU) 2024/1351, Article 45(3)", from: management, governedBy: [.registered], needsText: true,
            checked: checkedLast),
        rule(
            "eu.transfer.detained.after-appeal", .eu, .mark(.suspensiveAppealDecided), metBy: moved, .authority,
            .weeks(5), onlyAfter: [.takeChargeAccepted], whileDetained: true,
            replaces: ["eu.transfer.detained", "eu.transfer.detained.later"],
            "Regulation (EU) 2024/1351, Article 45(3)", from: management, governedBy: [.registered], needsText: true,
            checked: checkedLast),
    ]

    /// What governs procedures that began before June and July 2026.
    static let beforeThePact: [LegalRule] = [
        rule(
            "eu.examine.directive", .eu, .lastOf([.lodged, .subsequentApplication]), metBy: LegalTrack.outcomes,
            .authority, .months(6),
            extendable: .months(9), onlyAfter: [.examination, .ordinary], "Directive 2013/32/EU, Article 31(3)",
            from: day(2015, 7, 20), to: day(2026, 6, 11), needsText: true),
        dublin(
            "eu.take-charge.dublin", .stage(.registered), metBy: [.takeChargeRequested], .months(3),
            onlyAfter: [.responsibility], endedBy: [.admissibility], "Article 21(1)", checked: checkedOn),
        dublin(
            "eu.take-charge.dublin.hit", .firstMark(.databaseHit), metBy: [.takeChargeRequested], .months(2),
            onlyAfter: [.responsibility], endedBy: [.admissibility], replaces: ["eu.take-charge.dublin"],
            neverLater: true, "Article 21(1)", checked: checkedOn),
        dublin(
            "eu.take-charge.dublin.detained", .stage(.registered), metBy: [.takeChargeRequested], .months(1),
            onlyAfter: [.responsibility], endedBy: [.admissibility], whileDetained: true,
            replaces: ["eu.take-charge.dublin", "eu.take-charge.dublin.hit"], neverLater: true, "Article 28(3)"),
        dublin("eu.reply.dublin", .stage(.takeChargeRequested), metBy: replied, .months(2), "Article 22(1)"),
        dublin(
            "eu.reply.dublin.take-back", .stage(.takeChargeRequested), metBy: replied, .months(1), onlyWith: .takeBack,
            replaces: ["eu.reply.dublin"], "Article 25(1)"),
        dublin(
            "eu.reply.dublin.take-back.hit", .stage(.takeChargeRequested), metBy: replied, .weeks(2),
            onlyWith: .takeBack, onlyWithBefore: .databaseHit,
            replaces: ["eu.reply.dublin", "eu.reply.dublin.take-back"], "Article 25(1)"),
        dublin(
            "eu.reply.dublin.detained", .stage(.takeChargeRequested), metBy: replied, .weeks(2), whileDetained: true,
            replaces: ["eu.reply.dublin", "eu.reply.dublin.take-back", "eu.reply.dublin.take-back.hit"],
            "Article 28(3)"),
        dublin(
            "eu.transfer.dublin", .stage(.takeChargeAccepted), metBy: moved, .months(6), extendable: .months(12),
            canBeSuspended: true, "Article 29(1) and (2)", checked: checkedOn),
        dublin(
            "eu.transfer.dublin.after-appeal", .mark(.suspensiveAppealDecided), metBy: moved, .months(6),
            extendable: .months(12), onlyAfter: [.takeChargeAccepted], replaces: ["eu.transfer.dublin"],
            "Article 29(1) and (2)"),
        dublin(
            "eu.transfer.dublin.detained", .stage(.takeChargeAccepted), metBy: moved, .weeks(6), whileDetained: true,
            "Article 28(3)"),
        dublin(
            "eu.transfer.dublin.detained.after-appeal", .mark(.suspensiveAppealDecided), metBy: moved, .weeks(6),
            onlyAfter: [.takeChargeAccepted], whileDetained: true, replaces: ["eu.transfer.dublin.detained"],
            "Article 28(3)"),
    ]

    /// A row of Regulation (EU) No 604/2013, of which nobody has read the text.
    private static func dublin(
        _ id: String, _ start: LegalStart, metBy: [LegalStage], _ amount: LegalAmount,
        extendable: LegalAmount? = nil, canBeSuspended: Bool = false, onlyAfter: [LegalStage] = [],
        endedBy: [LegalStage] = [], onlyWith: LegalMark? = nil, onlyWithBefore: LegalMark? = nil,
        whileDetained: Bool = false, replaces: [String] = [], neverLater: Bool = false, _ article: String,
        checked: Day = checkedLast
    ) -> LegalRule {
        rule(
            id, .eu, start, metBy: metBy, .authority, amount, extendable: extendable, canBeSuspended: canBeSuspended,
            onlyAfter: onlyAfter, endedBy: endedBy, onlyWith: onlyWith, onlyWithBefore: onlyWithBefore,
            whileDetained: whileDetained, replaces: replaces, neverLater: neverLater,
            "Regulation (EU) No 604/2013, \(article)", from: day(2014, 1, 1), to: day(2026, 6, 30),
            governedBy: [.registered], needsText: true, checked: checked)
    }
}
