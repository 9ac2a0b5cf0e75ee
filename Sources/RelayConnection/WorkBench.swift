// SPDX-License-Identifier: AGPL-3.0-or-later
import Dispatch
import Glibc
import Synchronization

/// Where proofs of work are looked for: a few at a time on threads of their own, the easiest first and else in the order of
/// their arrival. Many at once on one processor would all take so long that nobody waits for them; and a message is easier
/// than a file.
final class WorkBench: Sendable {
    /// Says that nobody waits any more.
    final class Cancellation: Sendable {
        private let flag = Atomic(false)
        var isCancelled: Bool { flag.load(ordering: .sequentiallyConsistent) }
        fileprivate func cancel() { flag.store(true, ordering: .sequentiallyConsistent) }
    }

    private struct Job: Sendable {
        let difficulty: UInt8
        let cancellation: Cancellation
        let run: @Sendable () -> Void
    }

    private struct State {
        var waiting: [Job] = []
        var running = 0
    }

    /// One processor stays for everything else, where there is another.
    static let shared = WorkBench(places: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) - 1)

    private let places: Int
    private let state = Mutex(State())

    init(places: Int) { self.places = max(1, places) }

    /// How many have a place or wait for one.
    var count: Int { state.withLock { $0.running + $0.waiting.count } }

    /// Runs `work` when it is its turn. Nil where it says so, and at once when the task is cancelled before its turn.
    func perform<Value: Sendable>(
        difficulty: UInt8, _ work: @escaping @Sendable (Cancellation) -> Value?
    ) async -> Value? {
        let cancellation = Cancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                begin(
                    Job(difficulty: difficulty, cancellation: cancellation) {
                        continuation.resume(returning: cancellation.isCancelled ? nil : work(cancellation))
                    })
            }
        } onCancel: {
            cancellation.cancel()
            withdraw(cancellation)
        }
    }

    private enum Turn { case now, later, never }

    private func begin(_ job: Job) {
        let turn = state.withLock { state -> Turn in
            // Whoever is cancelled after this is found waiting.
            guard !job.cancellation.isCancelled else { return .never }
            guard state.running < places else {
                state.waiting.append(job)
                return .later
            }
            state.running += 1
            return .now
        }
        switch turn {
        case .now: start(job)
        case .later: break
        case .never: job.run()
        }
    }

    private func withdraw(_ cancellation: Cancellation) {
        let withdrawn = state.withLock { state in
            let withdrawn = state.waiting.filter { $0.cancellation === cancellation }
            state.waiting.removeAll { $0.cancellation === cancellation }
            return withdrawn
        }
        for job in withdrawn { job.run() }
    }

    private func start(_ job: Job) {
        DispatchQueue.global(qos: .utility).async {
            job.run()
            if let next = self.next() { self.start(next) }
        }
    }

    /// The next in turn takes the place that is free now.
    private func next() -> Job? {
        state.withLock { state in
            let easiest = state.waiting.indices.min { state.waiting[$0].difficulty < state.waiting[$1].difficulty }
            guard let easiest else {
                state.running -= 1
                return nil
            }
            return state.waiting.remove(at: easiest)
        }
    }
}
