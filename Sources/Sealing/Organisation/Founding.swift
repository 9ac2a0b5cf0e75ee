// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
public import Bytes
public import Casework
public import Correspondence

public enum FoundingError: Error, Equatable, Sendable {
    case writing(EntryWritingError)
    /// A name or a language tag is not one that a card may carry.
    case card(CardError)
    case mailbox(RecoveryMailboxError)
}

/// A slot and what is to stand in it.
public struct SlotContent: Sendable, Hashable {
    public let name: SlotName
    public let content: [UInt8]

    public init(name: SlotName, content: [UInt8]) {
        self.name = name
        self.content = content
    }
}

/// Everything that makes an organisation out of nothing: its keys, its first entries, the recovery mailbox and the
/// first card (docs/protocol.md, sections 3 and 6). Made once; to resume after a crash the same bytes are sent again.
public struct Founding: Sendable, RedactedPrinting {
    /// What the founder decides.
    public struct Draft: Sendable {
        public var name: String
        /// BCP 47 tags, the default first.
        public var languages: [String]
        public var memberName: String
        /// Seconds since 1970.
        public var second: UInt64
        /// The checkpoint key of the relay, 32 bytes.
        public var relayKey: [UInt8]
        /// The empty ledger.
        public var seen: SeenHistory
        /// Whether everything in the organisation is invented, so that people can train.
        public var isRehearsal: Bool

        public init(
            name: String, languages: [String], memberName: String, second: UInt64, relayKey: [UInt8],
            seen: SeenHistory, isRehearsal: Bool = false
        ) {
            self.name = name
            self.languages = languages
            self.memberName = memberName
            self.second = second
            self.relayKey = relayKey
            self.seen = seen
            self.isRehearsal = isRehearsal
        }
    }

    /// How long a charter is valid, in seconds: ten years. The root that renews it is on paper.
    public static let charterValidity: UInt64 = 10 * 365 * 24 * 3_600

    public let root: RootKey
    public let secrets: DeviceSecrets
    /// Admission, founding, keys, the first intake key, the first card, the relay's key for the device: in this order.
    public let entries: [WrittenEntry]
    /// The recovery mailbox and the card, to be written after the entries.
    public let slots: [SlotContent]

    public init(_ draft: Draft) throws(FoundingError) {
        let root = RootKey()
        let secrets = DeviceSecrets(
            device: DeviceKeys(), accessSeed: Derivation.randomBytes(32), storageKey: LocalStorageKey(),
            fingerprint: root.fingerprint, cardSecret: Derivation.randomBytes(32), mailbox: root.mailbox,
            relayKey: draft.relayKey, ledgerKey: LedgerKey(epoch: 1))
        let keys = FirstKeys(root: root, second: draft.second)
        let card = try keys.card(draft, secrets.link)
        self.root = root
        self.secrets = secrets
        do throws(EntryWritingError) {
            entries = try keys.entries(draft, root: root, secrets: secrets, cardValidUntil: card.validUntil)
        } catch {
            throw .writing(error)
        }
        let message = RecoveryMessage(
            fingerprint: root.fingerprint, cardSecret: secrets.cardSecret, mailbox: root.mailbox,
            ledgerKey: secrets.ledgerKey)
        do throws(RecoveryMailboxError) {
            let content = try message.sealed(to: root.recoveryIdentity.recipient)
            slots = [SlotContent(name: root.mailbox.slotName(1), content: content), card.slot]
        } catch {
            throw .mailbox(error)
        }
    }
}

/// The keys that an organisation starts with.
private struct FirstKeys {
    let compartment = CompartmentKey(compartment: .intake, epoch: 1)
    let intake: IntakeKey
    let voice = VoiceKey()
    let cardKey = CardKey()
    let charter: Charter
    let recovery: HybridRecipient

    init(root: RootKey, second: UInt64) {
        intake = IntakeKey(identity: HybridIdentity(), second: second)
        charter = Charter(root: root, cardKey: cardKey, validUntil: second + Founding.charterValidity)
        recovery = root.recoveryIdentity.recipient
    }

    func card(
        _ draft: Founding.Draft, _ link: OrganisationLink
    ) throws(FoundingError) -> (slot: SlotContent, validUntil: UInt64) {
        let card = OrganisationCard.Draft(
            charter: charter, issued: draft.second, name: draft.name, languages: draft.languages,
            intake: intake.identity.recipient, voices: [voice.verificationKey],
            joining: cardKey.joiningIdentity.recipient, isRehearsal: draft.isRehearsal)
        do throws(CardError) {
            let content = try card.sealed(version: 1, link: link, cardKey: cardKey)
            return (SlotContent(name: link.cardSlotName(version: 1), content: content), card.validUntil)
        } catch {
            throw .card(error)
        }
    }

    func entries(
        _ draft: Founding.Draft, root: RootKey, secrets: DeviceSecrets, cardValidUntil: UInt64
    ) throws(EntryWritingError) -> [WrittenEntry] {
        let (device, second) = (secrets.device, draft.second)
        let author = EntryAuthor(device: device, organisation: root.fingerprint, ledgerKey: secrets.ledgerKey)
        let admission = Event.admitting(
            device.publicKeys, name: draft.memberName, endorsement: root.endorse(device.publicKeys))
        let founding = Event.organisationFounded(
            name: draft.name, languages: draft.languages, isRehearsal: draft.isRehearsal)
        let standing = Grant([
            .compartment(compartment, second: second), .voice(voice, second: second), .card(cardKey, second: second),
            .charter(charter, second: second), .recovery(recovery, second: second),
        ])
        return [
            try author.write(admission, at: second, seen: draft.seen),
            try author.write(founding, at: second, seen: draft.seen),
            try author.write(grant: standing, to: [device.publicKeys], recovery, at: second, seen: draft.seen),
            try author.write(
                grant: Grant([.intake(intake)]), to: [device.publicKeys], recovery, at: second, seen: draft.seen),
            try author.write(
                .cardPublished(version: 1, validUntil: cardValidUntil), at: second, seen: draft.seen),
            try author.write(
                .deviceEnrolled(device: device.id, accessKey: secrets.accessKey), at: second, seen: draft.seen),
        ]
    }
}

extension Event {
    /// The event that lets a device of a new member speak.
    public static func admitting(
        _ device: DevicePublicKeys, name: String, endorsement: Endorsement?
    ) -> Event {
        guard let member = ID<Member>(Derivation.randomBytes(16)) else {
            preconditionFailure("an identifier is sixteen bytes")
        }
        return .memberAdmitted(
            member: member, name: name, device: device.id, verificationKey: device.verificationKey,
            recipient: device.recipient.rawRepresentation, endorsement: endorsement?.bytes)
    }
}
