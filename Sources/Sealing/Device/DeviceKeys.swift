// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Age
public import Casework
internal import Crypto

/// What other devices know of a device.
public struct DevicePublicKeys: Hashable, Sendable {
    /// Ed25519, 32 bytes.
    public let verificationKey: [UInt8]
    /// What grants are sealed to.
    public let recipient: HybridRecipient

    public init(verificationKey: [UInt8], recipient: HybridRecipient) {
        self.verificationKey = verificationKey
        self.recipient = recipient
    }

    /// Follows from the verification key, so that nobody can speak under a chosen name (docs/protocol.md,
    /// section 6.1).
    public var id: ID<Device> {
        guard let id = ID<Device>(Derivation.name("lifeboat/v1/device", verificationKey)) else {
            preconditionFailure("an identifier is sixteen bytes")
        }
        return id
    }
}

/// A device's own keys: it signs with one and receives grants with the other.
public struct DeviceKeys: Sendable, RedactedPrinting {
    /// Opens grants.
    public let identity: HybridIdentity
    let signingKey: Curve25519.Signing.PrivateKey
    /// This device's name in the ledger.
    public let id: ID<Device>

    /// Fresh ones.
    public init() {
        self.init(signingKey: Curve25519.Signing.PrivateKey(), identity: HybridIdentity())
    }

    /// Nil unless both seeds are 32 bytes.
    public init?(signingSeed: [UInt8], identitySeed: [UInt8]) {
        guard signingSeed.count == 32, identitySeed.count == 32 else { return nil }
        self.init(signingKey: SigningSeed.key(signingSeed), identity: .derived(identitySeed))
    }

    private init(signingKey: Curve25519.Signing.PrivateKey, identity: HybridIdentity) {
        self.signingKey = signingKey
        self.identity = identity
        id =
            DevicePublicKeys(
                verificationKey: Array(signingKey.publicKey.rawRepresentation), recipient: identity.recipient
            ).id
    }

    public var publicKeys: DevicePublicKeys {
        DevicePublicKeys(
            verificationKey: Array(signingKey.publicKey.rawRepresentation), recipient: identity.recipient)
    }

    /// The 32 secret bytes that the signing key comes from.
    public var exposedSigningSeed: [UInt8] { Array(signingKey.rawRepresentation) }
}
