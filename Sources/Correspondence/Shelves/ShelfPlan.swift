// SPDX-License-Identifier: AGPL-3.0-or-later

/// Decides when shelves are divided (docs/protocol.md, section 5.1).
public enum ShelfPlan {
    /// How many answered conversations a shelf has to hold at the least.
    public static let fewest = 32

    /// The depth for the next card: one more than now if every one of the smaller shelves would still hold ``fewest``
    /// conversations, and otherwise as it is. Never less: replies that were written deeper would not be found.
    ///
    /// - Parameter answered: the conversations that somebody has answered. Those that were only begun do not count: a
    ///   stranger can begin thousands, and would divide the shelves of everybody else.
    public static func depth(after now: ShelfDepth, answered: Set<ConversationSecret>) -> ShelfDepth {
        guard let next = now.next else { return now }
        var counts: [Shelf: Int] = [:]
        for secret in answered { counts[secret.shelf(at: next), default: 0] += 1 }
        let isFull = counts.count == 1 << Int(next.bitCount) && counts.values.allSatisfy { $0 >= fewest }
        return isFull ? next : now
    }
}
