// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import LifeboatTestSupport
import Testing

@_spi(Fuzzing) @testable import Correspondence

struct ReplyTests {
    private let example: Example

    init() throws { example = try Example() }

    private func open(_ slot: [UInt8], number: UInt32 = 3, keys: ConversationKeys? = nil) throws(EnvelopeError) -> Reply
    {
        try Reply(opening: slot, number: number, keys: keys ?? example.keys, voices: [example.voice.verificationKey])
    }

    @Test func `a reply is written as in the vectors, byte for byte`() throws {
        let content = try example.reply().content(in: example.keys.secret, voice: example.voice)
        #expect(content == example.messages.reply.bytes)
    }

    @Test func `a reply that says to whom to write is as in the vectors`() throws {
        let compartment: ProtocolVectors.Compartment = try Vectors.read("protocol/compartment.json")
        var reply = try example.reply()
        reply.writeTo = WriteTo(
            holders: try HybridRecipient(rawRepresentation: compartment.intakeRecipient.bytes),
            door: try HybridRecipient(rawRepresentation: compartment.doorRecipient.bytes),
            pass: try DoorPass(compartment))
        let content = reply.content(in: example.keys.secret, voice: example.voice)
        #expect(content == example.messages.replyOfCase.bytes)
        let slot = try Bucket.seal(content, to: example.keys.identity.recipient)
        #expect(try open(slot) == reply)
    }

    @Test func `a recipient that was exchanged after signing is refused`() throws {
        let voices = [example.voice.verificationKey]
        var reply = try example.reply()
        reply.writeTo = .example()
        let own = reply.content(in: example.keys.secret, voice: example.voice)
        reply.writeTo = .example()
        let other = reply.content(in: example.keys.secret, voice: example.voice)
        let tail = own.count - 96
        #expect(throws: EnvelopeError.signatureWrong) {
            try Reply(
                content: Array(other[..<tail] + own[tail...]), number: 3, secret: example.keys.secret, voices: voices)
        }
    }

    @Test func `the sealed reply of the vectors, made by another implementation, opens`() throws {
        let sealed: ProtocolVectors.Sealed = try Vectors.read("protocol/sealed.json")
        #expect(try open(sealed.reply.bytes) == example.reply())
    }

    @Test func `what is sealed opens, with the voice anywhere on the card`() throws {
        let reply = try example.reply()
        let slot = try reply.sealed(in: example.keys.secret, to: example.keys.identity.recipient, voice: example.voice)
        #expect(slot.count == 8192)
        let voices = [VoiceKey().verificationKey, example.voice.verificationKey]
        #expect(try Reply(opening: slot, number: 3, keys: example.keys, voices: voices) == reply)
        #expect(throws: EnvelopeError.unknownVoice) {
            try Reply(opening: slot, number: 3, keys: example.keys, voices: [])
        }
    }

    @Test(arguments: try Vectors.read("protocol/refused-replies.json", as: [ProtocolVectors.RefusedContent].self))
    func `a wrong reply is refused for its reason`(row: ProtocolVectors.RefusedContent) throws {
        do {
            _ = try open(Bucket.seal(row.content.bytes, to: example.keys.identity.recipient))
            Issue.record("accepted")
        } catch {
            #expect("\(error)" == row.error)
        }
    }

    @Test func `whoever stole the words can read but not speak for the organisation`() throws {
        let forged = try example.reply().sealed(
            in: example.keys.secret, to: example.keys.identity.recipient, voice: VoiceKey())
        #expect(throws: EnvelopeError.unknownVoice) { try open(forged) }
    }

    @Test func `a reply moved to another slot or another conversation is refused`() throws {
        let other = otherKeys(example)
        let slot = try example.reply().sealed(
            in: example.keys.secret, to: other.identity.recipient, voice: example.voice)
        #expect(throws: EnvelopeError.wrongConversation) { try open(slot, keys: other) }
        let own = try example.reply().sealed(
            in: example.keys.secret, to: example.keys.identity.recipient, voice: example.voice)
        #expect(throws: EnvelopeError.wrongNumber) { try open(own, number: 4) }
        #expect(throws: EnvelopeError.sealing(.noIdentityMatched)) { try open(own, keys: other) }
    }

    @Test func `there is no reply zero`() throws {
        let reply = Reply(number: 0, sentHour: 1, body: "", attachments: [])
        #expect(throws: EnvelopeError.wrongNumber) {
            try reply.sealed(in: example.keys.secret, to: example.keys.identity.recipient, voice: example.voice)
        }
    }

    @Test func `mutilated replies are refused or unchanged`() throws {
        let seed: UInt64 = 815
        var random = SeededGenerator(seed: seed)
        let originals = [example.messages.reply.bytes, example.messages.replyOfCase.bytes]
        let voices = [example.voice.verificationKey]
        for round in 0..<4000 {
            let original = originals[round % 2]
            let mutant = random.mutated(original)
            let opened = try? Reply(content: mutant, number: 3, secret: example.keys.secret, voices: voices)
            #expect(opened == nil || mutant == original, "seed \(seed)")
        }
    }
}

struct SlotWindowTests {
    private let secret: ConversationSecret

    init() throws {
        secret = try #require(ConversationSecret((0..<32).map { UInt8($0) }))
    }

    private func answers(_ window: SlotWindow, _ existing: Set<UInt32>) -> [[UInt8]?] {
        window.names.map { name in
            existing.first { secret.slotName($0) == name }.map { [UInt8($0)] }
        }
    }

    @Test func `sixteen different names hold the eight next numbers`() {
        let window = SlotWindow(from: 9, in: secret)
        #expect(window.names.count == 16)
        #expect(Set(window.names).count == 16)
        for number: UInt32 in 9...16 { #expect(window.names.contains(secret.slotName(number))) }
        #expect(!window.names.contains(secret.slotName(8)))
        #expect(!window.names.contains(secret.slotName(17)))
    }

    @Test func `neither the order nor the random names repeat`() {
        let one = SlotWindow(in: secret)
        let other = SlotWindow(in: secret)
        #expect(Set(one.names).intersection(other.names).count == 8)
        let places = { (window: SlotWindow) in (1...8).map { window.names.firstIndex(of: secret.slotName($0)) } }
        var orders: Set<[Int?]> = []
        for _ in 0..<10 { orders.insert(places(SlotWindow(in: secret))) }
        #expect(orders.count > 1)
    }

    @Test func `every place is equally likely for a real name`() throws {
        let seed: UInt64 = 99
        var random = SeededGenerator(seed: seed)
        var counts = [Int](repeating: 0, count: 16)
        for _ in 0..<400 {
            let window = SlotWindow(from: 1, in: secret, using: &random)
            counts[try #require(window.names.firstIndex(of: secret.slotName(1)))] += 1
        }
        // 25 are expected in each; four standard deviations are 20.
        #expect(counts.allSatisfy { (5...45).contains($0) }, "seed \(seed): \(counts)")
    }

    @Test func `answers come back as replies by number`() throws {
        let window = SlotWindow(in: secret)
        let found = try #require(window.replies(in: answers(window, [1, 2, 3])))
        #expect(found.found.map(\.number) == [1, 2, 3])
        #expect(found.found.map(\.bytes) == [[1], [2], [3]])
        #expect(found.next == nil)
        #expect(found.missing.isEmpty)
    }

    @Test func `a full window asks for the next one`() throws {
        let window = SlotWindow(in: secret)
        let found = try #require(window.replies(in: answers(window, Set(1...12))))
        #expect(found.next == 9)
        let second = SlotWindow(from: try #require(found.next), in: secret)
        #expect(second.replies(in: answers(second, Set(1...12)))?.found.map(\.number) == [9, 10, 11, 12])
    }

    @Test func `a reply that is held back while a later one is shown is missed`() throws {
        let window = SlotWindow(in: secret)
        let found = try #require(window.replies(in: answers(window, [1, 4, 5])))
        #expect(found.missing == [2, 3])
    }

    @Test func `empty content is none, and another number of answers is no answer`() throws {
        let window = SlotWindow(in: secret)
        #expect(window.replies(in: Array(repeating: [], count: 16))?.found.isEmpty == true)
        #expect(window.replies(in: Array(repeating: nil, count: 16))?.found.isEmpty == true)
        #expect(window.replies(in: Array(repeating: nil, count: 15)) == nil)
        #expect(window.replies(in: Array(repeating: nil, count: 17)) == nil)
    }

    @Test func `numbers at the very end do not overflow`() {
        #expect(SlotWindow(from: .max, in: secret).names.count == 16)
        #expect(SlotWindow(from: 0, in: secret).first == 1)
    }
}
