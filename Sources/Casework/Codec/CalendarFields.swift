// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension EventReader {
    /// Year, month, day; only days that the calendar has.
    mutating func day() throws(EventDecodingError) -> Day {
        let (year, month) = (Int(try u16()), Int(try u8()))
        guard let day = Day(year: year, month: month, day: Int(try u8())) else { throw .malformed }
        return day
    }

    mutating func dayIfAny() throws(EventDecodingError) -> Day? { try flag() ? try day() : nil }

    mutating func days() throws(EventDecodingError) -> [Day] {
        var days: [Day] = []
        for _ in 0..<(try u8()) { days.append(try day()) }
        return days
    }

    /// As a day, with zeros for what is not known.
    mutating func partialDate() throws(EventDecodingError) -> PartialDate {
        let (year, month, day) = (Int(try u16()), Int(try u8()), Int(try u8()))
        guard let date = PartialDate(year: year, month: month == 0 ? nil : month, day: day == 0 ? nil : day) else {
            throw .malformed
        }
        return date
    }

    mutating func country() throws(EventDecodingError) -> CountryCode {
        guard let code = CountryCode(String(decoding: try raw(3), as: UTF8.self)) else { throw .malformed }
        return code
    }

    mutating func countryIfAny() throws(EventDecodingError) -> CountryCode? { try flag() ? try country() : nil }

    /// 32 bytes of SHA-256.
    mutating func digest() throws(EventDecodingError) -> [UInt8] { try raw(EventLimits.keyByteCount) }
    mutating func digestIfAny() throws(EventDecodingError) -> [UInt8]? { try flag() ? try digest() : nil }
}

extension EventWriter {
    mutating func day(_ day: Day) {
        field(.text(day.iso)) { bytes in
            bytes.u16(UInt16(day.year))
            bytes.u8(UInt8(day.month))
            bytes.u8(UInt8(day.day))
        }
    }

    mutating func dayIfAny(_ day: Day?) {
        flag(day != nil)
        if let day { self.day(day) }
    }

    mutating func days(_ days: [Day]) throws(EventEncodingError) {
        try count(days.count, .list)
        for day in days { self.day(day) }
    }

    mutating func partialDate(_ date: PartialDate) {
        field(.text(date.iso)) { bytes in
            bytes.u16(UInt16(date.year))
            bytes.u8(UInt8(date.month ?? 0))
            bytes.u8(UInt8(date.day ?? 0))
        }
    }

    mutating func country(_ code: CountryCode) { field(.text(code.letters)) { $0.raw(code.letters.utf8) } }

    mutating func countryIfAny(_ code: CountryCode?) {
        flag(code != nil)
        if let code { country(code) }
    }

    mutating func digest(_ digest: [UInt8]) throws(EventEncodingError) {
        try raw(digest, EventLimits.keyByteCount, .digest)
    }

    mutating func digestIfAny(_ digest: [UInt8]?) throws(EventEncodingError) {
        flag(digest != nil)
        if let digest { try self.digest(digest) }
    }
}
