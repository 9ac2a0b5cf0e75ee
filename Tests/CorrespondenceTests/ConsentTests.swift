// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import LifeboatTestSupport
import Testing

@_spi(Fuzzing) @testable import Correspondence

struct ConsentWireTests {
    private let example: Example
    private let id: ConsentID

    init() throws {
        example = try Example()
        id = try #require(ConsentID(Array(Primitives.sha256(Array("test vector consent".utf8)).prefix(16))))
    }

    private func scope(_ edit: (inout ConsentScope) -> Void = { _ in }) -> ConsentScope {
        var scope = ConsentScope(
            items: [.statement, .document], purpose: .newsUnderAnotherName, recipient: .newsroom,
            recipientName: "Редакция «Маяк»", recognisability: .underAnotherName, handling: .quietSteps,
            conditions: [.familyOut], excludedRecipients: ["телеканал"], excludedFacts: ["имя сестры"], until: 20_500)
        edit(&scope)
        return scope
    }

    private func asking() throws -> Reply {
        var reply = try example.reply()
        reply.attachments = []
        reply.offers = [
            ConsentOffer(id: id, standing: .asked, scope: scope()),
            ConsentOffer(id: id, standing: .inForce, scope: scope { $0.recognisability = .anonymous }),
        ]
        return reply
    }

    private func message(
        _ choice: OfferAnswer.Choice, ownWords: [String], neverTo: [String] = []
    ) throws -> VisitorMessage {
        var message = try example.message()
        message.attachments = []
        message.answer = OfferAnswer(
            id: id, choice: choice, language: "ru", ownWords: ownWords, neverTo: neverTo)
        return message
    }

    @Test func `a reply that asks is as in the vectors, and opens as it was`() throws {
        let reply = try asking()
        let content = reply.content(in: example.keys.secret, voice: example.voice)
        #expect(content == example.messages.replyAsking.bytes)
        #expect(content[0] == 2)
        let slot = try reply.sealed(in: example.keys.secret, to: example.keys.identity.recipient, voice: example.voice)
        let voices = [example.voice.verificationKey]
        #expect(try Reply(opening: slot, number: 3, keys: example.keys, voices: voices) == reply)
    }

    @Test func `answers are as in the vectors, and open as they were`() throws {
        let own = ["Мой рассказ — редакции.", "Помощь останется."]
        let agreed = try message(.agreed(scope()), ownWords: own)
        #expect(agreed.followUpContent(keys: example.keys) == example.messages.consentAgreed.bytes)
        let refused = try message(.no, ownWords: [])
        #expect(refused.followUpContent(keys: example.keys) == example.messages.consentRefused.bytes)
        let names = ["Капитан Соколов", "телеканал"]
        let forbids = try message(.no, ownWords: [], neverTo: names)
        #expect(forbids.followUpContent(keys: example.keys) == example.messages.consentForbids.bytes)
        let asks = try message(.asksFirst, ownWords: [])
        let wonders = try message(.asksFirst, ownWords: own, neverTo: names)
        for message in [agreed, refused, forbids, asks, wonders] {
            let envelope = try message.sealedAsFollowUp(keys: example.keys, to: example.intake.recipient)
            guard case .followUp(let unverified) = try OpenedEnvelope(opening: envelope, with: [example.intake]) else {
                Issue.record("another kind")
                return
            }
            #expect(try unverified.verified(with: example.keys.secret) == message)
            #expect(throws: EnvelopeError.wrongConversation) {
                try unverified.verified(with: otherKeys(example).secret)
            }
        }
    }

    @Test func `names beside a no are read as they were written, however long, and own words stay apart`() throws {
        let long = String(repeating: "ж", count: 1_000)
        for names in [["Соколов"], [long, long, long], (1...900).map { "\($0 % 10)" }, ["\u{1F9D1}" + long, "в"]] {
            for (choice, own) in [(OfferAnswer.Choice.no, [String]()), (.asksFirst, ["что", "нет"]), (.no, ["что"])] {
                let answer = OfferAnswer(id: id, choice: choice, language: "ru", ownWords: own, neverTo: names)
                #expect(answer.isWellFormed && answer.neverTo == names)
                #expect(answer.ownWords == Array((own + ["", ""]).prefix(2)))
                var reader = ByteReader(answer.encoded)
                #expect(try OfferAnswer(reading: &reader) == answer)
            }
        }
        let plain = OfferAnswer(id: id, choice: .no, language: "ru", ownWords: ["a", "b"])
        #expect(plain.neverTo.isEmpty && plain.ownWords == ["a", "b"], "as desks of before wrote and read it")
        let yes = OfferAnswer(
            id: id, choice: .agreed(scope()), language: "ru", ownWords: ["a", "b", "c"], neverTo: ["x"])
        #expect(yes.neverTo.isEmpty && yes.ownWords == ["a", "b", "c"], "of a yes they stand in its scope")
    }

    @Test func `names change nothing of the size of an answer`() throws {
        let names = (1...8).map { "\($0)" + String(repeating: "ж", count: 124) }
        for names in [[], names] {
            let message = try message(.no, ownWords: [], neverTo: names)
            #expect(try message.sealedAsFollowUp(keys: example.keys, to: example.intake.recipient).count == 8_192)
        }
    }

    @Test func `a first message answers nothing`() throws {
        let message = try message(.no, ownWords: [])
        #expect(throws: EnvelopeError.malformed) {
            try message.sealedAsFirst(keys: example.keys, language: "ru", to: example.intake.recipient)
        }
    }

    @Test func `what does not hold to the limits is not sealed`() throws {
        let long = String(repeating: "x", count: 256)
        let wrong = [
            scope { $0.items = [] }, scope { $0.items = [.document, .statement] }, scope { $0.procedure = "Дело" },
            scope { $0.purpose = .proceedings }, scope { $0.recipientName = long },
            scope { $0.excludedRecipients = [""] }, scope { $0.excludedFacts = [long] },
            scope { $0.excludedFacts = (1...9).map { "\($0)" } },
            scope { $0.conditions = [.familyOut, .personArrived] },
            scope { $0.until = ConsentScope.endOfDays },
        ]
        for scope in wrong {
            let message = try message(.agreed(scope), ownWords: [])
            #expect(throws: EnvelopeError.malformed) {
                try message.sealedAsFollowUp(keys: example.keys, to: example.intake.recipient)
            }
            var reply = try asking()
            reply.offers[0].scope = scope
            #expect(throws: EnvelopeError.malformed) {
                try reply.sealed(in: example.keys.secret, to: example.keys.identity.recipient, voice: example.voice)
            }
        }
        for words in [(1...5).map { "\($0)" }, [String(repeating: "x", count: 4_097)]] {
            let message = try message(.no, ownWords: words)
            #expect(throws: EnvelopeError.malformed) {
                try message.sealedAsFollowUp(keys: example.keys, to: example.intake.recipient)
            }
        }
    }

    @Test func `the fullest reply and the fullest answer fit the largest size`() throws {
        let text = String(repeating: "x", count: ConsentScope.textByteCount)
        let texts = (0..<ConsentScope.listCount).map { "\($0)" + text.dropFirst() }
        let full = ConsentScope(
            items: ConsentScope.Item.allCases, purpose: .proceedings, procedure: text, recipient: .other,
            recipientName: text, recognisability: .byName, handling: .anything,
            conditions: ConsentScope.Condition.allCases, excludedRecipients: texts, excludedFacts: texts,
            until: ConsentScope.endOfDays - 1)
        let file = try #require(
            SealedFile(
                blob: [UInt8](repeating: 1, count: 32), seed: [UInt8](repeating: 2, count: 32), byteCount: 1 << 40,
                name: text, mediaType: "a/" + String(repeating: "b", count: 125)))
        let files = [SealedFile](repeating: file, count: MessageLimits.attachmentCount)
        let body = String(repeating: "y", count: MessageLimits.bodyBesideConsentByteCount)
        let reply = Reply(
            number: 1, sentHour: 1, body: body, attachments: files, writeTo: .example(),
            offers: [ConsentOffer](
                repeating: ConsentOffer(id: id, standing: .asked, scope: full), count: MessageLimits.offerCount))
        #expect(
            try reply.sealed(in: example.keys.secret, to: example.keys.identity.recipient, voice: example.voice).count
                == 131_072)
        let words = [String](
            repeating: String(repeating: "z", count: OfferAnswer.ownWordsByteCount), count: OfferAnswer.ownWordsCount)
        let message = VisitorMessage(
            id: .random(), assurance: .c, sentHour: 1, urgency: .notSaid,
            safeContact: String(repeating: "c", count: MessageLimits.safeContactByteCount), body: body,
            attachments: files, answer: OfferAnswer(id: id, choice: .agreed(full), language: "ru", ownWords: words))
        #expect(try message.sealedAsFollowUp(keys: example.keys, to: example.intake.recipient).count == 131_072)
    }

    @Test func `less is within more, and more is not within less`() {
        let narrower = [
            scope { $0.items = [.statement] }, scope { $0.recognisability = .onlyAsNumber },
            scope { $0.handling = .nothingNoticeable }, scope { $0.conditions = [.personArrived, .familyOut] },
            scope { $0.excludedRecipients.append("радио") }, scope { $0.excludedFacts.append("город") },
            scope { $0.until -= 1 },
        ]
        for less in narrower {
            #expect(less.isWithin(scope()))
            #expect(!scope().isWithin(less))
        }
        #expect(scope().isWithin(scope()))
        #expect(!scope { $0.purpose = .newsByName }.isWithin(scope()))
        #expect(!scope { $0.recipient = .court }.isWithin(scope()))
        #expect(!scope { $0.recipientName = "" }.isWithin(scope()))
        #expect(scope().isWithin(scope { $0.recipientName = "" }))
    }

    @Test func `mutilated offers and answers are refused or unchanged`() throws {
        let seed: UInt64 = 3003
        var random = SeededGenerator(seed: seed)
        let voices = [example.voice.verificationKey]
        let reply = example.messages.replyAsking.bytes
        let answer = example.messages.consentAgreed.bytes
        for _ in 0..<3000 {
            let mutant = random.mutated(reply)
            let opened = try? Reply(content: mutant, number: 3, secret: example.keys.secret, voices: voices)
            #expect(opened == nil || mutant == reply, "seed \(seed)")
            let other = random.mutated(answer)
            guard case .followUp(let unverified)? = try? OpenedEnvelope(content: other) else { continue }
            #expect((try? unverified.verified(with: example.keys.secret)) == nil || other == answer, "seed \(seed)")
        }
    }
}
