// SPDX-License-Identifier: AGPL-3.0-or-later

/// A length of time as a law states it.
public enum LegalAmount: Hashable, Sendable {
    case days(Int)
    case workingDays(Int)
    case weeks(Int)
    case months(Int)

    /// The last day of the period that begins with what happened on `start`; that day itself does not count
    /// (Regulation (EEC, Euratom) No 1182/71, Article 3).
    public func end(from start: Day, in calendar: WorkingDays) -> Day {
        switch self {
        case .days(let count): start.adding(days: count)
        case .workingDays(let count): calendar.day(count, after: start)
        case .weeks(let count): start.adding(days: 7 * count)
        case .months(let count): start.adding(months: count)
        }
    }
}

/// Who has to act within a time limit.
public enum LegalDuty: UInt8, CaseIterable, Sendable {
    /// The person, and we for them: a limit that passes is missed.
    case person = 1
    /// An authority, a court, a commission: a limit that passes is overdue, and gives counsel something to say.
    case authority
}

/// What starts a time limit.
public enum LegalStart: Hashable, Sendable {
    case stage(LegalStage)
    /// Whichever of these was reached last.
    case lastOf([LegalStage])
    /// The last of these marks, by its day.
    case mark(LegalMark)
    /// The first of these marks, by its day.
    case firstMark(LegalMark)
    /// The day on which the person was handed the decision that the rule waits for; of several the first.
    case notice
    /// The day since which the person is detained.
    case detention
}

/// Whether somebody has read the words that a rule rests on.
public enum RuleStanding: UInt8, CaseIterable, Sendable {
    /// The authors read the provision, perhaps in a republication.
    case textRead = 1
    /// Known from elsewhere: shown amber until counsel has read the primary text.
    case needsPrimaryText
}

/// A time limit as a row of data: dated, cited, and with a day on which somebody has to look at it again
/// (docs/decisions/0017).
public struct LegalRule: Hashable, Sendable {
    /// Never changes and is never used again.
    public let id: String
    public let track: LegalTrack
    public let start: LegalStart
    /// The stages that end it.
    public let metBy: [LegalStage]
    public let duty: LegalDuty
    public let amount: LegalAmount
    /// The most by which it can be extended.
    public let extendable: LegalAmount?
    /// Whether the authors read what is said of the limit and not what is said of extending it: amber where it was extended.
    public let extensionNeedsText: Bool
    /// Whether the law knows grounds on which it stands still.
    public let canBeSuspended: Bool
    /// Whether it ends on the next working day where its last day is none.
    public let endsOnWorkingDay: Bool
    /// Only where one of these stages was reached, with the stage that starts it or after; empty for always.
    public let onlyAfter: [LegalStage]
    /// Where one of these was reached after, it is over without having been met, and takes no other rule's place any more.
    public let endedBy: [LegalStage]
    /// Only where this was marked.
    public let onlyWith: LegalMark?
    /// Only where this was marked by the day that starts it.
    public let onlyWithBefore: LegalMark?
    /// Only where the person was detained on the day that starts it, and has not been released since.
    public let whileDetained: Bool
    /// Only where it starts on a later day than this stage was reached.
    public let laterThan: LegalStage?
    /// Only where this is the kind of procedure that the application was examined in last.
    public let procedure: LegalStage?
    /// The rules that it takes the place of where it applies.
    public let replaces: [String]
    /// Whether it shortens what it replaces, and gives way where that ends earlier.
    public let neverLater: Bool
    public let citation: String
    /// The first and the last day of events that it governs; nil for no end.
    public let validFrom: Day
    public let validTo: Day?
    /// The stages of which the last that was reached decides by its day whether it is valid; empty for what starts it.
    public let governedBy: [LegalStage]
    public let standing: RuleStanding
    public let checkedOn: Day
    public let checkedBy: String
    public let reviewBy: Day

    /// Whether it is to be shown amber on `day` whatever the matter: nobody has read the text, or the day to look again has passed.
    public func isAmber(on day: Day) -> Bool { standing == .needsPrimaryText || reviewBy < day }

    func isValid(on day: Day) -> Bool { validFrom <= day && (validTo.map { day <= $0 } ?? true) }

    /// The key of its name in the desk's catalogues.
    public var catalogueKey: String { "legal.rule.\(id)" }
}
