// SPDX-License-Identifier: AGPL-3.0-or-later
import PortalForms
import Testing
import WebForms

/// Words that a visitor chose among the near ones; the fields come from whoever sends them.
@Suite struct WordRepairTests {
    private static let words = (1...12).map { "w\(String(repeating: "o", count: $0))" }.joined(separator: " ")

    private func repaired(_ fields: String) throws -> String {
        WordRepair.repaired(Self.words, with: try FormFields(parsing: Array(fields.utf8)))
    }

    @Test func `a chosen word takes the place of the typed one`() throws {
        #expect(try repaired("near1=about").hasPrefix("about woo "))
        #expect(try repaired("repair=12+zoo").hasSuffix(" zoo"))
        #expect(try repaired("near2=zoo&near3=&repair=1+about").hasPrefix("about zoo wooo "))
        #expect(try repaired("near2=zoo&repair=2+about").hasPrefix("wo about "), "the repair is the later choice")
    }

    /// Every number that fits an integer has come in, also the ones that nothing can be subtracted from.
    @Test(arguments: [
        "repair=0+zoo", "repair=13+zoo", "repair=-1+zoo", "repair=-9223372036854775808+zoo",
        "repair=9223372036854775807+zoo", "repair=99999999999999999999+zoo", "repair=x+zoo", "repair=1", "repair=1+a+b",
        "repair=", "near0=zoo", "near13=zoo", "near-1=zoo",
    ])
    func `a choice that does not fit is left out`(fields: String) throws {
        #expect(try repaired(fields) == Self.words)
    }

    /// Numbers between the words, a digit in a word, what nobody sees: the codephrase reads twelve words, and so must this.
    @Test(arguments: ["1. ", "1", "w0\u{200B}", "\u{AD}", "0"]) func `words are counted as the codephrase counts them`(
        start: String
    ) throws {
        let fields = try FormFields(parsing: Array("near2=about".utf8))
        #expect(WordRepair.repaired(start + Self.words, with: fields).contains(" about wooo "))
    }

    @Test func `words that are not twelve stay as they were typed`() throws {
        let fields = try FormFields(parsing: Array("near1=about".utf8))
        for typed in ["", "one two", Self.words + " more"] {
            #expect(WordRepair.repaired(typed, with: fields) == typed)
        }
    }
}
