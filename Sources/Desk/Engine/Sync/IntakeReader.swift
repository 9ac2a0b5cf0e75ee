// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Bytes
internal import Casework
internal import Correspondence
internal import RelayConnection
internal import Sealing

/// Opens envelopes away from the workspace, and makes events of them.
struct IntakeReader: Sendable {
    /// An envelope and whose key opened it.
    struct Opening: Sendable {
        let content: OpenedEnvelope
        /// The intake compartment, or the conversation's own: there belongs what is written of it.
        let compartment: ID<Compartment>
    }

    /// The newest first: nearly every envelope is sealed to it.
    private let intakes: [HybridIdentity]
    /// Of every conversation that has a compartment of its own, the newest epochs first.
    private let conversations: [(compartment: ID<Compartment>, identity: HybridIdentity)]

    /// - Parameters:
    ///   - intakes: what is or was on the card, the newest first.
    ///   - conversations: keys of conversation compartments, in the order in which they are tried after those.
    init(intakes: [HybridIdentity], conversations: [CompartmentKey] = []) {
        self.intakes = intakes
        self.conversations = conversations.map { ($0.compartment, $0.conversationIntake) }
    }

    /// Nil where no key opens an envelope, or what is inside is not well formed.
    @concurrent func open(_ items: [IntakeItem]) async -> [Opening?] {
        items.map { open($0.envelope) }
    }

    private func open(_ envelope: [UInt8]) -> Opening? {
        if let content = try? OpenedEnvelope(opening: envelope, with: intakes) {
            return Opening(content: content, compartment: .intake)
        }
        for (compartment, identity) in conversations {
            guard let content = try? OpenedEnvelope(opening: envelope, with: [identity]) else { continue }
            return Opening(content: content, compartment: compartment)
        }
        return nil
    }

    /// Nil where a follow-up's conversation is unknown or its MAC wrong.
    static func event(_ envelope: OpenedEnvelope, in state: CaseworkState) -> Event? {
        switch envelope {
        case .first(let message, let secret, let recipient, let language):
            guard let request = ID<Request>(secret.id.bytes) else { return nil }
            return .requestReceived(
                request: request, message: ReceivedMessage(message), secret: secret.bytes,
                recipient: recipient.rawRepresentation, language: language)
        case .followUp(let unverified):
            guard let request = ID<Request>(unverified.conversation.bytes),
                let secret = state.request(request).flatMap({ ConversationSecret($0.secret.exposed) }),
                let message = try? unverified.verified(with: secret)
            else { return nil }
            return .messageReceived(request: request, message: ReceivedMessage(message))
        }
    }
}
