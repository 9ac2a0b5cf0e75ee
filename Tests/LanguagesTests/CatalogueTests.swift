// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages
import Testing

struct CatalogueTests {
    static func catalogue(_ tag: String, _ entries: String = "") throws -> Catalogue {
        try Catalogue(tag: tag, json: Array(#"{"_name": "N", "_reviewed": false\#(entries)}"#.utf8))
    }

    @Test func `a text has its placeholders filled once`() throws {
        let catalogue = try Self.catalogue("en", #", "hello": "Hello {name}, from {org}. {name}!""#)
        #expect(
            catalogue.text("hello", ["name": "{org}", "org": "Lifeline"]) == "Hello {org}, from Lifeline. {org}!")
        #expect(catalogue.placeholders("hello") == ["name", "org"])
    }

    @Test(arguments: ["{", "a { b", "{}", "{ name }", "{na me}", "}{", "{{x", "{name"])
    func `a brace that is no placeholder stays`(text: String) throws {
        let catalogue = try Self.catalogue("en", #", "k": "\#(text)""#)
        #expect(catalogue.text("k", ["name": "N", "x": "X"]) == text)
    }

    @Test func `a value that is read from the right turns nothing around that stands behind it`() throws {
        let catalogue = try Self.catalogue("en", #", "k": "{a} (1 of 2)""#)
        #expect(catalogue.text("k", ["a": "אנה"]) == "\u{2068}אנה\u{2069} (1 of 2)")
        #expect(catalogue.text("k", ["a": "x\u{202E}"]) == "\u{2068}x\u{2069} (1 of 2)")
    }

    @Test func `a placeholder without a value stays as it is`() throws {
        let catalogue = try Self.catalogue("en", #", "k": "{a} {b}""#)
        #expect(catalogue.text("k", ["a": "1"]) == "1 {b}")
    }

    @Test func `a missing key shows as itself`() throws {
        #expect(try Self.catalogue("en").text("no.such") == "no.such")
        #expect(try Self.catalogue("en").plural("no.such", 2) == "no.such.other")
    }

    @Test(arguments: [
        #"[]"#, #"{"#, #""text""#, #"{"_name": "N", "_reviewed": false, "k": {"one": "1"}}"#,
        #"{"_name": "N", "_reviewed": false, "k": 1}"#, #"{"_name": "N", "_reviewed": false, "k": true}"#,
    ])
    func `anything but one flat object of texts is refused`(json: String) {
        #expect(throws: CatalogueError.malformed(tag: "en")) { try Catalogue(tag: "en", json: Array(json.utf8)) }
    }

    @Test func `a catalogue without its header is refused`() {
        #expect(throws: CatalogueError.missingHeader(tag: "en", key: "_name")) {
            try Catalogue(tag: "en", json: Array(#"{"_reviewed": true}"#.utf8))
        }
        #expect(throws: CatalogueError.missingHeader(tag: "en", key: "_reviewed")) {
            try Catalogue(tag: "en", json: Array(#"{"_name": "English"}"#.utf8))
        }
    }

    @Test func `a catalogue may lie in several files, each with its header`() throws {
        let files = [#"{"_name": "N", "_reviewed": true, "a": "1"}"#, #"{"_name": "N", "_reviewed": false, "b": "2"}"#]
            .map { Array($0.utf8) }
        let catalogue = try Catalogue(tag: "en", files: files)
        #expect(catalogue.keys == ["a", "b"])
        #expect(!catalogue.language.isReviewed, "one unread file makes an unread language")
        #expect(try Catalogue(tag: "en", files: [files[0]]).language.isReviewed)
    }

    @Test func `a key in two files of a language is refused, and so is a file without its header`() {
        let file = Array(#"{"_name": "N", "_reviewed": true, "a": "1"}"#.utf8)
        #expect(throws: CatalogueError.repeated(tag: "en", key: "a")) {
            try Catalogue(tag: "en", files: [file, file])
        }
        #expect(throws: CatalogueError.missingHeader(tag: "en", key: "_name")) {
            try Catalogue(tag: "en", files: [file, Array(#"{"_reviewed": true}"#.utf8)])
        }
        #expect(throws: CatalogueError.missingHeader(tag: "en", key: "_name")) {
            try Catalogue(tag: "en", files: [])
        }
    }

    @Test func `keys about the file are no texts`() throws {
        #expect(try Self.catalogue("en", #", "a": "b""#).keys == ["a"])
    }

    static let plurals: [(String, Int, String)] = [
        ("en", 0, "other"), ("en", 1, "one"), ("en", 2, "other"), ("de", 1, "one"), ("de", 11, "other"),
        ("fr", 0, "one"), ("fr", 1, "one"), ("fr", 2, "other"), ("fr", 1_000_000, "many"), ("fr", 1_000_001, "other"),
        ("ru", 0, "many"), ("ru", 1, "one"), ("ru", 2, "few"), ("ru", 4, "few"), ("ru", 5, "many"), ("ru", 11, "many"),
        ("ru", 12, "many"), ("ru", 14, "many"), ("ru", 21, "one"), ("ru", 22, "few"), ("ru", 25, "many"),
        ("ru", 111, "many"), ("ru", 121, "one"), ("uk", 1, "one"), ("uk", 3, "few"), ("uk", 13, "many"),
        ("uk", 101, "one"), ("ru-RU", 22, "few"), ("tr", 1, "other"),
    ]

    @Test(arguments: plurals)
    func `the plural form follows CLDR`(tag: String, count: Int, form: String) throws {
        let catalogue = try Self.catalogue(
            tag,
            #", "n.one": "one {count}", "n.few": "few {count}", "n.many": "many {count}", "n.other": "other {count}""#)
        #expect(catalogue.plural("n", count) == "\(form) \(count)")
    }

    @Test func `a form that is not there gives way to the general one`() throws {
        #expect(try Self.catalogue("ru", #", "n.other": "общее {count}""#).plural("n", 2) == "общее 2")
    }
}
