// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Correspondence
internal import Crypto

/// Says where a joining device's welcome will lie: known to the device and to whoever can open its join request.
public struct WelcomeSecret: Sendable, RedactedPrinting {
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

    public var slotName: SlotName {
        guard let name = SlotName(Derivation.bytes(key, "lifeboat/v1/welcome/slot")) else {
            preconditionFailure("a slot's name is 32 bytes")
        }
        return name
    }
}
