// SPDX-License-Identifier: AGPL-3.0-or-later

/// The time limits that this version knows, as data. It orients; it is no advice, and counsel confirms each row that a case rests on.
///
/// A row whose standing is ``RuleStanding/needsPrimaryText`` is amber wherever it is shown. Rows are never edited in place when the law
/// changes: the old one gets a last day, the new one another id. All rows were looked at on ``checkedOn``, and are stale after ``reviewBy``.
public enum LegalRules {
    public static let checkedOn = day(2026, 11, 25)
    public static let reviewBy = day(2027, 5, 25)
    static let authors = "Lifeboat's authors"

    public static let table: [LegalRule] = europe + responsibility + beforeThePact + unitedStates + unhcr + interpol

    public static func rule(_ id: String) -> LegalRule? { table.first { $0.id == id } }

    /// Regulation (EU) 2024/1348, and 2024/1359 where it derogates.
    private static let europe: [LegalRule] = [
        rule(
            "eu.register", .eu, .stage(.made), metBy: [.registered], .authority, .days(5),
            "Regulation (EU) 2024/1348, Article 27(1)", from: pact, needsText: true),
        rule(
            "eu.register.crisis", .eu, .stage(.made), metBy: [.registered], .authority, .weeks(4),
            onlyWith: .crisisDerogation, replaces: ["eu.register"], "Regulation (EU) 2024/1359, Article 10(1)",
            from: management),
        rule(
            "eu.lodge", .eu, .stage(.registered), metBy: [.lodged], .person, .days(21),
            "Regulation (EU) 2024/1348, Article 28(1)", from: pact),
        rule(
            "eu.lodge.transferred", .eu, .stage(.transferred), metBy: [.lodged], .person, .days(21),
            "Regulation (EU) 2024/1348, Article 28(2)", from: pact),
        rule(
            "eu.admissibility", .eu, .stage(.lodged), metBy: [.inadmissible, .examination], .authority, .months(2),
            extendable: .months(2), onlyAfter: [.admissibility], "Regulation (EU) 2024/1348, Article 35(1) and (2)",
            from: pact),
        rule(
            "eu.admissibility.short", .eu, .stage(.lodged), metBy: [.inadmissible, .examination], .authority,
            .workingDays(10), onlyAfter: [.admissibility], onlyWith: .shortAdmissibilityGround,
            replaces: ["eu.admissibility"], "Regulation (EU) 2024/1348, Article 35(1)", from: pact),
        rule(
            "eu.examine", .eu, .stage(.lodged), metBy: LegalTrack.outcomes, .authority, .months(6),
            extendable: .months(6),
            canBeSuspended: true, onlyAfter: [.examination, .ordinary],
            "Regulation (EU) 2024/1348, Article 35(4) and (5)", from: pact, needsText: true),
        rule(
            "eu.examine.accelerated", .eu, .stage(.lodged), metBy: LegalTrack.outcomes, .authority, .months(3),
            onlyAfter: [.accelerated], endedBy: [.ordinary], replaces: ["eu.examine"],
            "Regulation (EU) 2024/1348, Article 35(3)", from: pact),
        rule(
            "eu.examine.border", .eu, .stage(.registered),
            metBy: [.finalPositive, .finalNegative, .refugeeStatus, .subsidiaryProtection], .authority, .weeks(12),
            extendable: .weeks(4), onlyAfter: [.border], endedBy: [.ordinary, .accelerated], replaces: ["eu.examine"],
            "Regulation (EU) 2024/1348, Article 51(2)", from: pact, needsText: true),
    ]

    /// Regulation (EU) 2024/1351. An application that was registered before 1 July 2026 follows its predecessor's criteria (Article 84(2)).
    private static let responsibility: [LegalRule] = [
        rule(
            "eu.take-charge", .eu, .stage(.registered), metBy: [.takeChargeRequested], .authority, .months(2),
            onlyAfter: [.responsibility], endedBy: [.admissibility], "Regulation (EU) 2024/1351, Article 39(1)",
            from: management),
        rule(
            "eu.take-charge.hit", .eu, .mark(.databaseHit), metBy: [.takeChargeRequested], .authority, .months(1),
            onlyAfter: [.responsibility], endedBy: [.admissibility], replaces: ["eu.take-charge"],
            "Regulation (EU) 2024/1351, Article 39(1)",
            from: management, governedBy: .registered),
        rule(
            "eu.take-charge.detained", .eu, .stage(.registered), metBy: [.takeChargeRequested], .authority, .weeks(2),
            onlyAfter: [.responsibility], endedBy: [.admissibility], onlyWith: .detained,
            replaces: ["eu.take-charge", "eu.take-charge.hit"],
            "Regulation (EU) 2024/1351, Article 45(1)", from: management),
        rule(
            "eu.reply", .eu, .stage(.takeChargeRequested), metBy: [.takeChargeAccepted, .lodged, .admissibility],
            .authority, .months(1), "Regulation (EU) 2024/1351, Article 40(1)", from: management,
            governedBy: .registered),
        rule(
            "eu.reply.hit", .eu, .stage(.takeChargeRequested), metBy: [.takeChargeAccepted, .lodged, .admissibility],
            .authority, .weeks(2), onlyWith: .databaseHit, replaces: ["eu.reply"],
            "Regulation (EU) 2024/1351, Article 40(2)", from: management, governedBy: .registered),
        rule(
            "eu.reply.detained", .eu, .stage(.takeChargeRequested),
            metBy: [.takeChargeAccepted, .lodged, .admissibility], .authority, .weeks(1), onlyWith: .detained,
            replaces: ["eu.reply", "eu.reply.hit"], "Regulation (EU) 2024/1351, Article 45(2)", from: management,
            governedBy: .registered),
        rule(
            "eu.transfer-decision", .eu, .stage(.takeChargeAccepted), metBy: [.transferPending], .authority, .weeks(2),
            "Regulation (EU) 2024/1351, Article 42(1)", from: management, governedBy: .registered),
        rule(
            "eu.transfer", .eu, .stage(.takeChargeAccepted), metBy: [.transferred, .responsibilityShifted], .authority,
            .months(6), canBeSuspended: true, "Regulation (EU) 2024/1351, Article 46(1)", from: management,
            governedBy: .registered),
        rule(
            "eu.transfer.after-appeal", .eu, .mark(.suspensiveAppealDecided),
            metBy: [.transferred, .responsibilityShifted], .authority, .months(6), onlyAfter: [.takeChargeAccepted],
            replaces: ["eu.transfer"], "Regulation (EU) 2024/1351, Article 46(1)", from: management,
            governedBy: .registered),
    ]

    /// What governs procedures that began before June and July 2026.
    private static let beforeThePact: [LegalRule] = [
        rule(
            "eu.examine.directive", .eu, .stage(.lodged), metBy: LegalTrack.outcomes, .authority, .months(6),
            extendable: .months(9), onlyAfter: [.examination, .ordinary], "Directive 2013/32/EU, Article 31(3)",
            from: day(2015, 7, 20), to: day(2026, 6, 11), needsText: true),
        rule(
            "eu.take-charge.dublin", .eu, .stage(.registered), metBy: [.takeChargeRequested], .authority, .months(3),
            onlyAfter: [.responsibility], endedBy: [.admissibility], "Regulation (EU) No 604/2013, Article 21(1)",
            from: day(2014, 1, 1),
            to: day(2026, 6, 30), needsText: true),
        rule(
            "eu.take-charge.dublin.hit", .eu, .mark(.databaseHit), metBy: [.takeChargeRequested], .authority,
            .months(2), onlyAfter: [.responsibility], endedBy: [.admissibility], replaces: ["eu.take-charge.dublin"],
            "Regulation (EU) No 604/2013, Article 21(1)", from: day(2014, 1, 1), to: day(2026, 6, 30),
            governedBy: .registered, needsText: true),
        rule(
            "eu.transfer.dublin", .eu, .stage(.takeChargeAccepted), metBy: [.transferred, .responsibilityShifted],
            .authority, .months(6), extendable: .months(12), canBeSuspended: true,
            "Regulation (EU) No 604/2013, Article 29(1) and (2)", from: day(2014, 1, 1), to: day(2026, 6, 30),
            governedBy: .registered, needsText: true),
    ]

    private static let unitedStates: [LegalRule] = [
        // The two classes of exceptions (changed and extraordinary circumstances, INA 208(a)(2)(D)) are for counsel to argue.
        rule(
            "us.one-year", .us, .stage(.usArrival), metBy: [.usFiled], .person, .months(12),
            "INA 208(a)(2)(B) and (D), 8 U.S.C. 1158(a)(2)", from: day(1997, 4, 1), endsOnWorkingDay: false),
        rule(
            "us.judge-review", .us, .stage(.usCredibleFear), metBy: [.usJudgeReview, .usFiled], .authority, .days(7),
            "8 CFR 1003.42(e)", from: day(1997, 4, 1), endsOnWorkingDay: false, needsText: true),
        // Thirty days until a rule of 2026 that is contested in court: the shorter limit is the safe one.
        rule(
            "us.appeal", .us, .stage(.usDenied), metBy: [.usAppeal], .person, .days(10), "8 CFR 1003.38(b)",
            from: day(2026, 3, 9), endsOnWorkingDay: false, needsText: true),
        rule(
            "us.appeal.before-2026", .us, .stage(.usDenied), metBy: [.usAppeal], .person, .days(30),
            "8 CFR 1003.38(b)", from: day(1997, 4, 1), to: day(2026, 3, 8), endsOnWorkingDay: false, needsText: true),
    ]

    private static let unhcr: [LegalRule] = [
        rule(
            "unhcr.appeal", .unhcrStatus, .stage(.unhcrRejected), metBy: [.unhcrAppeal], .person, .days(30),
            "UNHCR, Procedural Standards for RSD under UNHCR's Mandate, unit 7", from: day(2005, 9, 1),
            endsOnWorkingDay: false, needsText: true)
    ]

    private static let interpol: [LegalRule] = [
        rule(
            "interpol.access", .interpolFiles, .stage(.filesAccessAdmissible), metBy: [.filesDeletionRequested],
            .authority, .months(4), "Statute of the CCF, Article 40(1)", from: day(2017, 3, 11),
            endsOnWorkingDay: false),
        rule(
            "interpol.deletion", .interpolFiles, .stage(.filesDeletionAdmissible), metBy: [.filesDecided], .authority,
            .months(9), "Statute of the CCF, Article 40(2)", from: day(2017, 3, 11), endsOnWorkingDay: false),
        rule(
            "interpol.revision", .interpolFiles, .mark(.newFactDiscovered), metBy: [.filesRevisionRequested], .person,
            .months(6), onlyAfter: [.filesDecided], "Statute of the CCF, Article 42", from: day(2017, 3, 11),
            endsOnWorkingDay: false, needsText: true),
    ]

    /// The days from which the pact's two large regulations apply.
    private static let pact = day(2026, 6, 12)
    private static let management = day(2026, 7, 1)

    private static func rule(
        _ id: String, _ track: LegalTrack, _ start: LegalStart, metBy: [LegalStage], _ duty: LegalDuty,
        _ amount: LegalAmount, extendable: LegalAmount? = nil, canBeSuspended: Bool = false,
        onlyAfter: [LegalStage] = [], endedBy: [LegalStage] = [], onlyWith: LegalMark? = nil, replaces: [String] = [],
        _ citation: String,
        from validFrom: Day, to validTo: Day? = nil, governedBy: LegalStage? = nil, endsOnWorkingDay: Bool = true,
        needsText: Bool = false
    ) -> LegalRule {
        LegalRule(
            id: id, track: track, start: start, metBy: metBy, duty: duty, amount: amount, extendable: extendable,
            canBeSuspended: canBeSuspended, endsOnWorkingDay: endsOnWorkingDay, onlyAfter: onlyAfter, endedBy: endedBy,
            onlyWith: onlyWith, replaces: replaces, citation: citation, validFrom: validFrom, validTo: validTo,
            governedBy: governedBy, standing: needsText ? .needsPrimaryText : .textRead, checkedOn: checkedOn,
            checkedBy: authors, reviewBy: reviewBy)
    }

    /// A day of the table. A date that the calendar does not have would be a mistake of ours; a test reads every row.
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
        Day(year: year, month: month, day: day) ?? Day.first
    }
}
