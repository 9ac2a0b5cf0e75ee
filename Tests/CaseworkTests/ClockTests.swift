// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// A stage and the day on which it was reached.
typealias Step = (LegalStage, Day)

struct ClockTests {
    private static func day(_ month: Int, _ day: Int, _ year: Int = 2026) -> Day { Sample.day(year, month, day) }

    private static func bench(
        _ track: LegalTrack = .eu, _ steps: [Step], _ marks: [(LegalMark, Day)] = []
    ) -> LegalBench {
        var bench = LegalBench(track)
        for (stage, day) in steps { bench.reach(stage, on: day) }
        for (mark, day) in marks { bench.mark(mark, on: day) }
        return bench
    }

    private static let lodged: [Step] = [
        (.made, day(8, 31)), (.registered, day(8, 31)), (.lodged, day(8, 31)), (.admissibility, day(9, 1)),
    ]
    private static let responsible: [Step] = [
        (.made, day(8, 1)), (.registered, day(8, 3)), (.responsibility, day(8, 4)),
    ]

    struct Expected: Sendable {
        let track: LegalTrack
        let steps: [Step]
        var marks: [(LegalMark, Day)] = []
        let rule: String
        let due: Day
    }

    /// Reckoned by hand from the cited text. 31 August 2026 is a Monday.
    static let expected: [Expected] = [
        // Five days after Tuesday 1 September is Sunday; the next working day is Monday.
        Expected(track: .eu, steps: [(.made, day(9, 1))], rule: "eu.register", due: day(9, 7)),
        Expected(track: .eu, steps: [(.made, day(8, 31))], rule: "eu.register", due: day(9, 7)),
        Expected(track: .eu, steps: [(.made, day(9, 2))], rule: "eu.register", due: day(9, 7)),
        Expected(
            track: .eu, steps: [(.made, day(8, 31))], marks: [(.crisisDerogation, day(8, 31))],
            rule: "eu.register.crisis", due: day(9, 28)),
        // The person's own limit does not move on from a Sunday: nobody should rest on that.
        Expected(
            track: .eu, steps: [(.made, day(8, 30)), (.registered, day(8, 30))], rule: "eu.lodge", due: day(9, 20)),
        Expected(track: .eu, steps: lodged, rule: "eu.admissibility", due: day(11, 2)),
        Expected(
            track: .eu, steps: lodged, marks: [(.shortAdmissibilityGround, day(9, 1))], rule: "eu.admissibility.short",
            due: day(9, 14)),
        // Six months from the last of August end with February, on a Sunday.
        Expected(track: .eu, steps: lodged + [(.examination, day(9, 20))], rule: "eu.examine", due: day(3, 1, 2027)),
        Expected(
            track: .eu, steps: lodged + [(.examination, day(9, 20)), (.accelerated, day(9, 21))],
            rule: "eu.examine.accelerated", due: day(11, 30)),
        Expected(
            track: .eu, steps: lodged + [(.examination, day(9, 20)), (.border, day(9, 21))], rule: "eu.examine.border",
            due: day(11, 23)),
        Expected(track: .eu, steps: responsible, rule: "eu.take-charge", due: day(10, 5)),
        Expected(
            track: .eu, steps: responsible, marks: [(.databaseHit, day(8, 10))], rule: "eu.take-charge.hit",
            due: day(9, 10)),
        Expected(
            track: .eu, steps: responsible, marks: [(.databaseHit, day(8, 10)), (.detained, day(8, 3))],
            rule: "eu.take-charge.detained", due: day(8, 17)),
        Expected(
            track: .eu, steps: responsible + [(.takeChargeRequested, day(9, 1))], rule: "eu.reply", due: day(10, 1)),
        Expected(
            track: .eu, steps: responsible + [(.takeChargeRequested, day(9, 1))], marks: [(.databaseHit, day(8, 10))],
            rule: "eu.reply.hit", due: day(9, 15)),
        Expected(
            track: .eu, steps: responsible + [(.takeChargeRequested, day(9, 1))], marks: [(.detained, day(8, 10))],
            rule: "eu.reply.detained", due: day(9, 8)),
        Expected(
            track: .eu, steps: responsible + [(.takeChargeRequested, day(9, 1)), (.takeChargeAccepted, day(9, 15))],
            rule: "eu.transfer", due: day(3, 15, 2027)),
        Expected(
            track: .eu, steps: responsible + [(.takeChargeRequested, day(9, 1)), (.takeChargeAccepted, day(9, 15))],
            rule: "eu.transfer-decision", due: day(9, 29)),
        Expected(
            track: .eu, steps: responsible + [(.takeChargeRequested, day(9, 1)), (.takeChargeAccepted, day(9, 15))],
            marks: [(.suspensiveAppealDecided, day(11, 10))], rule: "eu.transfer.after-appeal", due: day(5, 10, 2027)),
        // Registered before 1 July 2026: Dublin III.
        Expected(
            track: .eu, steps: [(.made, day(6, 20)), (.registered, day(6, 30)), (.responsibility, day(7, 20))],
            rule: "eu.take-charge.dublin", due: day(9, 30)),
        Expected(
            track: .eu,
            steps: [
                (.made, day(6, 20)), (.registered, day(6, 30)), (.responsibility, day(7, 20)),
                (.takeChargeRequested, day(8, 1)), (.takeChargeAccepted, day(9, 15)),
            ], rule: "eu.transfer.dublin", due: day(3, 15, 2027)),
        Expected(
            track: .eu,
            steps: [
                (.made, day(6, 1)), (.registered, day(6, 2)), (.lodged, day(6, 10)), (.admissibility, day(6, 11)),
                (.examination, day(7, 1)),
            ], rule: "eu.examine.directive", due: day(12, 10)),
        Expected(track: .us, steps: [(.usArrival, day(2, 29, 2024))], rule: "us.one-year", due: day(2, 28, 2025)),
        Expected(
            track: .us,
            steps: [(.usArrival, day(9, 1)), (.usFiled, day(9, 2)), (.usInterview, day(9, 3)), (.usDenied, day(9, 4))],
            rule: "us.appeal", due: day(9, 14)),
        Expected(
            track: .us,
            steps: [(.usArrival, day(1, 1)), (.usFiled, day(1, 2)), (.usHearing, day(2, 3)), (.usDenied, day(3, 8))],
            rule: "us.appeal.before-2026", due: day(4, 7)),
        Expected(
            track: .unhcrStatus,
            steps: [(.unhcrRegistered, day(9, 1)), (.unhcrInterview, day(9, 1)), (.unhcrRejected, day(9, 1))],
            rule: "unhcr.appeal", due: day(10, 1)),
        Expected(
            track: .interpolFiles,
            steps: [(.filesDeletionRequested, day(5, 1)), (.filesDeletionAdmissible, day(5, 31))],
            rule: "interpol.deletion", due: day(2, 28, 2027)),
        Expected(
            track: .interpolFiles, steps: [(.filesDeletionRequested, day(5, 1)), (.filesDecided, day(6, 1))],
            marks: [(.newFactDiscovered, day(8, 31))], rule: "interpol.revision", due: day(2, 28, 2027)),
    ]

    @Test(arguments: expected)
    func `a time limit ends on the day that the text says`(expected: Expected) throws {
        let bench = Self.bench(expected.track, expected.steps, expected.marks)
        let clocks = try #require(bench.record).clocks(on: Self.day(9, 2))
        let clock = try #require(clocks.first { $0.reference == .rule(expected.rule) }, "\(expected.rule)")
        #expect(clock.due == expected.due, "\(expected.rule)")
    }

    @Test func `where a special rule applies the general one is gone`() throws {
        for expected in Self.expected {
            let bench = Self.bench(expected.track, expected.steps, expected.marks)
            let references = Set(try #require(bench.record).clocks(on: Self.day(9, 2)).map(\.reference))
            for replaced in LegalRules.rule(expected.rule)?.replaces ?? [] {
                #expect(!references.contains(.rule(replaced)), "\(expected.rule)")
            }
        }
    }

    @Test(arguments: [LegalStage.accelerated, .border])
    func `out of a special procedure the ordinary limit runs from the lodging`(special: LegalStage) {
        let steps = Self.lodged + [(.examination, Self.day(9, 20)), (special, Self.day(9, 21))]
        let rules = { (bench: LegalBench) in Set(bench.record?.clocks(on: Self.day(9, 30)).map(\.reference) ?? []) }
        #expect(!rules(Self.bench(steps)).contains(.rule("eu.examine")))
        let ordinary = Self.bench(steps + [(.ordinary, Self.day(9, 25))])
        #expect(Self.clock("eu.examine", of: ordinary, on: Self.day(9, 30))?.due == Self.day(3, 1, 2027))
        #expect(rules(ordinary).isDisjoint(with: [.rule("eu.examine.accelerated"), .rule("eu.examine.border")]))
    }

    @Test func `where responsibility stays, nobody owes a request any more`() {
        let stays = Self.bench(Self.responsible + [(.admissibility, Self.day(9, 1))])
        #expect(Self.clock("eu.take-charge", of: stays, on: Self.day(12, 1)) == nil)
        #expect(Self.clock("eu.take-charge", of: Self.bench(Self.responsible), on: Self.day(12, 1))?.state == .overdue)
    }

    @Test func `holidays that counsel entered count, and unknown ones make a limit amber`() throws {
        var bench = Self.bench(
            Self.lodged.map { ($0.0, Self.day(12, 18)) }, [(.shortAdmissibilityGround, Self.day(12, 18))])
        var clock = try #require(Self.clock("eu.admissibility.short", of: bench, on: Self.day(12, 20)))
        #expect(clock.due == Self.day(1, 1, 2027) && clock.doubts == [.holidaysUnknown] && clock.isAmber)
        bench.say(
            .holidaysEntered(LegalBench.id, [Self.day(12, 25), Self.day(1, 1, 2027)], source: "the State's calendar"))
        clock = try #require(Self.clock("eu.admissibility.short", of: bench, on: Self.day(12, 20)))
        #expect(clock.due == Self.day(1, 5, 2027) && clock.doubts.isEmpty)
    }

    @Test func `a limit that was met is met, late or in time`() throws {
        var bench = Self.bench([(.made, Self.day(9, 1)), (.registered, Self.day(9, 4)), (.lodged, Self.day(10, 1))])
        #expect(Self.clock("eu.register", of: bench, on: Self.day(11, 1))?.state == .met(on: Self.day(9, 4)))
        #expect(Self.clock("eu.lodge", of: bench, on: Self.day(11, 1))?.state == .metLate(on: Self.day(10, 1)))
        bench.say(.clockChanged(LegalBench.id, .rule("eu.lodge"), .met(on: Self.day(9, 20)), note: "posted"))
        #expect(Self.clock("eu.lodge", of: bench, on: Self.day(11, 1))?.state == .met(on: Self.day(9, 20)))
    }

    @Test func `an authority's limit is overdue, the person's is missed, and near comes before`() throws {
        let bench = Self.bench([(.made, Self.day(9, 1))])
        let urgency = { (day: Day) in Self.clock("eu.register", of: bench, on: day)?.urgency(on: day) }
        #expect(urgency(Self.day(9, 7)) == .near && urgency(Self.day(9, 8)) == .overdue)
        let person = Self.bench([(.made, Self.day(9, 1)), (.registered, Self.day(9, 1))])
        let mine = { (day: Day) in Self.clock("eu.lodge", of: person, on: day)?.urgency(on: day) }
        #expect(mine(Self.day(9, 14)) == .running && mine(Self.day(9, 15)) == .near)
        #expect(mine(Self.day(9, 22)) == .near && mine(Self.day(9, 23)) == .missed)
        let year = Self.bench(.us, [(.usArrival, Self.day(9, 1))])
        let long = { (day: Day) in Self.clock("us.one-year", of: year, on: day)?.urgency(on: day) }
        #expect(long(Self.day(8, 1, 2027)) == .running && long(Self.day(8, 2, 2027)) == .near)
    }

    @Test func `an extension within the rule moves the day, one beyond it is amber too`() throws {
        var bench = Self.bench(Self.lodged)
        bench.say(.clockChanged(LegalBench.id, .rule("eu.admissibility"), .extended(by: .months(2)), note: "letter"))
        var clock = try #require(Self.clock("eu.admissibility", of: bench, on: Self.day(10, 1)))
        #expect(clock.due == Self.day(12, 31) && !clock.doubts.contains(.extendedBeyondRule))
        bench.say(.clockChanged(LegalBench.id, .rule("eu.admissibility"), .extended(by: .days(1)), note: "letter"))
        clock = try #require(Self.clock("eu.admissibility", of: bench, on: Self.day(10, 1)))
        #expect(clock.doubts.contains(.extendedBeyondRule))
        bench = Self.bench([(.made, Self.day(9, 1)), (.registered, Self.day(9, 1))])
        bench.say(.clockChanged(LegalBench.id, .rule("eu.lodge"), .extended(by: .days(1)), note: "letter"))
        clock = try #require(Self.clock("eu.lodge", of: bench, on: Self.day(9, 2)))
        #expect(clock.due == Self.day(9, 23) && clock.doubts == [.extendedBeyondRule])
    }

    @Test func `a limit that stands still moves on with every day that it does`() throws {
        var bench = Self.bench(
            Self.responsible + [(.takeChargeRequested, Self.day(9, 1)), (.takeChargeAccepted, Self.day(9, 15))])
        let rule = ClockReference.rule("eu.transfer")
        bench.say(.clockChanged(LegalBench.id, rule, .suspended(from: Self.day(10, 1)), note: "court's order"))
        var clock = try #require(Self.clock("eu.transfer", of: bench, on: Self.day(10, 11)))
        #expect(clock.state == .suspended(since: Self.day(10, 1)) && clock.due == Self.day(3, 25, 2027))
        #expect(clock.urgency(on: Self.day(10, 11)) == nil && clock.isOpen)
        bench.say(.clockChanged(LegalBench.id, rule, .resumed(on: Self.day(10, 8)), note: ""))
        clock = try #require(Self.clock("eu.transfer", of: bench, on: Self.day(11, 1)))
        #expect(clock.state == .running && clock.due == Self.day(3, 22, 2027))
        #expect(!clock.doubts.contains(.suspendedWithoutGround))
        bench.say(
            .clockChanged(LegalBench.id, .rule("eu.reply"), .suspended(from: Self.day(9, 2)), note: "nobody knows why"))
        #expect(Self.clock("eu.reply", of: bench, on: Self.day(9, 3))?.doubts.contains(.suspendedWithoutGround) == true)
    }

    @Test func `a limit that begins anew inherits nothing that was said about the one before`() throws {
        var bench = Self.bench(
            .us, [(.usArrival, Self.day(6, 1)), (.usFiled, Self.day(6, 2)), (.usHearing, Self.day(6, 3))])
        let rule = ClockReference.rule("us.appeal")
        func deny(_ day: Day) { bench.reach(.usDenied, on: day) }
        func appealed() {
            bench.reach(.usAppeal, on: Self.day(6, 10))
            bench.reach(.usHearing, on: Self.day(6, 10))
        }
        let changes: [ClockChangeKind] = [
            .met(on: Self.day(6, 9)), .dropped, .extended(by: .days(20)), .suspended(from: Self.day(6, 8)),
        ]
        let start = bench
        for change in changes {
            bench = start
            deny(Self.day(6, 5))
            bench.say(.clockChanged(LegalBench.id, rule, change, note: "x"))
            appealed()
            deny(Self.day(6, 10))
            let clock = try #require(Self.clock("us.appeal", of: bench, on: Self.day(6, 12)), "\(change)")
            #expect(clock.due == Self.day(6, 20) && clock.state == .running, "\(change)")
            #expect(clock.doubts == [.needsPrimaryText], "\(change)")
        }
    }

    @Test func `an appeal on the day of the second refusal was one against the first`() {
        let one = Self.day(6, 5)
        let bench = Self.bench(
            .us,
            [
                (.usArrival, one), (.usFiled, one), (.usHearing, one), (.usDenied, one), (.usAppeal, one),
                (.usHearing, one), (.usDenied, one),
            ])
        #expect(Self.clock("us.appeal", of: bench, on: Self.day(6, 16))?.state == .missed)
    }

    /// Accepted on 15 September: six months to 15 March.
    private static let accepted =
        responsible + [
            (.takeChargeRequested, day(9, 1)), (.takeChargeAccepted, day(9, 15)),
        ]

    @Test func `standstills that would overlap are refused, and no day counts twice`() {
        var bench = Self.bench(Self.accepted)
        let rule = ClockReference.rule("eu.transfer")
        func say(_ change: ClockChangeKind) { bench.say(.clockChanged(LegalBench.id, rule, change, note: "court")) }
        say(.suspended(from: Self.day(10, 1)))
        say(.resumed(on: Self.day(10, 21)))
        say(.suspended(from: Self.day(10, 11)))
        #expect(bench.office.refusal == .suspensionOutOfOrder)
        say(.suspended(from: Self.day(10, 21)))
        #expect(bench.office.refusal == nil)
        say(.resumed(on: Self.day(10, 31)))
        #expect(Self.clock("eu.transfer", of: bench, on: Self.day(11, 1))?.due == Self.day(4, 14, 2027))
        // Another stage may have begun another limit, so the order is judged anew; the days are still counted once.
        bench.reach(.transferPending, on: Self.day(10, 15))
        say(.suspended(from: Self.day(10, 11)))
        #expect(bench.office.refusal == nil)
        say(.resumed(on: Self.day(11, 2)))
        #expect(Self.clock("eu.transfer", of: bench, on: Self.day(11, 3))?.due == Self.day(4, 16, 2027))
    }

    @Test func `a limit that passed does not come back when somebody suspends it`() {
        var bench = Self.bench(Self.accepted)
        bench.say(
            .clockChanged(
                LegalBench.id, .rule("eu.transfer"), .suspended(from: Self.day(3, 16, 2027)), note: "court"))
        let clock = Self.clock("eu.transfer", of: bench, on: Self.day(4, 1, 2027))
        #expect(clock?.state == .overdue && clock?.due == Self.day(3, 15, 2027))
        let own: ID<OwnClock> = Sample.id(7)
        bench.say(
            .clockSet(LegalBench.id, own, title: "x", .person, due: Self.day(10, 1), citation: "National law, s. 5"))
        bench.say(.clockChanged(LegalBench.id, .own(own), .suspended(from: Self.day(10, 2)), note: "court"))
        let day = Self.day(10, 5)
        #expect(bench.record?.clocks(on: day).first { $0.reference == .own(own) }?.urgency(on: day) == .missed)
    }

    @Test func `where the law knows no ground a suspended limit runs on, amber`() {
        var bench = Self.bench([(.made, Self.day(9, 1)), (.registered, Self.day(9, 1))])
        bench.say(
            .clockChanged(LegalBench.id, .rule("eu.lodge"), .suspended(from: Self.day(9, 5)), note: "the person is ill")
        )
        let clock = { (day: Day) in Self.clock("eu.lodge", of: bench, on: day) }
        #expect(clock(Self.day(9, 20))?.due == Self.day(9, 22) && clock(Self.day(9, 20))?.state == .running)
        #expect(clock(Self.day(9, 20))?.doubts == [.suspendedWithoutGround])
        #expect(clock(Self.day(9, 20))?.urgency(on: Self.day(9, 20)) == .near)
        #expect(clock(Self.day(9, 23))?.state == .missed)
    }

    @Test func `a special rule that was marked by mistake gives way to the general one`() throws {
        var bench = Self.bench(Self.responsible)
        let mark: ID<Entry> = Sample.id(bench.office.next)
        bench.mark(.detained, on: Self.day(8, 10))
        let rules = { (bench: LegalBench) in
            Set(
                bench.record?.clocks(on: Self.day(8, 11)).filter { $0.state == .running }.map(\.reference) ?? [])
        }
        #expect(rules(bench) == [.rule("eu.take-charge.detained.later"), .rule("eu.lodge")])
        var dropped = bench
        dropped.say(
            .clockChanged(
                LegalBench.id, .rule("eu.take-charge.detained.later"), .dropped, note: "somebody else was meant"))
        #expect(rules(dropped) == [.rule("eu.take-charge"), .rule("eu.lodge")])
        bench.say(.markUndone(LegalBench.id, mark: mark, reason: ""))
        #expect(bench.office.refusal == .reasonMissing)
        bench.say(.markUndone(LegalBench.id, mark: Sample.id(999), reason: "x"))
        #expect(bench.office.refusal == .unknownEntry && bench.record?.marks.count == 1)
        bench.say(.markUndone(LegalBench.id, mark: mark, reason: "somebody else was meant"))
        #expect(rules(bench) == [.rule("eu.take-charge"), .rule("eu.lodge")] && bench.record?.marks.isEmpty == true)
        bench.say(.markUndone(LegalBench.id, mark: mark, reason: "again"))
        #expect(bench.office.refusal == .unknownEntry)
    }

    @Test func `what counsel sets by hand counts like the rest`() throws {
        var bench = LegalBench()
        let id: ID<OwnClock> = Sample.id(7)
        bench.say(
            .clockSet(LegalBench.id, id, title: "Appeal", .person, due: Self.day(10, 1), citation: "National law, s. 5")
        )
        bench.say(
            .clockSet(LegalBench.id, id, title: "Again", .person, due: Self.day(10, 1), citation: "National law, s. 5"))
        #expect(bench.office.refusal == .alreadyRecorded)
        let clock = { (day: Day) in bench.record?.clocks(on: day).first { $0.reference == .own(id) } }
        #expect(clock(Self.day(9, 16))?.urgency(on: Self.day(9, 16)) == .running)
        #expect(clock(Self.day(9, 17))?.urgency(on: Self.day(9, 17)) == .near)
        #expect(clock(Self.day(10, 2))?.state == .missed && clock(Self.day(10, 2))?.citation == "National law, s. 5")
        #expect(clock(Self.day(10, 2))?.isAmber == false)
        bench.say(.clockChanged(LegalBench.id, .own(id), .extended(by: .days(7)), note: "order"))
        #expect(bench.record?.clocks(on: Self.day(10, 2)).first?.due == Self.day(10, 8))
        bench.say(.clockChanged(LegalBench.id, .own(id), .dropped, note: "settled"))
        #expect(bench.record?.clocks(on: Self.day(10, 9)).first?.state == .dropped)
    }

    @Test func `clocks stand in the order of their days`() throws {
        let bench = Self.bench(Self.lodged)
        let dues = try #require(bench.record).clocks(on: Self.day(9, 2)).map(\.due)
        #expect(dues.count >= 3 && dues == dues.sorted())
    }

    static func clock(_ rule: String, of bench: LegalBench, on day: Day) -> LegalClock? {
        bench.record?.clocks(on: day).first { $0.reference == .rule(rule) }
    }
}

extension ClockTests {
    private static func bench(_ steps: [Step], _ marks: [(LegalMark, Day)] = []) -> LegalBench {
        bench(.eu, steps, marks)
    }
}
