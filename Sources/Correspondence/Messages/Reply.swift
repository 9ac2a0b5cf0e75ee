// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes

/// An answer of the organisation (docs/protocol.md, section 5).
public struct Reply: Hashable, Sendable, RedactedPrinting {
    /// 1, 2, ...: which slot it lies in.
    public var number: UInt32
    /// Whole hours since 1970.
    public var sentHour: UInt32
    public var body: String
    public var attachments: [Attachment]
    /// To whom the person's further messages are sealed from now on, instead of the card's intake recipient: the
    /// conversation's own holders, once the request became a case. Nil says nothing, and what an earlier reply said stays.
    public var writeTo: WriteTo?
    /// What is asked of the person, or where their answers stand; each name at most once. A reply with any has version 2,
    /// which readers from before refuse whole: nobody is to see a question without its terms.
    public var offers: [ConsentOffer]

    public init(
        number: UInt32, sentHour: UInt32, body: String, attachments: [Attachment], writeTo: WriteTo? = nil,
        offers: [ConsentOffer] = []
    ) {
        self.number = number
        self.sentHour = sentHour
        self.body = body
        self.attachments = attachments
        self.writeTo = writeTo
        self.offers = offers
    }

    /// The reply as it lies in its slot, `secret.slotName(number)`.
    ///
    /// Throws `tooLarge` beyond ``MessageLimits``, `wrongNumber` for number 0, and `malformed` where an offer does not hold
    /// to its limits.
    public func sealed(
        in secret: ConversationSecret, to person: HybridRecipient, voice: VoiceKey
    ) throws(EnvelopeError) -> [UInt8] {
        guard number > 0 else { throw .wrongNumber }
        let limit = offers.isEmpty ? MessageLimits.bodyByteCount : MessageLimits.bodyBesideConsentByteCount
        try MessageLimits.check(body: body, atMost: limit, attachments)
        guard offers.count <= MessageLimits.offerCount, offers.allSatisfy({ $0.scope.isWellFormed }) else {
            throw .malformed
        }
        return try Bucket.seal(content(in: secret, voice: voice), to: person)
    }

    /// Opens and verifies; a reply that exists was signed by a voice on the card for this conversation and number.
    ///
    /// - Parameter voices: the verification keys on the organisation's card.
    public init(
        opening slot: [UInt8], number: UInt32, keys: ConversationKeys, voices: [[UInt8]]
    ) throws(EnvelopeError) {
        let content = try Bucket.open(slot, with: [keys.identity])
        try self.init(content: content, number: number, secret: keys.secret, voices: voices)
    }

    // MARK: - The bytes

    func content(in secret: ConversationSecret, voice: VoiceKey) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: body.utf8.count + 512)
        writer.u8(offers.isEmpty ? protocolVersion : replyVersionWithOffers)
        writer.raw(secret.id.bytes)
        writer.u32(number)
        writer.u32(sentHour)
        writer.text32(body)
        writer.attachments(attachments)
        writer.optionalWriteTo(writeTo)
        if !offers.isEmpty { writer.offers(offers) }
        writer.raw(voice.verificationKey)
        writer.raw(Derivation.sign(seed: voice.seed, .reply, secret.nonce + writer.bytes))
        return writer.bytes
    }

    /// What stands inside the sealing, for fuzzing without it.
    @_spi(Fuzzing) public init(
        content: [UInt8], number: UInt32, secret: ConversationSecret, voices: [[UInt8]]
    ) throws(EnvelopeError) {
        let read = try wellFormed { () throws(ByteReaderError) in try ReceivedReply(content) }
        guard read.conversation == secret.id else { throw .wrongConversation }
        guard read.reply.number == number else { throw .wrongNumber }
        guard voices.contains(read.voice) else { throw .unknownVoice }
        let signed = secret.nonce + read.signed
        guard Derivation.verifies(read.signature, by: read.voice, .reply, signed) else { throw .signatureWrong }
        self = read.reply
    }
}

/// A reply as it was read, before anything in it is believed.
private struct ReceivedReply {
    let conversation: ConversationID
    let reply: Reply
    let voice: [UInt8]
    let signed: [UInt8]
    let signature: [UInt8]

    init(_ content: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(content)
        let version = try reader.u8()
        guard version == protocolVersion || version == replyVersionWithOffers else { throw .invalidValue }
        let hasOffers = version == replyVersionWithOffers
        let limit = hasOffers ? MessageLimits.bodyBesideConsentByteCount : MessageLimits.bodyByteCount
        conversation = try reader.identifier(16) { ConversationID($0) }
        reply = Reply(
            number: try reader.u32(), sentHour: try reader.u32(),
            body: try reader.boundedText(of: try reader.u32(), atMost: limit),
            attachments: try reader.attachments(), writeTo: try reader.optionalWriteTo(),
            offers: hasOffers ? try reader.offers() : [])
        voice = try reader.raw(32)
        signed = Array(content.prefix(reader.consumedCount))
        signature = try reader.raw(64)
        try reader.finish()
    }
}
