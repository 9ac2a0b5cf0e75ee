// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages

extension Catalogue {
    /// A time to the hour, in words: more is not kept. `hour`: whole hours since 1970.
    func date(hour: UInt32) -> String {
        let civil = CivilDate(daysSince1970: Int(hour / 24))
        return text(
            "date.hour",
            [
                "day": String(civil.day), "month": text("month.\(civil.month)"), "year": String(civil.year),
                "hour": String(hour % 24),
            ])
    }

    /// A file's size as people say it.
    func size(_ byteCount: UInt64) -> String {
        switch byteCount {
        case ..<1024: text("unit.bytes", ["count": String(byteCount)])
        case ..<(1 << 20): text("unit.kilobytes", ["count": String(byteCount >> 10)])
        default: text("unit.megabytes", ["count": String(byteCount >> 20)])
        }
    }
}

/// A day of the Gregorian calendar, counted without a library that would load every calendar of the world.
struct CivilDate: Equatable {
    let year: Int
    let month: Int
    let day: Int

    /// H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days: years begin in March.
    init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}
