// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes

/// What the organisation and the person share: names of slots, MAC of follow-ups, the reply nonce
/// (docs/protocol.md, section 2).
public struct ConversationSecret: Hashable, Sendable, RedactedPrinting {
    /// 32 bytes.
    public let bytes: [UInt8]

    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    init(derivedFrom root: [UInt8]) {
        bytes = Derivation.derive(root, .conversationSecret, count: 32)
    }

    public var id: ConversationID {
        guard let id = ConversationID(Derivation.derive(bytes, .conversationID, count: 16)) else {
            preconditionFailure("16 bytes name a conversation")
        }
        return id
    }

    /// Where reply `number` (1, 2, ...) lies.
    public func slotName(_ number: UInt32) -> SlotName {
        SlotName(derivedFrom: bytes, .replySlot, number: number)
    }

    var messageKey: [UInt8] { Derivation.derive(bytes, .messageKey, count: 32) }
    var nonce: [UInt8] { Derivation.derive(bytes, .nonce, count: 32) }
}

/// What twelve words give at one organisation, and nowhere else (docs/protocol.md, section 2).
public struct ConversationKeys: Sendable, RedactedPrinting {
    /// Opens the replies.
    public let identity: HybridIdentity
    public let secret: ConversationSecret

    public init(codephrase: Codephrase, organisation: OrganisationFingerprint) {
        let root = Derivation.derive(codephrase.entropy, .conversation, context: organisation.bytes, count: 32)
        guard let identity = try? HybridIdentity(seed: Derivation.derive(root, .conversationIdentity, count: 32)) else {
            preconditionFailure("every 32 bytes are an X-Wing seed")
        }
        self.identity = identity
        secret = ConversationSecret(derivedFrom: root)
    }
}
