// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import Sealing

/// What the ledger amounts to, in memory only: who may speak, which keys there are, the cases, the search.
struct Projection: Sendable {
    var directory: DeviceDirectory
    var keys: KeyRing
    var state = CaseworkState()
    var index = SearchIndex()
    /// Files that stand in accepted events, in ledger order.
    var files: [FileReference] = []
    /// See ``VerifiedState/intakeGrants``.
    var intakeGrants: [Int: UInt64]
    /// Compartments of entries that could not be opened when they came.
    private var closed: Set<ID<Compartment>> = []
    /// A key arrived for entries that came before it: the ledger has to be read again from the start.
    private(set) var hasLateKey = false

    init(directory: DeviceDirectory, keys: KeyRing, intakeGrants: [Int: UInt64]) {
        self.directory = directory
        self.keys = keys
        self.intakeGrants = intakeGrants
    }

    /// A reply's event as the ledger has it.
    func event(_ entry: ID<Entry>) -> Event? {
        for request in state.requests {
            for item in request.timeline where item.entry == entry {
                guard case .reply(let number, let body, let files) = item.content else { return nil }
                return .replySent(request: request.id, number: number, body: body, files: files)
            }
        }
        return nil
    }

    /// Takes an entry that was checked when it arrived.
    mutating func takeChecked(_ read: ReadEntry, sequence: Int) {
        guard case .event(_, .success(let verified), let texts) = read else { return }
        take(verified, texts, sequence: sequence)
    }

    /// Checks an entry and takes it; gives the history that its author saw, where it says.
    mutating func takeNew(
        _ read: ReadEntry, sequence: Int, identities: [HybridIdentity]
    ) throws(EntryRejection) -> SeenHistory? {
        switch read {
        case .event(let signed, _, let texts):
            let verified: VerifiedEvent
            do { verified = try directory.verify(signed) } catch { throw EntryRejection(refusal: error) }
            take(verified, texts, sequence: sequence)
            return verified.seen
        case .grant(let signed):
            let verified: VerifiedGrant
            do { verified = try directory.verify(grant: signed) } catch { throw EntryRejection(refusal: error) }
            try take(verified.grant, sequence: sequence, identities: identities)
            return verified.seen
        case .closed(let sealed):
            let opened = EntryReader.inner(.compartment(sealed), with: keys)
            if case .closed = opened {
                closed.insert(sealed.compartment)
                return nil
            }
            return try takeNew(opened, sequence: sequence, identities: identities)
        case .rejected(let rejection): throw rejection
        case .damaged: throw .unreadable
        }
    }

    private mutating func take(_ verified: VerifiedEvent, _ texts: [IndexedText], sequence: Int) {
        directory.admit(verified)
        let refusal = state.apply(verified.ledgerEvent(sequence: UInt64(sequence)))
        guard refusal == nil, let request = verified.event.request else { return }
        for text in texts { index.add(text.text, folded: text.folded, of: request) }
        files += verified.event.files
    }

    private mutating func take(
        _ sealed: SealedGrant, sequence: Int, identities: [HybridIdentity]
    ) throws(EntryRejection) {
        for identity in identities {
            guard let grant = try? sealed.open(with: identity) else { continue }
            do { try keys.accept(grant) } catch { throw .conflictingGrant }
            for key in grant.keys {
                if case .compartment(let key, _) = key, closed.contains(key.compartment) { hasLateKey = true }
            }
            if grant.keys.count == 1, case .intake(let key) = grant.keys[0] { intakeGrants[sequence] = key.second }
            return
        }
    }
}

extension Event {
    /// Files that the event brings.
    var files: [FileReference] {
        switch self {
        case .requestReceived(_, let message, _, _, _), .messageReceived(_, let message): message.files
        case .replySent(_, _, _, let files): files
        case .noteAdded, .requestMoved, .requestStepped, .organisationFounded, .memberAdmitted, .memberRemoved,
            .rolesSet, .requestOpened, .intakeUnreadable, .cardPublished, .inCompartment, .unknown:
            []
        }
    }
}
