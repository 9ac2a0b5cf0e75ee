// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Correspondence
import Languages
import LifeboatTestSupport
import RelayConnection
import Testing

@testable import Portal

/// Being asked for consent, and answering, without script and over the twelve words.
@Suite struct ConsentFlowTests {
    private static let question = "Редакция «Маяк» просит ваш рассказ. ВОПРОС-5101"
    let holder = HybridIdentity()
    let id = ConsentID([UInt8](repeating: 5, count: 16))

    func scope(_ edit: (inout ConsentScope) -> Void = { _ in }) -> ConsentScope {
        var scope = ConsentScope(
            items: [.statement, .document], purpose: .newsUnderAnotherName, recipient: .newsroom,
            recipientName: "Редакция «Маяк»", recognisability: .underAnotherName, handling: .quietSteps, until: 21_000)
        edit(&scope)
        return scope
    }

    func offer(_ standing: ConsentOffer.Standing = .asked, _ scope: ConsentScope? = nil) throws -> ConsentOffer {
        ConsentOffer(id: try #require(id), standing: standing, scope: scope ?? self.scope())
    }

    /// A visitor who came back with the words and was asked.
    func run(
        _ offers: [ConsentOffer]? = nil, in language: String = "en",
        _ body: (RunningPortal, PlainBrowser, [String], TestOrganisation.ReadMessage) async throws -> Void
    ) async throws {
        let offers = try offers ?? [offer()]
        try await RunningPortal.run { portal in
            let first = portal.browser()
            let (form, words) = try await portal.start(first)
            try await portal.send("hello", from: form, first)
            let read = try portal.organisation.read(portal.relay.envelopes[0])
            try portal.organisation.answer(
                Self.question, number: 1, to: read, at: portal.relay, writeTo: holder.recipient, offers: offers)
            let visitor = portal.browser()
            try await visitor.post("/\(language)/return", [("words", words.joined(separator: " "))])
            try await body(portal, visitor, words, read)
        }
    }

    func values(_ page: PlainBrowser.Page, _ typed: [(String, String)]) throws -> [(String, String)] {
        try ["csrf", "form", "asked"].map { ($0, try #require(page.value($0))) } + typed
    }

    func answer(_ portal: RunningPortal, _ read: TestOrganisation.ReadMessage) throws -> VisitorMessage {
        try portal.organisation.read(try #require(portal.relay.envelopes.last), secret: read.secret, as: holder).message
    }

    let ownWords = [("own-1", "Мой рассказ редакции, под другим именем."), ("own-2", "Помощь останется.")]

    @Test(arguments: ["en", "ru", "uk", "fr", "de"])
    func `everything is said before the answer, and nothing is chosen beforehand`(language: String) async throws {
        try await run(in: language) { portal, visitor, _, _ in
            let inbox = try await visitor.get("/\(language)/inbox")
            #expect(inbox.text.contains("/\(language)/consent/1"))
            let page = try await visitor.get("/\(language)/consent/1")
            let words = try #require(portal.server.site.catalogues[language])
            for key in ["free", "silence", "consequence", "withdraw", "time", "own_what", "own_no"] {
                #expect(
                    page.text.contains(words.text("consent.\(key)").replacing("'", with: "&#39;"))
                        || page.text.contains(words.text("consent.\(key)")), "\(language): \(key)")
            }
            #expect(page.text.contains("ВОПРОС-5101") && page.text.contains("Редакция «Маяк»"))
            #expect(page.text.contains(words.date(day: 21_000)))
            #expect(!page.text.contains(" checked"))
            for choice in ["yes", "less", "no", "ask"] {
                #expect(page.text.contains("name=\"choice\" value=\"\(choice)\""))
            }
        }
    }

    @Test func `an answer where no reply named the holders goes to the intake in words that anybody can believe`()
        async throws
    {
        try await RunningPortal.run { portal in
            let first = portal.browser()
            let (form, words) = try await portal.start(first)
            try await portal.send("hello", from: form, first)
            let read = try portal.organisation.read(portal.relay.envelopes[0])
            try portal.organisation.answer(
                Self.question, number: 1, to: read, at: portal.relay, writeTo: nil, offers: [offer()])
            let visitor = portal.browser()
            try await visitor.post("/en/return", [("words", words.joined(separator: " "))])
            try await visitor.get("/en/inbox")
            let page = try await visitor.get("/en/consent/1")
            let sent = try await visitor.post("/en/consent/1", try values(page, [("choice", "no")]))
            #expect(sent.path == "/en/receipt")
            let begun = try portal.organisation.read(try #require(portal.relay.envelopes.last))
            #expect(begun.isFirst && begun.secret == read.secret && begun.message.answer == nil)
            #expect(begun.message.body.contains("ВОПРОС-5101"))
        }
    }

    @Test func `a yes goes out sealed for the holders, with the exact wording and a receipt`() async throws {
        try await run(in: "ru") { portal, visitor, _, read in
            let page = try await visitor.get("/ru/consent/1")
            let sent = try await visitor.post(
                "/ru/consent/1", try values(page, [("choice", "yes"), ("remark", "Спасибо.")] + ownWords))
            #expect(sent.path == "/ru/receipt")
            let message = try answer(portal, read)
            #expect(message.answer?.id == id && message.answer?.choice == .agreed(scope()))
            #expect(message.answer?.language == "ru")
            #expect(message.answer?.ownWords == ownWords.map(\.1))
            for text in [
                "ВОПРОС-5101", "Редакция «Маяк»", "под другим именем", "Помощь останется.", "Спасибо.",
                "Решать только вам",
            ] {
                #expect(message.body.contains(text), "the receipt lacks \(text)")
                #expect(sent.text.contains(text), "the page lacks \(text)")
            }
            #expect(portal.relay.envelopes.count == 2)
            // The form sent again, and the page loaded again, send nothing again.
            #expect(
                try await visitor.post(
                    "/ru/consent/1", try values(page, [("choice", "yes"), ("remark", "Спасибо.")] + ownWords)
                ).path == "/ru/receipt")
            _ = try await visitor.get("/ru/receipt")
            #expect(portal.relay.envelopes.count == 2)
            #expect(Set(portal.relay.envelopes.map(\.count)) == [8192])
        }
    }

    @Test func `agreeing to less changes what was chosen, and nothing else`() async throws {
        try await run { portal, visitor, _, read in
            let page = try await visitor.get("/en/consent/1")
            #expect(!page.text.contains("name=\"seen\" value=\"1\""), "wider is not offered")
            let sent = try await visitor.post(
                "/en/consent/1",
                try values(
                    page,
                    [
                        ("choice", "less"), ("item-2", "1"), ("seen", "9"), ("days", "30"), ("when-2", "1"),
                        ("not-to", " TV \r\n\r\nradio"), ("leave-out", "my sister"),
                    ] + ownWords))
            #expect(sent.path == "/en/receipt")
            let day = UInt32(1_790_000_000 / 86_400)
            #expect(
                try answer(portal, read).answer?.choice
                    == .agreed(
                        scope {
                            $0.items = [.statement]
                            $0.recognisability = .anonymous
                            $0.until = day + 30
                            $0.conditions = [.familyOut]
                            $0.excludedRecipients = ["TV", "radio"]
                            $0.excludedFacts = ["my sister"]
                        }))
        }
    }

    @Test func `who says yes to everything and forbids something below is asked which of the two holds`() async throws {
        try await run { portal, visitor, _, read in
            var form = try await visitor.get("/en/consent/1")
            let never = [("not-to", "NEVER-TO-HIM"), ("leave-out", "MY-MOTHER")]
            for field in never + [("item-2", "1"), ("seen", "9"), ("days", "30"), ("when-2", "1")] {
                form = try await visitor.post(
                    "/en/consent/1", try values(form, [("choice", "yes"), field] + ownWords))
                #expect(form.status == 422 && form.text.contains("You said yes to everything"), "\(field.0)")
                #expect(form.text.contains(field.1), "\(field.0) was lost")
            }
            #expect(portal.relay.envelopes.count == 1, "nothing was sent")
            let sent = try await visitor.post(
                "/en/consent/1",
                try values(
                    form,
                    [("choice", "yes"), ("not-to", " \r\n")] + scope().items.map { ("item-\($0.rawValue)", "1") }
                        + ownWords))
            #expect(sent.path == "/en/receipt")
            #expect(try answer(portal, read).answer?.choice == .agreed(scope()))
        }
    }

    @Test(arguments: ["no", "ask"])
    func `what stands under less beside another answer is told all the same`(choice: String) async throws {
        try await run { portal, visitor, _, read in
            let page = try await visitor.get("/en/consent/1")
            let sent = try await visitor.post(
                "/en/consent/1",
                try values(
                    page,
                    [
                        ("choice", choice), ("remark", "Who reads it?"), ("not-to", "NEVER-TO-HIM"),
                        ("leave-out", "MY-MOTHER"),
                    ]))
            #expect(sent.path == "/en/receipt")
            let message = try answer(portal, read)
            for text in ["NEVER-TO-HIM", "MY-MOTHER", "Who reads it?"] {
                #expect(message.body.contains(text) && sent.text.contains(text))
            }
            #expect(message.answer?.neverTo == ["NEVER-TO-HIM"], "as a name, whatever was answered")
        }
    }

    @Test func `a no needs nothing else`() async throws {
        try await run { portal, visitor, _, read in
            let page = try await visitor.get("/en/consent/1")
            #expect(try await visitor.post("/en/consent/1", try values(page, [("choice", "no")])).path == "/en/receipt")
            let message = try answer(portal, read)
            #expect(message.answer?.choice == .no && message.answer?.ownWords == [] && message.answer?.neverTo == [])
        }
    }

    @Test func `a question first is a message, and no answer`() async throws {
        try await run { portal, visitor, _, read in
            let page = try await visitor.get("/en/consent/1")
            let sent = try await visitor.post(
                "/en/consent/1", try values(page, [("choice", "ask"), ("remark", "Who reads it there?")]))
            #expect(sent.path == "/en/receipt")
            #expect(sent.text.contains("Nothing was decided") && !sent.text.contains("send yours again"))
            let message = try answer(portal, read)
            #expect(message.answer?.choice == .asksFirst && message.body.contains("Who reads it there?"))
        }
    }

    @Test func `what is missing or too much is said, and nothing that was typed is lost`() async throws {
        try await run { portal, visitor, _, _ in
            let page = try await visitor.get("/en/consent/1")
            let typed = [("own-1", "TYPED-1"), ("remark", "TYPED-2"), ("not-to", "TYPED-3"), ("seen", "9")]
            let long = String(repeating: "x", count: 300)
            let wrong: [([(String, String)], String)] = [
                (typed, "Please choose one of the answers."),
                (typed + [("choice", "yes")], "You said yes to everything"),
                ([("own-1", "TYPED-1"), ("choice", "yes")], "answer both questions in your own words"),
                ([("own-1", "a"), ("own-2", "b"), ("choice", "less")], "what is to be less"),
                ([("choice", "ask"), ("own-1", "TYPED-1")], "write your question"),
                (
                    [("choice", "less"), ("own-1", "a"), ("own-2", "b"), ("leave-out", long)], "Your lists are too long"
                ),
                ([("choice", "nonsense")], "Please choose one of the answers."),
                (
                    [("choice", "no"), ("remark", String(repeating: "x", count: 40_000) + "END")],
                    "longer than 4000 characters"
                ),
                ([("choice", "no"), ("own-2", String(repeating: "x", count: 1_301))], "longer than 1300 characters"),
                ([("choice", "no"), ("not-to", String(repeating: "x", count: 2_001))], "longer than 2000 characters"),
            ]
            var form = page
            for (fields, problem) in wrong {
                form = try await visitor.post("/en/consent/1", try values(form, fields))
                #expect(form.status == 422 || form.status == 413, "\(problem)")
                #expect(form.text.contains(problem), "\(problem)")
                for (name, value) in fields where value.hasPrefix("TYPED") || value.hasPrefix("x") {
                    #expect(form.text.contains(value), "\(name) was lost")
                }
                if fields.contains(where: { $0 == ("seen", "9") }) {
                    #expect(form.text.contains("name=\"seen\" value=\"9\" checked"))
                }
            }
            #expect(portal.relay.envelopes.count == 1, "nothing was sent")
            // The same form goes out once it is right.
            let sent = try await visitor.post("/en/consent/1", try values(form, [("choice", "no")]))
            #expect(sent.path == "/en/receipt" && portal.relay.envelopes.count == 2)
        }
    }

    @Test func `a visit that ended meanwhile goes on with the words, and keeps what was chosen`() async throws {
        try await run { portal, visitor, words, read in
            let page = try await visitor.get("/en/consent/1")
            portal.clock.pass(.seconds(3_600 * 3))
            let typed = [("choice", "less"), ("seen", "9"), ("own-1", "KEPT-1\r\nKEPT-2"), ("own-2", "KEPT-3")]
            let ended = try await visitor.post("/en/consent/1", try values(page, typed))
            #expect(ended.status == 403 && ended.text.contains("value=\"9\"") && ended.text.contains("KEPT-3"))
            let carried = [("consent", "1"), ("asked", try #require(page.value("asked")))] + typed
            let wrong = try await visitor.post("/en/return", [("words", "wrong")] + carried)
            #expect(wrong.status == 422 && wrong.text.contains("KEPT-3"))
            portal.relay.fail(with: .unreachable)
            let away = try await visitor.post("/en/return", [("words", words.joined(separator: " "))] + carried)
            #expect(away.status == 503 && away.text.contains("KEPT-3"))
            portal.relay.fail(with: nil)
            let stranger = Codephrase(in: .english).words.joined(separator: " ")
            let others = try await visitor.post("/en/return", [("words", stranger)] + carried)
            #expect(others.status == 422 && others.text.contains("KEPT-3"))
            let form = try await visitor.post("/en/return", [("words", words.joined(separator: " "))] + carried)
            #expect(form.text.contains("name=\"seen\" value=\"9\" checked") && form.text.contains("KEPT-3"))
            #expect(try await visitor.post("/en/consent/1", try values(form, typed)).path == "/en/receipt")
            #expect(try answer(portal, read).answer?.ownWords.first == "KEPT-1\nKEPT-2")
        }
    }

    @Test func `a yes in force can be taken back or made less, without own words`() async throws {
        try await run([offer(.inForce)]) { portal, visitor, _, read in
            let inbox = try await visitor.get("/en/inbox")
            #expect(inbox.text.contains("It holds until") && inbox.text.contains("confirms:"))
            let page = try await visitor.get("/en/consent/1")
            #expect(page.text.contains("I take it back") && !page.text.contains("name=\"own-1\""))
            #expect(!page.text.contains("name=\"choice\" value=\"yes\""))
            let less = try await visitor.post(
                "/en/consent/1", try values(page, [("choice", "less"), ("seen", "10")]))
            #expect(less.path == "/en/receipt")
            #expect(
                try answer(portal, read).answer?.choice == .agreed(scope { $0.recognisability = .onlyAsNumber }))
            let again = try await visitor.get("/en/consent/1")
            #expect(
                try await visitor.post("/en/consent/1", try values(again, [("choice", "no")])).path == "/en/receipt")
            #expect(try answer(portal, read).answer?.choice == .no)
            // There is no yes to what was agreed to already.
            let third = try await visitor.get("/en/consent/1")
            #expect(try await visitor.post("/en/consent/1", try values(third, [("choice", "yes")])).status == 422)
        }
    }

    @Test func `what is over can be refused and not agreed to`() async throws {
        try await run([offer(.asked, scope { $0.until = 20_717 })]) { portal, visitor, _, read in
            let page = try await visitor.get("/en/consent/1")
            #expect(page.text.contains("The time for this is over") && !page.text.contains("value=\"yes\""))
            for choice in ["yes", "less"] {
                let refused = try await visitor.post(
                    "/en/consent/1", try values(page, [("choice", choice), ("seen", "9")] + ownWords))
                #expect(refused.status == 422 && refused.text.contains("You can still say no"))
            }
            #expect(try await visitor.post("/en/consent/1", try values(page, [("choice", "no")])).path == "/en/receipt")
            #expect(try answer(portal, read).answer?.choice == .no)
        }
    }

    @Test func `the newest answer of the organisation says where a question stands`() async throws {
        try await run { portal, visitor, words, read in
            try portal.organisation.answer(
                "", number: 2, to: read, at: portal.relay, offers: [try offer(.answered)])
            try portal.organisation.answer(
                "", number: 3, to: read, at: portal.relay, offers: [try offer(.refused)])
            try portal.organisation.answer(
                "forged", number: 4, to: read, at: portal.relay, voice: VoiceKey(), offers: [try offer(.inForce)])
            let inbox = try await visitor.get("/en/inbox")
            #expect(inbox.text.contains("You said no, or took it back.") && !inbox.text.contains("forged"))
            let page = try await visitor.get("/en/consent/1")
            #expect(page.text.contains("ВОПРОС-5101") && !page.text.contains("<form"))
        }
    }

    @Test func `nobody answers for another visit, and no address holds what is asked`() async throws {
        try await run { portal, visitor, _, _ in
            let page = try await visitor.get("/en/consent/1")
            let other = portal.browser()
            let (form, _) = try await portal.start(other)
            let forged = try await other.post(
                "/en/consent/1",
                [
                    ("csrf", try #require(form.value("csrf"))), ("form", try #require(page.value("form"))),
                    ("choice", "yes"),
                ] + ownWords)
            #expect(forged.status == 403)
            let crossed = try await visitor.post(
                "/en/consent/1", [("csrf", "0"), ("form", try #require(page.value("form"))), ("choice", "no")])
            #expect(crossed.status == 403 && portal.relay.envelopes.count == 1)
            #expect(try await visitor.get("/en/consent/7", following: false).status == 303)
            #expect(try await portal.browser().get("/en/consent/1", following: false).status == 303)
            #expect(try await portal.browser().get("/en/receipt", following: false).status == 303)
            let hex = String(repeating: "05", count: 16)
            for place in visitor.everythingButBodies { #expect(!place.contains(hex) && !place.contains("5101")) }
        }
    }
}
