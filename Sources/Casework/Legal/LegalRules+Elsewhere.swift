// SPDX-License-Identifier: AGPL-3.0-or-later

extension LegalRules {
    private static let lostBeforeJudge = LegalStart.lastOf([.usDenied, .usWithholding, .usTortureConvention])

    static let unitedStates: [LegalRule] = [
        // The two classes of exceptions (changed and extraordinary circumstances, INA 208(a)(2)(D)) are for counsel to argue.
        rule(
            "us.one-year", .us, .stage(.usArrival), metBy: [.usFiled], .person, .months(12),
            "INA 208(a)(2)(B) and (D), 8 U.S.C. 1158(a)(2)", from: day(1997, 4, 1), endsOnWorkingDay: false),
        // A rule of 9 March 2026 has ten days, and thirty for some refusals of asylum. A court kept the ten from coming into force, so that
        // thirty may run; while it is in dispute the shorter limit is the safe one.
        rule(
            "us.appeal", .us, lostBeforeJudge, metBy: [.usAppeal], .person, .days(10), "8 CFR 1003.38(b)",
            from: day(2026, 3, 9), endsOnWorkingDay: false, needsText: true, checked: checkedLast),
        rule(
            "us.appeal.before-2026", .us, lostBeforeJudge, metBy: [.usAppeal], .person, .days(30),
            "8 CFR 1003.38(b)", from: day(1997, 4, 1), to: day(2026, 3, 8), endsOnWorkingDay: false, needsText: true),
        rule(
            "us.petition", .us, .stage(.usBoardDismissed), metBy: [.usPetition], .person, .days(30),
            "INA 242(b)(1), 8 U.S.C. 1252(b)(1)", from: day(1997, 4, 1), endsOnWorkingDay: false, needsText: true,
            checked: checkedLast),
    ]

    static let unhcr: [LegalRule] = [
        rule(
            "unhcr.appeal", .unhcrStatus, .stage(.unhcrRejected), metBy: [.unhcrAppeal], .person, .days(30),
            "UNHCR, Procedural Standards for RSD under UNHCR's Mandate, unit 7", from: day(2005, 9, 1),
            endsOnWorkingDay: false, needsText: true)
    ]

    static let interpol: [LegalRule] = [
        rule(
            // Access and deletion are requests of their own: who asks for deletion meanwhile is still owed an answer on access.
            "interpol.access", .interpolFiles, .stage(.filesAccessAdmissible), metBy: [.filesAccessAnswered],
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
}
