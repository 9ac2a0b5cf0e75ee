// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Languages
import Testing

/// What every catalogue of both sites has to hold.
struct SiteCatalogueTests {
    @Test(arguments: Site.all)
    func `a site speaks the languages that it promises`(site: Site) throws {
        #expect(Set(try site.catalogues().map(\.language.tag)) == Set(site.languages))
    }

    @Test(arguments: Site.all)
    func `every catalogue has the same keys`(site: Site) throws {
        let catalogues = try site.catalogues()
        let all = catalogues.reduce(into: Set<String>()) { $0.formUnion($1.keys.withoutPluralForms) }
        for catalogue in catalogues {
            let missing = all.subtracting(catalogue.keys.withoutPluralForms)
            #expect(missing.isEmpty, "\(catalogue.language.tag) lacks \(missing.sorted())")
        }
    }

    @Test(arguments: Site.all)
    func `every plural text has the forms of its language`(site: Site) throws {
        for catalogue in try site.catalogues() {
            for base in Set(catalogue.keys.compactMap { catalogue.keys.pluralBase(of: $0) }) {
                let forms = PluralCategory.allCases.filter { catalogue.keys.contains("\(base).\($0.rawValue)") }
                #expect(Set(forms) == Set(catalogue.pluralCategories), "\(catalogue.language.tag): \(base)")
            }
        }
    }

    @Test(arguments: Site.all)
    func `a text has the same placeholders in every language`(site: Site) throws {
        let catalogues = try site.catalogues()
        for catalogue in catalogues.dropFirst() {
            for key in catalogues[0].keys.intersection(catalogue.keys) {
                let tag = catalogue.language.tag
                #expect(catalogue.placeholders(key) == catalogues[0].placeholders(key), "\(tag): \(key)")
            }
            // Forms that one language has alone may leave out the number, and nothing else.
            for key in catalogue.keys.subtracting(catalogues[0].keys) {
                guard let base = catalogue.keys.pluralBase(of: key) else { continue }
                let allowed = catalogues[0].placeholders("\(base).other").union(["count"])
                #expect(catalogue.placeholders(key).isSubset(of: allowed), "\(catalogue.language.tag): \(key)")
            }
        }
    }

    @Test(arguments: Site.all)
    func `no text is empty, unfinished or padded`(site: Site) throws {
        for catalogue in try site.catalogues() {
            for key in catalogue.keys {
                let text = catalogue.text(key)
                #expect(!text.isEmpty, "\(catalogue.language.tag): \(key)")
                #expect(
                    text == text.trimmingCharacters(in: .whitespacesAndNewlines), "\(catalogue.language.tag): \(key)")
                #expect(
                    !text.contains("TO" + "DO") && !text.contains("FIX" + "ME"), "\(catalogue.language.tag): \(key)")
                #expect(!text.contains("<"), "\(catalogue.language.tag): \(key) holds markup")
            }
        }
    }

    @Test(arguments: Site.all)
    func `no key stands twice in a file`(site: Site) throws {
        for file in try site.catalogueFiles() {
            let keys = file.text.matches(of: /(?m)^\s*"([^"]+)"\s*:/).map { String($0.1) }
            let repeated = Dictionary(grouping: keys) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
            #expect(repeated.isEmpty, "\(file.name): \(repeated)")
            #expect(keys.contains("_reviewed"), "\(file.name)")
        }
    }

    @Test(arguments: Site.all)
    func `a text in another script is in that script`(site: Site) throws {
        for catalogue in try site.catalogues() where ["ru", "uk"].contains(catalogue.language.tag) {
            let cyrillic = catalogue.keys.filter { key in
                catalogue.text(key).unicodeScalars.contains { (0x400...0x52F).contains($0.value) }
            }
            #expect(cyrillic.count * 20 >= catalogue.keys.count * 18, "\(catalogue.language.tag) is not translated")
        }
    }

    @Test(arguments: Site.all)
    func `every key that a page or the code names exists`(site: Site) throws {
        let keys = try #require(try site.catalogues().first).keys
        let known = keys.union(keys.withoutPluralForms)
        for template in try site.templates() {
            for key in KeyUse.inTemplate(template.text) {
                #expect(keys.contains(key), "\(template.name) names \(key)")
            }
        }
        for file in try site.code() {
            for use in KeyUse.lookedUp(file.text) where !use.key.isEmpty {
                let exists = use.isPrefix ? known.contains { $0.hasPrefix(use.key) } : known.contains(use.key)
                #expect(exists, "\(file.name) names \(use.key)")
            }
        }
    }

    @Test(arguments: Site.all)
    func `every key of the catalogue is used`(site: Site) throws {
        let keys = try #require(try site.catalogues().first).keys.withoutPluralForms
        var whole: Set<String> = []
        var prefixes: Set<String> = []
        for template in try site.templates() { whole.formUnion(KeyUse.inTemplate(template.text)) }
        for file in try site.code() {
            let found = KeyUse.literals(file.text)
            whole.formUnion(found.whole)
            // A beginning has to name at least one whole step of a key, or it would excuse everything.
            prefixes.formUnion(found.prefixes.filter { $0.contains(".") })
        }
        let unused = keys.filter { key in !whole.contains(key) && !prefixes.contains { key.hasPrefix($0) } }
        #expect(unused.isEmpty, "\(site.name): \(unused.sorted())")
    }
}

/// The scanner above is only worth something if it sees.
struct KeyUseTests {
    @Test func `keys are found in templates`() {
        let found = KeyUse.inTemplate("<h1>{{t.home.title}}</h1>{{#t.a-b}}{{x.y}}{{ t.c }}{{/t.a-b}}{{{t.raw}}}")
        #expect(found.isSuperset(of: ["home.title", "a-b", "c"]))
        #expect(!found.contains("y"))
    }

    @Test func `keys are found in code, whole and as beginnings`() {
        let code = #"words.text("page.title"), c.plural("n.files", 2), words.text("state.\(name)"), "loose.key""#
        #expect(KeyUse.lookedUp(code).map(\.key) == ["page.title", "n.files", "state."])
        #expect(KeyUse.lookedUp(code).map(\.isPrefix) == [false, false, true])
        #expect(KeyUse.literals(code).whole.contains("loose.key"))
        #expect(KeyUse.literals(code).prefixes == ["state."])
    }

    @Test func `a key that only looks like a plural form is a key`() {
        let keys: Set<String> = ["reason.other", "reason.duplicate", "n.one", "n.other"]
        #expect(keys.pluralBase(of: "reason.other") == nil)
        #expect(keys.withoutPluralForms == ["reason.other", "reason.duplicate", "n"])
    }
}
