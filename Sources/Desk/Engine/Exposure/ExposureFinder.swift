// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import Names

/// Compares the names of protected persons with a list or a text. Reads no clock and writes nothing.
enum ExposureFinder {
    /// Rows of one list that are shown for one person, the nearest first: a decision about each costs a worker's time.
    static let mostRows = 10
    /// Spellings of one person in one text that are kept.
    private static let mostSpellings = 20
    /// Bytes of a text before and after a name.
    private static let excerptByteCount = 120

    /// A name of a person, and where it may stand.
    struct Finding: Sendable {
        let person: ProtectedPerson
        let origin: ExposureOrigin
        let ownSpelling: String
        let theirSpellings: [String]
        let score: UInt16
        let explanations: [FoundExposure.Explanation]
    }

    struct Result: Sendable {
        var findings: [Finding] = []
        /// Persons who resemble more rows than are shown.
        var crowdedCount = 0
    }

    /// Nil where the task was cancelled.
    static func search(_ list: ListContent, of about: HeldList, for persons: [ProtectedPerson]) -> Result? {
        var result = Result()
        var searcher = NameSearcher(list.index)
        for person in persons {
            if Task.isCancelled { return nil }
            var best: [UInt32: (hit: NameHit, own: String)] = [:]
            for name in person.names {
                for hit in searcher.search(name.asked, count: mostRows + 1)
                where best[hit.entry].map({ hit.comparison.score > $0.hit.comparison.score }) ?? true {
                    best[hit.entry] = (hit, name.written)
                }
            }
            let ranked = best.values.sorted {
                ($1.hit.comparison.score, $0.hit.entry) < ($0.hit.comparison.score, $1.hit.entry)
            }
            if ranked.count > mostRows { result.crowdedCount += 1 }
            for found in ranked.prefix(mostRows) {
                guard let row = list.row(found.hit.entry) else { continue }
                // A list may say anything, and what it says is to stand beside our own words.
                let listed = ListedRow(
                    list: about.title, source: about.source, date: about.date, licence: about.licence,
                    identifier: OneLine.made(of: row.identifier), line: row.line,
                    name: OneLine.made(of: row.names.first ?? found.hit.name),
                    birthDate: OneLine.made(of: row.birthDate))
                let met = found.hit.name.clipped(to: EventLimits.maximumTitleByteCount)
                result.findings.append(
                    Finding(
                        person: person, origin: .list(listed), ownSpelling: found.own,
                        theirSpellings: ([met] + row.names.filter { $0 != met }).map { OneLine.made(of: $0) },
                        score: found.hit.comparison.tenThousandths,
                        explanations: found.hit.comparison.explanations))
            }
        }
        return result
    }

    /// - Parameter digest: SHA-256 of the text.
    static func screen(_ draft: TextDraft, digest: [UInt8], for persons: [ProtectedPerson]) -> Result {
        var result = Result()
        var hits: [UInt32: [TextHit]] = [:]
        guard var mentions = MentionFinder(persons) else { return result }
        for hit in mentions.find(in: draft.text) { hits[hit.entry, default: []].append(hit) }
        let bytes = Array(draft.text.utf8)
        for entry in hits.keys.sorted() {
            let person = persons[Int(entry)]
            let ranked = (hits[entry] ?? []).sorted {
                ($1.comparison.score, $0.place.byteRange.lowerBound)
                    < ($0.comparison.score, $1.place.byteRange.lowerBound)
            }
            guard let nearest = ranked.first else { continue }
            var spellings: [String] = []
            for hit in ranked where spellings.count < mostSpellings {
                let found = OneLine.made(of: hit.found.split(whereSeparator: \.isWhitespace).joined(separator: " "))
                    .clipped(to: EventLimits.maximumTitleByteCount)
                if !spellings.contains(found) { spellings.append(found) }
            }
            let mention = TextMention(
                title: draft.title, date: draft.date, digest: digest, line: UInt32(clamping: nearest.place.line),
                column: UInt32(clamping: nearest.place.column), excerpt: excerpt(around: nearest.place.byteRange, bytes)
            )
            result.findings.append(
                Finding(
                    person: person, origin: .text(mention),
                    ownSpelling: person.names.first { $0.asked == nearest.name }?.written ?? nearest.name,
                    theirSpellings: spellings, score: nearest.comparison.tenThousandths,
                    explanations: nearest.comparison.explanations))
        }
        return result
    }

    /// The words around a name, in one line.
    static func excerpt(around range: Range<Int>, _ bytes: [UInt8]) -> String {
        var start = max(0, range.lowerBound - excerptByteCount)
        var end = min(bytes.count, range.upperBound + excerptByteCount)
        // A character is not cut: bytes that continue one begin with the bits 10.
        while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let words = String(decoding: bytes[start..<end], as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        return (start > 0 ? "… " : "") + words + (end < bytes.count ? " …" : "")
    }
}

/// Finds in texts whoever is among these persons; a hit's entry is the person's place among them.
struct MentionFinder {
    private var screener: TextScreener

    /// Nil where there is no name to look for.
    init?(_ persons: [ProtectedPerson]) {
        var builder = NameIndexBuilder()
        for (number, person) in persons.enumerated() {
            for name in person.names { builder.add(name.asked, entry: UInt32(number)) }
        }
        let index = builder.finish()
        guard index.count > 0 else { return nil }
        screener = TextScreener(index)
    }

    mutating func find(in text: String) -> [TextHit] { screener.screen(text) }
}

extension Casework.PersonName {
    /// As the matcher is asked: the comma says which word is the surname.
    var asked: String {
        let names = [given, further].joined(separator: " ").onOneLine
        let surname = family.onOneLine.split(separator: ",").joined(separator: " ")
        return surname.isEmpty ? names : names.isEmpty ? surname : "\(surname), \(names)"
    }

    /// As a page shows it.
    var written: String {
        [family, given, further].joined(separator: " ").onOneLine.clipped(to: EventLimits.maximumTitleByteCount)
    }
}

extension String {
    fileprivate var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

extension Comparison {
    /// The score as it is recorded; it never reaches 10,000.
    var tenThousandths: UInt16 { UInt16(max(0, min(9_999, score * 10_000))) }

    /// In both languages that the matcher speaks.
    var explanations: [FoundExposure.Explanation] {
        ExplanationLanguage.allCases.map {
            FoundExposure.Explanation(
                language: $0.rawValue,
                text: explanation(in: $0).clipped(to: EventLimits.maximumReasonByteCount))
        }
    }
}
