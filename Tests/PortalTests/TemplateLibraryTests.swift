// SPDX-License-Identifier: AGPL-3.0-or-later
import Hummingbird
import Pages
import Testing

@Suite struct TemplateLibraryTests {
    private func library(_ text: String, markup: Set<String> = []) throws -> TemplateLibrary {
        try TemplateLibrary(["page": Array(text.utf8)], markup: markup)
    }

    private func text(_ buffer: ByteBuffer) -> String { String(buffer: buffer) }

    @Test func `values are escaped in text and in attributes`() throws {
        let library = try library(#"<p title="{{value}}">{{value}}</p>"#)
        let page = text(library.render("page", ["value": #"<script>"'`&"#]))
        #expect(
            page.contains(
                #"<p title="&lt;script&gt;&quot;&#39;&#96;&amp;">&lt;script&gt;&quot;&#39;&#96;&amp;</p>"#))
    }

    @Test(arguments: ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{1F3FB}"])
    func `a quotation mark hidden in a longer character is escaped`(joined: String) throws {
        let library = try library(#"<input value="{{value}}">"#)
        let page = text(library.render("page", ["value": "x\"\(joined) autofocus onfocus=alert(1)"]))
        #expect(page.utf8.count { $0 == UInt8(ascii: "\"") } == 2)
    }

    @Test func `what a value says of the direction of reading ends with the value`() throws {
        let library = try library(#"<p title="{{value}} of ours">{{value}} of ours</p>"#)
        let page = text(library.render("page", ["value": "Evil\u{202E}gpj\u{2069}\u{2068}x"]))
        #expect(page.contains("<p title=\"Evilgpj\u{2068}x\u{2069} of ours\">Evilgpj\u{2068}x\u{2069} of ours</p>"))
    }

    @Test func `values inside sections, partials and blocks are escaped too`() throws {
        let library = try TemplateLibrary([
            "layout": Array("<main>{{$content}}{{/content}}</main>".utf8),
            "item": Array("<li>{{name}}</li>".utf8),
            "page": Array("{{<layout}}{{$content}}{{#items}}{{>item}}{{.name}}{{/items}}{{/content}}{{/layout}}".utf8),
        ])
        let page = text(library.render("page", ["items": [["name": "\"\u{301}<b>"]]]))
        #expect(page.contains("<main><li>&quot;\u{301}&lt;b&gt;</li>&quot;\u{301}&lt;b&gt;</main>"))
        #expect(!page.contains("<b>"))
    }

    @Test func `a partial that is missing is found at start`() {
        #expect(throws: TemplateError.missingPartial(template: "page", partial: "nowhere")) {
            try library("{{> nowhere }}")
        }
    }

    @Test func `unescaped output needs a promise`() throws {
        #expect(throws: TemplateError.unescaped(template: "page", variable: "style")) { try library("{{{style}}}") }
        #expect(throws: TemplateError.unescaped(template: "page", variable: "style")) { try library("{{& style}}") }
        #expect(text(try library("{{{style}}}", markup: ["style"]).render("page", ["style": "a>b"])).contains("a>b"))
    }

    @Test func `a broken template is found at start`() {
        #expect(throws: TemplateError.syntax(template: "page")) { try library("{{#open}}") }
        #expect(throws: TemplateError.notUTF8(template: "page")) { try TemplateLibrary(["page": [0xC3]]) }
    }

    @Test func `what a person types is never read as a template`() throws {
        let page = text(try library("{{value}}").render("page", ["value": "{{secret}}", "secret": "found"]))
        #expect(page.contains("{{secret}}"))
    }

    // MARK: - Models

    private struct Row {
        let name: String
        var note: String?
        var marks: [Mark] = []
    }

    private struct Mark {
        let text: String
        let isGrave: Bool
    }

    private struct Frame<Page> {
        let name: String
        let note: String?
        let count: Int
        let page: Page
    }

    private struct Page {
        let rows: [Row]
        var words: [String] = []
        var best: Row?
    }

    private func page(_ text: String, _ page: Page, note: String? = nil) throws -> String {
        let model = Frame(name: "outside", note: note, count: 3, page: page)
        return self.text(try library(text).render("page", model))
    }

    @Test func `a name is looked for inside first, and then further out`() throws {
        let rows = Page(rows: [Row(name: "a", note: "n"), Row(name: "b", marks: [Mark(text: "m", isGrave: true)])])
        let template =
            "{{#page}}{{#rows}}{{name}}{{note}}{{count}}{{#marks}}{{text}}{{name}}{{/marks}};{{/rows}}{{/page}}"
        #expect(try page(template, rows, note: "far") == "an3;bfar3mb;")
        #expect(try page("{{#page}}{{#rows}}{{.note}};{{/rows}}{{/page}}", rows, note: "far") == "n;;")
    }

    @Test func `what is nil, empty or false shows nothing, and its opposite does`() throws {
        let template =
            "{{#page}}{{#rows}}{{#.note}}({{.}}){{/.note}}{{^.note}}-{{/.note}}"
            + "{{#marks}}{{#isGrave}}!{{/isGrave}}{{^isGrave}}.{{/isGrave}}{{/marks}}"
            + "{{^empty(marks)}}+{{/empty(marks)}}{{/rows}}{{^rows}}none{{/rows}}{{/page}}"
        let rows = Page(rows: [
            Row(name: "a", note: "n"),
            Row(name: "b", marks: [Mark(text: "m", isGrave: true), Mark(text: "m", isGrave: false)]),
        ])
        #expect(try page(template, rows) == "(n)-!.+")
        #expect(try page(template, Page(rows: [])) == "none")
    }

    @Test func `a struct that may be there, a list of texts, and a number`() throws {
        let template =
            "{{#page}}{{#best}}{{name}}{{/best}}{{^best}}nobody{{/best}} {{#words}}[{{.}}]{{/words}} {{best.name}}{{/page}}"
        #expect(
            try page(template, Page(rows: [], words: ["<", "b"], best: Row(name: "a"))) == "a [&lt;][b] a")
        #expect(try page(template, Page(rows: [])) == "nobody  ")
    }
}
