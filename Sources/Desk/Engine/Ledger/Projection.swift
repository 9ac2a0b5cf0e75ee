// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import Correspondence
internal import DeskFormats
internal import Sealing

/// What the ledger amounts to, in memory only: who may speak, which keys there are and which are in use, the requests and
/// cases, the search. A desk makes nothing of a compartment whose key it does not have.
struct Projection: Sendable {
    private(set) var directory: DeviceDirectory
    private(set) var held: HeldKeys
    private(set) var state = CaseworkState()
    private(set) var epochs = EpochBook()
    private(set) var index = SearchIndex()
    private(set) var files = FileShelf()
    private(set) var places = CompartmentPlaces()

    /// This machine.
    private let device: ID<Device>

    private struct EarlyGrant: Sendable {
        let grant: Grant
        let author: ID<Device>
        let sequence: Int
    }

    private var early: [EarlyGrant] = []

    init(organisation: OrganisationFingerprint, device: ID<Device>, held: HeldKeys) {
        self.device = device
        directory = DeviceDirectory(organisation: organisation)
        self.held = held
    }

    var keys: KeyRing { held.keys }

    /// The same keys and nothing else: to read the ledger again from its first entry.
    var emptied: Projection {
        Projection(organisation: directory.organisation, device: device, held: held)
    }

    /// Takes the layers off with what is known now; opens grants for `identities`.
    func reader(_ identities: [HybridIdentity]) -> EntryReader {
        EntryReader(keys: keys, directory: directory, identities: identities)
    }

    /// Takes entries of compartments off the way: they are read afterwards, compartment by compartment.
    var defersCompartments = false

    // MARK: - Taking entries

    /// Takes an entry that was checked when it arrived.
    /// - Parameter isOurs: whether its author had then been found to have seen this history.
    mutating func takeChecked(_ read: ReadEntry, sequence: Int, isOurs: Bool) {
        switch read {
        case .event(let examined, let texts):
            guard case .success(let verified) = examined.claimed else { return }
            take(verified, under: examined.key, texts, sequence: sequence, isOurs: isOurs)
        case .closed(let sealed): note(sealed, sequence)
        case .locked(let entry): places.note(locked: entry.ledgerEpoch)
        case .grant, .rejected, .damaged: return
        }
    }

    /// Checks an entry and takes it. Gives whether its author had seen this history, where it says which.
    mutating func takeNew(
        _ read: ReadEntry, sequence: Int, identities: [HybridIdentity], isOurs: (SeenHistory) -> Bool
    ) throws(EntryRejection) -> Bool? {
        switch read {
        case .event(let examined, let texts):
            let verified = try verifying { () throws(AuthorshipRefusal) in
                try directory.verify(examined, at: UInt64(sequence))
            }
            let isOurs = isOurs(verified.seen)
            take(verified, under: examined.key, texts, sequence: sequence, isOurs: isOurs)
            return isOurs
        case .grant(let examined, let opened):
            let verified = try verifying { () throws(AuthorshipRefusal) in
                try directory.verify(grant: examined, at: UInt64(sequence))
            }
            if let opened = mayOpen(examined, opened, identities) {
                take(opened, by: verified.author, sequence: sequence)
            }
            return isOurs(verified.seen)
        case .closed(let sealed):
            if defersCompartments {
                note(sealed, sequence)
                return nil
            }
            let opened = reader(identities).open(sealed)
            guard case .closed = opened else {
                return try takeNew(opened, sequence: sequence, identities: identities, isOurs: isOurs)
            }
            places.note(closed: sealed.compartment, sequence)
            return nil
        case .locked(let entry):
            // Of a compartment that is left for later nothing is taken before what stands in front of it.
            var reader = reader(identities)
            reader.leavesCompartments = defersCompartments
            let opened = reader.open(entry)
            guard case .locked = opened else {
                return try takeNew(opened, sequence: sequence, identities: identities, isOurs: isOurs)
            }
            places.note(locked: entry.ledgerEpoch)
            return nil
        case .rejected(let rejection): throw rejection
        case .damaged: throw .unreadable
        }
    }

    /// What a grant held. The recovery sheet opens every grant, also of parts that colleagues open later and of which nobody else knows: behind
    /// its own admission a device takes what was given to itself and nothing else (docs/protocol.md, section 6.2).
    private func mayOpen(_ examined: ExaminedEvent, _ opened: Grant?, _ identities: [HybridIdentity]) -> Grant? {
        guard identities.count > 1, directory[device] != nil else { return opened }
        return (try? VerifiedGrant(uncheckedVerifiedBefore: examined.signed).grant)?.opened(by: [identities[0]])
    }

    private mutating func take(
        _ verified: VerifiedEvent, under key: CompartmentKey?, _ texts: [IndexedText], sequence: Int, isOurs: Bool
    ) {
        let entry = verified.ledgerEvent(sequence: UInt64(sequence), isOurs: isOurs)
        places.note(opened: entry.compartment, sequence)
        guard !state.knows(entry.id, in: entry.compartment) else { return }
        guard state.apply(entry) == nil else {
            let author = state.member(of: entry.author)
            let wasDirector =
                isOurs
                ? author?.roles(before: entry.seenSize).contains(.director)
                : author?.wasEver(.director, before: entry.sequence)
            return epochs.takeRefused(
                entry, wasDirector: wasDirector == true, under: key?.epoch, isOurs: isOurs)
        }
        if entry.compartment == .organisation { follow(verified, sequence: UInt64(sequence)) }
        epochs.take(entry, by: state.member(of: entry.author)?.id, under: key?.epoch)
        if let key { held.prefer(key) }
        guard let subject = state.subject(of: entry) else { return }
        for text in texts {
            index.add(text.text, folded: text.folded, of: subject, at: sequence, said: entry.saidAt)
        }
        files.add(entry.event.files, of: entry.compartment)
    }

    /// Devices as the organisation's events have them.
    private mutating func follow(_ verified: VerifiedEvent, sequence: UInt64) {
        directory.admit(verified, at: sequence)
        takeEarly()
        if case .memberRemoved(let member, _) = verified.event {
            directory.remove(state.members[member]?.devices ?? [], at: sequence)
        }
    }

    private mutating func take(_ opened: Grant, by author: ID<Device>, sequence: Int) {
        let (grantor, me) = (state.member(of: author), state.member(of: device))
        let isDirector = grantor?.roles(before: UInt64(sequence)).contains(.director) == true
        let standing = Grantor(isDirector: isDirector, isOwner: grantor != nil && grantor?.id == me?.id)
        if me == nil { early.append(EarlyGrant(grant: opened, author: author, sequence: sequence)) }
        guard let grant = opened.counted(from: standing, in: directory.organisation) else { return }
        for key in held.take(grant, at: sequence, from: grantor?.id) { places.noteArrival(of: key) }
    }

    /// Grants that came before this machine was admitted, when its member was admitted: what another machine of theirs granted
    /// counts.
    private mutating func takeEarly() {
        guard !early.isEmpty, state.member(of: device) != nil else { return }
        let grants = early
        early = []
        for item in grants { take(item.grant, by: item.author, sequence: item.sequence) }
    }

    private mutating func note(_ sealed: SealedForCompartment, _ sequence: Int) {
        if defersCompartments {
            places.note(deferred: sealed.compartment, sequence)
        } else {
            places.note(closed: sealed.compartment, sequence)
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
        drop(compartment, at: taken.places)
        return taken
    }

    /// Where the entries of a compartment and the grants that hold its keys stand, and the files that stand in nothing else.
    func holdings(of compartment: ID<Compartment>) -> (places: [Int], blobs: [[UInt8]]) {
        (places[compartment] + held.places(of: compartment), files.onlyIn(compartment))
    }

    /// Destroys what this desk has of a compartment, keys and all. Gives the places of its entries and of the grants that
    /// hold its keys.
    mutating func erase(_ compartment: ID<Compartment>) -> [Int] {
        let entries = places.take(compartment).places
        drop(compartment, at: entries)
        return entries + held.forget(compartment)
    }

    /// Forgets entries of a compartment that no key here opens; gives those of `dropped` that were there.
    mutating func dropClosed(_ dropped: Set<Int>, of compartment: ID<Compartment>) -> [Int] {
        places.dropClosed(dropped, of: compartment)
    }

    /// Drops intake keys that were replaced before `second`. Gives the places of their grants.
    mutating func forgetIntakes(
        replacedBefore second: UInt64, onCards cards: [UInt64], notFromTheFutureAt now: UInt64,
        isRead: (IntakeKey) -> Bool
    ) -> [Int] {
        held.forgetIntakes(replacedBefore: second, onCards: cards, notFromTheFutureAt: now, isRead: isRead)
    }

    /// Begins to read a compartment that was left for later. Gives its places.
    mutating func beginReading(deferred compartment: ID<Compartment>) { places.takeDeferred(compartment) }

    /// Leaves the entries of a compartment for later.
    mutating func deferReading(_ compartment: ID<Compartment>, _ deferred: [Int]) {
        for place in deferred { places.note(deferred: compartment, place) }
    }

    mutating func note(lockedEpochs: [UInt32]) { for epoch in lockedEpochs { places.note(locked: epoch) } }

    /// Leaves what cannot be opened here closed, and what has to be read again from its first entry to ``beginRereading(_:)``. Gives
    /// the rest, the newest first.
    mutating func compartmentsToRead() -> [(compartment: ID<Compartment>, places: [Int])] {
        let waiting = places.deferredNewestFirst()
        let late = places.late
        let (open, closed) = (
            waiting.filter { !late.contains($0.compartment) && keys.holdsKey(of: $0.compartment) },
            waiting.filter { late.contains($0.compartment) || !keys.holdsKey(of: $0.compartment) }
        )
        for part in closed { places.closeDeferred(part.compartment) }
        return open
    }

    private mutating func drop(_ compartment: ID<Compartment>, at places: [Int]) {
        state.forget(compartment)
        epochs.forget(compartment)
        index.remove(compartment, at: places)
        files.remove(compartment)
    }
}
