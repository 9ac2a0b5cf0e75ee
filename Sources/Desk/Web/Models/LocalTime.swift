// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
private import FoundationEssentials
import Languages

/// Moments as the worker's own machine writes them, the same in every language: 2026-11-23 09:05. What another clock dated behind the
/// calendar's end is shown as its last day.
enum LocalTime {
    static func text(second: UInt64) -> String {
        let date = date(second)
        let parts = Calendar.current.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        let day = [parts.year ?? 0, parts.month ?? 0, parts.day ?? 0].map(padded).joined(separator: "-")
        return "\(day) \([parts.hour ?? 0, parts.minute ?? 0].map(padded).joined(separator: ":"))"
    }

    /// How many seconds the machine's clock is ahead of UTC at that moment; negative where it is behind.
    static func east(at second: UInt64) -> Int {
        Calendar.current.timeZone.secondsFromGMT(for: date(second))
    }

    /// For `<time datetime>`.
    static func machineText(second: UInt64) -> String {
        date(second).formatted(.iso8601)
    }

    private static func date(_ second: UInt64) -> Date {
        Date(timeIntervalSince1970: Double(min(second, Day(at: .max).lastSecond)))
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// What strangers wrote, made safe to show beside our own words.
enum SafeText {
    /// A file's name on one line: no control characters, nothing that turns the reading direction around and shows
    /// `gpj.exe` as `exe.jpg`, and of bounded length.
    static func fileName(_ name: String) -> String {
        let shown = name.unicodeScalars.prefix(120).map { isHarmless($0) ? Character($0) : "\u{FFFD}" }
        return shown.isEmpty ? "?" : String(shown)
    }

    /// The name under which a browser saves: also without separators and leading dots.
    static func downloadName(_ name: String) -> String {
        let kept = fileName(name).map { "/\\:*?\"<>|\u{FFFD}".contains($0) ? "_" : $0 }
        let trimmed = String(kept).drop { $0 == "." || $0 == " " }
        return trimmed.isEmpty ? "attachment" : String(trimmed)
    }

    /// The beginning of a text on one line, with ours behind it or not.
    static func firstLine(_ text: String, maximumCount: Int = 140) -> String {
        let words = text.prefix(maximumCount * 4).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return Bidirectional.isolated(words.count > maximumCount ? "\(words.prefix(maximumCount))…" : words)
    }

    static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
        default: true
        }
    }
}
