// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes

/// Where a message's words stood in the clear on their way (docs/protocol.md, section 4).
public enum AssuranceLevel: UInt8, CaseIterable, Sendable {
    /// Nowhere but with the sender: sealed by a client or a verified page of theirs.
    case a = 1
    /// In the browser: sealed by a script that the portal sent.
    case b
    /// In the portal's memory, which sealed them.
    case c
    /// Another channel.
    case d
}

/// How soon the sender needs an answer, in their own judgement.
public enum Urgency: UInt8, CaseIterable, Sendable { case notSaid = 0, lifeInDanger, days, weeks, noHurry }

/// A message from a visitor, as written (docs/protocol.md, section 4).
public struct VisitorMessage: Hashable, Sendable, RedactedPrinting {
    public var id: MessageID
    public var assurance: AssuranceLevel
    /// Whole hours since 1970.
    public var sentHour: UInt32
    public var urgency: Urgency
    /// How the sender may be answered without danger.
    public var safeContact: String
    public var body: String
    public var attachments: [Attachment]
    /// What the sender says to an offer of consent; the body is their receipt then. Only a further message has one.
    public var answer: OfferAnswer?

    public init(
        id: MessageID, assurance: AssuranceLevel, sentHour: UInt32, urgency: Urgency, safeContact: String,
        body: String, attachments: [Attachment], answer: OfferAnswer? = nil
    ) {
        self.id = id
        self.assurance = assurance
        self.sentHour = sentHour
        self.urgency = urgency
        self.safeContact = safeContact
        self.body = body
        self.attachments = attachments
        self.answer = answer
    }

    /// The first of a conversation, as an envelope: tells the organisation the secret and the recipient.
    ///
    /// Throws `tooLarge` beyond ``MessageLimits``, and `malformed` when `language` is no language tag or there is an answer.
    public func sealedAsFirst(
        keys: ConversationKeys, language: String, to intake: HybridRecipient
    ) throws(EnvelopeError) -> [UInt8] {
        guard LanguageTag.isWellFormed(language), answer == nil else { throw .malformed }
        try MessageLimits.check(body: body, safeContact: safeContact, attachments)
        return try Bucket.seal(firstContent(keys: keys, language: language), to: intake)
    }

    /// A further message of a conversation that the organisation knows, as an envelope to the holders of the case whom a reply named.
    ///
    /// Throws `tooLarge` beyond ``MessageLimits``, and `malformed` where the answer does not hold to its limits.
    public func sealedAsFollowUp(keys: ConversationKeys, to holders: WriteTo) throws(EnvelopeError) -> [UInt8] {
        try Letter.sealed(checkedFollowUpContent(keys: keys), to: holders)
    }

    /// The same to one recipient, as an older visitor's side sends it to the card's intake recipient.
    public func sealedAsFollowUp(keys: ConversationKeys, to intake: HybridRecipient) throws(EnvelopeError) -> [UInt8] {
        try Bucket.seal(checkedFollowUpContent(keys: keys), to: intake)
    }

    private func checkedFollowUpContent(keys: ConversationKeys) throws(EnvelopeError) -> [UInt8] {
        let limit = answer == nil ? MessageLimits.bodyByteCount : MessageLimits.bodyBesideConsentByteCount
        try MessageLimits.check(body: body, atMost: limit, safeContact: safeContact, attachments)
        if let answer, !answer.isWellFormed { throw .malformed }
        return followUpContent(keys: keys)
    }

    // MARK: - The bytes

    func firstContent(keys: ConversationKeys, language: String) -> [UInt8] {
        var writer = opened(.first, keys.secret)
        writer.raw(keys.secret.bytes)
        writer.sized16(keys.identity.recipient.rawRepresentation)
        writer.text8(language)
        return closed(writer, keys.secret)
    }

    func followUpContent(keys: ConversationKeys) -> [UInt8] {
        closed(opened(answer == nil ? .followUp : .answer, keys.secret), keys.secret)
    }

    private func opened(_ kind: MessageKind, _ secret: ConversationSecret) -> ByteWriter {
        var writer = ByteWriter(reservingCapacity: 4096)
        writer.u8(protocolVersion)
        writer.u8(kind.rawValue)
        writer.u8(assurance.rawValue)
        writer.raw(secret.id.bytes)
        writer.raw(id.bytes)
        writer.u32(sentHour)
        return writer
    }

    private func closed(_ opened: ByteWriter, _ secret: ConversationSecret) -> [UInt8] {
        var writer = opened
        writer.u8(urgency.rawValue)
        writer.text16(safeContact)
        writer.text32(body)
        writer.attachments(attachments)
        answer?.write(to: &writer)
        writer.raw(Derivation.authenticationCode(secret.messageKey, .message, writer.bytes))
        return writer.bytes
    }
}

/// The version byte of every structure in sections 3 to 5 of docs/protocol.md.
let protocolVersion: UInt8 = 1

/// That of a reply with offers of consent.
let replyVersionWithOffers: UInt8 = 2

/// Three is a machine that asks to join (section 6.5), five a letter around a message (``Letter``).
enum MessageKind: UInt8 { case first = 1, followUp, answer = 4 }
