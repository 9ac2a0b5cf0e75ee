// SPDX-License-Identifier: AGPL-3.0-or-later
import DeskFormats
import LifeboatTestSupport
import RelayAPI
import Testing

@testable import Desk

/// When a desk claims which blobs, with time and chance from outside.
@Suite struct KeepingPlanTests {
    private static let start: UInt64 = 1_800_000_000
    private static let day: UInt64 = 86_400

    private static func blobs(_ numbers: some Sequence<Int>) -> Set<[UInt8]> {
        Set(numbers.map { number in (0..<32).map { UInt8(truncatingIfNeeded: number >> (8 * ($0 & 3))) } })
    }

    struct Call {
        let at: UInt64
        let blobs: [[UInt8]]
    }

    /// Lives through days on each of which the desk is unlocked once, for some minutes.
    private func live(
        _ named: Set<[UInt8]>, days: Int, minutes: Double, _ random: inout SeededGenerator,
        from record: ClaimedBlobs = ClaimedBlobs()
    ) -> (calls: [Call], record: ClaimedBlobs) {
        var (calls, record): ([Call], ClaimedBlobs) = ([], record)
        for number in 0..<days {
            let morning = Self.start + UInt64(number) * Self.day
            var plan = KeepingPlan(record)
            var time = 0.0
            _ = plan.look(at: named, at: morning, &random)
            while true {
                time += plan.pause(at: morning + UInt64(time), &random)
                guard time < minutes * 60 else { break }
                let now = morning + UInt64(time)
                _ = plan.look(at: named, at: now, &random)
                guard let blobs = plan.blobs(at: now, &random) else { continue }
                calls.append(Call(at: now, blobs: blobs))
                plan.claimed(blobs, at: now, &random)
            }
            record = plan.record
        }
        return (calls, record)
    }

    struct Desk: Sendable, CustomTestStringConvertible {
        let minutes: Double
        let blobs: Int
        /// By when everything was claimed for the first time, in days.
        let first: Int
        /// How many calls there are in 150 days.
        let calls: ClosedRange<Int>
        var testDescription: String { "\(blobs) blobs, \(minutes) minutes a day" }
    }

    @Test(arguments: [
        // Five rounds or so in 150 days, one call each.
        Desk(minutes: 60, blobs: 0, first: 20, calls: 3...6), Desk(minutes: 60, blobs: 3, first: 3, calls: 4...6),
        Desk(minutes: 10, blobs: 3, first: 10, calls: 3...6), Desk(minutes: 480, blobs: 3, first: 1, calls: 5...6),
        // Four calls each, and twenty.
        Desk(minutes: 60, blobs: 1_000, first: 3, calls: 16...24),
        Desk(minutes: 60, blobs: 5_000, first: 6, calls: 70...125),
    ])
    func `whoever has a desk open for an hour a day, or less, gets through`(desk: Desk) {
        var random = SeededGenerator(seed: UInt64(desk.blobs) + UInt64(desk.minutes))
        let named = Self.blobs(0..<desk.blobs)
        let (calls, _) = live(named, days: 150, minutes: desk.minutes, &random)
        #expect(desk.calls.contains(calls.count), "\(calls.count)")
        #expect(calls.allSatisfy { $0.blobs.count <= RelayLimits.namesPerClaim && Set($0.blobs).isSubset(of: named) })
        var last: [[UInt8]: UInt64] = [:]
        var longest: UInt64 = 0
        for call in calls {
            for blob in call.blobs {
                longest = max(longest, last[blob].map { call.at - $0 } ?? 0)
                last[blob] = call.at
            }
        }
        let early = calls.filter { $0.at < Self.start + UInt64(desk.first) * Self.day }
        #expect(Set(early.flatMap(\.blobs)) == named && !early.isEmpty)
        // What was claimed once is claimed again within a round and the days that it takes.
        #expect(longest < 58 * Self.day, "\(longest / Self.day) days")
        #expect(last.values.allSatisfy { $0 > Self.start + 92 * Self.day })
    }

    @Test func `claims come at no moment that could be told beforehand, and other blobs go together each time`() {
        var random = SeededGenerator(seed: 5)
        let named = Self.blobs(0..<600)
        let (calls, _) = live(named, days: 80, minutes: 480, &random)
        let pauses = zip(calls, calls.dropFirst()).map { $0.1.at - $0.0.at }
        #expect(Set(pauses).count == pauses.count)
        let whole = calls.filter { $0.blobs.count == RelayLimits.namesPerClaim }.map { Set($0.blobs) }
        #expect(whole.count >= 4 && Set(whole).count == whole.count)
    }

    @Test func `a desk that knows very much is quicker, within bounds`() {
        var random = SeededGenerator(seed: 6)
        for (count, mean) in [(0, 300.0), (30_000, 300), (61_440, 150), (1_000_000, 15)] {
            var record = ClaimedBlobs()
            record.claimed = Dictionary(uniqueKeysWithValues: Self.blobs(0..<count).map { ($0, false) })
            record.roundEnds = .max / 2
            let plan = KeepingPlan(record)
            let pauses = (0..<200).map { _ in plan.pause(at: 0, &random) }
            #expect(pauses.allSatisfy { $0 >= mean * 0.1 && $0 <= mean * 1.9 + 1 }, "\(count)")
            #expect((pauses.max() ?? 0) > mean * 1.5 && (pauses.min() ?? 0) < mean * 0.5, "\(count)")
        }
    }

    @Test func `what came in while the desk was open is not claimed in the same breath`() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<100 {
            var plan = KeepingPlan()
            _ = plan.look(at: Self.blobs(0..<2), at: Self.start, &random)
            let first = try #require(plan.blobs(at: Self.start, &random))
            #expect(Set(first) == Self.blobs(0..<2), "what was here when it was unlocked")
            plan.claimed(first, at: Self.start, &random)
            _ = plan.look(at: Self.blobs(0..<3), at: Self.start + 10, &random)
            let early = plan.blobs(at: Self.start + 10 + KeepingPlan.holdSeconds.lowerBound - 1, &random)
            #expect(early == nil)
            let then = plan.blobs(at: Self.start + 10 + KeepingPlan.holdSeconds.upperBound, &random)
            #expect(then.map(Set.init) == Self.blobs(2..<3), "and nothing that was claimed already")
        }
    }

    @Test func `what the relay did not take is claimed at another moment`() throws {
        var random = SeededGenerator(seed: 8)
        var plan = KeepingPlan()
        _ = plan.look(at: Self.blobs(0..<2), at: Self.start, &random)
        let first = try #require(plan.blobs(at: Self.start, &random))
        let again = try #require(plan.blobs(at: Self.start + 400, &random))
        #expect(Set(first) == Set(again))
    }

    @Test func `what nobody names any more is forgotten, also what went by itself`() throws {
        var random = SeededGenerator(seed: 9)
        let named = Self.blobs(0..<10)
        var (_, record) = live(named, days: 5, minutes: 60, &random)
        #expect(Set(record.claimed.keys) == named)
        var plan = KeepingPlan(record)
        let hasChanged = plan.look(at: Self.blobs(0..<7), at: Self.start, &random)
        #expect(Set(plan.record.claimed.keys) == Self.blobs(0..<7))
        let changesAgain = plan.look(at: Self.blobs(0..<7), at: Self.start, &random)
        #expect(hasChanged && !changesAgain)
        let gone = try #require(Self.blobs(0..<1).first)
        let (isForgotten, isAgain) = (plan.forget(gone), plan.forget(gone))
        #expect(isForgotten && !isAgain)
        record = plan.record
        #expect(Set(record.claimed.keys) == Self.blobs(1..<7))
    }

    @Test func `a clock that was years ahead keeps no round from beginning`() {
        var random = SeededGenerator(seed: 10)
        let named = Self.blobs(0..<3)
        var record = ClaimedBlobs()
        record.roundEnds = Self.start + 4_000 * Self.day
        for blob in named { record.claimed[blob] = true }
        let (calls, _) = live(named, days: 20, minutes: 60, &random, from: record)
        #expect(calls.count == 1 && Set(calls[0].blobs) == named)
    }

    @Test func `a claim has one size, and the place of a name in it says nothing`() throws {
        var random = SeededGenerator(seed: 11)
        var places: Set<Int> = []
        for count in [0, 1, 200, 256] {
            let named = Array(Self.blobs(0..<count))
            for _ in 0..<20 {
                let names = KeepingPlan.names(around: named, &random)
                #expect(names.count == RelayLimits.namesPerClaim && Set(names).count == names.count)
                #expect(Set(named).isSubset(of: names) && names.allSatisfy { $0.count == 32 })
                if let one = named.first { places.insert(try #require(names.firstIndex(of: one))) }
            }
        }
        #expect(places.count > 30)
    }
}
