// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI
import RelayStore

/// The signed head of the ledger's tree. It is made from the leaves in the store, at the start and after every append, so
/// a head is never signed for an entry that is not on the disk.
actor TreeHead {
    private static let leavesPerRead = 8192

    private let store: any RelayStore
    private let key: CheckpointKey
    private var frontier = MerkleFrontier()
    private var note: CheckpointNote

    init(store: any RelayStore, key: CheckpointKey) {
        self.store = store
        self.key = key
        note = CheckpointNote(signing: MerkleFrontier().checkpoint, with: key)
    }

    /// Reads every leaf that is not in the tree yet.
    func catchUp() async throws(RelayStoreError) {
        while try await readLeaves() {}
        sign()
    }

    /// A head of a tree with at least `size` entries, all of which are in the store. Callers that come together share
    /// one reading and one signature.
    func covering(_ size: UInt64) async throws(RelayStoreError) -> CheckpointNote {
        while frontier.size < size, try await readLeaves() {}
        sign()
        return note
    }

    func current() -> CheckpointNote { note }

    /// Takes in the next leaves; false when there were none.
    private func readLeaves() async throws(RelayStoreError) -> Bool {
        let start = frontier.size
        let leaves = try await store.readLeaves(from: start, limit: Self.leavesPerRead)
        // Another caller may have taken them in while this one waited.
        guard frontier.size == start else { return true }
        for leaf in leaves { frontier.append(leaf: leaf.bytes) }
        return !leaves.isEmpty
    }

    private func sign() {
        guard note.checkpoint.size != frontier.size else { return }
        note = CheckpointNote(signing: frontier.checkpoint, with: key)
    }
}
