// SPDX-License-Identifier: AGPL-3.0-or-later

/// Names an organisation for good: the hash of its root verification key (docs/protocol.md, section 3).
public struct OrganisationFingerprint: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The fingerprint of the organisation whose root signs with `rootVerificationKey`.
    public init(rootVerificationKey: [UInt8]) {
        bytes = Primitives.sha256(Label.organisation.bytes + [0] + rootVerificationKey)
    }
}

/// Names a conversation inside sealed messages (docs/protocol.md, section 2).
public struct ConversationID: Hashable, Sendable {
    /// 16 bytes.
    public let bytes: [UInt8]

    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }
}

/// Makes a repeated envelope one message (docs/protocol.md, section 4).
public struct MessageID: Hashable, Sendable {
    /// 16 bytes.
    public let bytes: [UInt8]

    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    private init(random count: Int) { bytes = Primitives.random(count) }

    public static func random() -> MessageID { MessageID(random: 16) }
}

/// Names a place at the relay where one sealed thing lies; says nothing to whoever cannot derive it.
public struct SlotName: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    init(derivedFrom key: [UInt8], _ label: Label, number: UInt32) {
        bytes = Derivation.derive(key, label, context: bigEndian(number), count: 32)
    }

    private init(random count: Int) { bytes = Primitives.random(count) }

    /// A name under which nothing lies, for asking among.
    public static func random() -> SlotName { SlotName(random: 32) }
}

func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
}
