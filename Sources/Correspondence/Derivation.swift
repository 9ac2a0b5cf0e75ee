// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a derived key, a signature or a MAC is for: no two uses share one (docs/protocol.md, section 1.2).
enum Label: String, Sendable {
    case conversation = "lifeboat/v1/conversation"
    case conversationIdentity = "lifeboat/v1/conversation/identity"
    case conversationSecret = "lifeboat/v1/conversation/secret"
    case conversationID = "lifeboat/v1/conversation/id"
    case messageKey = "lifeboat/v1/conversation/message-key"
    case nonce = "lifeboat/v1/conversation/nonce"
    case replySlot = "lifeboat/v1/conversation/slot"
    case doorPassID = "lifeboat/v1/conversation/pass"
    case organisation = "lifeboat/v1/organisation"
    case rootSigning = "lifeboat/v1/organisation/root-signing"
    case recovery = "lifeboat/v1/organisation/recovery"
    case recoveryMailbox = "lifeboat/v1/organisation/recovery-mailbox"
    case cardSlot = "lifeboat/v1/card/slot"
    case cardKey = "lifeboat/v1/card/key"
    case card = "lifeboat/v1/card"
    case joining = "lifeboat/v1/card/joining"
    case charter = "lifeboat/v1/charter"
    case message = "lifeboat/v1/message"
    case reply = "lifeboat/v1/reply"
    case attestation = "lifeboat/v1/attestation"
    case bag = "lifeboat/v1/bag"

    var bytes: [UInt8] { Array(rawValue.utf8) }
}

/// Derive, Sign and the MAC of docs/protocol.md, section 1.2, over the primitives.
enum Derivation {
    static func derive(_ key: [UInt8], _ label: Label, context: [UInt8] = [], count: Int) -> [UInt8] {
        Primitives.hkdf(key: key, info: label.bytes + [0] + context, count: count)
    }

    static func authenticationCode(_ key: [UInt8], _ label: Label, _ message: [UInt8]) -> [UInt8] {
        Primitives.hmac(key: key, label.bytes + [0] + message)
    }

    static func sign(seed: [UInt8], _ label: Label, _ message: [UInt8]) -> [UInt8] {
        Primitives.sign(seed: seed, label.bytes + [0] + message)
    }

    static func verifies(_ signature: [UInt8], by key: [UInt8], _ label: Label, _ message: [UInt8]) -> Bool {
        Primitives.verifies(signature, by: key, label.bytes + [0] + message)
    }

    /// Compares in a time that does not depend on where the two differ.
    static func matches(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        var difference: UInt8 = 0
        for index in one.indices { difference |= one[index] ^ other[index] }
        return difference == 0
    }
}
