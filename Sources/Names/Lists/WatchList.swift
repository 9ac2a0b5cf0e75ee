// SPDX-License-Identifier: AGPL-3.0-or-later

/// A list of people as somebody published it, with where it comes from.
public struct WatchList: Sendable, Equatable {
    public var about: About
    public internal(set) var entries = WatchEntries()
    /// Rows that could not be read; the others were. The first ``maximumProblemCount`` of them.
    public internal(set) var problems: [Problem] = []
    /// How many rows could not be read.
    public internal(set) var problemCount = 0

    public static let maximumProblemCount = 10_000

    public init(about: About) { self.about = about }

    /// Where a list comes from. A hit means little without it.
    public struct About: Sendable, Equatable {
        public var source: String
        /// The day the list speaks of.
        public var date: CalendarDay?
        public var licence: String?

        public init(source: String, date: CalendarDay? = nil, licence: String? = nil) {
            self.source = source
            self.date = date
            self.licence = licence
        }
    }

    /// One person.
    public struct Entry: Sendable, Equatable {
        /// The list's own identifier, where it has one.
        public var identifier: String?
        /// The line of the list where the person begins, counted from 1.
        public var line: Int
        /// All names and spellings, the main one first. Never empty.
        public var names: [String]
        public var birthDate: String?
    }

    /// A row that was left out.
    public struct Problem: Sendable, Equatable {
        /// Counted from 1.
        public let line: Int
        public let reason: Reason

        public enum Reason: String, Sendable, CaseIterable {
            case notText, notJSON, noName, unclosedQuote, tooLong, tooManyColumns, tooManyNames
        }
    }

    /// How fresh a list is.
    public enum Freshness: String, Sendable {
        case fresh
        /// Old enough that people have been added and taken off since.
        case stale
        /// The list does not say.
        case unknown
    }

    /// Days after which a list is stale.
    public static let freshDayCount = 30

    public func freshness(on today: CalendarDay) -> Freshness {
        // A day that has not come says nothing; tomorrow has, somewhere.
        guard let date = about.date, date.dayNumber <= today.dayNumber + 1 else { return .unknown }
        return today.dayNumber - date.dayNumber > Self.freshDayCount ? .stale : .fresh
    }

    /// All names by entry, ready to be searched: an entry's number is its place in ``entries``.
    public func index() -> NameIndex {
        var builder = NameIndexBuilder()
        for (number, entry) in entries.enumerated() {
            for name in entry.names { builder.add(name, entry: UInt32(number)) }
        }
        return builder.finish()
    }
}

/// A day of the Gregorian calendar.
public struct CalendarDay: Sendable, Equatable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// `2026-03-01`, and nothing else; anything after a `T` is ignored.
    public init?(_ text: String) {
        let fields = text.prefix { $0 != "T" }.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count == 3, fields.map(\.count) == [4, 2, 2] else { return nil }
        let numbers = fields.compactMap { $0.allSatisfy(\.isWholeNumber) ? Int(String($0)) : nil }
        guard numbers.count == 3, (1...12).contains(numbers[1]) else { return nil }
        year = numbers[0]
        month = numbers[1]
        day = numbers[2]
        guard (1...Self.dayCount(year, month)).contains(day) else { return nil }
    }

    /// - Parameter dayNumber: days since 1970-01-01.
    public init(dayNumber: Int) {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01.
    public var dayNumber: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    public var description: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func dayCount(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
