// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization

/// A gate that a test shuts and opens: whoever comes meanwhile waits.
final class Gate: Sendable {
    private struct State {
        var isShut = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var arrivals: [(count: Int, CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    func shut() { state.withLock { $0.isShut = true } }

    func open() {
        let waiting = state.withLock { state in
            state.isShut = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func pass() async {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                guard state.isShut else { return [continuation] }
                state.waiting.append(continuation)
                let arrived = state.arrivals.filter { $0.count <= state.waiting.count }.map(\.1)
                state.arrivals.removeAll { $0.count <= state.waiting.count }
                return arrived
            }
            for one in ready { one.resume() }
        }
    }

    /// Returns when so many wait at the gate.
    func arrival(of count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.waiting.count >= count { return true }
                state.arrivals.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}

/// A number that grows, and those who wait for it.
final class Progress: Sendable {
    private struct State {
        var reached = 0
        var waiting: [(goal: Int, CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    func reach(_ number: Int) {
        let ready = state.withLock { state in
            state.reached = max(state.reached, number)
            defer { state.waiting.removeAll { $0.goal <= number } }
            return state.waiting.filter { $0.goal <= number }.map(\.1)
        }
        for one in ready { one.resume() }
    }

    func wait(for goal: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.reached >= goal { return true }
                state.waiting.append((goal, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
