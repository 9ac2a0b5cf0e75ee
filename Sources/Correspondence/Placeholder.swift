// CONTRACT (docs/protocol.md, sections 2 to 5). The owner of Correspondence replaces this file.
public import Age

public enum AssuranceLevel: UInt8, CaseIterable, Sendable { case a = 1, b, c, d }
public enum Urgency: UInt8, CaseIterable, Sendable { case notSaid = 0, lifeInDanger, days, weeks, noHurry }

/// A file beside a message: where its ciphertext lies and the key that opens it.
public struct Attachment: Hashable, Sendable {
    public let blob: [UInt8]
    public let seed: [UInt8]
    public let byteCount: UInt64
    public let name: String
    public let mediaType: String
    public init?(blob: [UInt8], seed: [UInt8], byteCount: UInt64, name: String, mediaType: String) {
        fatalError("awaiting")
    }
}

/// Seals one file as it streams by, padding included, and names it at the end.
public struct AttachmentSealer: Sendable {
    public init() { fatalError("awaiting") }
    public mutating func update(_ plaintext: some Collection<UInt8>) -> [UInt8] { fatalError("awaiting") }
    /// The last ciphertext, and what the message says of the file. `blob` is the SHA-256 of all ciphertext given out.
    public mutating func finish(name: String, mediaType: String) -> (ciphertext: [UInt8], attachment: Attachment) {
        fatalError("awaiting")
    }
}

/// Opens one file as it streams by; stops at its true size and checks that only zeros follow.
public struct AttachmentOpener: Sendable {
    public init(_ attachment: Attachment) throws(AgeError) { fatalError("awaiting") }
    public mutating func update(_ ciphertext: some Collection<UInt8>) throws(EnvelopeError) -> [UInt8] {
        fatalError("awaiting")
    }
    public mutating func finish() throws(EnvelopeError) -> [UInt8] { fatalError("awaiting") }
}

public enum EnvelopeError: Error, Equatable, Sendable {
    case sealing(AgeError)
    case malformed
    case macWrong
    case signatureWrong
    case unknownVoice
    case wrongConversation
    case wrongNumber
    /// The content does not fit the largest bucket; how many bytes too many.
    case tooLarge(Int)
}

/// A message from a visitor, as written.
public struct VisitorMessage: Hashable, Sendable {
    public var id: MessageID
    public var assurance: AssuranceLevel
    public var sentHour: UInt32
    public var urgency: Urgency
    public var safeContact: String
    public var body: String
    public var attachments: [Attachment]
    public init(
        id: MessageID, assurance: AssuranceLevel, sentHour: UInt32, urgency: Urgency, safeContact: String, body: String,
        attachments: [Attachment]
    ) { fatalError("awaiting") }
    /// The first of a conversation: tells the organisation the secret and the recipient.
    public func sealedAsFirst(keys: ConversationKeys, language: String, to intake: HybridRecipient)
        throws(EnvelopeError) -> [UInt8]
    { fatalError("awaiting") }
    public func sealedAsFollowUp(keys: ConversationKeys, to intake: HybridRecipient) throws(EnvelopeError) -> [UInt8] {
        fatalError("awaiting")
    }
}

/// An envelope that was opened; what it claims is still to be checked for a follow-up, whose secret the ledger holds.
public enum OpenedEnvelope: Sendable {
    /// id and MAC were checked against the secret that came with it.
    case first(VisitorMessage, secret: ConversationSecret, recipient: HybridRecipient, language: String)
    case followUp(UnverifiedFollowUp)
    public init(opening envelope: [UInt8], with identities: [HybridIdentity]) throws(EnvelopeError) {
        fatalError("awaiting")
    }
}

public struct UnverifiedFollowUp: Sendable {
    public let conversation: ConversationID
    public func verified(with secret: ConversationSecret) throws(EnvelopeError) -> VisitorMessage {
        fatalError("awaiting")
    }
}

/// The key with which desks speak for the organisation.
public struct VoiceKey: Sendable {
    public init() { fatalError("awaiting") }
    public init(seed: [UInt8]) throws { fatalError("awaiting") }
    public var seed: [UInt8] { fatalError("awaiting") }
    public var verificationKey: [UInt8] { fatalError("awaiting") }
}

public struct Reply: Hashable, Sendable {
    public var number: UInt32
    public var sentHour: UInt32
    public var body: String
    public var attachments: [Attachment]
    public init(number: UInt32, sentHour: UInt32, body: String, attachments: [Attachment]) { fatalError("awaiting") }
    public func sealed(in secret: ConversationSecret, to person: HybridRecipient, voice: VoiceKey) throws(EnvelopeError)
        -> [UInt8]
    { fatalError("awaiting") }
    /// Opens and verifies; a reply that exists was signed by a voice on the card for this conversation and number.
    public init(opening slot: [UInt8], number: UInt32, keys: ConversationKeys, voices: [[UInt8]]) throws(EnvelopeError)
    { fatalError("awaiting") }
}

/// Tells a portal whom it serves: `lifeboat1...`
public struct OrganisationLink: Hashable, Sendable {
    public let fingerprint: OrganisationFingerprint
    public let cardSecret: [UInt8]
    public init(fingerprint: OrganisationFingerprint, cardSecret: [UInt8]) { fatalError("awaiting") }
    public init?(parsing text: String) { fatalError("awaiting") }
    public var text: String { fatalError("awaiting") }
    public func cardSlotName(version: UInt32) -> SlotName { fatalError("awaiting") }
}

public enum CardError: Error, Equatable, Sendable {
    case damaged, wrongOrganisation, signatureWrong, expired, notYetValid, wrongVersion
}

public struct Charter: Hashable, Sendable {
    public let rootVerificationKey: [UInt8]
    public let cardVerificationKey: [UInt8]
    /// Seconds since 1970.
    public let validUntil: UInt64
    public let signature: [UInt8]
}

/// What a visitor's side knows of an organisation. One that exists has been verified against its link.
public struct OrganisationCard: Sendable {
    public let version: UInt32
    public let issued: UInt64
    public let validUntil: UInt64
    public let name: String
    public let languages: [String]
    public let intake: HybridRecipient
    public let voices: [[UInt8]]
    public let workDifficulty: UInt8
    /// `now`: seconds since 1970.
    public init(opening slot: [UInt8], version: UInt32, link: OrganisationLink, now: UInt64) throws(CardError) {
        fatalError("awaiting")
    }
}
