// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What somebody says about a clock: who may, what can be taken back, and what lies ahead.
struct ClockWordTests {
    private static let lodging = ClockReference.rule("eu.lodge")
    private static func day(_ day: Int) -> Day { Sample.day(2026, 9, day) }

    private func bench() -> LegalBench {
        var bench = LegalBench()
        for stage in [LegalStage.made, .registered] { bench.reach(stage, on: Self.day(1)) }
        return bench
    }

    private func clock(_ bench: LegalBench, on day: Int) -> LegalClock? {
        ClockTests.clock("eu.lodge", of: bench, on: Self.day(day))
    }

    private func say(_ what: ClockChangeKind, note: String = "x", _ bench: inout LegalBench) {
        bench.say(.clockChanged(LegalBench.id, Self.lodging, what, note: note))
    }

    @Test(arguments: [ClockChangeKind.met(on: day(2)), .dropped])
    func `what was said by mistake to end a limit is taken back, with a reason`(what: ClockChangeKind) {
        var bench = bench()
        say(what, &bench)
        #expect(clock(bench, on: 5)?.isOpen == false && clock(bench, on: 5)?.isClosedByWord == true)
        say(.reopened, note: " ", &bench)
        #expect(bench.office.refusal == .reasonMissing)
        say(.reopened, note: "the wrong limit", &bench)
        #expect(bench.office.refusal == nil)
        #expect(clock(bench, on: 5)?.state == .running && clock(bench, on: 5)?.isClosedByWord == false)
        #expect(clock(bench, on: 23)?.state == .missed)
        say(.met(on: Self.day(6)), &bench)
        #expect(clock(bench, on: 23)?.state == .met(on: Self.day(6)))
    }

    @Test func `an extension outlives that a limit was reopened`() {
        var bench = bench()
        say(.extended(by: .days(7)), &bench)
        say(.dropped, &bench)
        say(.reopened, &bench)
        #expect(clock(bench, on: 23)?.due == Self.day(29))
    }

    @Test func `what lies ahead meets nothing`() {
        var bench = bench()
        say(.met(on: Self.day(20)), &bench)
        #expect(clock(bench, on: 18)?.state == .running && clock(bench, on: 19)?.state == .met(on: Self.day(20)))
        var mistyped = self.bench()
        mistyped.reach(.lodged, on: Sample.day(2062, 9, 5))
        #expect(clock(mistyped, on: 23)?.state == .missed)
    }

    @Test func `only counsel says what the text of a rule says, and not from tomorrow on`() {
        var bench = bench()
        let check = { (day: Day) in
            LegalEvent.ruleChecked(LegalBench.id, rule: "eu.register", on: day, .confirmed, note: "")
        }
        bench.say(check(Self.day(2)), by: 1)
        #expect(bench.office.refusal == .counselNeeded && bench.record?.ruleChecks.isEmpty == true)
        bench.say(check(Sample.day(2100, 1, 1)))
        let doubts = { (bench: LegalBench, day: Int) in
            ClockTests.clock("eu.register", of: bench, on: Self.day(day))?.doubts
        }
        #expect(bench.office.refusal == nil && doubts(bench, 3) == [.needsPrimaryText])
        bench.say(check(Self.day(2)))
        #expect(doubts(bench, 3) == [])
    }
}
