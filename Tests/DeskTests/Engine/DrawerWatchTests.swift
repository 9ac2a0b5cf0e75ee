// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
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
        for sequence in 1...count { watch.note(sequence, isClosed: sequence % 2 == 0) }
        return watch
    }

    @Test func `nothing goes that was looked at once`() {
        var watch = watch(of: Self.kept + 3)
        #expect(watch.surplus(closedToo: true).isEmpty)
        watch.beginAnew()
        for sequence in 1...Self.kept + 3 { watch.note(sequence, isClosed: true) }
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
        watch.note(Self.kept + 2, isClosed: true)
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
        for sequence in 1...count { watch.note(sequence, isClosed: true) }
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
}
