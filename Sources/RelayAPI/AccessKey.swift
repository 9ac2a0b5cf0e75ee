// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Crypto

/// An access key's seed is not 32 bytes.
public struct AccessKeyError: Error, Hashable, Sendable {}

/// What a device signs its calls with (Ed25519, RFC 8032). It is used for nothing else, so the relay cannot tie it to
/// the signatures inside the ledger.
public struct AccessKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// A fresh key.
    public init() { key = Curve25519.Signing.PrivateKey() }

    /// - Parameter seed: 32 bytes.
    public init(seed: [UInt8]) throws(AccessKeyError) {
        guard seed.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw AccessKeyError()
        }
        self.key = key
    }

    /// 32 secret bytes.
    public var seed: [UInt8] { Array(key.rawRepresentation) }

    /// 32 public bytes: what the relay knows the device by.
    public var verificationKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    func sign(_ message: [UInt8]) -> [UInt8] {
        guard let signature = try? key.signature(for: message) else { preconditionFailure("Ed25519 signs any message") }
        return Array(signature)
    }
}

extension AccessKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "[redacted]" }
    public var debugDescription: String { "[redacted]" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
