// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
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
        for sequence in 1...count { watch.note(sequence, sequence % 2 == 0 ? .closed(at: 1) : .nothing) }
        return watch
    }

    @Test func `nothing goes that was looked at once`() {
        var watch = watch(of: Self.kept + 3)
        #expect(watch.surplus(closedToo: true).isEmpty)
        watch.begin(at: 0, with: [])
        for sequence in 1...Self.kept + 3 { watch.note(sequence, .closed(at: 1)) }
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
        watch.begin(at: 0, with: [])
        #expect(watch.surplus(closedToo: true).isEmpty)
        watch.note(Self.kept + 2, .closed(at: 1))
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
        for sequence in 1...count { watch.note(sequence, .closed(at: 1)) }
        watch.ledgerWasRead()
        #expect(watch.surplus(closedToo: true, lacksKey: true) == Array(count - 4...count))
        #expect(watch.surplus(closedToo: true).count == Int(count) - DrawerWatch.keptCount)
    }

    @Test func `letters that nobody takes in are told after a day, with the hour of the first`() throws {
        var watch = DrawerWatch()
        watch.note(letter: try Self.pass(1), in: 1, at: 500_000)
        watch.note(letter: try Self.pass(2), in: 2, at: 500_010)
        let hour: UInt64 = 3_600
        watch.begin(at: 500_040 * hour, with: [])
        for sequence in 1...2 {
            watch.note(letter: try Self.pass(1), in: UInt64(sequence), at: sequence == 1 ? 500_000 : 500_010)
        }
        watch.end()
        #expect(watch.waitingLetters(at: 500_023 * hour) == nil)
        #expect(watch.waitingLetters(at: 500_024 * hour) == WaitingLetters(count: 1, since: 500_000 * hour))
        #expect(watch.waitingLetters(at: 500_034 * hour) == WaitingLetters(count: 2, since: 500_000 * hour))
        watch.forget([1])
        #expect(watch.waitingLetters(at: 500_034 * hour) == WaitingLetters(count: 1, since: 500_010 * hour))
    }

    @Test func `what no key opens is told until somebody has seen it, and what comes later is told anew`() throws {
        var watch = DrawerWatch()
        #expect(watch.unseen == nil)
        for sequence in [4, 7, 9] as [UInt64] { watch.note(sequence, .closed(at: 100)) }
        watch.note(8, .nothing)
        let told = try #require(watch.unseen)
        #expect(told == ClosedEnvelopes(count: 3, upTo: 9))
        watch.note(12, .closed(at: 101))
        watch.see(told)
        #expect(watch.unseen == ClosedEnvelopes(count: 1, upTo: 12), "the page did not show it")
        watch.see(ClosedEnvelopes(count: 1, upTo: 12))
        #expect(watch.unseen == nil && watch.closedCount == 4)
        // The next unlocking begins with what was kept, and finds them again.
        var next = DrawerWatch(seen: try SeenEnvelopes(parsing: watch.seen.encoded()))
        for (sequence, hour) in [(4, 100), (7, 100), (9, 100), (12, 101)] as [(UInt64, UInt32)] {
            next.note(sequence, .closed(at: hour))
        }
        #expect(next.unseen == nil)
        // Another relay gives the same number to another envelope.
        next.note(7, .closed(at: 300))
        #expect(next.unseen == ClosedEnvelopes(count: 1, upTo: 7))
        // What came to nothing in the end, and what opens, is not told.
        next.forget([7])
        #expect(next.unseen == nil)
    }

    @Test func `what is removed before anybody has seen it is told still, and what was seen is forgotten with it`()
        throws
    {
        var watch = DrawerWatch()
        for sequence in 1...5 as ClosedRange<UInt64> { watch.note(sequence, .closed(at: 1)) }
        watch.see(ClosedEnvelopes(count: 2, upTo: 2))
        watch.removed([2, 3, 4])
        #expect(watch.unseen == ClosedEnvelopes(count: 3, removedCount: 2, upTo: 5))
        let told = try #require(watch.unseen)
        // The fifth opens in the end, and one that came behind the page is removed.
        watch.forget([5])
        watch.note(6, .closed(at: 1))
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

    @Test func `a letter is told to wait only where it lay there when the drawer was read behind its day`() throws {
        var watch = DrawerWatch()
        let hour: UInt64 = 3_600
        func read(at now: UInt64, finding letters: [UInt64]) throws {
            watch.begin(at: now * hour, with: [])
            for sequence in letters { watch.note(letter: try Self.pass(1), in: sequence, at: 500_000) }
            watch.end()
        }
        try read(at: 500_001, finding: [1])
        #expect(!watch.isToBeReadAgain(at: 500_023 * hour) && watch.waitingLetters(at: 500_030 * hour) == nil)
        #expect(watch.isToBeReadAgain(at: 500_024 * hour), "before anything is told")
        try read(at: 500_024, finding: [1])
        #expect(watch.waitingLetters(at: 500_024 * hour)?.count == 1)
        #expect(!watch.isToBeReadAgain(at: 500_025 * hour) && watch.isToBeReadAgain(at: 500_048 * hour), "once a day")
        watch.begin(at: 500_048 * hour, with: [])
        #expect(!watch.isToBeReadAgain(at: 500_048 * hour), "it is read already")
        watch.end()
        #expect(watch.waitingLetters(at: 500_048 * hour) == nil, "a colleague had taken it out")
        #expect(!watch.isToBeReadAgain(at: 500_090 * hour))
    }

    @Test func `what goes on with a conversation that is not here stays where an earlier key is missing`() {
        var watch = DrawerWatch()
        watch.ledgerWasRead()
        let count = UInt64(DrawerWatch.keptClosedCount) + 5
        for sequence in 1...count { watch.note(sequence, .ofUnknown) }
        for sequence in count + 1...count + 3 { watch.note(sequence, .nothing) }
        watch.ledgerWasRead()
        let surplus = watch.surplus(closedToo: true, lacksKey: true)
        #expect(surplus == Array(count - 4...count + 3))
        #expect(watch.surplus(closedToo: true).count == Int(count) + 3 - DrawerWatch.keptCount)
        watch.note(1, .nothing)
        #expect(watch.unbelievedCount == Int(count) + 3 && watch.closedCount == 0)
    }

    @Test func `a key counts as read with once a reading that began with it came to the end`() {
        var watch = DrawerWatch()
        let (one, other) = (HybridIdentity().recipient, HybridIdentity().recipient)
        watch.begin(at: 1, with: [one])
        #expect(watch.keysReadToEnd.isEmpty)
        watch.begin(at: 2, with: [one, other])
        watch.end()
        #expect(watch.keysReadToEnd == [one, other])
        watch.end()
        #expect(watch.keysReadToEnd == [one, other])
    }
}
