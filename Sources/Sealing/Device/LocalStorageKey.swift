// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
internal import Crypto

/// Seals files that only this machine writes and reads (docs/protocol.md, section 7).
public struct LocalStorageKey: Sendable, RedactedPrinting {
    private let key: SymmetricKey

    /// A fresh one.
    public init() { key = SymmetricKey(size: .bits256) }

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The 32 secret bytes.
    public var exposedBytes: [UInt8] { key.exposedBytes }

    /// `purpose` names the file, so that no file passes for another.
    public func seal(_ content: [UInt8], for purpose: String) -> [UInt8] { seal(content, for: purpose, nonce: nil) }

    func seal(_ content: [UInt8], for purpose: String, nonce: [UInt8]?) -> [UInt8] {
        SealedBoxBytes.seal(
            content, Derivation.key(key, "lifeboat/v1/local", Array(purpose.utf8)), authenticating: [], nonce: nonce)
    }

    /// Nil when this machine did not seal these bytes for this purpose, or they were damaged.
    public func open(_ sealed: [UInt8], for purpose: String) -> [UInt8]? {
        SealedBoxBytes.open(
            sealed[...], Derivation.key(key, "lifeboat/v1/local", Array(purpose.utf8)), authenticating: [UInt8]())
    }
}
