// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct DayTests {
    static let known: [(Int, Int, Int, Int, Int)] = [
        (1970, 1, 1, 0, 4), (1969, 12, 31, -1, 3), (2000, 2, 29, 11_016, 2), (2024, 2, 29, 19_782, 4),
        (2026, 7, 1, 20_635, 3), (1900, 1, 1, -25_567, 1), (2100, 3, 1, 47_541, 1),
    ]

    @Test(arguments: known)
    func `a day has its number and its weekday`(year: Int, month: Int, day: Int, number: Int, weekday: Int) throws {
        let day = Sample.day(year, month, day)
        #expect(day.number == number && day.weekday == weekday)
    }

    @Test(arguments: [
        (2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (1899, 12, 31),
    ])
    func `what the calendar does not have is no day`(year: Int, month: Int, day: Int) {
        #expect(Day(year: year, month: month, day: day) == nil)
        #expect(PartialDate(year: year, month: month, day: day) == nil)
    }

    @Test func `every day of three centuries comes after the one before`() {
        var day = Sample.day(1900, 1, 1)
        let last = Sample.day(2199, 12, 31)
        var count = 1
        while day < last {
            let next = day.adding(days: 1)
            guard next.number == day.number + 1, next.weekday == day.weekday % 7 + 1,
                Day(year: next.year, month: next.month, day: next.day) == next
            else {
                Issue.record("after \(day) comes \(next)")
                return
            }
            (day, count) = (next, count + 1)
        }
        #expect(count == 109_573)
    }

    static let months: [(Day, Int, Day)] = [
        (Sample.day(2026, 1, 31), 1, Sample.day(2026, 2, 28)),
        (Sample.day(2027, 12, 31), 2, Sample.day(2028, 2, 29)),
        (Sample.day(2024, 2, 29), 12, Sample.day(2025, 2, 28)),
        (Sample.day(2026, 8, 31), 6, Sample.day(2027, 2, 28)),
        (Sample.day(2026, 3, 31), -1, Sample.day(2026, 2, 28)),
        (Sample.day(2026, 5, 15), 0, Sample.day(2026, 5, 15)),
    ]

    @Test(arguments: months)
    func `months keep the date, or end with the month`(start: Day, count: Int, end: Day) {
        #expect(start.adding(months: count) == end)
    }

    @Test func `an instant lies in its day, and a clock gone wild in the last`() {
        #expect(Day(at: 86_399) == Sample.day(1970, 1, 1) && Day(at: 86_400) == Sample.day(1970, 1, 2))
        #expect(Day(at: .max) == Sample.day(2199, 12, 31))
        #expect(Sample.day(2199, 12, 31).adding(days: .max / 2) == Sample.day(2199, 12, 31))
        #expect(Sample.day(2026, 1, 1).firstSecond == 1_767_225_600)
    }

    @Test func `a date that is half known says so`() {
        #expect(Sample.date(1994).iso == "1994" && Sample.date(1994, 2).iso == "1994-02")
        #expect(Sample.date(1994, 2, 8).iso == "1994-02-08")
        #expect(PartialDate(year: 1994, month: nil, day: 3) == nil)
    }
}

struct WorkingDayTests {
    /// Friday 18 December 2026; Christmas is a Friday.
    private let friday = Sample.day(2026, 12, 18)

    @Test func `week-ends do not count`() {
        #expect(WorkingDays().day(1, after: friday) == Sample.day(2026, 12, 21))
        #expect(WorkingDays().day(10, after: friday) == Sample.day(2027, 1, 1))
        #expect(WorkingDays().day(0, after: friday) == friday)
    }

    @Test func `holidays do not count where they are known`() {
        let calendar = WorkingDays(holidays: [Sample.day(2026, 12, 25), Sample.day(2027, 1, 1)])
        #expect(calendar.day(10, after: friday) == Sample.day(2027, 1, 5))
        #expect(calendar.firstWorkingDay(from: Sample.day(2026, 12, 25)) == Sample.day(2026, 12, 28))
        #expect(calendar.firstWorkingDay(from: friday) == friday)
    }
}
