// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Correspondence
import Portal

/// An organisation with its keys, as its desk would act.
struct TestOrganisation {
    let root = RootKey()
    let cardKey = CardKey()
    let voice = VoiceKey()
    let intake = HybridIdentity()
    let door = HybridIdentity()
    let link: OrganisationLink
    let name: String

    init(name: String = "Морской маяк & <b>Sons</b>") {
        self.name = name
        link = OrganisationLink(fingerprint: root.fingerprint, cardSecret: Array(repeating: 7, count: 32))
    }

    /// Puts version `version` of the card into its slot. `intake` nil: the one key of this organisation.
    func publishCard(
        version: UInt32, at relay: FakeRelay, issued: UInt64, intake: HybridIdentity? = nil, isRehearsal: Bool = false
    ) throws {
        let charter = Charter(root: root, cardKey: cardKey, validUntil: issued + 400 * 86_400)
        let draft = OrganisationCard.Draft(
            charter: charter, issued: issued, name: name, languages: ["ru", "en"],
            intake: (intake ?? self.intake).recipient, voices: [voice.verificationKey],
            isRehearsal: isRehearsal)
        let slot = try draft.sealed(version: version, link: link, cardKey: cardKey)
        relay.put(slot: link.cardSlotName(version: version).bytes, slot)
    }

    /// The message in an envelope, checked; for a follow-up with the secret that the first brought. `identity` nil: the intake's.
    func read(
        _ envelope: [UInt8], secret: ConversationSecret? = nil, as identity: HybridIdentity? = nil
    ) throws -> ReadMessage {
        let opened =
            try identity.map { try Letter(opening: envelope, with: [door]).opened(with: [$0]) }
            ?? OpenedEnvelope(opening: envelope, with: [intake])
        switch opened {
        case .first(let message, let secret, let recipient, let language):
            return ReadMessage(
                message: message, secret: secret, recipient: recipient, language: language, isFirst: true)
        case .followUp(let followUp):
            guard let secret else { throw EnvelopeError.wrongConversation }
            return ReadMessage(
                message: try followUp.verified(with: secret), secret: secret, recipient: nil, language: nil,
                isFirst: false)
        }
    }

    struct ReadMessage {
        let message: VisitorMessage
        let secret: ConversationSecret
        let recipient: HybridRecipient?
        let language: String?
        let isFirst: Bool
    }

    /// Puts an answer into its slot.
    func answer(
        _ body: String, number: UInt32, to read: ReadMessage, at relay: FakeRelay, files: [(String, [UInt8])] = [],
        voice: VoiceKey? = nil, writeTo: HybridRecipient? = nil, offers: [ConsentOffer] = []
    ) throws {
        var attachments: [Attachment] = []
        for (name, content) in files {
            var sealer = AttachmentSealer()
            var ciphertext = sealer.update(content)
            let last = sealer.finish(name: name, mediaType: "application/pdf")
            ciphertext += last.ciphertext
            relay.put(blob: last.attachment.blob, ciphertext)
            attachments.append(last.attachment)
        }
        let reply = Reply(
            number: number, sentHour: 493_000, body: body, attachments: attachments,
            writeTo: writeTo.map { place(of: $0) }, offers: offers)
        guard let recipient = read.recipient else { throw EnvelopeError.wrongConversation }
        let slot = try reply.sealed(in: read.secret, to: recipient, voice: voice ?? self.voice)
        relay.put(slot: read.secret.slotName(number).bytes, slot)
    }

    /// Where whoever holds a case is written to.
    func place(of holders: HybridRecipient) -> WriteTo {
        let bytes = [UInt8](repeating: 5, count: 16)
        guard let pass = DoorPass(epoch: 1, id: bytes, code: bytes) else { preconditionFailure("both are 16 bytes") }
        return WriteTo(holders: holders, door: door.recipient, pass: pass)
    }

    /// A file of a message, opened.
    func open(_ attachment: Attachment, at relay: FakeRelay) throws -> [UInt8] {
        var opener = try AttachmentOpener(attachment)
        return try opener.update(relay.blobs[attachment.blob] ?? []) + opener.finish()
    }
}
