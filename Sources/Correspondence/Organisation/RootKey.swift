// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes

/// The organisation's root (docs/protocol.md, section 3): 32 random bytes, printed on the recovery sheet and then
/// forgotten by the machine. Who has it is the organisation.
public struct RootKey: Sendable, RedactedPrinting {
    /// 32 secret bytes.
    public let entropy: [UInt8]
    /// Ed25519, 32 public bytes.
    public let verificationKey: [UInt8]
    private let signingSeed: [UInt8]

    /// A new organisation.
    public init() {
        self.init(checked: Primitives.random(32))
    }

    /// Nil unless there are 32 bytes.
    public init?(entropy: [UInt8]) {
        guard entropy.count == 32 else { return nil }
        self.init(checked: entropy)
    }

    /// Reads the twenty-four words of a recovery sheet, with the forgiveness of a codephrase.
    public init(parsing text: String, in list: WordList? = nil) throws(CodephraseError) {
        self.init(checked: try MnemonicCode.entropy(parsing: text, wordCount: 24, in: list).entropy)
    }

    private init(checked entropy: [UInt8]) {
        self.entropy = entropy
        signingSeed = Derivation.derive(entropy, .rootSigning, count: 32)
        verificationKey = Primitives.verificationKey(seed: signingSeed)
    }

    /// The twenty-four words for the recovery sheet.
    public func words(in list: WordList) -> [String] { MnemonicCode.words(for: entropy, in: list) }

    public var fingerprint: OrganisationFingerprint { OrganisationFingerprint(rootVerificationKey: verificationKey) }

    /// Opens grants and the recovery mailbox when every device is lost.
    public var recoveryIdentity: HybridIdentity {
        guard let identity = try? HybridIdentity(seed: Derivation.derive(entropy, .recovery, count: 32)) else {
            preconditionFailure("every 32 bytes are an X-Wing seed")
        }
        return identity
    }

    /// 32 secret bytes, from which the names of the recovery mailbox's slots are derived (section 6.2).
    public var recoveryMailbox: [UInt8] { Derivation.derive(entropy, .recoveryMailbox, count: 32) }

    /// Sign(root, label, message) of docs/protocol.md, section 1.2: 64 bytes.
    public func signature(label: String, over message: [UInt8]) -> [UInt8] {
        Primitives.sign(seed: signingSeed, Array(label.utf8) + [0] + message)
    }
}
