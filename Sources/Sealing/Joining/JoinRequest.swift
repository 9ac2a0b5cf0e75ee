// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes
internal import Casework
public import Correspondence

public enum JoinRequestError: Error, Equatable, Sendable {
    /// Not sealed to these identities, damaged, or no envelope at all.
    case sealing(EnvelopeError)
    /// An envelope of another kind: a visitor's message.
    case otherKind
    case malformed
    /// Not signed by the device whose keys it brings, or for another organisation.
    case signatureWrong
}

/// A machine's wish to become a device of the organisation (docs/protocol.md, section 6.5). It proves that whoever made it
/// holds the device's signing key, and nothing about who that is: a director compares the fingerprint with the person.
public struct JoinRequest: Sendable, RedactedPrinting {
    static let kind: UInt8 = 3
    static let label = "lifeboat/v1/join"

    public let device: DevicePublicKeys
    /// The key with which the device will sign requests to the relay, 32 bytes.
    public let accessKey: [UInt8]
    public let welcome: WelcomeSecret
    /// Seconds since 1970, by the applicant's clock.
    public let second: UInt64
    /// As the applicant wrote it: 1 to 512 bytes.
    public let name: String

    public var fingerprint: DeviceFingerprint { DeviceFingerprint(device, accessKey: accessKey) }

    /// The envelope for the intake drawer.
    public static func envelope(
        of applicant: ApplicantSecrets, at second: UInt64, to recipient: HybridRecipient
    ) throws(JoinRequestError) -> [UInt8] {
        let content = signedContent(of: applicant, at: second)
        do { return try Bucket.seal(content, to: recipient) } catch { throw .sealing(error) }
    }

    /// Opens an envelope and checks its signature.
    public init(
        opening envelope: [UInt8], with identities: [HybridIdentity], of organisation: OrganisationFingerprint
    ) throws(JoinRequestError) {
        let content: [UInt8]
        do { content = try Bucket.open(envelope, with: identities) } catch { throw .sealing(error) }
        try self.init(content: content, of: organisation)
    }

    /// What stands inside the sealing, for fuzzing without it.
    @_spi(Fuzzing) public init(
        content: [UInt8], of organisation: OrganisationFingerprint
    ) throws(JoinRequestError) {
        guard content.count > 2, content[1] == Self.kind else { throw .otherKind }
        let read: (request: JoinRequest, signed: [UInt8], signature: [UInt8])
        do { read = try Self.read(content) } catch { throw .malformed }
        let message = Derivation.framed(Self.label, organisation.bytes + read.signed)
        guard SigningSeed.verify(read.signature, of: message, by: read.request.device.verificationKey) else {
            throw .signatureWrong
        }
        self = read.request
    }

    /// What stands inside the sealing, for fuzzing what reads it.
    @_spi(Fuzzing) public static func signedContent(of applicant: ApplicantSecrets, at second: UInt64) -> [UInt8] {
        let keys = applicant.device.publicKeys
        var writer = ByteWriter(reservingCapacity: 2_048)
        writer.u8(1)
        writer.u8(kind)
        writer.raw(keys.verificationKey)
        writer.sized16(keys.recipient.rawRepresentation)
        writer.raw(applicant.accessKey)
        writer.raw(applicant.welcome.exposedBytes)
        writer.u64(second)
        writer.text16(applicant.name)
        let message = Derivation.framed(label, applicant.link.fingerprint.bytes + writer.bytes)
        writer.raw(SigningSeed.sign(message, with: applicant.device.signingKey))
        return writer.bytes
    }

    private init(
        device: DevicePublicKeys, accessKey: [UInt8], welcome: WelcomeSecret, second: UInt64, name: String
    ) {
        self.device = device
        self.accessKey = accessKey
        self.welcome = welcome
        self.second = second
        self.name = name
    }

    private static func read(
        _ content: [UInt8]
    ) throws(ByteReaderError) -> (request: JoinRequest, signed: [UInt8], signature: [UInt8]) {
        var reader = ByteReader(content)
        guard try reader.u8() == 1, try reader.u8() == kind else { throw .invalidValue }
        let verificationKey = try reader.raw(32)
        let recipient = try reader.sized16()
        let accessKey = try reader.raw(32)
        let secret = try reader.raw(32)
        let second = try reader.u64()
        let name = try reader.text16()
        let signed = Array(content.prefix(reader.consumedCount))
        let signature = try reader.raw(64)
        try reader.finish()
        guard let recipient = try? HybridRecipient(rawRepresentation: recipient), let welcome = WelcomeSecret(secret),
            !name.isEmpty, name.utf8.count <= ApplicantSecrets.nameByteCount, OneLine.holds(name)
        else { throw .invalidValue }
        let device = DevicePublicKeys(verificationKey: verificationKey, recipient: recipient)
        return (
            JoinRequest(device: device, accessKey: accessKey, welcome: welcome, second: second, name: name), signed,
            signature
        )
    }
}
