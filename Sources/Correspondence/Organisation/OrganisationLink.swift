// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes

/// Tells a portal whom it serves: `lifeboat1...` (docs/protocol.md, section 3). Visitors may see it; the relay must not
/// have it, and so it is not printed.
public struct OrganisationLink: Hashable, Sendable, RedactedPrinting {
    public let fingerprint: OrganisationFingerprint
    /// 32 bytes.
    public let cardSecret: [UInt8]

    private static let prefix = "lifeboat"
    private static let byteCount = 1 + 32 + 32

    /// `cardSecret` must be 32 bytes.
    public init(fingerprint: OrganisationFingerprint, cardSecret: [UInt8]) {
        precondition(cardSecret.count == 32, "a card secret is 32 bytes")
        self.fingerprint = fingerprint
        self.cardSecret = cardSecret
    }

    /// Nil if a character is wrong: the checksum catches mistyped links. Forgives white space around it.
    public init?(parsing text: String) {
        let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
        let trimmed = text.utf8.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed()
        let link = String(decoding: Array(trimmed), as: UTF8.self)
        guard let bytes = Bech32.decode(link, prefix: Self.prefix), bytes.count == Self.byteCount,
            bytes[0] == protocolVersion, let fingerprint = OrganisationFingerprint(Array(bytes[1..<33]))
        else { return nil }
        self.init(fingerprint: fingerprint, cardSecret: Array(bytes[33...]))
    }

    /// The link as it is handed to whoever runs a portal.
    public var text: String {
        Bech32.encode(prefix: Self.prefix, [protocolVersion] + fingerprint.bytes + cardSecret)
    }

    /// Where version `version` (1, 2, ...) of the card lies.
    public func cardSlotName(version: UInt32) -> SlotName {
        SlotName(derivedFrom: cardSecret, .cardSlot, number: version)
    }

    func cardSealingKey(version: UInt32) -> [UInt8] {
        Derivation.derive(cardSecret, .cardKey, context: bigEndian(version), count: 32)
    }
}
