// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI
import Synchronization

/// Wakes the calls that wait for something new.
final class Bell: Sendable {
    fileprivate struct State {
        var tallies: Tallies
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var nextWaiter: UInt64 = 0
        var isClosed = false
    }

    private let capacity: Int
    private let state: Mutex<State>

    /// - Parameter capacity: how many calls may wait at a time.
    init(_ tallies: Tallies, capacity: Int) {
        self.capacity = capacity
        state = Mutex(State(tallies: tallies))
    }

    var tallies: Tallies { state.withLock { $0.tallies } }

    /// How many calls wait now.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    func rise(intake: UInt64) { rise { $0.lastIntake = max($0.lastIntake, intake) } }
    func rise(ledger: UInt64) { rise { $0.ledgerSize = max($0.ledgerSize, ledger) } }

    /// Wakes everyone and lets nobody wait any more.
    func close() {
        state.withLock { $0.isClosed = true }
        rise { _ in }
    }

    /// Returns when there is more than `known`, or after `wait`. Nil when too many wait already.
    func wait(beyond known: Tallies, atMost wait: Duration) async -> Tallies? {
        let deadline = ContinuousClock.now + wait
        while !isBeyond(known), ContinuousClock.now < deadline {
            guard let waiter = reserve() else { return nil }
            await withTaskGroup { group in
                group.addTask { await self.ringing(waiter, beyond: known) }
                group.addTask {
                    try? await Task.sleep(until: deadline, clock: .continuous)
                    self.wake(waiter)
                }
                await group.next()
                group.cancelAll()
            }
            if Task.isCancelled { break }
        }
        return tallies
    }

    private func isBeyond(_ known: Tallies) -> Bool {
        state.withLock { $0.isClosed || $0.isBeyond(known) }
    }

    private func reserve() -> UInt64? {
        state.withLock { state in
            guard state.waiting.count < capacity else { return nil }
            state.nextWaiter += 1
            return state.nextWaiter
        }
    }

    private func ringing(_ waiter: UInt64, beyond known: Tallies) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !state.isClosed, !state.isBeyond(known), !Task.isCancelled else { return true }
                    state.waiting[waiter] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            wake(waiter)
        }
    }

    private func wake(_ waiter: UInt64) {
        state.withLock { $0.waiting.removeValue(forKey: waiter) }?.resume()
    }

    private func rise(_ change: (inout Tallies) -> Void) {
        let waiting = state.withLock { state in
            change(&state.tallies)
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume() }
    }
}

extension Bell.State {
    fileprivate func isBeyond(_ known: Tallies) -> Bool {
        tallies.lastIntake > known.lastIntake || tallies.ledgerSize > known.ledgerSize
    }
}
