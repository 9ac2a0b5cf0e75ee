// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

/// What the recipient of an attestation is given: the vetted proposition, on what grades it rests, for whom and until when. There is no
/// field for a name, a case, a claim, a source or a signer. Its bytes are what the organisation signs (docs/protocol.md, section 6.4).
public struct AttestationCertificate: Hashable, Sendable, Confidential {
    public let id: ID<Attestation>
    public let proposition: VettedProposition
    public let recipient: String
    /// BCP 47 tag.
    public let language: String
    public let issuedOn: Day
    public let validUntil: Day
    /// Of each claim that it rests on, in no order that says which: sorted by their notation.
    public let basis: [Grades]

    /// Whether it may be relied on on `day`, as far as it says itself: a revocation is told by the organisation.
    public func isValid(on day: Day) -> Bool { issuedOn <= day && day <= validUntil }

    /// The one encoding.
    public func encoded() throws(EventEncodingError) -> [UInt8] {
        var writer = EventWriter()
        writer.u8(Self.version)
        writer.id(id)
        try writer.payload(proposition)
        try writer.text16(recipient, .title)
        try writer.text8(language, .language)
        writer.day(issuedOn)
        writer.day(validUntil)
        try writer.list(basis, .list)
        return writer.bytes.bytes
    }

    /// Reads the canonical encoding; refuses every other.
    public init(decoding bytes: [UInt8]) throws(EventDecodingError) {
        var reader = EventReader(bytes: ByteReader(bytes))
        let version = try reader.u8()
        guard version == Self.version else { throw .unsupportedVersion(version) }
        id = try reader.id()
        proposition = try reader.payload()
        recipient = try reader.text16(.title)
        language = try reader.text8(.language)
        issuedOn = try reader.day()
        validUntil = try reader.day()
        basis = try reader.list()
        guard reader.bytes.remainingCount == 0, issuedOn <= validUntil, basis == Self.sorted(basis), !basis.isEmpty
        else { throw .malformed }
    }

    private static let version: UInt8 = 1

    private static func sorted(_ grades: [Grades]) -> [Grades] { grades.sorted { $0.notation < $1.notation } }

    fileprivate init(_ record: AttestationRecord, issuedOn: Day) {
        id = record.id
        proposition = record.stated.proposition
        recipient = record.stated.recipient
        language = record.stated.language
        self.issuedOn = issuedOn
        validUntil = record.stated.validUntil
        basis = Self.sorted(record.basis)
    }
}

extension AttestationRecord {
    /// What is to be signed and handed over; nil unless two have signed, and after a revocation.
    public var certificate: AttestationCertificate? {
        guard state == .issued, let issuedOn else { return nil }
        return AttestationCertificate(self, issuedOn: issuedOn)
    }
}
