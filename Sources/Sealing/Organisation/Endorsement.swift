// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
public import Correspondence

/// The root's word for a device: 96 bytes inside an admission (docs/protocol.md, section 6.1).
public struct Endorsement: Hashable, Sendable {
    static let label = "lifeboat/v1/admission"
    public static let byteCount = 96

    public let rootVerificationKey: [UInt8]
    public let signature: [UInt8]

    init(rootVerificationKey: [UInt8], signature: [UInt8]) {
        self.rootVerificationKey = rootVerificationKey
        self.signature = signature
    }

    /// Nil unless there are 96 bytes: the root's key and its signature.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(rootVerificationKey: Array(bytes[..<32]), signature: Array(bytes[32...]))
    }

    public var bytes: [UInt8] { rootVerificationKey + signature }

    /// Whether the root of `organisation` vouches for exactly these keys.
    public func vouches(for device: DevicePublicKeys, in organisation: OrganisationFingerprint) -> Bool {
        guard OrganisationFingerprint(rootVerificationKey: rootVerificationKey) == organisation else { return false }
        let message = Derivation.framed(Self.label, device.verificationKey + device.recipient.rawRepresentation)
        return SigningSeed.verify(signature, of: message, by: rootVerificationKey)
    }
}
