// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import LifeboatTestSupport
import Testing

@testable import Correspondence

struct KeyDerivationTests {
    private let example: Example

    init() throws { example = try Example() }

    @Test func `twelve words give the keys of the vectors`() throws {
        let vector = example.conversation
        #expect(example.keys.identity.seed == vector.identitySeed.bytes)
        #expect(example.keys.identity.recipient.rawRepresentation == vector.recipient.bytes)
        #expect(example.keys.secret.bytes == vector.secret.bytes)
        #expect(example.keys.secret.id.bytes == vector.id.bytes)
        #expect(example.keys.secret.messageKey == vector.messageKey.bytes)
        #expect(example.keys.secret.nonce == vector.nonce.bytes)
        for slot in vector.slots { #expect(example.keys.secret.slotName(slot.number).bytes == slot.name.bytes) }
    }

    @Test func `the root gives the keys of the vectors`() throws {
        let vector = example.organisation
        #expect(example.root.verificationKey == vector.rootVerificationKey.bytes)
        #expect(example.root.fingerprint.bytes == vector.fingerprint.bytes)
        #expect(example.root.recoveryIdentity.seed == vector.recoverySeed.bytes)
        #expect(example.root.recoveryMailbox == vector.recoveryMailbox.bytes)
        #expect(example.root.words(in: .english).joined(separator: " ") == vector.rootWords)
        #expect(try RootKey(parsing: vector.rootWords.uppercased()).entropy == vector.root.bytes)
    }

    @Test func `the same words mean another person to another organisation`() throws {
        let phrase = Codephrase(in: .czech)
        let here = ConversationKeys(codephrase: phrase, organisation: RootKey().fingerprint)
        let there = ConversationKeys(codephrase: phrase, organisation: RootKey().fingerprint)
        #expect(here.secret != there.secret)
        #expect(here.identity.recipient != there.identity.recipient)
    }

    @Test func `names and identifiers of another length are none`() {
        for count in [0, 15, 17, 31, 33, 64] {
            let bytes = [UInt8](repeating: 1, count: count)
            #expect(OrganisationFingerprint(bytes) == nil)
            #expect(ConversationID(bytes) == nil)
            #expect(MessageID(bytes) == nil)
            #expect(SlotName(bytes) == nil)
            #expect(ConversationSecret(bytes) == nil)
            #expect(RootKey(entropy: bytes) == nil)
            #expect(throws: SigningKeyError.wrongLength) { try VoiceKey(seed: bytes) }
        }
        #expect(MessageID.random() != MessageID.random())
        #expect(SlotName.random() != SlotName.random())
    }

    @Test func `PADME sizes are those of the vectors`() throws {
        let table: [ProtocolVectors.Padme] = try Vectors.read("protocol/padme.json")
        #expect(table.count > 20)
        for row in table { #expect(Padding.padmeByteCount(row.count) == row.padded, "\(row.count)") }
    }

    @Test func `no way of printing shows a key`() throws {
        let draft = try example.draft()
        let values: [any RedactedPrinting] = [
            example.keys, example.keys.secret, example.root, example.voice, example.cardKey, example.link,
            try example.attachment(), try example.message(), try example.reply(), AttachmentSealer(),
            try AttachmentOpener(example.attachment()), SlotWindow(in: example.keys.secret),
        ]
        let secrets = [
            example.conversation.identitySeed, example.conversation.secret, example.organisation.root,
            example.organisation.rootSigningSeed, example.organisation.voiceSeed, example.organisation.cardSeed,
            example.organisation.cardSecret, example.messages.attachment.seed,
        ]
        var printed = everyPrinting(of: draft.charter)
        for value in values { printed += everyPrinting(of: value) }
        for secret in secrets {
            #expect(!printed.contains(secret.bytes.map(String.init).prefix(4).joined(separator: ", ")))
        }
        for text in ["Помогите", "Не звоните", "слышим", "повестка", "lifeboat1"] { #expect(!printed.contains(text)) }
        #expect(printed.contains("[redacted]"))
    }
}
