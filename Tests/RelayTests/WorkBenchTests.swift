// SPDX-License-Identifier: AGPL-3.0-or-later
import Dispatch
import Synchronization
import Testing

@testable import RelayConnection

@Suite struct WorkBenchTests {
    /// What runs until a test lets it go.
    private final class Held: Sendable {
        private let begun = Mutex<[Int]>([])
        private let release = DispatchSemaphore(value: 0)

        var order: [Int] { begun.withLock { $0 } }

        func run(_ number: Int) -> Int {
            note(number)
            release.wait()
            return number
        }

        func note(_ number: Int) { begun.withLock { $0.append(number) } }
        func letGo() { release.signal() }

        func arrival(of count: Int) async {
            while order.count < count { await Task.yield() }
        }
    }

    @Test func `no more work at once than there are places, the easiest first, then who came first`() async {
        let (bench, held) = (WorkBench(places: 2), Held())
        var tasks: [Task<Int?, Never>] = []
        // One after the other, so that the order of arrival is known.
        for (number, difficulty) in [(1, 24), (2, 24), (3, 24), (4, 22), (5, 24), (6, 22)] as [(Int, UInt8)] {
            let task = Task { await bench.perform(difficulty: difficulty) { _ in held.run(number) } }
            tasks.append(task)
            while bench.count < number { await Task.yield() }
        }
        await held.arrival(of: 2)
        #expect(Set(held.order) == [1, 2])
        for count in 3...6 {
            held.letGo()
            await held.arrival(of: count)
            #expect(held.order.count == count)
        }
        #expect(held.order.suffix(4) == [4, 6, 3, 5])
        for _ in 0..<2 { held.letGo() }
        var done: [Int?] = []
        for task in tasks { done.append(await task.value) }
        #expect(done == [1, 2, 3, 4, 5, 6])
        while bench.count > 0 { await Task.yield() }
        held.letGo()
        #expect(await bench.perform(difficulty: 1) { _ in held.run(7) } == 7, "its places are free again")
    }

    @Test func `whoever is cancelled waits for no place, and whoever works hears of it`() async {
        let (bench, held) = (WorkBench(places: 1), Held())
        let first = Task { await bench.perform(difficulty: 12) { $0.isCancelled ? 0 : held.run(1) } }
        await held.arrival(of: 1)
        let second = Task { await bench.perform(difficulty: 12) { _ in held.run(2) } }
        while bench.count < 2 { await Task.yield() }
        second.cancel()
        #expect(await second.value == nil, "while the place is taken")
        let third = Task { () -> Int? in
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await bench.perform(difficulty: 12) { _ in held.run(3) }
        }
        #expect(await third.value == nil, "cancelled before it came")
        held.letGo()
        #expect(await first.value == 1)
        while bench.count > 0 { await Task.yield() }
        let fourth = Task {
            await bench.perform(difficulty: 12) { cancellation in
                held.note(4)
                while !cancellation.isCancelled {}
                return 4
            }
        }
        await held.arrival(of: 2)
        fourth.cancel()
        #expect(await fourth.value == 4 && held.order == [1, 4])
    }
}
