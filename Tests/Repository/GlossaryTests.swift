// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Testing

/// docs/glossary.md: one word for each idea, in order, and each with the authority that it is taken from.
@Suite struct GlossaryTests {
    struct Row {
        let term, meaning, authority: String
    }

    /// The cells of the table that begins with `heading`.
    static func table(_ heading: String) throws -> [[String]] {
        let lines = try Checkout.text("docs/glossary.md").split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex(of: Substring(heading)), "no table begins with \(heading)")
        return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            line.dropFirst().dropLast().split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    static func rows() throws -> [Row] {
        try table("| term | meaning | authority |").map { cells in
            try #require(cells.count == 3, "\(cells.first ?? "") has \(cells.count) cells")
            return Row(term: cells[0].replacing("**", with: ""), meaning: cells[1], authority: cells[2])
        }
    }

    @Test func `each term is defined once, in order`() throws {
        let terms = try Self.rows().map { $0.term.lowercased() }
        #expect(terms.count > 90)
        for (one, next) in zip(terms, terms.dropFirst()) { #expect(one < next, "\(next) stands behind \(one)") }
    }

    @Test func `each term has a meaning and an authority that the list names`() throws {
        let authorities = try Self.table("| name | work |")
        let names = authorities.compactMap(\.first)
        var cited: Set<String> = []
        for row in try Self.rows() {
            #expect(!row.meaning.isEmpty && !row.authority.isEmpty, "\(row.term)")
            for part in row.authority.split(separator: "; ") where !Self.isOurs(part) {
                let name = names.filter { part == $0 || part.hasPrefix($0 + ",") || part.hasPrefix($0 + " ") }
                    .max { $0.count < $1.count }
                #expect(name != nil, "\(row.term): nobody knows what \(part) is")
                if let name { cited.insert(name) }
            }
            for name in names where row.authority.contains(name) { cited.insert(name) }
        }
        for cells in authorities {
            #expect(cells.count == 2 && cells[1].count > 10, "\(cells.first ?? "")")
            #expect(cited.contains(cells[0]), "no term is taken from \(cells[0])")
        }
        #expect(names == names.sorted { $0.lowercased() < $1.lowercased() })
    }

    /// The project's own word, or part of it.
    private static func isOurs(_ part: Substring) -> Bool {
        part == "ours" || part.hasPrefix("ours, ") || part.hasPrefix("the ") || part.hasPrefix("who ")
    }
}
