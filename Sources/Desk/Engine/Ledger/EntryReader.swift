// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import RelayAPI
internal import Sealing

/// An entry with as many layers off as could be taken off without knowing what came before it.
enum ReadEntry: Sendable {
    /// Nobody has checked the signature; `claimed` is what it would say.
    case event(SignedEvent, claimed: Result<VerifiedEvent, AuthorshipRefusal>, texts: [IndexedText])
    case grant(SignedEvent)
    /// In a compartment whose key is not here, or not yet.
    case closed(SealedForCompartment)
    case rejected(EntryRejection)
    /// The payload is not what its leaf says: this copy of it is damaged.
    case damaged
}

/// A text of an event, folded for the search.
struct IndexedText: Sendable {
    let text: String
    let folded: [UInt8]

    init(_ text: String) {
        self.text = text
        folded = SearchFolding.bytes(text)
    }

    /// What of an event can be searched for.
    static func texts(of event: Event) -> [IndexedText] {
        let texts: [String] =
            switch event {
            case .requestReceived(_, let message, _, _, _), .messageReceived(_, let message):
                [message.body, message.safeContact] + message.files.map(\.name)
            case .replySent(_, _, let body, let files): [body] + files.map(\.name)
            case .noteAdded(_, let body): [body]
            case .requestMoved(_, _, _, let note), .requestStepped(_, _, let note): [note]
            case .organisationFounded, .memberAdmitted, .memberRemoved, .rolesSet, .requestOpened, .intakeUnreadable,
                .cardPublished, .inCompartment, .unknown:
                []
            }
        return texts.filter { !$0.isEmpty }.map { IndexedText($0) }
    }
}

/// Takes the layers off many entries at once, on every core.
struct EntryReader: Sendable {
    let ledgerKey: LedgerKey

    static let slices = 4

    /// In the order of `items`.
    @concurrent func read(_ items: [LedgerItem], with keys: KeyRing) async -> [ReadEntry] {
        guard items.count >= 64 else { return items.map { read($0, with: keys) } }
        let stride = (items.count + Self.slices - 1) / Self.slices
        return await withTaskGroup(of: (Int, [ReadEntry]).self) { group in
            for start in Swift.stride(from: 0, to: items.count, by: stride) {
                let slice = items[start..<min(start + stride, items.count)]
                group.addTask { (start, slice.map { read($0, with: keys) }) }
            }
            var parts: [(Int, [ReadEntry])] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    func read(_ item: LedgerItem, with keys: KeyRing) -> ReadEntry {
        guard let payload = item.payload else { return .rejected(.withheld) }
        guard MerkleTree.leafHash(of: payload) == item.leaf else { return .damaged }
        do {
            return Self.inner(try ledgerKey.open(SealedEntry(parsing: payload)), with: keys)
        } catch {
            return .rejected(.unreadable)
        }
    }

    /// What is under the ledger key, as far as `keys` open it.
    static func inner(_ content: EntryContent, with keys: KeyRing) -> ReadEntry {
        switch content {
        case .organisation(let signed): return event(signed)
        case .grant(let signed): return .grant(signed)
        case .compartment(let sealed):
            do throws(CompartmentError) {
                return event(try keys.open(sealed))
            } catch .noKey {
                return .closed(sealed)
            } catch {
                return .rejected(.unreadable)
            }
        }
    }

    private static func event(_ signed: SignedEvent) -> ReadEntry {
        do throws(AuthorshipRefusal) {
            let claimed = try VerifiedEvent(uncheckedVerifiedBefore: signed)
            return .event(signed, claimed: .success(claimed), texts: IndexedText.texts(of: claimed.event))
        } catch {
            return .event(signed, claimed: .failure(error), texts: [])
        }
    }
}
