// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
@testable import Desk
import DeskFormats
import RelayAPI
import Sealing

/// An event that a desk wrote.
struct WrittenHere: Sendable {
    let id: ID<Entry>
    let compartment: ID<Compartment>
    let leaf: [UInt8]
}

/// What a test sees of a desk that no page shows.
extension Workspace {
    var alarm: Alarm? { desk?.alarm }
    var accessKey: [UInt8]? { desk?.secrets.accessKey }

    /// Blobs that it has claimed and that stand in what counts.
    var claimedBlobs: Set<[UInt8]> {
        guard let desk else { return [] }
        return Set(desk.keeping.record.claimed.keys).intersection(desk.ledger.projection.files.all.map(\.blob))
    }

    /// The leaves that it has checked.
    var checked: [[UInt8]] {
        guard let ledger = desk?.ledger else { return [] }
        return (0..<ledger.verified.count).map { ledger.tree.leaf($0) }
    }

    /// The leaves of all that is checked or waits to be sent.
    var leavesHere: Set<[UInt8]> {
        guard let outbox = desk?.outbox else { return Set(checked) }
        let waiting = (outbox.queued + outbox.unsent.map(\.queued)).flatMap(\.item.entries)
        return Set(checked + waiting.map { MerkleTree.leafHash(of: $0.payload) })
    }

    /// What waits to be sent, besides entries that did before.
    func written(besides leaves: Set<[UInt8]> = []) -> [WrittenHere] {
        guard let desk else { return [] }
        let reader = EntryReader(keys: desk.keys, directory: nil)
        return desk.outbox.queued.flatMap(\.item.entries).compactMap { entry in
            let leaf = MerkleTree.leafHash(of: entry.payload)
            guard !leaves.contains(leaf),
                case .event(let examined, _) = reader.read(LedgerItem(sequence: 0, leaf: leaf, payload: entry.payload)),
                case .success(let event) = examined.claimed
            else { return nil }
            return WrittenHere(id: event.id, compartment: event.compartment, leaf: leaf)
        }
    }

    /// Whether an entry was taken into the state, or set aside for a reason that is remembered.
    func accountsFor(_ entry: WrittenHere) -> Bool {
        guard let desk else { return false }
        if desk.visible.knows(entry.id, in: entry.compartment) { return true }
        if desk.visible.tombstones.contains(where: { $0.compartments.contains(entry.compartment) }) { return true }
        guard let place = checked.firstIndex(of: entry.leaf) else { return false }
        // Only a relay that appends all the same brings it there. It may be closed to its author too: no desk takes the key that
        // they granted with it.
        if desk.visible.member(of: desk.id)?.isCurrent(before: UInt64(place)) == false { return true }
        return desk.ledger.verified.rejections[place] != nil
    }

    /// Whether anything that it could read stands behind its author's removal.
    var holdsWordsOfRemoved: Bool { desk?.ledger.verified.rejections.values.contains(.authorRemoved) == true }

    /// Where an entry stands and whether it can be read, without a word of what it says.
    func whereabouts(of entry: WrittenHere) -> String {
        guard let desk else { return "locked" }
        let checkedAt = checked.firstIndex(of: entry.leaf)
        let waiting = desk.outbox.queued.flatMap(\.item.entries).map(\.payload)
        let payload =
            waiting.first { MerkleTree.leafHash(of: $0) == entry.leaf }
            ?? checkedAt.flatMap { try? desk.ledger.log.payload($0) }
        let item = LedgerItem(sequence: 0, leaf: entry.leaf, payload: payload)
        let reading =
            switch EntryReader(keys: desk.keys, directory: nil).read(item) {
            case .event: "open"
            case .grant: "a grant"
            case .closed: "closed"
            case .locked: "locked"
            case .rejected, .damaged: "unreadable"
            }
        let isWaiting = waiting.contains { MerkleTree.leafHash(of: $0) == entry.leaf }
        return "checked at \(checkedAt.map(String.init) ?? "no place") of \(desk.ledger.verified.count), "
            + "\(isWaiting ? "waits" : "does not wait"), \(reading), partial \(desk.isPartial)"
    }

    /// Places of checked entries that this desk can open whose authors say that they had seen another history.
    func foreignPlaces() async -> Set<Int> {
        guard let ledger = desk?.ledger, let keys = desk?.keys else { return [] }
        let reader = EntryReader(keys: keys, directory: nil)
        var frontier = MerkleFrontier()
        var roots = [frontier.root]
        var foreign: Set<Int> = []
        for place in 0..<ledger.verified.count {
            let leaf = ledger.tree.leaf(place)
            defer {
                frontier.append(leaf: leaf)
                roots.append(frontier.root)
            }
            let payload = try? ledger.log.payload(place)
            guard ledger.verified.rejections[place] == nil, let payload else { continue }
            let seen: SeenHistory
            switch reader.read(LedgerItem(sequence: UInt64(place), leaf: leaf, payload: payload)) {
            case .event(let examined, _), .grant(let examined, _): seen = examined.signed.seen
            case .closed, .locked, .rejected, .damaged: continue
            }
            if seen.size >= UInt64(roots.count) || roots[Int(seen.size)] != seen.root { foreign.insert(place) }
        }
        return foreign
    }
}
