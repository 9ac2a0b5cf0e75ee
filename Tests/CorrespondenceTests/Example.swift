// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import LifeboatTestSupport
import Testing

@testable import Correspondence

/// The organisation and the conversation of the protocol's vectors.
struct Example {
    let organisation: ProtocolVectors.Organisation
    let conversation: ProtocolVectors.Conversation
    let messages: ProtocolVectors.Messages
    let keys: ConversationKeys
    let intake: HybridIdentity
    let voice: VoiceKey
    let cardKey: CardKey
    let root: RootKey
    let link: OrganisationLink

    init() throws {
        organisation = try Vectors.read("protocol/organisation.json")
        conversation = try Vectors.read("protocol/conversation.json")
        messages = try Vectors.read("protocol/messages.json")
        let fingerprint = try #require(OrganisationFingerprint(conversation.fingerprint.bytes))
        let phrase = try #require(Codephrase(entropy: conversation.entropy.bytes, in: .russian))
        keys = ConversationKeys(codephrase: phrase, organisation: fingerprint)
        intake = try HybridIdentity(seed: organisation.intakeSeed.bytes)
        voice = try VoiceKey(seed: organisation.voiceSeed.bytes)
        cardKey = try CardKey(seed: organisation.cardSeed.bytes)
        root = try #require(RootKey(entropy: organisation.root.bytes))
        link = OrganisationLink(fingerprint: fingerprint, cardSecret: organisation.cardSecret.bytes)
    }

    func attachment() throws -> SealedFile {
        let file = messages.attachment
        return try #require(
            SealedFile(
                blob: file.blob.bytes, seed: file.seed.bytes, byteCount: file.byteCount, name: file.name,
                mediaType: file.mediaType))
    }

    /// The first message of the vectors.
    func message() throws -> VisitorMessage {
        let id = try #require(MessageID(Array(messages.first.bytes[19..<35])))
        return VisitorMessage(
            id: id, assurance: .c, sentHour: 500_000, urgency: .lifeInDanger, safeContact: "Не звоните.",
            body: "Помогите.", attachments: [try attachment()])
    }

    func reply() throws -> Reply {
        Reply(number: 3, sentHour: 500_001, body: "Мы вас слышим.", attachments: [try attachment()])
    }

    func draft() throws -> OrganisationCard.Draft {
        OrganisationCard.Draft(
            charter: Charter(root: root, cardKey: cardKey, validUntil: organisation.charterValidUntil),
            issued: organisation.issued, validUntil: organisation.validUntil, name: organisation.name,
            languages: organisation.languages, intake: intake.recipient, voices: [voice.verificationKey],
            workDifficulty: organisation.workDifficulty)
    }
}

/// Another conversation at the same organisation.
func otherKeys(_ example: Example) -> ConversationKeys {
    ConversationKeys(codephrase: Codephrase(in: .english), organisation: example.link.fingerprint)
}

/// Swift Testing has an `Attachment` of its own.
typealias SealedFile = Correspondence.Attachment
