// SPDX-License-Identifier: AGPL-3.0-or-later

/// The time limits that this version knows, as data. It orients; it is no advice, and counsel confirms each row that a case rests on.
///
/// A row whose standing is ``RuleStanding/needsPrimaryText`` is amber wherever it is shown. Rows are never edited in place when the law
/// changes: the old one gets a last day, the new one another id. Each row says when it was looked at, and all are stale after ``reviewBy``.
public enum LegalRules {
    static let checkedOn = day(2026, 11, 25)
    /// Of the rows that came or were put right later.
    static let checkedLast = day(2026, 11, 26)
    public static let reviewBy = day(2027, 5, 25)
    static let authors = "Lifeboat's authors"

    public static let table: [LegalRule] =
        europe + remedies + responsibility + detention + beforeThePact + unitedStates + unhcr + interpol

    public static func rule(_ id: String) -> LegalRule? { table.first { $0.id == id } }

    /// The days from which the pact's two large regulations apply.
    static let pact = day(2026, 6, 12)
    static let management = day(2026, 7, 1)

    static func rule(
        _ id: String, _ track: LegalTrack, _ start: LegalStart, metBy: [LegalStage], _ duty: LegalDuty,
        _ amount: LegalAmount, extendable: LegalAmount? = nil, extensionNeedsText: Bool = false,
        canBeSuspended: Bool = false,
        onlyAfter: [LegalStage] = [], endedBy: [LegalStage] = [], onlyWith: LegalMark? = nil,
        onlyWithBefore: LegalMark? = nil, whileDetained: Bool = false, laterThan: LegalStage? = nil,
        procedure: LegalStage? = nil, replaces: [String] = [], neverLater: Bool = false,
        _ citation: String,
        from validFrom: Day, to validTo: Day? = nil, governedBy: [LegalStage] = [], endsOnWorkingDay: Bool = true,
        needsText: Bool = false, checked: Day = checkedOn
    ) -> LegalRule {
        LegalRule(
            id: id, track: track, start: start, metBy: metBy, duty: duty, amount: amount, extendable: extendable,
            extensionNeedsText: extensionNeedsText, canBeSuspended: canBeSuspended, endsOnWorkingDay: endsOnWorkingDay,
            onlyAfter: onlyAfter, endedBy: endedBy, onlyWith: onlyWith, onlyWithBefore: onlyWithBefore,
            whileDetained: whileDetained, laterThan: laterThan, procedure: procedure, replaces: replaces,
            neverLater: neverLater, citation: citation, validFrom: validFrom, validTo: validTo, governedBy: governedBy,
            standing: needsText ? .needsPrimaryText : .textRead, checkedOn: checked, checkedBy: authors,
            reviewBy: reviewBy)
    }

    /// A day of the table. A date that the calendar does not have would be a mistake of ours; a test reads every row.
    static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
        Day(year: year, month: month, day: day) ?? Day.first
    }
}
