// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Age
public import Correspondence
internal import Crypto

/// The organisation's root: 32 random bytes that stand on the recovery sheet and, once that is printed, nowhere else
/// (docs/protocol.md, section 3). Whoever has it can admit devices and open everything.
public struct RecoverySecret: Sendable, RedactedPrinting {
    private let root: SymmetricKey
    private let signingKey: Curve25519.Signing.PrivateKey

    /// A fresh one.
    public init() { self.init(root: SymmetricKey(size: .bits256)) }

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.init(root: SymmetricKey(data: bytes))
    }

    private init(root: SymmetricKey) {
        self.root = root
        let seed = Derivation.key(root, "lifeboat/v1/organisation/root-signing")
        signingKey = SigningSeed.key(seed.exposedBytes)
    }

    /// The 32 secret bytes.
    public var exposedBytes: [UInt8] { root.exposedBytes }

    /// The root's Ed25519 verification key, 32 bytes.
    public var verificationKey: [UInt8] { Array(signingKey.publicKey.rawRepresentation) }

    /// The organisation's name for itself: what its link and its codephrases are bound to.
    public var fingerprint: OrganisationFingerprint { .of(rootVerificationKey: verificationKey) }

    /// Opens every grant and the recovery mailbox.
    public var recoveryIdentity: HybridIdentity {
        HybridIdentity.derived(Derivation.bytes(root, "lifeboat/v1/organisation/recovery"))
    }

    /// Where the ledger key waits.
    public var mailbox: RecoveryMailbox {
        RecoveryMailbox(secret: SymmetricKey(data: Derivation.bytes(root, RecoveryMailbox.label)))
    }

    /// Vouches for a device that no other device could vouch for: the first, and one after a recovery.
    public func endorse(_ device: DevicePublicKeys) -> Endorsement {
        let message = Derivation.framed(Endorsement.label, device.verificationKey + device.recipient.rawRepresentation)
        return Endorsement(
            rootVerificationKey: verificationKey, signature: SigningSeed.sign(message, with: signingKey))
    }

    /// Ed25519 over `label || 0x00 || message` in the root's name.
    func sign(_ label: String, _ message: [UInt8]) -> [UInt8] {
        SigningSeed.sign(Derivation.framed(label, message), with: signingKey)
    }
}

extension OrganisationFingerprint {
    /// SHA-256("lifeboat/v1/organisation" || 0x00 || root verification key).
    public static func of(rootVerificationKey: [UInt8]) -> OrganisationFingerprint {
        let digest = Array(SHA256.hash(data: Derivation.framed("lifeboat/v1/organisation", rootVerificationKey)))
        guard let fingerprint = OrganisationFingerprint(digest) else {
            preconditionFailure("SHA-256 gives 32 bytes")
        }
        return fingerprint
    }

    /// The first sixteen hexadecimal digits in groups of four: for comparing by eye.
    public var shortText: String {
        let digits = bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return stride(from: 0, to: 16, by: 4)
            .map { String(digits.dropFirst($0).prefix(4)) }
            .joined(separator: " ")
    }
}
