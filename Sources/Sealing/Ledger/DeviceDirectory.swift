// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
public import Casework
public import Correspondence

/// Why an event counts for nothing. Kept and shown: somebody wrote it who could write to the ledger.
public enum AuthorshipRefusal: Error, Equatable, Sendable {
    /// No earlier entry admitted the device.
    case unknownAuthor
    case signatureWrong
    /// An admission whose endorsement is not the root's for these keys, or that is signed by another than the
    /// device it admits.
    case endorsementWrong
    /// An admission whose device id does not follow from the verification key, or whose recipient is no key.
    case malformedAdmission
    /// An admission in a compartment: only the organisation's own entries admit.
    case misplacedAdmission
    case notAnEvent(EventDecodingError)
    /// A grant where an event was asked for, or the reverse.
    case wrongPurpose
}

/// Which devices may speak, as the ledger so far has it.
public struct DeviceDirectory: Sendable {
    public let organisation: OrganisationFingerprint
    private var devices: [ID<Device>: DevicePublicKeys] = [:]

    public init(organisation: OrganisationFingerprint) { self.organisation = organisation }

    public subscript(device: ID<Device>) -> DevicePublicKeys? { devices[device] }

    /// Every admitted device.
    public var admitted: [DevicePublicKeys] { Array(devices.values) }

    /// Checks an event's author and signature; call ``admit(_:)`` with what it gives.
    public func verify(_ signed: SignedEvent) throws(AuthorshipRefusal) -> VerifiedEvent {
        let claimed = try VerifiedEvent(uncheckedVerifiedBefore: signed)
        if case .memberAdmitted(_, _, let device, let key, let recipient, let endorsement) = claimed.event {
            guard claimed.compartment == .organisation else { throw .misplacedAdmission }
            let keys = try Self.keys(device, key, recipient)
            if let endorsement { return try verify(claimed, signed, endorsing: keys, by: endorsement) }
        }
        try verifySignature(of: signed)
        return claimed
    }

    /// Checks a grant's author and signature.
    public func verify(grant signed: SignedEvent) throws(AuthorshipRefusal) -> VerifiedGrant {
        let claimed = try VerifiedGrant(uncheckedVerifiedBefore: signed)
        try verifySignature(of: signed)
        return claimed
    }

    /// Takes in what a verified event says about devices; every other event changes nothing.
    public mutating func admit(_ verified: VerifiedEvent) {
        guard case .memberAdmitted(_, _, let device, let key, let recipient, _) = verified.event,
            verified.compartment == .organisation, let keys = try? Self.keys(device, key, recipient)
        else { return }
        devices[device] = keys
    }

    /// An endorsed admission is signed by the device that it admits: it proves that it has the key.
    private func verify(
        _ claimed: VerifiedEvent, _ signed: SignedEvent, endorsing keys: DevicePublicKeys, by endorsement: [UInt8]
    ) throws(AuthorshipRefusal) -> VerifiedEvent {
        guard let endorsement = Endorsement(endorsement), endorsement.vouches(for: keys, in: organisation),
            signed.author == keys.id
        else { throw .endorsementWrong }
        guard signed.isSigned(by: keys.verificationKey, of: organisation) else { throw .signatureWrong }
        return claimed
    }

    private func verifySignature(of signed: SignedEvent) throws(AuthorshipRefusal) {
        guard let author = devices[signed.author] else { throw .unknownAuthor }
        guard signed.isSigned(by: author.verificationKey, of: organisation) else { throw .signatureWrong }
    }

    private static func keys(
        _ device: ID<Device>, _ verificationKey: [UInt8], _ recipient: [UInt8]
    ) throws(AuthorshipRefusal) -> DevicePublicKeys {
        guard let recipient = try? HybridRecipient(rawRepresentation: recipient) else { throw .malformedAdmission }
        let keys = DevicePublicKeys(verificationKey: verificationKey, recipient: recipient)
        guard keys.id == device else { throw .malformedAdmission }
        return keys
    }
}
