// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages
import Testing

struct NegotiationTests {
    static let headers: [(String?, String)] = [
        (nil, "en"), ("", "en"), ("ru", "ru"), ("RU", "ru"), ("ru-RU", "ru"), ("uk-UA,ru;q=0.8,en;q=0.5", "uk"),
        ("ja, de;q=0.3, ru;q=0.9", "ru"), ("ja", "en"), ("ja, *", "en"), ("*;q=0.1, ru;q=0.2", "ru"),
        ("ru;q=0, de", "de"), ("ru;q=0", "en"), ("de;q=1.0, ru;q=1.000", "de"), ("ru;q=1.5, de;q=0.1", "de"),
        ("ru;q=abc, de;q=0.1", "de"), ("ru;level=1;q=0.3, de;q=0.1", "de"), ("  ru ; q=0.7 , de;q=0.2", "ru"),
        ("de-Latn-DE-x-private", "de"), ("r\u{0443}, de", "de"), (",,,;;,=,ru", "ru"), ("ru;q=0.0001, de;q=0.2", "de"),
        (String(repeating: "xx,", count: 40) + "ru", "en"), (String(repeating: "x", count: 100_000), "en"),
    ]

    @Test(arguments: headers)
    func `a browser gets the language that it wants most, or the default`(header: String?, tag: String) throws {
        let catalogues = Catalogues(try ["en", "ru", "uk", "de"].map { try CatalogueTests.catalogue($0) })
        #expect(catalogues.negotiate(acceptLanguage: header).language.tag == tag)
    }

    @Test func `a catalogue is found by its tag in any case`() throws {
        let catalogues = Catalogues(try ["en", "pt-BR"].map { try CatalogueTests.catalogue($0) })
        #expect(catalogues["PT-br"]?.language.tag == "pt-BR")
        #expect(catalogues["pt"] == nil)
        #expect(catalogues.negotiate(acceptLanguage: "pt-br").language.tag == "pt-BR")
        #expect(catalogues.languages.map(\.tag) == ["en", "pt-BR"])
    }
}
