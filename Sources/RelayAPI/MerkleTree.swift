// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto

/// The hashes of the ledger's tree (RFC 9162, section 2.1; docs/protocol.md, section 6.3).
public enum MerkleTree {
    /// The hash of an entry.
    public static func leafHash(of entry: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: [0])
        hash.update(data: entry)
        return Array(hash.finalize())
    }

    /// The hash of two subtrees.
    public static func nodeHash(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: [1])
        hash.update(data: left)
        hash.update(data: right)
        return Array(hash.finalize())
    }

    /// The root of the tree without leaves.
    public static var emptyRoot: [UInt8] { Array(SHA256.hash(data: [UInt8]())) }
}

/// A growing tree of which only the right edge is kept: the roots of the complete subtrees, largest first, one for each
/// one-bit of the size. Appending costs two hashes on average, the root at most 64.
public struct MerkleFrontier: Hashable, Sendable {
    /// How many leaves there are.
    public private(set) var size: UInt64 = 0
    /// Roots of complete subtrees, largest first.
    public private(set) var subtrees: [[UInt8]] = []

    public init() {}

    /// As ``subtrees`` gave it; nil unless there is one of 32 bytes for each one-bit of the size.
    public init?(size: UInt64, subtrees: [[UInt8]]) {
        guard subtrees.count == size.nonzeroBitCount, subtrees.allSatisfy({ $0.count == 32 }) else { return nil }
        self.size = size
        self.subtrees = subtrees
    }

    /// - Parameter leaf: a leaf's hash, 32 bytes.
    public mutating func append(leaf: [UInt8]) {
        var hash = leaf
        var full = size
        while full & 1 == 1 {
            hash = MerkleTree.nodeHash(subtrees.removeLast(), hash)
            full >>= 1
        }
        subtrees.append(hash)
        size += 1
    }

    public var root: [UInt8] {
        guard var root = subtrees.last else { return MerkleTree.emptyRoot }
        for subtree in subtrees.dropLast().reversed() { root = MerkleTree.nodeHash(subtree, root) }
        return root
    }

    public var checkpoint: Checkpoint { Checkpoint(size: size, root: root) }
}
