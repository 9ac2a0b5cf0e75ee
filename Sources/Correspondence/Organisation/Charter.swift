// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes

/// The root's word that a card key may sign cards (docs/protocol.md, section 3).
public struct Charter: Hashable, Sendable {
    public static let byteCount = 136

    /// 32 bytes.
    public let rootVerificationKey: [UInt8]
    /// 32 bytes.
    public let cardVerificationKey: [UInt8]
    /// Seconds since 1970.
    public let validUntil: UInt64
    /// 64 bytes.
    public let signature: [UInt8]

    public init(root: RootKey, cardKey: CardKey, validUntil: UInt64) {
        rootVerificationKey = root.verificationKey
        cardVerificationKey = cardKey.verificationKey
        self.validUntil = validUntil
        let signed = Self.signed(cardKey.verificationKey, validUntil)
        signature = root.signature(label: Label.charter.rawValue, over: signed)
    }

    /// Reads ``encoded``. Nil unless there are 136 bytes. The signature is not checked: ask ``isGenuine(for:)``.
    public init?(encoded: [UInt8]) {
        var reader = ByteReader(encoded)
        guard encoded.count == Self.byteCount, let charter = try? reader.charter() else { return nil }
        self = charter
    }

    fileprivate init(root: [UInt8], card: [UInt8], validUntil: UInt64, signature: [UInt8]) {
        rootVerificationKey = root
        cardVerificationKey = card
        self.validUntil = validUntil
        self.signature = signature
    }

    /// Root key, card key, u64 valid-until, signature.
    public var encoded: [UInt8] {
        rootVerificationKey + Self.signed(cardVerificationKey, validUntil) + signature
    }

    /// Whether it names the organisation's own root and that root signed it. Says nothing about the date.
    public func isGenuine(for organisation: OrganisationFingerprint) -> Bool {
        isOf(organisation) && isSigned
    }

    func isOf(_ organisation: OrganisationFingerprint) -> Bool {
        OrganisationFingerprint(rootVerificationKey: rootVerificationKey) == organisation
    }

    var isSigned: Bool {
        Derivation.verifies(
            signature, by: rootVerificationKey, .charter, Self.signed(cardVerificationKey, validUntil))
    }

    private static func signed(_ cardVerificationKey: [UInt8], _ validUntil: UInt64) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: 40)
        writer.raw(cardVerificationKey)
        writer.u64(validUntil)
        return writer.bytes
    }
}

extension ByteReader {
    mutating func charter() throws(ByteReaderError) -> Charter {
        Charter(root: try raw(32), card: try raw(32), validUntil: try u64(), signature: try raw(64))
    }
}
