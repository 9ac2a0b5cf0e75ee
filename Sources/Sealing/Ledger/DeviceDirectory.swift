// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
public import Casework
public import Correspondence

/// Why an event counts for nothing. It is kept: somebody wrote it who could write to the ledger.
public enum AuthorshipRefusal: Error, Equatable, Sendable {
    /// No earlier entry admitted the device.
    case unknownAuthor
    /// The device signed it, and its member had been removed by then.
    case authorRemoved
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

/// Which devices may speak, from which place in the ledger on and until which: entries that are opened late are held
/// against those who could speak when they were written.
public struct DeviceDirectory: Sendable {
    private struct Tenure {
        let keys: DevicePublicKeys
        /// The place of its admission.
        let since: UInt64
        /// The place of its member's removal.
        var until: UInt64?
    }

    public let organisation: OrganisationFingerprint
    private var devices: [ID<Device>: Tenure] = [:]

    public init(organisation: OrganisationFingerprint) { self.organisation = organisation }

    /// The keys of a device that may speak now.
    public subscript(device: ID<Device>) -> DevicePublicKeys? {
        devices[device].flatMap { $0.until == nil ? $0.keys : nil }
    }

    /// Every device that may speak now.
    public var admitted: [DevicePublicKeys] { devices.values.filter { $0.until == nil }.map(\.keys) }

    /// Checks an event's author and signature at its place in the ledger; call ``admit(_:at:)`` with what it gives.
    public func verify(_ signed: SignedEvent, at sequence: UInt64) throws(AuthorshipRefusal) -> VerifiedEvent {
        try verify(ExaminedEvent(signed, by: self), at: sequence)
    }

    /// As ``verify(_:at:)`` for an event whose costly part was done before, by this directory or an earlier state of it.
    public func verify(_ examined: ExaminedEvent, at sequence: UInt64) throws(AuthorshipRefusal) -> VerifiedEvent {
        let claimed = try examined.claimed.get()
        if case .memberAdmitted(_, _, let device, let key, let recipient, let endorsement) = claimed.event {
            guard claimed.compartment == .organisation else { throw .misplacedAdmission }
            let keys = try Self.keys(device, key, recipient)
            if let endorsement { return try verify(claimed, examined.signed, endorsing: keys, by: endorsement) }
        }
        try verifyAuthor(of: examined, at: sequence)
        return claimed
    }

    /// Checks a grant's author and signature at its place in the ledger.
    public func verify(grant examined: ExaminedEvent, at sequence: UInt64) throws(AuthorshipRefusal) -> VerifiedGrant {
        let claimed = try VerifiedGrant(uncheckedVerifiedBefore: examined.signed)
        try verifyAuthor(of: examined, at: sequence)
        return claimed
    }

    /// Takes in what a verified event that counts says about devices; every other event changes nothing.
    public mutating func admit(_ verified: VerifiedEvent, at sequence: UInt64) {
        guard case .memberAdmitted(_, _, let device, let key, let recipient, _) = verified.event,
            verified.compartment == .organisation, devices[device] == nil,
            let keys = try? Self.keys(device, key, recipient)
        else { return }
        devices[device] = Tenure(keys: keys, since: sequence)
    }

    /// What these devices say behind this place in the ledger counts for nothing.
    public mutating func remove(_ removed: [ID<Device>], at sequence: UInt64) {
        for device in removed where devices[device]?.until == nil { devices[device]?.until = sequence }
    }

    /// Whether the signature is that of the device that the event names as its author; nil where no such device was
    /// ever admitted. A device's name follows from its key, so the answer is the same at every place in the ledger.
    func isSigned(_ signed: SignedEvent) -> Bool? {
        devices[signed.author].map { signed.isSigned(by: $0.keys.verificationKey, of: organisation) }
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

    private func verifyAuthor(of examined: ExaminedEvent, at sequence: UInt64) throws(AuthorshipRefusal) {
        guard let author = devices[examined.signed.author], author.since < sequence else { throw .unknownAuthor }
        guard examined.isSigned ?? isSigned(examined.signed) == true else { throw .signatureWrong }
        if let until = author.until, sequence > until { throw .authorRemoved }
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
