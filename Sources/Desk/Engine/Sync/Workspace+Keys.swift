// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import Correspondence
internal import DeskFormats
internal import Sealing

/// How long keys serve, in seconds.
enum KeySchedule {
    static let week: UInt64 = 7 * 24 * 3_600
    /// An intake key is on the card for a week.
    static let rotation = week
    /// After that it still opens what was on its way, for two weeks.
    static let grace = 2 * week
    /// A card is replaced at the latest when this much of its time is left.
    static let cardMargin = 2 * week
    /// How far two clocks may be apart before one of them is taken for wrong.
    static let clockTolerance = OrganisationCard.clockTolerance
}

extension Workspace {
    /// Replaces the intake key and the card when they are due, and destroys intake keys that have served: each once the drawer was read to
    /// its end with it. A desk that comes late finds keys that are over at once, and what was sealed to them lies there still.
    func tendKeys(_ desk: OpenDesk) throws(SyncFailure) {
        try tendCard(desk)
        let now = surroundings.now()
        guard now > KeySchedule.grace, desk.clockAgrees else { return }
        let read = desk.drawer.keysReadToEnd
        let expired = try mending { () throws(LedgerTrouble) in
            try desk.ledger.forgetIntakes(
                replacedBefore: now - KeySchedule.grace, onCards: desk.visible.cards.map(\.issued),
                notFromTheFutureAt: now, isRead: { read.contains($0.identity.recipient) })
        }
        guard !expired.isEmpty else { return }
        try storing { () throws(StorageError) in
            try desk.outbox.add(OutboxItem(erasures: expired.map { UInt64($0) }), in: files)
        }
    }

    /// Publishes a new card when it is due.
    func tendCard(_ desk: OpenDesk) throws(SyncFailure) {
        let now = surroundings.now()
        if isRotationDue(desk, now) { try queueRotation(desk, now) }
    }

    /// Only a desk that may publish the card and whose member is on intake duty replaces them; one that has no intake key, since its member
    /// came on duty where nobody was left to hand one on, does so at once. And only one whose clock the relay's does not contradict: what it
    /// publishes bears its clock's time, and of two desks that do not agree on the year each would replace the other's card for ever.
    private func isRotationDue(_ desk: OpenDesk, _ now: UInt64) -> Bool {
        guard desk.keys.card != nil, let card = desk.visible.card, desk.clockAgrees, let me = desk.me,
            desk.epochs.members(of: .intake).contains(me)
        else { return false }
        // A card from the future was made by a clock that has come back since: no portal believes it.
        let isFromTheFuture = card.issued > now + KeySchedule.clockTolerance
        return desk.keys.intakes.isEmpty || isFromTheFuture || now >= card.issued + KeySchedule.rotation
            || now + KeySchedule.cardMargin >= card.validUntil || desk.epochs.needsCard
    }

    /// The key first, then the card's event, then the card itself: nobody may seal to a key that no ledger holds. Where
    /// somebody left who had the voice, a new one speaks from now on; the card still names the old ones, since people come
    /// back to read what they were told.
    private func queueRotation(_ desk: OpenDesk, _ now: UInt64) throws(SyncFailure) {
        guard let cardKey = desk.keys.card, let charter = desk.keys.charter,
            let organisation = desk.visible.organisation, let last = desk.visible.card?.version, last < .max
        else { return }
        let version = last + 1
        let intake = IntakeKey(identity: HybridIdentity(), second: now)
        let voice = desk.epochs.needsVoice ? VoiceKey() : nil
        let voices = desk.keys.voices + [voice].compactMap { $0 }
        let draft = OrganisationCard.Draft(
            charter: charter, issued: now, name: organisation.name, languages: organisation.languages,
            intake: intake.identity.recipient, voices: voices.suffix(Self.mostVoices).map(\.verificationKey),
            joining: cardKey.joiningIdentity.recipient, isRehearsal: organisation.isRehearsal)
        let link = desk.secrets.link
        guard let content = try? draft.sealed(version: version, link: link, cardKey: cardKey) else { return }
        let name = link.cardSlotName(version: version).bytes
        try tending { () throws(WorkspaceError) in
            try queue(desk) { item in
                guard let published = item.entries.last else { return }
                item.slots = [OutboxItem.SlotWrite(name: name, content: content, entry: published.id)]
            } _: { writing throws(WorkspaceError) in
                let (onDuty, speaking) = (
                    writing.epochs.members(of: .intake), writing.epochs.voice.members(without: writing.epochs.removals)
                )
                try writing.grant([.intake(intake)], to: onDuty)
                if let voice { try writing.grant([.voice(voice, second: now)], to: speaking) }
                try writing.say(.cardPublished(version: version, validUntil: draft.validUntil))
            }
        }
    }

    /// As many as a card names.
    private static let mostVoices = 64

    /// Work that a desk does by itself: what cannot be written now is tried again at the next pass.
    func tending(_ work: () throws(WorkspaceError) -> Void) throws(SyncFailure) {
        do throws(WorkspaceError) { try work() } catch {
            if case .storage = error { throw .alarm(.disk) }
        }
    }
}

extension CardRecord {
    /// Seconds since 1970: a desk publishes its cards for as long as a card may be valid.
    fileprivate var issued: UInt64 {
        validUntil > OrganisationCard.longestValidity ? validUntil - OrganisationCard.longestValidity : 0
    }
}

extension OpenDesk {
    /// Whether the relay's clock does not contradict this machine's.
    var clockAgrees: Bool { link.clockDifference.magnitude <= KeySchedule.clockTolerance }
}
