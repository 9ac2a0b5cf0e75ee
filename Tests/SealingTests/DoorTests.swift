// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Correspondence
import LifeboatTestSupport
import Sealing
import Testing

/// Every desk can tell a letter that the organisation asked for from anything else, and only by the right key.
@Suite struct DoorTests {
    private let vector: ProtocolVectors.Compartment
    private let key: LedgerKey
    private let secret: ConversationSecret

    init() throws {
        vector = try Vectors.read("protocol/compartment.json")
        key = try #require(LedgerKey(epoch: vector.ledgerEpoch, bytes: vector.ledgerKey.bytes))
        let conversation: ProtocolVectors.Conversation = try Vectors.read("protocol/conversation.json")
        secret = try #require(ConversationSecret(conversation.secret.bytes))
    }

    @Test func `the door and the pass are those of the vectors`() throws {
        #expect(key.door.seed == vector.doorSeed.bytes)
        #expect(key.door.recipient.rawRepresentation == vector.doorRecipient.bytes)
        let pass = key.pass(for: secret, reply: vector.number)
        #expect(pass.epoch == vector.ledgerEpoch && pass.id == vector.passID.bytes)
        #expect(pass.code == vector.pass.bytes.suffix(16))
        #expect(key.vouches(for: pass))
    }

    @Test func `the keeping key is that of the vectors, and each epoch has one of its own`() throws {
        #expect(key.keepingSeed == vector.keepingSeed.bytes)
        #expect(LedgerKey.startingEpoch().keepingSeed != key.keepingSeed)
    }

    @Test func `no other key, name or code will do`() throws {
        let pass = key.pass(for: secret, reply: 1)
        let other = try #require(LedgerKey(epoch: key.epoch, bytes: [UInt8](repeating: 3, count: 32)))
        #expect(!other.vouches(for: pass))
        let next = try #require(LedgerKey(epoch: key.epoch + 1, bytes: key.exposedBytes))
        #expect(!next.vouches(for: pass))
        for place in 0..<16 {
            var (id, code) = (pass.id, pass.code)
            id[place] ^= 1
            code[place] ^= 1
            #expect(!key.vouches(for: try #require(DoorPass(epoch: pass.epoch, id: id, code: pass.code))))
            #expect(!key.vouches(for: try #require(DoorPass(epoch: pass.epoch, id: pass.id, code: code))))
        }
    }

    @Test func `the passes of two replies have nothing in common`() {
        let (one, two) = (key.pass(for: secret, reply: 1), key.pass(for: secret, reply: 2))
        #expect(one.id != two.id && one.code != two.code)
    }
}
