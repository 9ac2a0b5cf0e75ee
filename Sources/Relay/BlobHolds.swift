// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayStore
import Synchronization

/// Blobs that somebody is busy with: nobody else puts one there, claims or removes it meanwhile.
///
/// Whoever waits has their turn in order. A claim of many blobs is not overtaken again and again by those who want one of them.
final class BlobHolds: Sendable {
    private struct Waiter {
        let number: UInt64
        let names: Set<BlobName>
        let turn: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var held: Set<BlobName> = []
        var waiting: [Waiter] = []
        var lastNumber: UInt64 = 0

        mutating func take(_ names: Set<BlobName>) -> Bool {
            guard held.isDisjoint(with: names), waiting.allSatisfy({ $0.names.isDisjoint(with: names) }) else {
                return false
            }
            held.formUnion(names)
            return true
        }

        /// Takes what those want whose turn has come, and those out of the line.
        mutating func next() -> [CheckedContinuation<Bool, Never>] {
            guard !waiting.isEmpty else { return [] }
            var inTheWay = held
            var ready: [CheckedContinuation<Bool, Never>] = []
            waiting.removeAll { waiter in
                defer { inTheWay.formUnion(waiter.names) }
                guard inTheWay.isDisjoint(with: waiter.names) else { return false }
                held.formUnion(waiter.names)
                ready.append(waiter.turn)
                return true
            }
            return ready
        }
    }

    private let state = Mutex(State())

    /// How many wait.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Has these blobs alone until ``release(_:)``. False, and nothing is held, where the task is cancelled before its turn.
    func hold(_ names: Set<BlobName>) async -> Bool {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    if Task.isCancelled { return false }
                    if state.take(names) { return true }
                    state.waiting.append(Waiter(number: number, names: names, turn: continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            leave(number)
        }
    }

    /// False, and nothing is held, where somebody else has one of them or waits for it.
    func tryHold(_ names: Set<BlobName>) -> Bool { state.withLock { $0.take(names) } }

    func release(_ names: Set<BlobName>) {
        let ready = state.withLock { state in
            state.held.subtract(names)
            return state.next()
        }
        for turn in ready { turn.resume(returning: true) }
    }

    private func leave(_ number: UInt64) {
        let (left, ready) = state.withLock {
            state -> (CheckedContinuation<Bool, Never>?, [CheckedContinuation<Bool, Never>]) in
            guard let place = state.waiting.firstIndex(where: { $0.number == number }) else { return (nil, []) }
            return (state.waiting.remove(at: place).turn, state.next())
        }
        left?.resume(returning: false)
        for turn in ready { turn.resume(returning: true) }
    }
}
