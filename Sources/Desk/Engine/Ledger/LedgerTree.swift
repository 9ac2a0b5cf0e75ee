// SPDX-License-Identifier: AGPL-3.0-or-later
internal import RelayAPI
internal import Sealing

/// Every leaf and every complete subtree of the ledger, so that the root of any earlier size is at hand: 64 bytes an
/// entry (RFC 9162, section 2.1; docs/protocol.md, section 6.3).
struct LedgerTree: Sendable {
    /// `levels[k]` holds the roots of the complete subtrees of 2^k leaves, 32 bytes each.
    private var levels: [[UInt8]] = [[]]

    var size: Int { levels[0].count / 32 }

    func leaf(_ index: Int) -> [UInt8] { hash(0, index) }

    mutating func append(leaf: [UInt8]) {
        precondition(leaf.count == 32, "a leaf is a SHA-256")
        levels[0] += leaf
        var level = 0
        var count = size
        while count & 1 == 0, count > 0 {
            let parent = MerkleTree.nodeHash(hash(level, count - 2), hash(level, count - 1))
            if levels.count == level + 1 { levels.append([]) }
            levels[level + 1] += parent
            level += 1
            count >>= 1
        }
    }

    /// Forgets the leaves from `size` on.
    mutating func truncate(to size: Int) {
        for level in levels.indices { levels[level].removeLast(levels[level].count - (size >> level) * 32) }
    }

    /// The root over the first `size` leaves; nil where there are not that many.
    func root(at size: Int) -> [UInt8]? {
        guard size <= self.size, size >= 0 else { return nil }
        var root: [UInt8]?
        for level in levels.indices where size >> level & 1 == 1 {
            let subtree = hash(level, (size >> level) - 1)
            root = root.map { MerkleTree.nodeHash(subtree, $0) } ?? subtree
        }
        return root ?? MerkleTree.emptyRoot
    }

    /// The right edge over the first `size` leaves, of which there have to be that many.
    func frontier(at size: Int) -> MerkleFrontier {
        let subtrees = levels.indices.reversed().filter { size >> $0 & 1 == 1 }.map { hash($0, (size >> $0) - 1) }
        return MerkleFrontier(size: UInt64(size), subtrees: subtrees) ?? MerkleFrontier()
    }

    private func hash(_ level: Int, _ index: Int) -> [UInt8] { Array(levels[level][index * 32..<index * 32 + 32]) }
}
