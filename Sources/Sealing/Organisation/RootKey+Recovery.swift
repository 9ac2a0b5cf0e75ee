// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Bytes
public import Correspondence

extension RootKey {
    /// Where the ledger key waits for a recovering device.
    public var mailbox: RecoveryMailbox {
        guard let mailbox = RecoveryMailbox(recoveryMailbox) else { preconditionFailure("a mailbox is 32 bytes") }
        return mailbox
    }

    /// Vouches for a device that no other device could vouch for: the first, and one after a recovery.
    public func endorse(_ device: DevicePublicKeys) -> Endorsement {
        let message = device.verificationKey + device.recipient.rawRepresentation
        return Endorsement(
            rootVerificationKey: verificationKey, signature: signature(label: Endorsement.label, over: message))
    }
}

extension OrganisationFingerprint {
    /// All 64 hexadecimal digits in groups of four: what signatures of the organisation are checked with.
    public var text: String {
        let digits = Hex.encode(bytes)
        return stride(from: 0, to: 64, by: 4).map { String(digits.dropFirst($0).prefix(4)) }.joined(separator: " ")
    }

    /// The first sixteen hexadecimal digits in groups of four: for comparing by eye.
    public var shortText: String {
        let digits = Hex.encode(bytes.prefix(8))
        return stride(from: 0, to: 16, by: 4)
            .map { String(digits.dropFirst($0).prefix(4)) }
            .joined(separator: " ")
    }
}
