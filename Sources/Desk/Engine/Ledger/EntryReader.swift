// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import DeskFormats
internal import RelayAPI
internal import Sealing

/// Takes the layers off many entries at once, on every core, with the keys and the devices that were known when it was
/// made. What needs more than that is left to ``Projection``, which takes entries one by one.
struct EntryReader: Sendable {
    let keys: KeyRing
    /// Signatures of its devices are checked; nil where the sealed local state vouches for them.
    let directory: DeviceDirectory?
    /// Open grants that may be for these.
    var identities: [HybridIdentity] = []
    /// Whether compartments are left closed: to learn first what there is.
    var leavesCompartments = false

    /// More than there are cores, so that none waits long for the slowest part.
    private static let sliceCount = 8

    /// In the order of `items`.
    @concurrent func read(_ items: [LedgerItem]) async -> [ReadEntry] {
        guard items.count >= 64 else { return items.map { read($0) } }
        let stride = (items.count + Self.sliceCount - 1) / Self.sliceCount
        return await withTaskGroup(of: (Int, [ReadEntry]).self) { group in
            for start in Swift.stride(from: 0, to: items.count, by: stride) {
                let slice = items[start..<min(start + stride, items.count)]
                group.addTask { (start, slice.map { read($0) }) }
            }
            var parts: [(Int, [ReadEntry])] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    func read(_ item: LedgerItem) -> ReadEntry {
        guard let payload = item.payload else { return .rejected(.withheld) }
        guard MerkleTree.leafHash(of: payload) == item.leaf else { return .damaged }
        guard let entry = try? SealedEntry(parsing: payload) else { return .rejected(.unreadable) }
        return open(entry)
    }

    func open(_ entry: SealedEntry) -> ReadEntry {
        do throws(SealedEntryError) {
            switch try keys.open(entry) {
            case .organisation(let signed): return event(signed)
            case .grant(let signed): return grant(examined(signed))
            case .compartment(let sealed): return leavesCompartments ? .closed(sealed) : open(sealed)
            }
        } catch .unknownLedgerEpoch {
            return .locked(entry)
        } catch {
            return .rejected(.unreadable)
        }
    }

    func open(_ sealed: SealedForCompartment) -> ReadEntry {
        do throws(CompartmentError) {
            let (signed, key) = try keys.open(sealed)
            return event(signed, under: key)
        } catch .noKey {
            return .closed(sealed)
        } catch {
            return .rejected(.unreadable)
        }
    }

    private func event(_ signed: SignedEvent, under key: CompartmentKey? = nil) -> ReadEntry {
        var examined = examined(signed)
        examined.key = key
        guard case .success(let claimed) = examined.claimed else { return .event(examined, texts: []) }
        return .event(examined, texts: IndexedText.texts(of: claimed.event))
    }

    /// Opening takes longer than checking, so it is done here, on every core. What it held counts only once its author was checked.
    private func grant(_ examined: ExaminedEvent) -> ReadEntry {
        guard !identities.isEmpty, let sealed = try? VerifiedGrant(uncheckedVerifiedBefore: examined.signed).grant
        else {
            return .grant(examined, opened: nil)
        }
        return .grant(examined, opened: sealed.opened(by: identities))
    }

    private func examined(_ signed: SignedEvent) -> ExaminedEvent {
        directory.map { ExaminedEvent(signed, by: $0) } ?? ExaminedEvent(unchecked: signed)
    }
}

extension SealedGrant {
    /// What it holds, if it is for one of these.
    func opened(by identities: [HybridIdentity]) -> Grant? {
        for identity in identities {
            if let grant = try? open(with: identity) { return grant }
        }
        return nil
    }
}
