// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Correspondence
import LifeboatTestSupport
import Testing

@testable import Portal

/// One conversation, end to end, through the forms alone.
@Suite struct ConversationFlowTests {
    @Test func `a person writes, leaves, comes back, reads and writes again`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser(language: "ru-RU,en;q=0.5")
            #expect(try await visitor.get("/").text.contains("Выберите язык"))
            #expect(try await visitor.get("/ru/").text.contains("Написать нам"))
            let (form, words) = try await portal.start(visitor, in: "ru")
            let photo = PlainBrowser.File("фото.jpg", "image/jpeg", (0..<100_000).map { UInt8(truncatingIfNeeded: $0) })
            let paper = PlainBrowser.File("бумага.pdf", "application/pdf", Array("%PDF-1.7".utf8))
            let sent = try await portal.send(
                "Мне нужна помощь.\r\nСрочно.", from: form, visitor, files: [photo, paper], in: "ru")
            #expect(sent.path == "/ru/sent")
            #expect(sent.text.contains("С ним 2 файла."))

            let read = try portal.organisation.read(try #require(portal.relay.envelopes.first))
            #expect(read.isFirst && read.language == "ru")
            #expect(read.message.body == "Мне нужна помощь.\nСрочно.")
            #expect(read.message.safeContact == "Nur hier")
            #expect(read.message.urgency == .days)
            #expect(read.message.assurance == .c)
            #expect(read.message.sentHour == portal.clock.portal.hour)
            #expect(read.message.attachments.map(\.name) == ["фото.jpg", "бумага.pdf"])
            #expect(read.message.attachments.map(\.mediaType) == ["image/jpeg", "application/pdf"])
            #expect(try portal.organisation.open(read.message.attachments[0], at: portal.relay) == photo.bytes)
            #expect(try portal.organisation.open(read.message.attachments[1], at: portal.relay) == paper.bytes)

            let later = portal.browser()
            let empty = try await later.post("/ru/return", [("words", words.joined(separator: " "))])
            #expect(empty.path == "/ru/inbox" && empty.text.contains("Ответа пока нет"))

            let guide = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try portal.organisation.answer(
                "Мы с вами.", number: 1, to: read, at: portal.relay, files: [("памятка.pdf", guide)])
            let inbox = try await later.get("/ru/inbox")
            #expect(inbox.text.contains("Мы с вами.") && inbox.text.contains("Ответ 1"))
            let file = try await later.get("/ru/file/1/1")
            #expect(file.bytes == guide)
            #expect(file["Content-Type"] == "application/octet-stream")
            #expect(file["Content-Disposition"]?.hasPrefix("attachment; filename*=UTF-8''%D0%BF") == true)

            try await portal.send("Спасибо.", from: try await later.get("/ru/write"), later, in: "ru")
            let followUp = try portal.organisation.read(portal.relay.envelopes[1], secret: read.secret)
            #expect(
                followUp.isFirst && followUp.message.body == "Спасибо.",
                "whoever reads the intake today may have come without the keys of those who answered")
        }
    }

    @Test func `two portals serve one conversation over one relay`() async throws {
        try await RunningPortal.run { first in
            try await RunningPortal.run(publishing: false, relay: first.relay, organisation: first.organisation) {
                second in
                let visitor = first.browser()
                let (form, words) = try await first.start(visitor)
                try await first.send("at the first door", from: form, visitor)
                let read = try first.organisation.read(try #require(first.relay.envelopes.first))
                try first.organisation.answer("We are with you.", number: 1, to: read, at: first.relay, files: [])

                let elsewhere = second.browser()
                let inbox = try await elsewhere.post("/en/return", [("words", words.joined(separator: " "))])
                #expect(inbox.text.contains("We are with you."))
                try await second.send("at the second door", from: try await elsewhere.get("/en/write"), elsewhere)
                #expect(first.relay.envelopes.count == 2)
                let followUp = try first.organisation.read(first.relay.envelopes[1], secret: read.secret)
                #expect(followUp.message.body == "at the second door")
            }
        }
    }

    @Test func `without an answer every message introduces the conversation, so that none is lost`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, words) = try await portal.start(visitor)
            try await portal.send("first", from: form, visitor)
            let later = portal.browser()
            try await later.post("/en/return", [("words", words.joined(separator: " "))])
            try await portal.send("second", from: try await later.get("/en/write"), later)
            let read = try portal.relay.envelopes.map { try portal.organisation.read($0) }
            #expect(read.map(\.isFirst) == [true, true])
            #expect(read[0].secret == read[1].secret)
            #expect(read[0].message.id != read[1].message.id)
        }
    }

    @Test func `each visit asks for sixteen different names`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (_, words) = try await portal.start(visitor)
            try await portal.browser().post("/en/return", [("words", words.joined(separator: " "))])
            #expect(portal.relay.slotQuestions.count >= 2)
            #expect(Set(portal.relay.slotQuestions) == [16])
        }
    }

    @Test func `more answers than one window holds are all shown, newest first`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            try await portal.send("hello", from: form, visitor)
            let read = try portal.organisation.read(portal.relay.envelopes[0])
            for number in 1...11 as ClosedRange<UInt32> {
                try portal.organisation.answer("answer-\(number)", number: number, to: read, at: portal.relay)
            }
            let inbox = try await visitor.get("/en/inbox")
            #expect(inbox.texts(after: "<p dir=\"auto\">answer-") == (1...11).reversed().map { "\($0)" })
        }
    }

    @Test func `a long conversation is shown whole, and its last answer says where to write`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, words) = try await portal.start(visitor)
            try await portal.send("hello", from: form, visitor)
            let read = try portal.organisation.read(portal.relay.envelopes[0])
            let holder = HybridIdentity()
            for number in 1...140 as ClosedRange<UInt32> {
                try portal.organisation.answer(
                    "answer-\(number)", number: number, to: read, at: portal.relay,
                    writeTo: number == 140 ? holder.recipient : nil)
            }
            let back = portal.browser()
            let inbox = try await back.post("/en/return", [("words", words.joined(separator: " "))])
            #expect(inbox.texts(after: "<p dir=\"auto\">answer-") == (1...140).reversed().map { "\($0)" })
            try await portal.send("for the case", from: try await back.get("/en/write"), back)
            let envelope = try #require(portal.relay.envelopes.last)
            let followUp = try portal.organisation.read(envelope, secret: read.secret, as: holder)
            #expect(followUp.message.body == "for the case")
        }
    }

    @Test func `a relay that shows ever more answers that are none is asked no further`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            try await portal.send("hello", from: form, visitor)
            let read = try portal.organisation.read(portal.relay.envelopes[0])
            for number in 1...100 as ClosedRange<UInt32> {
                portal.relay.put(slot: read.secret.slotName(number).bytes, [UInt8](repeating: 1, count: 8_192))
            }
            let before = portal.relay.slotQuestions.count
            #expect(try await visitor.get("/en/inbox").text.contains("could not be verified"))
            #expect(portal.relay.slotQuestions.count - before == 4)
        }
    }

    @Test func `the same form sent twice is one message`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            #expect(try await portal.send("once", from: form, visitor).path == "/en/sent")
            #expect(try await portal.send("once", from: form, visitor).path == "/en/sent")
            #expect(portal.relay.envelopes.count == 1)
        }
    }

    @Test func `the same form sent twice at once is one message`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            portal.relay.deliveryGate.shut()
            async let one = portal.send("once", from: form, visitor)
            await portal.relay.deliveryGate.arrival(of: 1)
            async let two = portal.send("once", from: form, visitor)
            portal.relay.deliveryGate.open()
            let paths = try await [one.path, two.path]
            #expect(paths == ["/en/sent", "/en/sent"])
            #expect(portal.relay.envelopes.count == 1)
        }
    }

    @Test func `a new card is used as soon as it is found`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            try portal.organisation.publishCard(
                version: 2, at: portal.relay, issued: portal.clock.portal.wallSeconds(), intake: HybridIdentity())
            await portal.server.site.door.refresh()
            try await portal.send("new key", from: form, visitor)
            #expect(throws: EnvelopeError.self) { try portal.organisation.read(portal.relay.envelopes[0]) }
        }
    }
}
