// SPDX-License-Identifier: AGPL-3.0-or-later

/// A day of the Gregorian calendar, from 1900 to 2199, without hour or time zone: what a law, a passport or a person means
/// by a date.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1 January 1970.
    public let number: Int

    public static let years = 1900...2199

    /// Nil if the calendar has no such day, or if the year is outside ``years``.
    public init?(year: Int, month: Int, day: Int) {
        guard Day.years.contains(year), (1...12).contains(month),
            (1...Day.length(ofMonth: month, in: year)).contains(day)
        else { return nil }
        number = Day.number(year, month, day)
    }

    /// `2026-07-01`, and nothing else.
    public init?(iso text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day, in UTC, of an instant in seconds since 1970.
    public init(at second: UInt64) {
        self.init(number: Int(min(second / 86_400, UInt64(Day.last.number))))
    }

    /// The day of an instant, in seconds since 1970, by a clock that is `east` seconds ahead of UTC.
    public init(at second: UInt64, east: Int) { self.init(at: second.east(by: east)) }

    private init(number: Int) {
        self.number = min(max(number, Day.first.number), Day.last.number)
    }

    private init(unchecked number: Int) { self.number = number }

    static let first = Day(unchecked: number(years.lowerBound, 1, 1))
    static let last = Day(unchecked: number(years.upperBound, 12, 31))

    public static func < (one: Day, other: Day) -> Bool { one.number < other.number }

    public var year: Int { parts.year }
    public var month: Int { parts.month }
    public var day: Int { parts.day }

    /// 1 is Monday, 7 Sunday (ISO 8601).
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    public func adding(days: Int) -> Day { Day(number: number + days) }

    /// The same date so many months on; the last day of that month where it has no such date.
    public func adding(months: Int) -> Day {
        let (year, month, day) = parts
        let count = year * 12 + month - 1 + months
        let target = min(max(count, Day.years.lowerBound * 12), Day.years.upperBound * 12 + 11)
        let newMonth = target % 12 + 1
        let length = Day.length(ofMonth: newMonth, in: target / 12)
        return Day(number: Day.number(target / 12, newMonth, min(day, length)))
    }

    /// Seconds since 1970 at which the day begins in UTC; 0 before 1970.
    public var firstSecond: UInt64 { UInt64(max(number, 0)) * 86_400 }

    /// For example `2026-07-01`.
    public var iso: String {
        let (year, month, day) = parts
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Years here begin in March, so that the leap day is their last; `era` is 400 years.
    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension Day: CustomStringConvertible {
    public var description: String { iso }
}

extension UInt64 {
    /// What a clock that is so many seconds ahead of UTC shows at this instant, as if it were UTC.
    func east(by seconds: Int) -> UInt64 {
        let shift = UInt64(seconds.magnitude)
        return seconds < 0 ? self - Swift.min(self, shift) : addingOrMax(shift)
    }
}
