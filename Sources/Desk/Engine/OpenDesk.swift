// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Bytes
internal import Casework
internal import DeskFormats
internal import RelayAPI
internal import Sealing

/// What a workspace holds while it is unlocked. Everything in it goes when the workspace is locked.
final class OpenDesk {
    /// Tells one unlocking from the next.
    struct Token: Hashable, Sendable {
        private let number = UInt64.random(in: 0...UInt64.max)
    }

    let token = Token()
    let secrets: DeviceSecrets
    let link: any RelayLink
    let ledger: LocalLedger
    let wake = WakeSignal()
    let filesWake = WakeSignal()
    var outbox: Outbox
    /// The checked ledger with what waits in the outbox on top; and so with the keys and what says which are in use.
    private(set) var visible: CaseworkState
    private(set) var keys: KeyRing
    private(set) var epochs: EpochBook
    /// Texts that wait in the outbox.
    private(set) var pendingIndex = SearchIndex()
    private var pendingCount: UInt64 = 0
    /// Grants that wait in the outbox, opened once.
    private var pendingGrants: [ID<Entry>: Grant] = [:]

    /// Whether there are entries that were not read yet. What is shown is whole compartments, each checked; nothing is written on it.
    var isPartial: Bool { ledger.opening != nil }
    /// How much of the ledger is in what is visible. What was read since was shown to nobody, and no act is signed as if it had been.
    private(set) var seen: SeenHistory
    /// When what is visible was last brought up to what was read, in seconds since 1970.
    var shownAt: UInt64 = 0

    var alarm: Alarm?
    /// The intake drawer was read up to here.
    var intakeCursor: UInt64 = 0
    /// The last envelope that the relay spoke of. It may be gone, or no concern of this desk: what counts is that it is not news.
    var intakeHeardOf: UInt64 = 0
    /// Tells whose letters lie in the intake drawer.
    var passes = PassBook()
    /// Of requests that are cases: how many messages stood in the intake when the case's conversation had them all.
    var adoptedCounts: [ID<Request>: Int] = [:]
    /// Work of a pass that was found done.
    var settled = Settled()
    /// What lies in the intake drawer and is for nobody, as far as this desk can tell.
    var drawer: DrawerWatch
    /// When it claims which blobs.
    var keeping: KeepingPlan
    /// By which key the relay was told that desks claim, since the desk was unlocked.
    var announcedKey: [UInt8]?
    /// Some envelopes may become readable: the ledger may tell of their conversation, or a key came.
    var intakeMayChange = false
    /// Texts that were compared since the desk was unlocked, the newest first.
    var comparedTexts: [TextComparing] = []
    /// What was compared last in the search for duplicates.
    var duplicates: KnownDuplicates?
    /// Whose names may be compared, as far as that was asked for.
    var persons: KnownPersons?
    /// Machines that ask to join, by the number of their envelope.
    var applicants: [UInt64: JoinRequest] = [:]

    init(
        _ secrets: DeviceSecrets, _ link: any RelayLink, _ ledger: LocalLedger, _ outbox: Outbox,
        claims: ClaimedBlobs = ClaimedBlobs(), told: SeenEnvelopes = SeenEnvelopes()
    ) {
        keeping = KeepingPlan(claims)
        drawer = DrawerWatch(seen: told)
        self.secrets = secrets
        self.link = link
        self.ledger = ledger
        self.outbox = outbox
        visible = ledger.shown.state
        keys = ledger.shown.keys
        epochs = ledger.shown.epochs
        seen = ledger.verified.seen
        refresh()
    }

    var id: ID<Device> { secrets.device.id }

    /// What this desk seals with under the ledger.
    var ledgerKey: LedgerKey { epochs.newestLedgerKey(in: keys) ?? secrets.ledgerKey }

    /// Whose desk this is; nil until the ledger has admitted it.
    var me: ID<Member>? { visible.member(of: id)?.id }

    /// The entries of replies that are not where the person looks yet.
    var waitingReplies: Set<ID<Entry>> { Set(outbox.queued.flatMap(\.item.slots).map(\.entry)) }

    /// The place that the next entry of this desk has in what is visible.
    var nextSequence: UInt64 { UInt64(ledger.verified.count) + pendingCount }

    /// Shows what was just queued.
    func show(_ writing: Writing) {
        visible = writing.state
        keys = writing.keys
        epochs = writing.epochs
        pendingCount += UInt64(writing.entries.count)
        pendingGrants.merge(writing.grants) { old, _ in old }
        for (subject, text) in writing.texts { pendingIndex.add(text.text, folded: text.folded, of: subject) }
    }

    /// Recomputes what is visible after the ledger or the outbox changed.
    func refresh() {
        visible = ledger.shown.state
        keys = ledger.shown.keys
        epochs = ledger.shown.epochs
        if ledger.beforeRereading == nil { seen = ledger.verified.seen }
        pendingIndex = SearchIndex()
        pendingCount = 0
        let entries = outbox.queued.flatMap(\.item.entries)
        let waiting = Set(entries.map(\.id))
        pendingGrants = pendingGrants.filter { waiting.contains($0.key) }
        for entry in entries { showPending(entry) }
    }

    /// The event of an item that carries one.
    func event(in item: OutboxItem) -> Event? { verified(in: item)?.event }

    /// Replies in a compartment that have not left this machine: queued, held or turned back.
    func unsentReplies(
        in compartment: ID<Compartment>, to isMeant: (ID<Request>) -> Bool = { _ in true }
    ) -> [Outbox.Queued] {
        (outbox.queued + outbox.unsent.map(\.queued)).filter { queued in
            guard !queued.item.slots.isEmpty, let verified = verified(in: queued.item),
                verified.compartment == compartment
            else { return false }
            return verified.event.answered.map(isMeant) ?? false
        }
    }

    /// Entries of an item that are written into a compartment, or that grant its keys and no others.
    func entries(for compartment: ID<Compartment>, in item: OutboxItem) -> Set<ID<Entry>> {
        let gone = item.entries.filter { entry in
            switch read(entry) {
            case .event(let examined, _):
                guard case .success(let verified) = examined.claimed else { return false }
                return verified.compartment == compartment
            case .grant(let examined, _):
                let grant = pendingGrants[entry.id] ?? opened(examined.signed)
                return grant.flatMap { HeldGrant($0) }?.compartments == [compartment]
            case .closed(let sealed): return sealed.compartment == compartment
            case .locked, .rejected, .damaged: return false
            }
        }
        return Set(gone.map(\.id))
    }

    private func verified(in item: OutboxItem) -> VerifiedEvent? {
        for entry in item.entries {
            if case .event(let examined, _) = read(entry), case .success(let verified) = examined.claimed {
                return verified
            }
        }
        return nil
    }

    private func showPending(_ entry: OutboxItem.EntryWrite) {
        switch read(entry) {
        case .event(let examined, let texts):
            guard case .success(let verified) = examined.claimed else { return }
            let event = verified.ledgerEvent(sequence: nextSequence)
            pendingCount += 1
            guard !visible.knows(event.id, in: event.compartment), visible.apply(event) == nil else { return }
            epochs.take(event, by: me, under: examined.key?.epoch)
            guard let subject = visible.subject(of: event) else { return }
            for text in texts { pendingIndex.add(text.text, folded: text.folded, of: subject) }
        case .grant(let examined, _):
            pendingCount += 1
            guard let grant = pendingGrants[entry.id] ?? opened(examined.signed) else { return }
            pendingGrants[entry.id] = grant
            keys.accept(grant)
        case .closed, .locked, .rejected, .damaged: return
        }
    }

    private func opened(_ signed: SignedEvent) -> Grant? {
        try? VerifiedGrant(uncheckedVerifiedBefore: signed).grant.open(with: secrets.device.identity)
    }

    /// An entry that this desk wrote and that is not in the ledger yet.
    private func read(_ entry: OutboxItem.EntryWrite) -> ReadEntry {
        guard let sealed = try? SealedEntry(parsing: entry.payload) else { return .rejected(.unreadable) }
        return EntryReader(keys: keys, directory: nil).open(sealed)
    }
}
