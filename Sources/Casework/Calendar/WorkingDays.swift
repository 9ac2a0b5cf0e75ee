// SPDX-License-Identifier: AGPL-3.0-or-later

/// Which days count as working days in one place. Without the holidays of that place only the week-ends are left out.
public struct WorkingDays: Hashable, Sendable {
    /// Public holidays, as counsel entered them.
    public let holidays: Set<Day>

    public init(holidays: Set<Day> = []) { self.holidays = holidays }

    /// Neither Saturday nor Sunday nor a holiday.
    public func contains(_ day: Day) -> Bool { day.weekday < 6 && !holidays.contains(day) }

    /// The `count`-th working day after `day`, which does not count itself.
    public func day(_ count: Int, after day: Day) -> Day {
        var (left, result) = (count, day)
        while left > 0, result < Day.last {
            result = result.adding(days: 1)
            if contains(result) { left -= 1 }
        }
        return result
    }

    /// `day`, or the next working day if it is none.
    public func firstWorkingDay(from day: Day) -> Day {
        var result = day
        while !contains(result), result < Day.last { result = result.adding(days: 1) }
        return result
    }
}
