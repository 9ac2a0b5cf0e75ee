// SPDX-License-Identifier: AGPL-3.0-or-later

/// A date of which a person may know only the year, or the year and the month. It is often a birth date, and prints as nothing.
public struct PartialDate: Hashable, Sendable, Confidential {
    public let year: Int
    /// Nil where only the year is known.
    public let month: Int?
    /// Nil where the day is not known.
    public let day: Int?

    /// Nil if the calendar has no such date, or if a day stands without its month.
    public init?(year: Int, month: Int? = nil, day: Int? = nil) {
        guard month != nil || day == nil, Day(year: year, month: month ?? 1, day: day ?? 1) != nil else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// For example `1994`, `1994-02` or `1994-02-28`.
    public var iso: String {
        let parts = [month, day].compactMap { $0 }.map { $0 < 10 ? "-0\($0)" : "-\($0)" }
        return "\(year)" + parts.joined()
    }

    /// The first day that it can mean.
    public var earliest: Day { Day(year: year, month: month ?? 1, day: day ?? 1) ?? Day.first }
}
