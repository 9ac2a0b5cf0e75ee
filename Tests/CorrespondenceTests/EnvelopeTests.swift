// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import LifeboatTestSupport
import Testing

@_spi(Fuzzing) @testable import Correspondence

struct EnvelopeTests {
    private let example: Example

    init() throws { example = try Example() }

    @Test func `messages are written as in the vectors, byte for byte`() throws {
        var message = try example.message()
        #expect(message.firstContent(keys: example.keys, language: "ru") == example.messages.first.bytes)
        message.attachments = []
        #expect(message.followUpContent(keys: example.keys) == example.messages.followUp.bytes)
    }

    @Test func `the sealed messages of the vectors, made by another implementation, open`() throws {
        let sealed: ProtocolVectors.Sealed = try Vectors.read("protocol/sealed.json")
        var message = try example.message()
        let first = try OpenedEnvelope(opening: sealed.first.bytes, with: [HybridIdentity(), example.intake])
        guard case .first(let opened, let secret, let recipient, let language) = first else {
            Issue.record("not a first message")
            return
        }
        #expect(opened == message)
        #expect(secret == example.keys.secret)
        #expect(recipient == example.keys.identity.recipient)
        #expect(language == "ru")
        guard
            case .followUp(let unverified) = try OpenedEnvelope(opening: sealed.followUp.bytes, with: [example.intake])
        else {
            Issue.record("not a follow-up")
            return
        }
        message.attachments = []
        #expect(unverified.conversation == secret.id)
        #expect(try unverified.verified(with: secret) == message)
    }

    @Test func `what is sealed opens, first message and follow-up`() throws {
        let message = try example.message()
        let first = try message.sealedAsFirst(keys: example.keys, language: "pt-BR", to: example.intake.recipient)
        let followUp = try message.sealedAsFollowUp(keys: example.keys, to: example.intake.recipient)
        #expect(first.count == 8192)
        #expect(followUp.count == 8192)
        guard case .first(let opened, _, _, "pt-BR") = try OpenedEnvelope(opening: first, with: [example.intake]),
            case .followUp(let unverified) = try OpenedEnvelope(opening: followUp, with: [example.intake])
        else {
            Issue.record("another kind")
            return
        }
        #expect(opened == message)
        #expect(try unverified.verified(with: example.keys.secret) == message)
    }

    @Test func `a follow-up is believed only with its conversation's secret`() throws {
        let followUp = try example.message().sealedAsFollowUp(keys: example.keys, to: example.intake.recipient)
        guard case .followUp(let unverified) = try OpenedEnvelope(opening: followUp, with: [example.intake]) else {
            Issue.record("another kind")
            return
        }
        let other = otherKeys(example).secret
        #expect(throws: EnvelopeError.wrongConversation) { try unverified.verified(with: other) }
    }

    @Test(arguments: try Vectors.read("protocol/refused-messages.json", as: [ProtocolVectors.RefusedContent].self))
    func `a wrong message is refused for its reason`(row: ProtocolVectors.RefusedContent) throws {
        do {
            let envelope = try Bucket.seal(row.content.bytes, to: example.intake.recipient)
            switch try OpenedEnvelope(opening: envelope, with: [example.intake]) {
            case .first: Issue.record("accepted")
            case .followUp(let unverified):
                _ = try unverified.verified(with: example.keys.secret)
                Issue.record("accepted")
            }
        } catch {
            #expect("\(error)" == row.error)
        }
    }

    @Test func `an envelope for somebody else, of another size or altered is refused`() throws {
        let envelope = try example.message().sealedAsFollowUp(keys: example.keys, to: example.intake.recipient)
        #expect(throws: EnvelopeError.sealing(.noIdentityMatched)) {
            try OpenedEnvelope(opening: envelope, with: [HybridIdentity()])
        }
        #expect(throws: EnvelopeError.malformed) {
            try OpenedEnvelope(opening: Array(envelope.dropLast()), with: [example.intake])
        }
        #expect(throws: EnvelopeError.malformed) { try OpenedEnvelope(opening: [], with: [example.intake]) }
        var altered = envelope
        altered[envelope.count - 1] ^= 1
        #expect(throws: EnvelopeError.sealing(.payloadDamaged)) {
            try OpenedEnvelope(opening: altered, with: [example.intake])
        }
    }

    @Test func `an envelope whose fill is not zero is refused`() throws {
        let content = example.messages.first.bytes
        var padded = try #require(Padding.padded(content, to: Bucket.plaintextByteCount(in: 8192)))
        padded[padded.count - 1] = 1
        let envelope = try AgeFile.seal(padded, to: [.hybrid(example.intake.recipient)])
        #expect(throws: EnvelopeError.malformed) { try OpenedEnvelope(opening: envelope, with: [example.intake]) }
    }

    @Test(arguments: [8192, 32768, 131_072]) func `each bucket is filled to its last byte`(size: Int) throws {
        let room = Bucket.plaintextByteCount(in: size) - 4
        let content = [UInt8](repeating: 7, count: room)
        let sealed = try Bucket.seal(content, to: example.intake.recipient)
        #expect(sealed.count == size)
        #expect(try Bucket.open(sealed, with: [example.intake]) == content)
        if size == 131_072 {
            #expect(throws: EnvelopeError.tooLarge(3)) {
                try Bucket.seal(content + [1, 2, 3], to: example.intake.recipient)
            }
        } else {
            #expect(try Bucket.seal(content + [1], to: example.intake.recipient).count == size * 4)
        }
    }

    @Test func `an envelope to two recipients is refused before any key is tried`() throws {
        let stanzas: [Recipient] = [.hybrid(example.intake.recipient), .hybrid(HybridIdentity().recipient)]
        let overhead = try AgeFile.seal([], to: stanzas).count
        let envelope = try AgeFile.seal([UInt8](repeating: 0, count: 8192 - overhead), to: stanzas)
        #expect(envelope.count == 8192)
        #expect(throws: EnvelopeError.malformed) { try OpenedEnvelope(opening: envelope, with: [example.intake]) }
        #expect(throws: EnvelopeError.malformed) { try OpenedEnvelope(opening: envelope, with: []) }
    }

    @Test func `mutilated messages are refused or unchanged`() throws {
        let seed: UInt64 = 4711
        var random = SeededGenerator(seed: seed)
        let original = example.messages.first.bytes
        for _ in 0..<2000 {
            let mutant = random.mutated(original)
            guard case .first? = try? OpenedEnvelope(content: mutant) else { continue }
            #expect(mutant == original, "seed \(seed)")
        }
    }
}

struct MessageLimitsTests {
    private let example: Example

    init() throws { example = try Example() }

    private func fullest() throws -> VisitorMessage {
        let name = String(repeating: "ы", count: 125) + ".html"
        let file = try #require(
            SealedFile(
                blob: Array(repeating: 1, count: 32), seed: Array(repeating: 2, count: 32), byteCount: 1 << 40,
                name: name, mediaType: "application/" + String(repeating: "x", count: 115)))
        return VisitorMessage(
            id: .random(), assurance: .c, sentHour: .max, urgency: .noHurry,
            safeContact: String(repeating: "s", count: 4096), body: String(repeating: "b", count: 98_304),
            attachments: Array(repeating: file, count: 16))
    }

    @Test func `everything within the limits fits the largest bucket`() throws {
        let message = try fullest()
        #expect(message.attachments[0].name.utf8.count == 255)
        let language = "abc-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaa"
        let envelope = try message.sealedAsFirst(keys: example.keys, language: language, to: example.intake.recipient)
        #expect(envelope.count == 131_072)
        guard case .first(let opened, _, _, _) = try OpenedEnvelope(opening: envelope, with: [example.intake]) else {
            Issue.record("another kind")
            return
        }
        #expect(opened == message)
        let reply = Reply(
            number: .max, sentHour: .max, body: message.body, attachments: message.attachments,
            writeTo: .example())
        let slot = try reply.sealed(in: example.keys.secret, to: example.keys.identity.recipient, voice: example.voice)
        #expect(slot.count == 131_072)
        #expect(try message.sealedAsFollowUp(keys: example.keys, to: .example()).count == 131_072)
    }

    @Test func `whatever is beyond a limit is refused, with the excess in bytes`() throws {
        let fullest = try fullest()
        let changes: [(Int, (inout VisitorMessage) -> Void)] = [
            (1, { $0.body += "b" }), (2, { $0.body += "я" }), (3, { $0.safeContact += "sss" }),
            (
                2,
                {
                    $0.body += "b"; $0.safeContact += "s"
                }
            ),
            (fullest.attachments[0].encodedByteCount, { $0.attachments.append($0.attachments[0]) }),
        ]
        for (excess, change) in changes {
            var message = fullest
            change(&message)
            #expect(throws: EnvelopeError.tooLarge(excess)) {
                try message.sealedAsFollowUp(keys: example.keys, to: example.intake.recipient)
            }
            #expect(throws: EnvelopeError.tooLarge(excess)) {
                try message.sealedAsFirst(keys: example.keys, language: "en", to: example.intake.recipient)
            }
        }
        let reply = Reply(number: 1, sentHour: 1, body: fullest.body + "xx", attachments: [])
        #expect(throws: EnvelopeError.tooLarge(2)) {
            try reply.sealed(in: example.keys.secret, to: example.keys.identity.recipient, voice: example.voice)
        }
    }

    @Test func `a reader refuses a body beyond the limit`() throws {
        var message = try example.message()
        message.body = String(repeating: "b", count: 98_305)
        let content = message.firstContent(keys: example.keys, language: "en")
        #expect(throws: EnvelopeError.malformed) { try OpenedEnvelope(content: content) }
        let reply = Reply(number: 1, sentHour: 1, body: message.body, attachments: [])
        #expect(throws: EnvelopeError.malformed) {
            try Reply(
                content: reply.content(in: example.keys.secret, voice: example.voice), number: 1,
                secret: example.keys.secret, voices: [example.voice.verificationKey])
        }
    }

    @Test(arguments: ["en", "ru", "pt-BR", "zh-Hant-TW", "cnr", "sr-Latn"]) func `language tags`(tag: String) {
        #expect(LanguageTag.isWellFormed(tag))
    }

    @Test(arguments: ["", "e", "engl", "en-", "-en", "en--US", "en US", "en_US", "ру", "en-123456789", "e1"])
    func `what is no language tag`(tag: String) throws {
        #expect(!LanguageTag.isWellFormed(tag))
        #expect(throws: EnvelopeError.malformed) {
            try example.message().sealedAsFirst(keys: example.keys, language: tag, to: example.intake.recipient)
        }
    }
}
