// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Bytes

/// What two people compare by voice before a device is admitted: it follows from every public key of the device, so a key
/// that was exchanged on the way shows (docs/protocol.md, section 6.5).
public struct DeviceFingerprint: Hashable, Sendable {
    /// Five groups of four hexadecimal digits: 80 bits.
    public let text: String

    init(_ keys: DevicePublicKeys, accessKey: [UInt8]) {
        let content = keys.verificationKey + keys.recipient.rawRepresentation + accessKey
        let digits = Hex.encode(Derivation.name("lifeboat/v1/device/fingerprint", content).prefix(10))
        text = stride(from: 0, to: 20, by: 4)
            .map { String(digits.dropFirst($0).prefix(4)) }
            .joined(separator: " ")
    }
}
