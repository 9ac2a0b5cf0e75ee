// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
import LifeboatTestSupport
import Sealing
import Testing

/// Who holds a conversation's compartment opens what its person writes, and nobody else.
@Suite struct ConversationIntakeTests {
    private let compartment = ID<Compartment>([UInt8](repeating: 9, count: 16)).unsafelyNamed

    @Test func `the compartment's key gives the recipient of the vectors`() throws {
        let vector: ProtocolVectors.Compartment = try Vectors.read("protocol/compartment.json")
        let key = try #require(CompartmentKey(compartment: compartment, epoch: 7, bytes: vector.key.bytes))
        #expect(key.conversationIntake.seed == vector.intakeSeed.bytes)
        #expect(key.conversationIntake.recipient.rawRepresentation == vector.intakeRecipient.bytes)
    }

    @Test func `each epoch has a recipient of its own, and the ring gives every epoch's key`() throws {
        var ring = KeyRing()
        let keys = [2, 1, 3].map { CompartmentKey(compartment: compartment, epoch: $0) }
        for key in keys { ring.accept(Grant([.compartment(key, second: 1)])) }
        ring.accept(Grant([.compartment(CompartmentKey(compartment: .intake, epoch: 4), second: 1)]))
        #expect(ring.keys(compartment).map(\.epoch) == [1, 2, 3])
        #expect(Set(ring.keys(compartment).map(\.conversationIntake.recipient)).count == 3)
        #expect(ring.keys(.organisation).isEmpty)
    }

    @Test func `an earlier epoch's key does not open what is sealed to the next`() throws {
        let before = CompartmentKey(compartment: compartment, epoch: 1)
        let after = CompartmentKey(compartment: compartment, epoch: 2)
        let keys = ConversationKeys(codephrase: Codephrase(in: .english), organisation: RootKey().fingerprint)
        let message = VisitorMessage(
            id: .random(), assurance: .c, sentHour: 1, urgency: .notSaid, safeContact: "", body: "words",
            attachments: [])
        let envelope = try message.sealedAsFollowUp(keys: keys, to: after.conversationIntake.recipient)
        #expect(throws: EnvelopeError.sealing(.noIdentityMatched)) {
            try OpenedEnvelope(opening: envelope, with: [before.conversationIntake])
        }
        guard case .followUp(let opened) = try OpenedEnvelope(opening: envelope, with: [after.conversationIntake])
        else {
            Issue.record("another kind")
            return
        }
        #expect(try opened.verified(with: keys.secret) == message)
    }
}
