// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import LifeboatTestSupport
import Testing

@_spi(Fuzzing) @testable import Correspondence

/// What a person writes once their request is a case: through the door, to those who hold it.
struct LetterTests {
    private let example: Example
    private let vector: ProtocolVectors.Compartment
    private let door: HybridIdentity
    private let holders: HybridIdentity

    init() throws {
        example = try Example()
        vector = try Vectors.read("protocol/compartment.json")
        door = try HybridIdentity(seed: vector.doorSeed.bytes)
        holders = try HybridIdentity(seed: vector.intakeSeed.bytes)
    }

    private func writeTo() throws -> WriteTo {
        WriteTo(holders: holders.recipient, door: door.recipient, pass: try DoorPass(vector))
    }

    private func followUp(_ opened: OpenedEnvelope) throws -> VisitorMessage? {
        guard case .followUp(let unverified) = opened else { return nil }
        return try unverified.verified(with: example.keys.secret)
    }

    @Test func `the name of a pass is that of the vectors`() {
        #expect(example.keys.secret.passID(vector.number) == vector.passID.bytes)
        #expect(example.keys.secret.passID(vector.number + 1) != vector.passID.bytes)
    }

    @Test func `the letter of the vectors, made by another implementation, opens layer by layer`() throws {
        let sealed: ProtocolVectors.Sealed = try Vectors.read("protocol/sealed.json")
        let letter = try Letter(opening: sealed.letter.bytes, with: [HybridIdentity(), door])
        #expect(letter.pass == (try DoorPass(vector)))
        let content = example.messages.followUp.bytes
        guard case .followUp(let unverified) = try OpenedEnvelope(content: content) else {
            Issue.record("another kind")
            return
        }
        let expected = try unverified.verified(with: example.keys.secret)
        #expect(try followUp(letter.opened(with: [holders])) == expected)
    }

    @Test func `neither the door alone nor the holders alone read a letter`() throws {
        let message = try example.message()
        let envelope = try message.sealedAsFollowUp(keys: example.keys, to: writeTo())
        #expect(envelope.count == 8192, "the relay sees what it sees of every other envelope")
        let letter = try Letter(opening: envelope, with: [door])
        #expect(try followUp(letter.opened(with: [HybridIdentity(), holders])) == message)
        #expect(throws: EnvelopeError.sealing(.noIdentityMatched)) { try letter.opened(with: [door]) }
        #expect(throws: EnvelopeError.sealing(.noIdentityMatched)) { try Letter(opening: envelope, with: [holders]) }
        #expect(throws: EnvelopeError.malformed) { try OpenedEnvelope(opening: envelope, with: [door]) }
    }

    @Test func `a follow-up to one recipient is none to the holders`() throws {
        let message = try example.message()
        let envelope = try message.sealedAsFollowUp(keys: example.keys, to: example.intake.recipient)
        #expect(try followUp(OpenedEnvelope(opening: envelope, with: [example.intake])) == message)
        let letter = try message.sealedAsFollowUp(keys: example.keys, to: writeTo())
        #expect(throws: EnvelopeError.sealing(.noIdentityMatched)) {
            try OpenedEnvelope(opening: letter, with: [example.intake])
        }
    }

    @Test(
        arguments: [
            [], [1], [1, 5], [2, 5] + [UInt8](repeating: 0, count: 36), [1, 4] + [UInt8](repeating: 0, count: 36),
            [1, 5] + [UInt8](repeating: 0, count: 35),
        ] as [[UInt8]])
    func `what is no letter is refused`(content: [UInt8]) throws {
        let envelope = try Bucket.seal(content, to: door.recipient)
        #expect(throws: EnvelopeError.malformed) { try Letter(opening: envelope, with: [door]) }
    }

    @Test func `a letter with nothing, too little or two recipients inside is refused before a key is tried`() throws {
        let two = try AgeFile.seal([1], to: [.hybrid(holders.recipient), .hybrid(HybridIdentity().recipient)])
        for inner in [[], [7], two] {
            let letter = try Letter(content: [1, 5] + vector.pass.bytes + inner)
            #expect(throws: EnvelopeError.malformed) { try letter.opened(with: [holders]) }
        }
    }

    @Test func `a message beyond the limits makes no letter`() throws {
        var message = try example.message()
        message.body = String(repeating: "x", count: MessageLimits.bodyByteCount + 3)
        #expect(throws: EnvelopeError.tooLarge(3)) {
            try message.sealedAsFollowUp(keys: example.keys, to: .example())
        }
    }
}

extension DoorPass {
    init(_ vector: ProtocolVectors.Compartment) throws {
        let code = Array(vector.pass.bytes.suffix(16))
        self = try #require(DoorPass(epoch: vector.ledgerEpoch, id: vector.passID.bytes, code: code))
    }
}

extension WriteTo {
    /// A place that nobody has the keys of.
    static func example() -> WriteTo {
        let bytes = [UInt8](repeating: 7, count: 16)
        guard let pass = DoorPass(epoch: 1, id: bytes, code: bytes) else { preconditionFailure("both are 16 bytes") }
        return WriteTo(holders: HybridIdentity().recipient, door: HybridIdentity().recipient, pass: pass)
    }
}
