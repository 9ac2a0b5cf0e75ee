// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import DeskFormats
import LifeboatTestSupport
import Testing

@testable import Desk

/// What a desk may remove from the intake drawer, step by step.
@Suite struct DrawerWatchTests {
    private static let kept = UInt64(DrawerWatch.keptCount)

    private static func pass(_ byte: UInt8) throws -> DoorPass {
        let bytes = [UInt8](repeating: byte, count: 16)
        return try #require(DoorPass(epoch: 1, id: bytes, code: bytes))
    }

    private func watch(of count: UInt64) -> DrawerWatch {
        var watch = DrawerWatch()
        watch.ledgerWasRead()
        for sequence in 1...count {
            if sequence % 2 == 0 { watch.note(closed: sequence, at: 1) } else { watch.note(unbelieved: sequence) }
        }
        return watch
    }

    @Test func `nothing goes that was looked at once`() {
        var watch = watch(of: Self.kept + 3)
        #expect(watch.surplus(closedToo: true).isEmpty)
        watch.beginAnew()
        for sequence in 1...Self.kept + 3 { watch.note(closed: sequence, at: 1) }
        #expect(watch.surplus(closedToo: true).isEmpty, "the ledger was not read between")
        watch.ledgerWasRead()
        #expect(watch.surplus(closedToo: true) == [Self.kept + 1, Self.kept + 2, Self.kept + 3])
    }

    @Test func `whoever could not open a request to join removes what opens and is nothing, and no more`() {
        var watch = watch(of: Self.kept + 4)
        watch.ledgerWasRead()
        #expect(watch.surplus(closedToo: false) == [Self.kept + 1, Self.kept + 3])
    }

    @Test func `the oldest stay, whatever they are`() {
        var watch = watch(of: Self.kept)
        watch.ledgerWasRead()
        #expect(watch.surplus(closedToo: true).isEmpty)
        #expect(watch.closedCount == DrawerWatch.keptCount / 2 && watch.unbelievedCount == DrawerWatch.keptCount / 2)
    }

    @Test func `where the ledger told more, each has to be looked at again first`() {
        var watch = watch(of: Self.kept + 3)
        watch.ledgerWasRead()
        watch.beginAnew()
        #expect(watch.surplus(closedToo: true).isEmpty)
        watch.note(closed: Self.kept + 2, at: 1)
        #expect(watch.surplus(closedToo: true) == [Self.kept + 2])
        watch.forget([Self.kept + 1])
        watch.end()
        #expect(watch.surplus(closedToo: true).isEmpty && watch.closedCount == 1, "the others are gone")
    }

    @Test func `what opens in the end does not go`() throws {
        var watch = watch(of: Self.kept + 2)
        watch.ledgerWasRead()
        watch.forget([Self.kept + 1])
        watch.note(letter: try Self.pass(1), in: Self.kept + 2, at: 1)
        #expect(watch.surplus(closedToo: true).isEmpty)
        #expect(watch.closedCount + watch.unbelievedCount == DrawerWatch.keptCount)
    }

    @Test func `letters with one pass may wait, so many and no more`() throws {
        var watch = DrawerWatch()
        watch.ledgerWasRead()
        let bound = UInt64(DrawerWatch.keptLettersCount)
        for sequence in 1...bound + 2 { watch.note(letter: try Self.pass(1), in: sequence, at: 1) }
        for sequence in bound + 3...bound + 9 { watch.note(letter: try Self.pass(2), in: sequence, at: 1) }
        #expect(watch.surplus(closedToo: true) == [bound + 1, bound + 2])
        watch.removed([bound + 1, bound + 2])
        #expect(watch.surplus(closedToo: true).isEmpty && watch.removedCount == 2)
    }

    @Test func `where an earlier key is missing more of what does not open stays`() {
        var watch = DrawerWatch()
        watch.ledgerWasRead()
        let count = UInt64(DrawerWatch.keptClosedCount) + 5
        for sequence in 1...count { watch.note(closed: sequence, at: 1) }
        watch.ledgerWasRead()
        #expect(watch.surplus(closedToo: true, lacksKey: true) == Array(count - 4...count))
        #expect(watch.surplus(closedToo: true).count == Int(count) - DrawerWatch.keptCount)
    }

    @Test func `letters that nobody takes in are told after a day, with the hour of the first`() throws {
        var watch = DrawerWatch()
        watch.note(letter: try Self.pass(1), in: 1, at: 500_000)
        watch.note(letter: try Self.pass(2), in: 2, at: 500_010)
        let hour: UInt64 = 3_600
        #expect(watch.waitingLetters(at: 500_023 * hour) == nil)
        #expect(watch.waitingLetters(at: 500_024 * hour) == WaitingLetters(count: 1, since: 500_000 * hour))
        #expect(watch.waitingLetters(at: 500_034 * hour) == WaitingLetters(count: 2, since: 500_000 * hour))
        watch.forget([1])
        #expect(watch.waitingLetters(at: 500_034 * hour) == WaitingLetters(count: 1, since: 500_010 * hour))
    }

    @Test func `what no key opens is told until somebody has seen it, and what comes later is told anew`() throws {
        var watch = DrawerWatch()
        #expect(watch.unseen == nil)
        for sequence in [4, 7, 9] as [UInt64] { watch.note(closed: sequence, at: 100) }
        watch.note(unbelieved: 8)
        let told = try #require(watch.unseen)
        #expect(told == ClosedEnvelopes(count: 3, upTo: 9))
        watch.note(closed: 12, at: 101)
        watch.see(told)
        #expect(watch.unseen == ClosedEnvelopes(count: 1, upTo: 12), "the page did not show it")
        watch.see(ClosedEnvelopes(count: 1, upTo: 12))
        #expect(watch.unseen == nil && watch.closedCount == 4)
        // The next unlocking begins with what was kept, and finds them again.
        var next = DrawerWatch(seen: try SeenEnvelopes(parsing: watch.seen.encoded()))
        for (sequence, hour) in [(4, 100), (7, 100), (9, 100), (12, 101)] as [(UInt64, UInt32)] {
            next.note(closed: sequence, at: hour)
        }
        #expect(next.unseen == nil)
        // Another relay gives the same number to another envelope.
        next.note(closed: 7, at: 300)
        #expect(next.unseen == ClosedEnvelopes(count: 1, upTo: 7))
        // What came to nothing in the end, and what opens, is not told.
        next.forget([7])
        #expect(next.unseen == nil)
    }

    @Test func `what is removed before anybody has seen it is told still, and what was seen is forgotten with it`()
        throws
    {
        var watch = DrawerWatch()
        for sequence in 1...5 as ClosedRange<UInt64> { watch.note(closed: sequence, at: 1) }
        watch.see(ClosedEnvelopes(count: 2, upTo: 2))
        watch.removed([2, 3, 4])
        #expect(watch.unseen == ClosedEnvelopes(count: 3, removedCount: 2, upTo: 5))
        let told = try #require(watch.unseen)
        // The fifth opens in the end, and one that came behind the page is removed.
        watch.forget([5])
        watch.note(closed: 6, at: 1)
        watch.removed([6])
        #expect(watch.unseen == ClosedEnvelopes(count: 3, removedCount: 3, upTo: 0))
        watch.see(told)
        let rest = try #require(watch.unseen)
        #expect(rest == ClosedEnvelopes(count: 1, removedCount: 1, upTo: 0), "the page had not shown it")
        watch.end()
        watch.see(rest)
        #expect(watch.unseen == nil && watch.seen.removedCount == 0)
        #expect(watch.seen.hours == [1: 1], "nothing is kept of what is gone")
    }
}
