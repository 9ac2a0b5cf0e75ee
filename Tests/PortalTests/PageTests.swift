// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import Languages
import LifeboatTestSupport
import PortalForms
import Testing

@testable import Portal

@Suite struct PageTests {
    static let languages = PortalCatalogues.files.map(\.tag)

    private static func everyPage(in catalogue: Catalogue) -> [any PageModel] {
        let attachment = Attachment(
            blob: Array(repeating: 1, count: 32), seed: Array(repeating: 2, count: 32), byteCount: 5_000_000,
            name: "a.pdf", mediaType: "application/pdf")
        let reply = Reply(number: 3, sentHour: 493_000, body: "b", attachments: attachment.map { [$0] } ?? [])
        let unknown = CodephraseErrorSample.unknown
        let checksum = CodephraseErrorSample.checksum
        return [
            LanguagesPage(hasGreeting: true), HomePage(isOnion: false, isFull: false),
            HomePage(isOnion: true, isFull: true),
            ClosedPage(isExpired: false), ClosedPage(isExpired: true), HelpPage(), NoticePage(.missing),
            NoticePage(.failed), NoticePage(.file),
            WordsPage(Codephrase(in: .russian), csrf: "c", in: catalogue),
            ConfirmPage(asked: [1, 5, 12], mistakes: [5], csrf: "c", in: catalogue),
            WritePage(
                form: .random(), csrf: "c", problem: .init(title: "Nothing was sent", text: "p", kept: "k"),
                in: catalogue),
            SentPage(Receipt(hour: 493_000, fileCount: 2), in: catalogue),
            SentPage(Receipt(hour: 493_000, fileCount: 0), in: catalogue),
            ReturnPage(in: catalogue),
            ReturnPage(words: "w", error: unknown, in: catalogue),
            ReturnPage(words: "w", error: checksum, in: catalogue),
            ReturnPage(words: "w", error: .wordCount(3), in: catalogue),
            ReturnPage(words: "w", error: .unknownLanguage, in: catalogue),
            ReturnPage(carrying: MessageDraft(urgency: "1", contact: "c", body: "b"), in: catalogue),
            InboxPage([reply], damagedCount: 2, missingCount: 1, organisation: "L", in: catalogue),
            InboxPage([], damagedCount: 0, missingCount: 0, organisation: "L", in: catalogue), InboxPage.away,
        ]
    }

    /// Errors as the reader of words makes them.
    private enum CodephraseErrorSample {
        static let unknown = caught("zzzzz" + String(repeating: " abandon", count: 11))
        static let checksum = caught(String(repeating: "abandon ", count: 12))

        private static func caught(_ words: String) -> CodephraseError? {
            do { _ = try Codephrase(parsing: words) } catch { return error }
            return nil
        }
    }

    @Test(arguments: languages)
    func `every page is whole, without script and without anything from outside`(language: String) throws {
        let maker = try PageMaker(settings: PortalSettings())
        let catalogue = try #require(try PortalCatalogues.load()[language])
        for model in Self.everyPage(in: catalogue) {
            let page = maker.text(model, in: catalogue, organisation: "Leuchtturm")
            let name = "\(language) \(type(of: model))"
            #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"), "\(name)")
            #expect(page.contains("<html lang=\"\(language)\""), "\(name)")
            #expect(page.contains(catalogue.text("footer.unreviewed")) == !catalogue.language.isReviewed, "\(name)")
            for banned in ["<script", "javascript:", "http:", "https:", "//", " on", "url(", "@import", "{{", "}}"] {
                let body = page.split(separator: "</head>").last.map(String.init) ?? ""
                #expect(
                    !(banned == " on" ? body.contains(/<[^>]* on[a-z]+=/) : page.contains(banned)), "\(name): \(banned)"
                )
            }
            #expect(!page.contains(/\{[a-z-]+\}/.ignoresCase()) || page.contains("<style>"), "\(name)")
            #expect(!(page.split(separator: "</style>").last ?? "").contains(/\{[a-z-]+\}/), "\(name)")
            #expect(!page.contains(/<textarea[^>]*maxlength/), "\(name): a browser cuts off what is pasted, unseen")
            for key in catalogue.keys where key.contains("_") { #expect(!page.contains(">\(key)<"), "\(name)") }
        }
    }

    @Test func `a form that comes back says so in its title`() throws {
        let maker = try PageMaker(settings: PortalSettings())
        let catalogue = try #require(try PortalCatalogues.load()["en"])
        let again = WritePage(
            form: .random(), csrf: "c", problem: .init(title: "Nothing was sent", text: "p", kept: "k"), in: catalogue)
        let words = ReturnPage(words: "w", error: .wordCount(3), in: catalogue)
        #expect(maker.text(again, in: catalogue, organisation: "L").contains("<title>Nothing was sent – "))
        #expect(maker.text(words, in: catalogue, organisation: "L").contains("<title>Please check your words – "))
        let fresh = WritePage(form: .random(), csrf: "c", in: catalogue)
        #expect(!maker.text(fresh, in: catalogue, organisation: "L").contains(" – \(catalogue.text("write.title"))"))
    }

    @Test(arguments: languages)
    func `every page of a rehearsal says that nobody is heard there, and no other page does`(language: String) throws {
        let catalogue = try #require(try PortalCatalogues.load()[language])
        for isRehearsal in [true, false] {
            var settings = PortalSettings()
            settings.isRehearsal = isRehearsal
            let maker = try PageMaker(settings: settings)
            for model in Self.everyPage(in: catalogue) {
                for organisation in ["L", nil] {
                    let page = maker.text(model, in: catalogue, organisation: organisation)
                    #expect(page.contains("class=\"rehearsal\"") == isRehearsal, "\(type(of: model))")
                    #expect(page.contains(catalogue.text("rehearsal.banner")) == isRehearsal, "\(type(of: model))")
                }
            }
        }
    }

    /// The way out is the first thing that a keyboard reaches, on every page.
    @Test(arguments: languages)
    func `the quick exit comes first`(language: String) throws {
        let maker = try PageMaker(settings: PortalSettings())
        let catalogue = try #require(try PortalCatalogues.load()[language])
        for model in Self.everyPage(in: catalogue) {
            let page = maker.text(model, in: catalogue, organisation: "L")
            let first = page.firstMatch(of: /<(a|button|input|select|textarea)[ >][^>]*/)
            #expect(first.map { $0.0.contains("href=\"/leave\"") && $0.0.contains("accesskey") } == true)
        }
    }

    /// Every field has a label, every description exists, no identifier stands twice.
    @Test(arguments: languages)
    func `a screen reader finds a name for everything`(language: String) throws {
        let maker = try PageMaker(settings: PortalSettings())
        let catalogue = try #require(try PortalCatalogues.load()[language])
        for model in Self.everyPage(in: catalogue) {
            let page = maker.text(model, in: catalogue, organisation: "L")
            let name = "\(language) \(type(of: model))"
            let ids = page.matches(of: /\ id="([^"]+)"/).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "\(name)")
            let labelled = Set(page.matches(of: /<label for="([^"]+)"/).map { String($0.1) })
            for field in page.matches(of: /<(input|textarea|select)[^>]*>/).map({ String($0.0) })
            where !field.contains("type=\"hidden\"") && !field.contains("type=\"radio\"") {
                let id = field.firstMatch(of: /\ id="([^"]+)"/).map { String($0.1) }
                #expect(id.map(labelled.contains) == true, "\(name): \(field)")
            }
            for reference in page.matches(of: /\ aria-(?:describedby|labelledby)="([^"]+)"/) {
                for id in reference.1.split(separator: " ") { #expect(ids.contains(String(id)), "\(name): \(id)") }
            }
            #expect(page.ranges(of: "<h1>").count == 1, "\(name)")
        }
    }

    @Test(
        arguments: [
            (0, "1 January 1970, about 0:00 UTC"), (493_000, "29 March 2026, about 16:00 UTC"),
            (264_405, "29 February 2000, about 21:00 UTC"), (UInt32.max, "18 July 491937, about 15:00 UTC"),
        ] as [(UInt32, String)])
    func `hours are told as dates`(hour: UInt32, date: String) throws {
        let english = try #require(try PortalCatalogues.load()["en"])
        #expect(english.date(hour: hour) == date)
    }

    @Test func `sizes are told as people say them`() throws {
        let russian = try #require(try PortalCatalogues.load()["ru"])
        #expect(
            [1023, 1024, (1 << 20) - 1, 500 << 20].map { russian.size($0) } == ["1023 Б", "1 КБ", "1023 КБ", "500 МБ"])
    }
}
