// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Bytes
internal import Casework
internal import Correspondence
internal import DeskFormats
internal import Sealing

/// Entries that belong together: each is signed, sealed with the keys in use, and shown to the fold on a copy of what is
/// visible. What does not count is refused before anything was queued.
struct Writing {
    private let secrets: DeviceSecrets
    private let seen: SeenHistory
    private let firstSequence: UInt64
    /// Seconds since 1970.
    let second: UInt64
    let me: ID<Member>?

    private(set) var state: CaseworkState
    private(set) var keys: KeyRing
    private(set) var epochs: EpochBook
    private(set) var entries: [WrittenEntry] = []
    private(set) var grants: [ID<Entry>: Grant] = [:]
    private(set) var texts: [(SearchSubject, IndexedText)] = []

    /// - Parameter isBeforeOutbox: the entries enter the ledger before what waits in the outbox: nothing of that counts yet, no
    ///   case, no key.
    init(_ desk: OpenDesk, at second: UInt64, isBeforeOutbox: Bool = false) {
        let ledger = desk.ledger.projection
        secrets = desk.secrets
        seen = isBeforeOutbox ? desk.ledger.verified.seen : desk.seen
        firstSequence = isBeforeOutbox ? UInt64(desk.ledger.verified.count) : desk.nextSequence
        self.second = second
        state = isBeforeOutbox ? ledger.state : desk.visible
        me = state.member(of: desk.id)?.id
        keys = isBeforeOutbox ? ledger.keys : desk.keys
        epochs = isBeforeOutbox ? ledger.epochs : desk.epochs
    }

    // MARK: - Events

    /// Writes an event into a compartment; for the organisation, under the ledger key alone.
    @discardableResult
    mutating func say(
        _ event: Event, in compartment: ID<Compartment> = .organisation
    ) throws(WorkspaceError) -> WrittenEntry {
        if !event.startsEpoch { try ensureKeyInUse(of: compartment) }
        let key = key(for: event, in: compartment)
        let entry = try written(event, in: compartment, with: key)
        let ledgerEvent = LedgerEvent(
            compartment: compartment, sequence: nextSequence, id: entry.id, author: secrets.device.id,
            recordedAt: second, event: event, seenSize: seen.size)
        if let refusal = state.apply(ledgerEvent) { throw .refused(refusal.catalogueKey) }
        epochs.take(ledgerEvent, by: me, under: key?.epoch)
        if let subject = state.subject(of: ledgerEvent) {
            texts += IndexedText.texts(of: event).map { (subject, $0) }
        }
        entries.append(entry)
        return entry
    }

    mutating func say(_ event: CompartmentEvent, in compartment: ID<Compartment>) throws(WorkspaceError) {
        try say(.inCompartment(event), in: compartment)
    }

    private func written(
        _ event: Event, in compartment: ID<Compartment>, with key: CompartmentKey?
    ) throws(WorkspaceError) -> WrittenEntry {
        do throws(EntryWritingError) {
            if compartment == .organisation { return try author.write(event, at: second, seen: seen) }
            guard let key else { throw EntryWritingError.noKey }
            return try author.write(event, for: key, at: second, seen: seen)
        } catch {
            throw WorkspaceError(error)
        }
    }

    // MARK: - Keys

    /// A key that starts with these entries, for the ones that follow.
    mutating func begin(_ key: CompartmentKey) { hold([.compartment(key, second: second)]) }

    mutating func begin(_ key: LedgerKey) { hold([.ledger(key, second: second)]) }

    /// Grants keys to every device of the members, and always to the recovery recipient. Nothing where there is nothing.
    mutating func grant(_ granted: [GrantedKey], to members: Set<ID<Member>>) throws(WorkspaceError) {
        guard !granted.isEmpty else { return }
        guard let recovery = keys.recovery else { throw .refused(EngineMessage.noKey) }
        let devices = members.sorted().flatMap(devices(of:))
        for grant in Grant.holding(granted) {
            let entry: WrittenEntry
            do {
                entry = try author.write(grant: grant, to: devices, recovery, at: second, seen: seen)
            } catch {
                throw WorkspaceError(error)
            }
            entries.append(entry)
            grants[entry.id] = grant
        }
        hold(granted)
    }

    private mutating func hold(_ granted: [GrantedKey]) {
        for grant in Grant.holding(granted) { keys.accept(grant) }
    }

    /// The key to seal the compartment's next event with.
    func keyInUse(_ compartment: ID<Compartment>) -> CompartmentKey? {
        keys.key(compartment, epoch: epochs.currentEpoch(of: compartment))
    }

    /// Who holds a compartment, and that an epoch starts, is said under the newest key that is here: there is nothing in it to
    /// keep from those who had that key. Whoever has none of the earlier ones says it under the new one.
    private func key(for event: Event, in compartment: ID<Compartment>) -> CompartmentKey? {
        guard case .inCompartment(.access(let access)) = event else { return keyInUse(compartment) }
        if let key = keyInUse(compartment) ?? newestKey(of: compartment) { return key }
        guard case .epochStarted(let epoch) = access else { return nil }
        return keys.key(compartment, epoch: epoch)
    }

    /// The newest of a compartment's keys that is here.
    private func newestKey(of compartment: ID<Compartment>) -> CompartmentKey? {
        epochs[compartment].newestFirst.lazy.compactMap { [keys] in keys.key(compartment, epoch: $0) }.first
    }

    private var author: EntryAuthor {
        EntryAuthor(
            device: secrets.device, organisation: secrets.fingerprint,
            ledgerKey: epochs.newestLedgerKey(in: keys) ?? secrets.ledgerKey)
    }

    private func devices(of member: ID<Member>) -> [DevicePublicKeys] {
        guard let record = state.members[member], record.isCurrent else { return [] }
        return record.devices.compactMap { device in
            guard let record = state.devices[device],
                let recipient = try? HybridRecipient(rawRepresentation: record.recipient)
            else { return nil }
            return DevicePublicKeys(verificationKey: record.verificationKey, recipient: recipient)
        }
    }

    private var nextSequence: UInt64 { firstSequence + UInt64(entries.count) }
}

extension Event {
    fileprivate var startsEpoch: Bool {
        guard case .inCompartment(.access(.epochStarted)) = self else { return false }
        return true
    }
}
