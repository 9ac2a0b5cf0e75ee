// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
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
    let author: EntryAuthor
    let link: any RelayLink
    let ledger: LocalLedger
    let wake = WakeSignal()
    let filesWake = WakeSignal()
    var outbox: Outbox
    /// The checked ledger with what waits in the outbox on top.
    private(set) var visible: CaseworkState
    /// Texts that wait in the outbox.
    private(set) var pendingIndex = SearchIndex()
    private var pending: [LedgerEvent] = []

    var alarm: Alarm?
    /// The intake drawer was read up to here.
    var intakeCursor: UInt64 = 0
    /// Envelopes that nobody here can open or verify, by number.
    var unreadable: Set<UInt64> = []
    /// Some of them may become readable when the ledger tells of their conversation.
    var unreadableMayChange = false

    init(_ secrets: DeviceSecrets, _ link: any RelayLink, _ ledger: LocalLedger, _ outbox: Outbox) {
        self.secrets = secrets
        self.link = link
        self.ledger = ledger
        self.outbox = outbox
        author = EntryAuthor(
            device: secrets.device, organisation: secrets.fingerprint, ledgerKey: secrets.ledgerKey)
        visible = ledger.projection.state
        refresh()
    }

    /// Takes an event that was just queued; false, and nothing happened, where the fold refuses it.
    func show(_ event: LedgerEvent) -> Refusal? {
        if let refusal = visible.apply(event) {
            refresh()
            return refusal
        }
        pending.append(event)
        addToIndex(event)
        return nil
    }

    /// Recomputes what is visible after the ledger or the outbox changed.
    func refresh() {
        visible = ledger.projection.state
        pendingIndex = SearchIndex()
        pending = outbox.queued.flatMap(\.item.entries).compactMap(pendingEvent)
        for event in pending {
            visible.apply(event)
            addToIndex(event)
        }
    }

    /// The event of an item that carries one.
    func event(in item: OutboxItem) -> Event? { item.entries.first.flatMap(pendingEvent)?.event }

    private func addToIndex(_ event: LedgerEvent) {
        guard let request = event.event.request else { return }
        for text in IndexedText.texts(of: event.event) { pendingIndex.add(text.text, folded: text.folded, of: request) }
    }

    /// The event inside an entry that this desk wrote and that is not in the ledger yet.
    private func pendingEvent(_ entry: OutboxItem.EntryWrite) -> LedgerEvent? {
        let item = LedgerItem(sequence: 0, leaf: MerkleTree.leafHash(of: entry.payload), payload: entry.payload)
        let read = EntryReader(ledgerKey: secrets.ledgerKey).read(item, with: ledger.projection.keys)
        guard case .event(_, .success(let verified), _) = read else { return nil }
        return verified.ledgerEvent(sequence: UInt64(ledger.verified.count))
    }
}
