// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
import LifeboatTestSupport
import RelayAPI
import Sealing
import Testing

@testable import Desk

/// Whose key opens an envelope says where its message belongs.
@Suite struct IntakeReaderTests {
    private let keys = ConversationKeys(codephrase: Codephrase(in: .english), organisation: RootKey().fingerprint)
    private let intake = HybridIdentity()
    private let first: CompartmentKey
    private let second: CompartmentKey

    init() throws {
        first = CompartmentKey(compartment: try #require(ID([UInt8](repeating: 8, count: 16))), epoch: 1)
        second = CompartmentKey(compartment: try #require(ID([UInt8](repeating: 9, count: 16))), epoch: 3)
    }

    private func envelope(to recipient: HybridRecipient) throws -> IntakeItem {
        let message = VisitorMessage(
            id: .random(), assurance: .c, sentHour: 1, urgency: .notSaid, safeContact: "", body: "words",
            attachments: [])
        let envelope = try message.sealedAsFollowUp(keys: keys, to: recipient)
        return IntakeItem(sequence: 1, hour: 1, envelope: envelope)
    }

    private func reader(_ intakes: [HybridIdentity], _ conversations: [CompartmentKey]) -> IntakeReader {
        IntakeReader(
            intakes: intakes, conversations: conversations.map { ConversationIdentity($0) },
            organisation: RootKey().fingerprint)
    }

    @Test func `each envelope is opened by its own key, and comes with that key's compartment`() async throws {
        let opened = await reader([HybridIdentity(), intake], [first, second]).open([
            try envelope(to: second.conversationIntake.recipient), try envelope(to: intake.recipient),
            try envelope(to: HybridIdentity().recipient), try envelope(to: first.conversationIntake.recipient),
        ])
        #expect(opened.map(\.compartment) == [second.compartment, .intake, nil, first.compartment])
    }

    @Test func `without a conversation's key its envelopes stay closed, and are nobody's failure`() async throws {
        let opened = await reader([intake], [second]).open([try envelope(to: first.conversationIntake.recipient)])
        guard case .notOurs = opened.first else {
            Issue.record("it was opened or blamed")
            return
        }
    }
}

extension IntakeReader.Opening {
    fileprivate var compartment: ID<Compartment>? {
        guard case .message(_, let compartment) = self else { return nil }
        return compartment
    }
}
