// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayStore
import Synchronization
import Testing

@testable import Relay

/// A wait that does not end hangs a test.
@Suite(.timeLimit(.minutes(5))) struct BlobHoldsTests {
    private static func names(_ numbers: UInt8...) -> Set<BlobName> {
        Set(numbers.map { BlobName([UInt8](repeating: $0, count: 32)) })
    }

    private static func wait(for count: Int, at holds: BlobHolds) async {
        while holds.waitingCount != count { await Task.yield() }
    }

    @Test func `a blob is held by one at a time, and whoever waits goes on when all are free`() async {
        let holds = BlobHolds()
        #expect(holds.tryHold(Self.names(1, 2)))
        #expect(!holds.tryHold(Self.names(2, 3)) && holds.tryHold(Self.names(3)))
        async let waiting = holds.hold(Self.names(2, 3))
        await Self.wait(for: 1, at: holds)
        holds.release(Self.names(1, 2))
        #expect(holds.waitingCount == 1 && holds.tryHold(Self.names(1)))
        holds.release(Self.names(3))
        #expect(await waiting && holds.waitingCount == 0)
        #expect(!holds.tryHold(Self.names(2)) && !holds.tryHold(Self.names(3)))
        holds.release(Self.names(2, 3))
        #expect(await holds.hold(Self.names(2, 3)))
    }

    @Test func `nobody overtakes whoever waits for the same`() async {
        let holds = BlobHolds()
        #expect(await holds.hold(Self.names(1)))
        async let many = holds.hold(Self.names(1, 2))
        await Self.wait(for: 1, at: holds)
        // Free, and spoken for.
        #expect(!holds.tryHold(Self.names(2)) && holds.tryHold(Self.names(3)))
        async let one = holds.hold(Self.names(2))
        await Self.wait(for: 2, at: holds)
        holds.release(Self.names(1))
        #expect(await many && holds.waitingCount == 1)
        holds.release(Self.names(1, 2))
        #expect(await one)
    }

    @Test func `whoever is cancelled holds nothing, and is in nobody's way`() async {
        let holds = BlobHolds()
        #expect(await holds.hold(Self.names(1)))
        let cancelled = Task { await holds.hold(Self.names(1, 2)) }
        await Self.wait(for: 1, at: holds)
        async let behind = holds.hold(Self.names(2))
        await Self.wait(for: 2, at: holds)
        cancelled.cancel()
        #expect(await !cancelled.value)
        #expect(await behind)
        #expect(holds.waitingCount == 0)
        holds.release(Self.names(2))
        holds.release(Self.names(1))
        #expect(holds.tryHold(Self.names(1, 2)))
        let early = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await holds.hold(Self.names(3))
        }
        #expect(await !early.value && holds.tryHold(Self.names(3)))
    }

    @Test func `many who want some of a few have them one after the other`() async {
        let holds = BlobHolds()
        let inside = Mutex<[BlobName: Int]>([:])
        let worst = Mutex(0)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                let wanted = Self.names(UInt8(number % 5), UInt8(number % 3), UInt8(number % 7))
                let task = { @Sendable in
                    guard await holds.hold(wanted) else { return }
                    inside.withLock { inside in
                        for name in wanted { inside[name, default: 0] += 1 }
                        let most = inside.values.max() ?? 0
                        worst.withLock { $0 = max($0, most) }
                    }
                    await Task.yield()
                    inside.withLock { inside in for name in wanted { inside[name, default: 0] -= 1 } }
                    holds.release(wanted)
                }
                group.addTask {
                    guard number % 11 == 0 else { return await task() }
                    let hasty = Task { await task() }
                    hasty.cancel()
                    await hasty.value
                }
            }
        }
        #expect(worst.withLock { $0 } == 1 && holds.waitingCount == 0)
        #expect(holds.tryHold(Self.names(0, 1, 2, 3, 4, 5, 6)))
    }
}
