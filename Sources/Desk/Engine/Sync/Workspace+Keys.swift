// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import Correspondence
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
}

extension Workspace {
    /// Replaces the intake key and the card when they are due, and destroys intake keys that have served.
    func tendKeys(_ desk: OpenDesk) async throws(SyncFailure) {
        let now = surroundings.now()
        if isRotationDue(desk, now) { try queueRotation(desk, now) }
        guard now > KeySchedule.grace else { return }
        let expired = try mending { () throws(LedgerTrouble) in
            try desk.ledger.forgetIntakes(replacedBefore: now - KeySchedule.grace)
        }
        guard !expired.isEmpty else { return }
        try storing { () throws(StorageError) in
            try desk.outbox.add(OutboxItem(erasures: expired.map { UInt64($0) }), in: files)
        }
    }

    private func isRotationDue(_ desk: OpenDesk, _ now: UInt64) -> Bool {
        guard let newest = desk.ledger.projection.keys.intakes.last, let card = desk.visible.card else { return false }
        return now >= newest.second + KeySchedule.rotation || now + KeySchedule.cardMargin >= card.validUntil
    }

    /// The key first, then the card's event, then the card itself: nobody may seal to a key that no ledger holds.
    private func queueRotation(_ desk: OpenDesk, _ now: UInt64) throws(SyncFailure) {
        let ring = desk.ledger.projection.keys
        guard let cardKey = ring.card, let charter = ring.charter, let recovery = ring.recovery,
            let organisation = desk.visible.organisation, let version = desk.visible.card?.version
        else { return }
        let intake = IntakeKey(identity: HybridIdentity(), second: now)
        let draft = OrganisationCard.Draft(
            charter: charter, issued: now, name: organisation.name, languages: organisation.languages,
            intake: intake.identity.recipient, voices: ring.voices.map(\.verificationKey))
        let link = desk.secrets.link
        guard let slot = try? draft.sealed(version: version + 1, link: link, cardKey: cardKey),
            let (grant, card) = try? rotationEntries(
                desk, intake, recovery, .cardPublished(version: version + 1, validUntil: draft.validUntil), now)
        else { return }
        let name = link.cardSlotName(version: version + 1).bytes
        let item = OutboxItem(
            entries: [grant, card], slots: [OutboxItem.SlotWrite(name: name, content: slot, entry: card.id)])
        try storing { () throws(StorageError) in try desk.outbox.add(item, in: files) }
        refresh(desk)
    }

    private func rotationEntries(
        _ desk: OpenDesk, _ intake: IntakeKey, _ recovery: HybridRecipient, _ published: Event, _ now: UInt64
    ) throws(EntryWritingError) -> (grant: WrittenEntry, card: WrittenEntry) {
        let seen = desk.ledger.verified.seen
        let devices = desk.ledger.projection.directory.admitted
        let grant = try desk.author.write(
            grant: Grant([.intake(intake)]), to: devices, recovery, at: now, seen: seen)
        return (grant, try desk.author.write(published, at: now, seen: seen))
    }
}
