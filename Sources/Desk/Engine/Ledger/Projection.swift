// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import Correspondence
internal import Sealing

/// What the ledger amounts to, in memory only: who may speak, which keys there are and which are in use, the requests and
/// cases, the search. A desk makes nothing of a compartment whose key it does not have.
struct Projection: Sendable {
    private(set) var directory: DeviceDirectory
    private(set) var keys: KeyRing
    private(set) var state = CaseworkState()
    private(set) var epochs = EpochBook()
    private(set) var index = SearchIndex()
    private(set) var files = FileShelf()
    /// See ``VerifiedState/grants``.
    private(set) var grants: [Int: HeldGrant]
    private(set) var places = CompartmentPlaces()

    init(organisation: OrganisationFingerprint, keys: KeyRing, grants: [Int: HeldGrant]) {
        directory = DeviceDirectory(organisation: organisation)
        self.keys = keys
        self.grants = grants
    }

    /// The same keys and nothing else: to read the ledger again from its first entry.
    var emptied: Projection {
        Projection(organisation: directory.organisation, keys: keys, grants: grants)
    }

    /// Takes the layers off with what is known now.
    var reader: EntryReader { EntryReader(keys: keys, directory: directory) }

    // MARK: - Taking entries

    /// Takes an entry that was checked when it arrived.
    mutating func takeChecked(_ read: ReadEntry, sequence: Int) {
        switch read {
        case .event(let examined, let texts):
            guard case .success(let verified) = examined.claimed else { return }
            take(verified, texts, sequence: sequence)
        case .closed(let sealed): places.note(closed: sealed.compartment, sequence)
        case .locked(let entry): places.note(locked: entry.ledgerEpoch)
        case .grant, .rejected, .damaged: return
        }
    }

    /// Checks an entry and takes it; gives the history that its author saw, where it says.
    mutating func takeNew(
        _ read: ReadEntry, sequence: Int, identities: [HybridIdentity]
    ) throws(EntryRejection) -> SeenHistory? {
        switch read {
        case .event(let examined, let texts):
            let verified = try verifying { () throws(AuthorshipRefusal) in
                try directory.verify(examined, at: UInt64(sequence))
            }
            take(verified, texts, sequence: sequence)
            return verified.seen
        case .grant(let examined):
            let verified = try verifying { () throws(AuthorshipRefusal) in
                try directory.verify(grant: examined, at: UInt64(sequence))
            }
            try take(verified.grant, sequence: sequence, identities: identities)
            return verified.seen
        case .closed(let sealed):
            let opened = reader.open(sealed)
            guard case .closed = opened else {
                return try takeNew(opened, sequence: sequence, identities: identities)
            }
            places.note(closed: sealed.compartment, sequence)
            return nil
        case .locked(let entry):
            let opened = reader.open(entry)
            guard case .locked = opened else {
                return try takeNew(opened, sequence: sequence, identities: identities)
            }
            places.note(locked: entry.ledgerEpoch)
            return nil
        case .rejected(let rejection): throw rejection
        case .damaged: throw .unreadable
        }
    }

    private mutating func take(_ verified: VerifiedEvent, _ texts: [IndexedText], sequence: Int) {
        let entry = verified.ledgerEvent(sequence: UInt64(sequence))
        if entry.compartment != .organisation { places.note(opened: entry.compartment, sequence) }
        guard !state.knows(entry.id, in: entry.compartment), state.apply(entry) == nil else { return }
        if entry.compartment == .organisation { follow(verified, sequence: UInt64(sequence)) }
        epochs.take(entry, by: state.member(of: entry.author)?.id, seenSize: verified.seen.size)
        guard let subject = state.subject(of: entry) else { return }
        for text in texts { index.add(text.text, folded: text.folded, of: subject) }
        files.add(entry.event.files, of: entry.compartment)
    }

    /// Devices as the organisation's events have them.
    private mutating func follow(_ verified: VerifiedEvent, sequence: UInt64) {
        directory.admit(verified, at: sequence)
        if case .memberRemoved(let member, _) = verified.event {
            directory.remove(state.members[member]?.devices ?? [], at: sequence)
        }
    }

    private mutating func take(
        _ sealed: SealedGrant, sequence: Int, identities: [HybridIdentity]
    ) throws(EntryRejection) {
        for identity in identities {
            guard let grant = try? sealed.open(with: identity) else { continue }
            let fresh = grant.keys.filter { !keys.holds($0) }
            do { try keys.accept(grant) } catch { throw .conflictingGrant }
            for key in fresh { places.noteArrival(of: key) }
            grants[sequence] = HeldGrant(grant)
            return
        }
    }

    private func verifying<Value>(
        _ check: () throws(AuthorshipRefusal) -> Value
    ) throws(EntryRejection) -> Value {
        do { return try check() } catch { throw EntryRejection(refusal: error) }
    }

    // MARK: - Reading again, and forgetting

    /// Drops what a compartment's entries gave, and says where they stand and which of them were never opened.
    mutating func beginRereading(_ compartment: ID<Compartment>) -> (places: [Int], unopened: Set<Int>) {
        let taken = places.take(compartment)
        drop(compartment)
        return taken
    }

    /// Where the entries of a compartment and the grants that hold its keys stand, and the files that stand in nothing else.
    func holdings(of compartment: ID<Compartment>) -> (places: [Int], blobs: [[UInt8]]) {
        (places[compartment] + grantPlaces(of: compartment), files.onlyIn(compartment))
    }

    private func grantPlaces(of compartment: ID<Compartment>) -> [Int] {
        grants.filter { $0.value.compartments.contains(compartment) }.keys.sorted()
    }

    /// Destroys what this desk has of a compartment, keys and all. Gives the places of its entries and of the grants that
    /// hold its keys.
    mutating func erase(_ compartment: ID<Compartment>) -> [Int] {
        let held = grantPlaces(of: compartment)
        let entries = places.take(compartment).places
        for place in held { grants[place] = nil }
        keys.forget(compartment)
        drop(compartment)
        return entries + held
    }

    /// Forgets entries of a compartment that no key here opens; gives those of `dropped` that were there.
    mutating func dropClosed(_ dropped: Set<Int>, of compartment: ID<Compartment>) -> [Int] {
        places.dropClosed(dropped, of: compartment)
    }

    /// Drops intake keys that were replaced before `second`. Gives the places of their grants.
    mutating func forgetIntakes(replacedBefore second: UInt64, notFromTheFutureAt now: UInt64) -> [Int] {
        guard !keys.forgetIntakes(replacedBefore: second, notFromTheFutureAt: now).isEmpty else { return [] }
        let kept = Set(keys.intakes.map(\.second))
        let expired = grants.filter { $0.value.intakeSecond.map { !kept.contains($0) } ?? false }.keys.sorted()
        for place in expired { grants[place] = nil }
        return expired
    }

    private mutating func drop(_ compartment: ID<Compartment>) {
        state.forget(compartment)
        epochs.forget(compartment)
        index.remove(compartment)
        files.remove(compartment)
    }
}
