// SPDX-License-Identifier: AGPL-3.0-or-later
internal import World

/// Who has to hear of what before the next act: a desk is brought up to date only when somebody else acted in the same matter since.
struct ActOrder: Sendable {
    private struct Touch {
        /// When it reached the relay; of no meaning before.
        var at: Int
        /// Nil for the person outside.
        let by: WorldWorker?
        var isSent: Bool
    }

    private var count = 0
    /// The last act on each person's matter.
    private var touches: [Int: Touch] = [:]
    private var workers: [Int: WorldWorker] = [:]
    private var synchronisedAt: [WorldWorker: Int] = [:]

    mutating func acts(_ worker: WorldWorker?, on persona: Int) {
        count += 1
        if let worker { workers[persona] = worker }
        touches[persona] = Touch(at: count, by: worker, isSent: worker == nil)
    }

    /// The worker's desk has sent what it had, and knows what others had sent.
    mutating func synchronised(_ worker: WorldWorker) {
        count += 1
        for (persona, touch) in touches where touch.by == worker && !touch.isSent {
            touches[persona] = Touch(at: count, by: worker, isSent: true)
        }
        synchronisedAt[worker] = count
    }

    /// In this order.
    func toSynchronise(before worker: WorldWorker, actsOn persona: Int) -> [WorldWorker] {
        guard let last = touches[persona], last.by != worker else { return [] }
        let isBehind = !last.isSent || synchronisedAt[worker, default: 0] < last.at
        return [last.isSent ? nil : last.by, isBehind ? worker : nil].compactMap(\.self)
    }

    func lastWorker(on persona: Int) -> WorldWorker? { workers[persona] }

    func toSynchroniseBeforeReading(_ persona: Int) -> [WorldWorker] {
        guard let last = touches[persona], !last.isSent, let worker = last.by else { return [] }
        return [worker]
    }
}
