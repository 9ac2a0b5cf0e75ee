// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes

/// An envelope that was opened; what a follow-up claims is still to be checked, for the ledger holds its secret
/// (docs/protocol.md, section 4).
public enum OpenedEnvelope: Sendable, RedactedPrinting {
    /// id and MAC were checked against the secret that came with it.
    case first(VisitorMessage, secret: ConversationSecret, recipient: HybridRecipient, language: String)
    case followUp(UnverifiedFollowUp)

    /// Opens with whichever of the intake identities fits, and reads strictly.
    public init(opening envelope: [UInt8], with identities: [HybridIdentity]) throws(EnvelopeError) {
        try self.init(content: Bucket.open(envelope, with: identities))
    }

    /// What stands inside the sealing, for fuzzing without it.
    @_spi(Fuzzing) public init(content: [UInt8]) throws(EnvelopeError) {
        let received = try wellFormed { () throws(ByteReaderError) in try ReceivedMessage(content) }
        guard let introduction = received.introduction else {
            self = .followUp(UnverifiedFollowUp(received))
            return
        }
        let message = try received.verified(with: introduction.secret)
        self = .first(
            message, secret: introduction.secret, recipient: introduction.recipient, language: introduction.language)
    }
}

/// A follow-up that nobody has vouched for yet.
public struct UnverifiedFollowUp: Sendable, RedactedPrinting {
    /// The conversation that it says it belongs to.
    public let conversation: ConversationID
    private let received: ReceivedMessage

    fileprivate init(_ received: ReceivedMessage) {
        conversation = received.conversation
        self.received = received
    }

    /// What it says to an offer, before anything is believed, for fuzzing without the conversation's words.
    @_spi(Fuzzing) public var unverifiedAnswer: OfferAnswer? { received.message.answer }

    /// The message, if the MAC proves that somebody with the conversation's words wrote it.
    public func verified(with secret: ConversationSecret) throws(EnvelopeError) -> VisitorMessage {
        try received.verified(with: secret)
    }
}

/// A message as it was read, before anything in it is believed.
private struct ReceivedMessage: Sendable {
    struct Introduction: Sendable {
        let secret: ConversationSecret
        let recipient: HybridRecipient
        let language: String
    }

    let conversation: ConversationID
    /// Of a first message alone.
    let introduction: Introduction?
    fileprivate let message: VisitorMessage
    private let authenticated: [UInt8]
    private let mac: [UInt8]

    init(_ content: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(content)
        guard try reader.u8() == protocolVersion else { throw .invalidValue }
        let kind = try reader.value { MessageKind(rawValue: $0) }
        let assurance = try reader.value { AssuranceLevel(rawValue: $0) }
        conversation = try reader.identifier(16) { ConversationID($0) }
        let id = try reader.identifier(16) { MessageID($0) }
        let sentHour = try reader.u32()
        introduction =
            switch kind {
            case .first: try Self.introduction(&reader)
            case .followUp, .answer: nil
            }
        let isAnswer = kind == .answer
        let limit = isAnswer ? MessageLimits.bodyBesideConsentByteCount : MessageLimits.bodyByteCount
        message = VisitorMessage(
            id: id, assurance: assurance, sentHour: sentHour,
            urgency: try reader.value { Urgency(rawValue: $0) },
            safeContact: try reader.boundedText(of: try reader.u16(), atMost: MessageLimits.safeContactByteCount),
            body: try reader.boundedText(of: try reader.u32(), atMost: limit),
            attachments: try reader.attachments(), answer: isAnswer ? try OfferAnswer(reading: &reader) : nil)
        authenticated = Array(content.prefix(reader.consumedCount))
        mac = try reader.raw(32)
        try reader.finish()
    }

    func verified(with secret: ConversationSecret) throws(EnvelopeError) -> VisitorMessage {
        guard secret.id == conversation else { throw .wrongConversation }
        let expected = Derivation.authenticationCode(secret.messageKey, .message, authenticated)
        guard Derivation.matches(mac, expected) else { throw .macWrong }
        return message
    }

    private static func introduction(_ reader: inout ByteReader) throws(ByteReaderError) -> Introduction {
        let secret = try reader.identifier(32) { ConversationSecret($0) }
        let recipient = try reader.recipient()
        let language = try reader.text8()
        guard LanguageTag.isWellFormed(language) else { throw .invalidValue }
        return Introduction(secret: secret, recipient: recipient, language: language)
    }
}
