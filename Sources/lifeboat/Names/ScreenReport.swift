// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Names

/// Puts hits into lines, for people or as JSON.
struct ScreenReport {
    let list: WatchList
    let today: CalendarDay
    let language: ExplanationLanguage
    let isJSON: Bool
    /// What is wrong with a list's age is amber.
    var isColoured = false

    private struct About: Encodable {
        var list: String
        var date: String?
        var licence: String?
        var freshness: String
        var people: Int
        var rowsLeftOut: Int
    }

    /// A hit as the commands print it; keys in this order would be unstable, so they are sorted.
    struct Hit: Encodable {
        var score: Double
        var band: String
        var name: String
        var identifier: String?
        var line: Int
        var birthDate: String?
        var reasons: [String]
        var explanation: String
        var found: String?
        var textLine: Int?
        var textColumn: Int?
        var byteStart: Int?
        var byteEnd: Int?
    }

    var heading: [String] {
        let freshness = list.freshness(on: today)
        if isJSON {
            let about = About(
                list: list.about.source, date: list.about.date?.description, licence: list.about.licence,
                freshness: freshness.rawValue, people: list.entries.count, rowsLeftOut: list.problemCount)
            return [Self.json(about)]
        }
        let parts = [
            Self.counted(list.entries.count, "person", "people"), list.about.date?.description,
            list.about.licence.map(PlainText.onOneLine) ?? "licence not given",
            list.problemCount == 0 ? nil : Self.counted(list.problemCount, "row", "rows") + " left out",
            doubtOfAge.map { isColoured ? Colours.amber($0) : $0 },
        ]
        return ["\(source): \(parts.compactMap(\.self).joined(separator: ", "))"]
    }

    private var source: String { PlainText.onOneLine(list.about.source) }

    /// What to be told of the list's age, if anything.
    var doubtOfAge: String? {
        switch list.freshness(on: today) {
        case .fresh: nil
        case .stale: "STALE: fetch it again"
        case .unknown: "NO DATE GIVEN: it may be stale"
        }
    }

    private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) \(count == 1 ? one : many)"
    }

    var nobody: String {
        switch language {
        case .english: "nobody found; this proves nothing: people stand on lists under other names and spellings"
        case .russian: "никто не найден; это ничего не доказывает: в списках бывают другие имена и написания"
        }
    }

    func line(_ hit: NameHit) -> String {
        let row = row(hit.name, hit.entry, hit.comparison)
        if isJSON { return Self.json(row) }
        return "\(Self.score(row.score)) \(row.band)\t" + listed(row)
    }

    func line(_ hit: TextHit) -> String {
        var row = row(hit.name, hit.entry, hit.comparison)
        // Shown because another place of the text surely names the person: the names alone would not say so.
        if hit.comparison.band == .clear { row.band = Comparison.Band.look.rawValue }
        row.found = hit.found
        row.textLine = hit.place.line
        row.textColumn = hit.place.column
        row.byteStart = hit.place.byteRange.lowerBound
        row.byteEnd = hit.place.byteRange.upperBound
        if isJSON { return Self.json(row) }
        let found = PlainText.onOneLine(hit.found.split(whereSeparator: \.isNewline).joined(separator: " "))
        return "\(hit.place.line):\(hit.place.column)\t\(found)\t\(Self.score(row.score)) \(row.band)\t" + listed(row)
    }

    private func listed(_ row: Hit) -> String {
        "\(PlainText.onOneLine(row.name))\t\(source):\(row.line)\t\(PlainText.onOneLine(row.explanation))"
    }

    func row(_ name: String, _ entry: UInt32, _ comparison: Comparison) -> Hit {
        let person = list.entries[Int(entry)]
        return Hit(
            score: Self.rounded(comparison.score), band: comparison.band.rawValue, name: name,
            identifier: person.identifier, line: person.line, birthDate: person.birthDate,
            reasons: comparison.reasons.map(\.kind.rawValue), explanation: comparison.explanation(in: language))
    }

    static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts, whole numbers and numbers between 0 and 1 can always be encoded.
        guard let data = try? encoder.encode(value) else { preconditionFailure("a hit that is no JSON") }
        return String(decoding: data, as: UTF8.self)
    }

    static func rounded(_ score: Double) -> Double { (score * 10_000).rounded(.down) / 10_000 }

    /// Four digits, and never 1.
    static func score(_ score: Double) -> String {
        let digits = String(Int(score * 10_000))
        return "0." + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

/// Colours, where somebody sees them.
enum Colours {
    /// Standard output is a terminal and nobody has asked for no colours (no-color.org).
    static var isColoured: Bool {
        isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }

    static func amber(_ text: String) -> String { "\u{1B}[33m\(text)\u{1B}[0m" }
}
