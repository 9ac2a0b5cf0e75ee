// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes

/// Why bytes are no key.
public enum SigningKeyError: Error, Equatable, Sendable { case wrongLength }

/// What a ``VoiceKey`` is for.
public enum VoiceRole {}
/// What a ``CardKey`` is for.
public enum CardRole {}

/// The key with which desks speak for the organisation: signs replies (docs/protocol.md, section 5).
public typealias VoiceKey = SigningKey<VoiceRole>
/// The key that signs the organisation's cards (docs/protocol.md, section 3).
public typealias CardKey = SigningKey<CardRole>

/// An Ed25519 key (RFC 8032) for one purpose.
public struct SigningKey<Role>: Sendable, RedactedPrinting {
    /// 32 secret bytes.
    public let seed: [UInt8]
    /// 32 public bytes.
    public let verificationKey: [UInt8]

    /// A new key.
    public init() {
        self.init(checked: Primitives.random(32))
    }

    public init(seed: [UInt8]) throws(SigningKeyError) {
        guard seed.count == 32 else { throw .wrongLength }
        self.init(checked: seed)
    }

    private init(checked seed: [UInt8]) {
        self.seed = seed
        verificationKey = Primitives.verificationKey(seed: seed)
    }
}

extension SigningKey where Role == CardRole {
    /// Opens requests to join. Whoever may publish the card may admit, so they need no key more than they have.
    public var joiningIdentity: HybridIdentity {
        guard let identity = try? HybridIdentity(seed: Derivation.derive(seed, .joining, count: 32)) else {
            preconditionFailure("every 32 bytes are an X-Wing seed")
        }
        return identity
    }
}
