// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Clocks over a whole procedure: a second application, a way back from a court, detention, transfers, appeals. 31 August 2026 is a Monday.
struct ProcedureClockTests {
    private static func day(_ month: Int, _ day: Int, _ year: Int = 2026) -> Day { Sample.day(year, month, day) }

    private static func bench(
        _ steps: [Step], _ marks: [(LegalMark, Day)] = [], track: LegalTrack = .eu
    ) -> LegalBench {
        var bench = LegalBench(track)
        for (stage, day) in steps {
            bench.reach(stage, on: day)
            #expect(bench.office.refusal == nil, "\(stage)")
        }
        for (mark, day) in marks { bench.mark(mark, on: day) }
        return bench
    }

    private static func clock(_ rule: String, _ bench: LegalBench, on day: Day) -> LegalClock? {
        ClockTests.clock(rule, of: bench, on: day)
    }

    private static func open(_ bench: LegalBench, on day: Day) -> Set<ClockReference> {
        Set(bench.record?.clocks(on: day).filter(\.isOpen).map(\.reference) ?? [])
    }

    // MARK: A second application, and a second look at the first

    private static func refused(lodged: Day) -> [Step] {
        [
            (.made, lodged), (.registered, lodged), (.lodged, lodged), (.admissibility, lodged),
            (.examination, lodged), (.ordinary, lodged), (.rejected, day(7, 1)), (.appeal, day(7, 5)),
            (.finalNegative, day(8, 1)),
        ]
    }

    @Test(arguments: [day(5, 1), day(6, 20)])
    func `a subsequent application has limits of its own, whenever the first was lodged`(lodged: Day) {
        let again = Self.refused(lodged: lodged) + [(.subsequentApplication, Self.day(8, 31))]
        let admissibility = Self.bench(again + [(.admissibility, Self.day(9, 1))])
        let first = Self.clock("eu.admissibility", admissibility, on: Self.day(9, 2))
        #expect(first?.due == Self.day(11, 2) && first?.state == .running)
        #expect(Self.clock("eu.examine", admissibility, on: Self.day(9, 2)) == nil, "nobody examines it yet")
        let examined = Self.bench(
            again + [(.admissibility, Self.day(9, 1)), (.examination, Self.day(9, 20)), (.ordinary, Self.day(9, 21))])
        let second = Self.clock("eu.examine", examined, on: Self.day(10, 1))
        #expect(second?.due == Self.day(3, 1, 2027) && second?.state == .running)
        #expect(Self.clock("eu.admissibility", examined, on: Self.day(10, 1))?.state == .met(on: Self.day(9, 20)))
        #expect(Self.clock("eu.examine.directive", examined, on: Self.day(10, 1)) == nil)
        let fast = Self.bench(
            again + [
                (.admissibility, Self.day(9, 1)), (.examination, Self.day(9, 20)), (.accelerated, Self.day(9, 21)),
            ])
        #expect(Self.clock("eu.examine.accelerated", fast, on: Self.day(10, 1))?.due == Self.day(11, 30))
    }

    @Test func `what a court sent back is examined anew, under a limit of its own`() {
        let first = Array(Self.refused(lodged: Self.day(6, 20)).dropLast())
        let back = Self.bench(first + [(.remitted, Self.day(8, 31)), (.examination, Self.day(9, 1))])
        let clock = Self.clock("eu.examine.remitted", back, on: Self.day(10, 1))
        #expect(clock?.due == Self.day(3, 1, 2027) && clock?.state == .running && clock?.isAmber == true)
        #expect(Self.clock("eu.examine", back, on: Self.day(10, 1)) == nil)
        let decided = Self.bench(
            first + [
                (.remitted, Self.day(8, 31)), (.examination, Self.day(9, 1)), (.rejected, Self.day(10, 1)),
                (.finalNegative, Self.day(10, 20)), (.subsequentApplication, Self.day(11, 2)),
                (.admissibility, Self.day(11, 3)),
            ])
        #expect(Self.clock("eu.examine.remitted", decided, on: Self.day(11, 4)) == nil)
        #expect(Self.clock("eu.admissibility", decided, on: Self.day(11, 4))?.state == .running)
    }

    // MARK: Appeals

    private static func decided(_ last: LegalStage, in procedure: LegalStage? = nil) -> [Step] {
        let lodged: [Step] = [(.made, day(7, 1)), (.registered, day(7, 1)), (.lodged, day(7, 1))]
        let examined: [Step] = lodged + [(.admissibility, day(7, 2)), (.examination, day(7, 3))]
        switch last {
        case .inadmissible: return lodged + [(.admissibility, day(7, 2)), (last, day(9, 1))]
        case .withdrawnImplicitly: return lodged + [(last, day(9, 1))]
        default: return examined + (procedure.map { [($0, day(7, 4))] } ?? []) + [(last, day(9, 1))]
        }
    }

    @Test(arguments: [
        (decided(.rejected, in: .ordinary), "eu.appeal.ordinary", day(9, 17)),
        (decided(.excluded, in: .ordinary), "eu.appeal.ordinary", day(9, 17)),
        (decided(.subsidiaryProtection, in: .ordinary), "eu.appeal.ordinary", day(9, 17)),
        (decided(.rejected, in: .accelerated), "eu.appeal", day(9, 8)),
        (decided(.rejected, in: .border), "eu.appeal", day(9, 8)), (decided(.rejected), "eu.appeal", day(9, 8)),
        (decided(.inadmissible), "eu.appeal", day(9, 8)), (decided(.withdrawnImplicitly), "eu.appeal", day(9, 8)),
    ])
    func `from the day on which a decision was handed over the shortest limit for an appeal runs, amber`(
        steps: [Step], rule: String, due: Day
    ) {
        var bench = Self.bench(steps, [(.notified, Self.day(9, 3)), (.notified, Self.day(9, 10))])
        let clock = Self.clock(rule, bench, on: Self.day(9, 4))
        #expect(clock?.due == due && clock?.duty == .person && clock?.doubts == [.needsPrimaryText])
        #expect(clock?.urgency(on: Self.day(9, 4)) == (rule == "eu.appeal" ? .near : .running))
        let appeals = bench.record?.clocks(on: Self.day(9, 4)).filter { $0.citation.contains("Article 67") }
        #expect(appeals?.count == 1)
        bench.reach(.appeal, on: Self.day(9, 7))
        #expect(Self.clock(rule, bench, on: Self.day(9, 8))?.state == .met(on: Self.day(9, 7)))
    }

    @Test func `an earlier decision's notice starts nothing, and an appeal before it needs none`() {
        let early = Self.bench(Self.decided(.rejected, in: .ordinary), [(.notified, Self.day(8, 31))])
        #expect(Self.clock("eu.appeal.ordinary", early, on: Self.day(9, 20)) == nil)
        #expect(Self.clock("eu.appeal", early, on: Self.day(9, 20)) == nil)
        let done = Self.bench(
            Self.decided(.rejected, in: .ordinary) + [(.appeal, Self.day(9, 2))], [(.notified, Self.day(9, 3))])
        #expect(Self.clock("eu.appeal.ordinary", done, on: Self.day(9, 20)) == nil)
        let old: [Step] = [
            (.made, Self.day(6, 1)), (.registered, Self.day(6, 1)), (.lodged, Self.day(6, 1)),
            (.admissibility, Self.day(6, 2)), (.inadmissible, Self.day(9, 1)),
        ]
        let before = Self.bench(old, [(.notified, Self.day(9, 3))])
        #expect(Self.clock("eu.appeal", before, on: Self.day(9, 4)) == nil, "the Directive leaves it to the State")
        #expect(before.record?.lacksAppealDate(on: Self.day(9, 4)) == true)
    }

    @Test func `a notice whose year is mistyped starts nothing, and silences nothing`() {
        let (day, ahead) = (Self.day(9, 2), Self.day(9, 2, 2062))
        var bench = Self.bench(Self.decided(.rejected, in: .accelerated), [(.notified, ahead)])
        #expect(bench.record?.lacksAppealDate(on: day) == true && Self.clock("eu.appeal", bench, on: day) == nil)
        #expect(Self.clock("eu.appeal", bench, on: ahead)?.start == ahead)
        // Written further east, where it is tomorrow.
        bench.mark(.notified, on: Self.day(9, 3))
        #expect(bench.record?.lacksAppealDate(on: day) == false)
        #expect(Self.clock("eu.appeal", bench, on: day)?.due == Self.day(9, 8))
        #expect(bench.record?.lacksAppealDate(on: Self.day(9, 1)) == true)
    }

    @Test func `against a transfer there is a week at least`() {
        let steps =
            Self.responsible + [
                (.takeChargeRequested, Self.day(9, 1)), (.takeChargeAccepted, Self.day(9, 15)),
                (.transferPending, Self.day(9, 20)),
            ]
        var bench = Self.bench(steps, [(.notified, Self.day(9, 22))])
        let clock = Self.clock("eu.appeal.transfer", bench, on: Self.day(9, 23))
        #expect(clock?.due == Self.day(9, 29) && clock?.isAmber == true && clock?.duty == .person)
        bench.reach(.transferAppeal, on: Self.day(9, 28))
        #expect(Self.clock("eu.appeal.transfer", bench, on: Self.day(9, 29))?.state == .met(on: Self.day(9, 28)))
    }

    @Test(arguments: [LegalStage.rejected, .excluded, .inadmissible, .withdrawnImplicitly])
    func `a decision without a date for the appeal is urgent until somebody says one`(stage: LegalStage) {
        func asks(_ bench: LegalBench, _ day: Day) -> Today.Standing? {
            Today(bench.office.ledger.state, for: Sample.id(4), at: day.firstSecond).items.first {
                $0.pending == .appealUndated(LegalBench.id)
            }?.standing
        }
        let (bench, day) = (Self.bench(Self.decided(stage)), Self.day(9, 2))
        #expect(asks(bench, day) == .urgent)
        var notified = bench
        notified.mark(.notified, on: Self.day(9, 2))
        #expect(asks(notified, day) == nil)
        var own = bench
        own.say(.clockSet(LegalBench.id, Sample.id(7), title: "x", .person, due: Self.day(9, 9), citation: "AsylG 74"))
        #expect(asks(own, day) == nil)
        let mistake = ClockReference.own(Sample.id(7))
        own.say(.clockChanged(LegalBench.id, mistake, .dropped, note: "of another matter"))
        #expect(asks(own, day) == .urgent)
        own.say(.clockChanged(LegalBench.id, mistake, .reopened, note: "of this one after all"))
        own.say(.clockChanged(LegalBench.id, mistake, .met(on: day), note: ""))
        #expect(asks(own, day) == nil, "it was reckoned since")
        var theirs = bench
        theirs.say(
            .clockSet(LegalBench.id, Sample.id(7), title: "x", .authority, due: Self.day(9, 9), citation: "s. 1"))
        #expect(asks(theirs, day) == .urgent)
        var final = bench
        final.reach(.finalNegative, on: Self.day(9, 2))
        #expect(final.office.refusal == nil && asks(final, day) == nil)
    }

    // MARK: Detention and transfers

    private static let responsible: [Step] = [
        (.made, day(7, 1)), (.registered, day(7, 1)), (.responsibility, day(7, 2)),
    ]
    private static let accepted: [Step] =
        responsible + [(.takeChargeRequested, day(8, 3)), (.takeChargeAccepted, day(8, 10))]

    @Test func `whoever is detained after registration is detained from that day on`() {
        let later = Self.bench(Self.responsible, [(.detained, Self.day(8, 10))])
        let clock = Self.clock("eu.take-charge.detained.later", later, on: Self.day(8, 11))
        #expect(clock?.due == Self.day(8, 17) && clock?.state == .running)
        #expect(Self.clock("eu.take-charge.detained", later, on: Self.day(8, 11)) == nil)
        #expect(Self.clock("eu.take-charge", later, on: Self.day(8, 11)) == nil)
        let before = Self.bench(Self.responsible, [(.detained, Self.day(6, 30))])
        #expect(Self.clock("eu.take-charge.detained", before, on: Self.day(7, 3))?.due == Self.day(7, 15))
        #expect(Self.clock("eu.take-charge.detained.later", before, on: Self.day(7, 3)) == nil)
        var released = later
        released.mark(.released, on: Self.day(8, 14))
        #expect(Self.clock("eu.take-charge.detained.later", released, on: Self.day(8, 20)) == nil)
        #expect(Self.clock("eu.take-charge", released, on: Self.day(8, 20))?.due == Self.day(9, 1))
        released.mark(.detained, on: Self.day(8, 20))
        #expect(
            Self.clock("eu.take-charge.detained.later", released, on: Self.day(8, 21))?.due == Self.day(8, 27))
    }

    @Test func `a special limit gives back nothing that passed, and hides no earlier end`() {
        let late = Self.bench(Self.responsible, [(.detained, Self.day(9, 10))])
        #expect(Self.clock("eu.take-charge", late, on: Self.day(9, 12))?.state == .overdue)
        #expect(Self.clock("eu.take-charge.detained.later", late, on: Self.day(9, 12)) == nil)
        let hits = Self.bench(Self.responsible, [(.databaseHit, Self.day(8, 20)), (.databaseHit, Self.day(7, 6))])
        #expect(Self.clock("eu.take-charge.hit", hits, on: Self.day(7, 10))?.due == Self.day(8, 6), "the first hit")
        let lateHit = Self.bench(Self.responsible, [(.databaseHit, Self.day(8, 20))])
        #expect(Self.clock("eu.take-charge.hit", lateHit, on: Self.day(8, 21)) == nil)
        #expect(Self.clock("eu.take-charge", lateHit, on: Self.day(8, 21))?.due == Self.day(9, 1))
    }

    @Test func `what was marked after the request shortens nothing of it`() {
        let steps = Self.responsible + [(.takeChargeRequested, Self.day(8, 3))]
        let marked = Self.bench(steps, [(.databaseHit, Self.day(8, 5)), (.detained, Self.day(8, 5))])
        #expect(Self.open(marked, on: Self.day(8, 6)) == [.rule("eu.reply"), .rule("eu.lodge")])
        #expect(Self.clock("eu.take-charge", marked, on: Self.day(8, 6))?.state == .met(on: Self.day(8, 3)))
    }

    @Test func `who is detained is transferred in five weeks or released, and the six months go on beside`() {
        let detained = Self.bench(Self.accepted, [(.detained, Self.day(8, 5))])
        let clock = Self.clock("eu.transfer.detained", detained, on: Self.day(8, 11))
        #expect(clock?.due == Self.day(9, 14) && clock?.doubts == [.needsPrimaryText])
        #expect(Self.clock("eu.transfer", detained, on: Self.day(8, 11))?.due == Self.day(2, 10, 2027))
        let later = Self.bench(Self.accepted, [(.detained, Self.day(8, 31))])
        #expect(Self.clock("eu.transfer.detained.later", later, on: Self.day(9, 1))?.due == Self.day(10, 5))
        #expect(Self.clock("eu.transfer.detained", later, on: Self.day(9, 1)) == nil)
        let appealed = Self.bench(
            Self.accepted, [(.detained, Self.day(8, 5)), (.suspensiveAppealDecided, Self.day(9, 7))])
        #expect(
            Self.clock("eu.transfer.detained.after-appeal", appealed, on: Self.day(9, 8))?.due == Self.day(10, 12))
        #expect(Self.clock("eu.transfer.detained", appealed, on: Self.day(9, 8)) == nil)
        let released = Self.bench(Self.accepted, [(.detained, Self.day(8, 5)), (.released, Self.day(9, 1))])
        #expect(Self.clock("eu.transfer.detained", released, on: Self.day(9, 2)) == nil)
    }

    @Test(arguments: [Int(6), 30, 36])
    func `a transfer may be put off for years where the person absconded`(months: Int) throws {
        var bench = Self.bench(Self.accepted)
        let rule = ClockReference.rule("eu.transfer")
        #expect(Self.clock("eu.transfer", bench, on: Self.day(9, 1))?.doubts == [])
        bench.say(.clockChanged(LegalBench.id, rule, .extended(by: .months(months)), note: "absconded"))
        let doubts = Self.clock("eu.transfer", bench, on: Self.day(9, 1))?.doubts
        #expect(doubts == [.needsPrimaryText], "nobody has read what is said of putting it off")
        bench.say(.clockChanged(LegalBench.id, rule, .extended(by: .months(36)), note: "again"))
        #expect(
            Self.clock("eu.transfer", bench, on: Self.day(9, 1))?.doubts.contains(.extendedBeyondRule) == true)
    }

    // MARK: Under Dublin III

    private static let underDublin: [Step] = [
        (.made, day(6, 1)), (.registered, day(6, 1)), (.responsibility, day(6, 2)),
        (.takeChargeRequested, day(8, 3)),
    ]

    @Test(
        arguments: [
            ([], "eu.reply.dublin", day(10, 5)), ([(.takeBack, day(8, 3))], "eu.reply.dublin.take-back", day(9, 3)),
            (
                [(.takeBack, day(8, 3)), (.databaseHit, day(7, 1))], "eu.reply.dublin.take-back.hit", day(8, 17)
            ),
            ([(.detained, day(8, 3))], "eu.reply.dublin.detained", day(8, 17)),
        ] as [([(LegalMark, Day)], String, Day)])
    func `who was registered before July is answered under Dublin III`(
        marks: [(LegalMark, Day)], rule: String, due: Day
    ) {
        let bench = Self.bench(Self.underDublin, marks)
        let clock = Self.clock(rule, bench, on: Self.day(8, 4))
        #expect(clock?.due == due && clock?.isAmber == true)
        #expect(Self.open(bench, on: Self.day(8, 4)).subtracting([.rule("eu.lodge")]) == [.rule(rule)])
    }

    @Test func `under Dublin III too the six months begin anew after an appeal`() {
        let steps = Self.underDublin + [(.takeChargeAccepted, Self.day(8, 10))]
        let bench = Self.bench(steps, [(.suspensiveAppealDecided, Self.day(1, 11, 2027))])
        let clock = Self.clock("eu.transfer.dublin.after-appeal", bench, on: Self.day(3, 1, 2027))
        #expect(clock?.due == Self.day(7, 12, 2027) && clock?.state == .running)
        #expect(Self.clock("eu.transfer.dublin", bench, on: Self.day(3, 1, 2027)) == nil)
        let detained = Self.bench(steps, [(.detained, Self.day(8, 1))])
        #expect(Self.clock("eu.transfer.dublin.detained", detained, on: Self.day(8, 11))?.due == Self.day(9, 21))
    }

    @Test func `who applied elsewhere before is notified, and not asked for`() {
        let marks: [(LegalMark, Day)] = [(.takeBack, Self.day(7, 3)), (.databaseHit, Self.day(7, 6))]
        let bench = Self.bench(Self.responsible, marks)
        #expect(Self.clock("eu.take-back", bench, on: Self.day(7, 7))?.due == Self.day(7, 20))
        #expect(Self.clock("eu.take-charge.hit", bench, on: Self.day(7, 7)) == nil)
        let notified = Self.bench(
            Self.responsible + [(.takeChargeRequested, Self.day(7, 20))], marks + [(.detained, Self.day(7, 8))])
        #expect(Self.clock("eu.take-back.reply", notified, on: Self.day(7, 21))?.due == Self.day(8, 3))
        #expect(Self.clock("eu.reply.detained", notified, on: Self.day(7, 21)) == nil)
    }

    // MARK: Elsewhere

    @Test func `after the Board there is a court, and thirty days`() {
        let one = Self.day(9, 1)
        let steps: [Step] = [(.usArrival, one), (.usFiled, one), (.usHearing, one)]
        for lost in [LegalStage.usDenied, .usWithholding, .usTortureConvention] {
            let bench = Self.bench(steps + [(lost, one)], track: .us)
            #expect(Self.clock("us.appeal", bench, on: one)?.due == Self.day(9, 11), "\(lost)")
        }
        let dismissed = Self.bench(
            steps + [(.usDenied, one), (.usAppeal, one), (.usBoardDismissed, Self.day(9, 10))], track: .us)
        let clock = Self.clock("us.petition", dismissed, on: Self.day(9, 11))
        #expect(clock?.due == Self.day(10, 10) && clock?.isAmber == true)
        #expect(Self.clock("us.appeal", dismissed, on: Self.day(9, 30))?.isOpen == false)
    }

    @Test func `a Board that denied, as it was once recorded, stays on record and gives no second appeal to it`() {
        let one = Self.day(9, 1)
        let bench = Self.bench(
            [
                (.usArrival, one), (.usFiled, one), (.usHearing, one), (.usDenied, one), (.usAppeal, Self.day(9, 4)),
                (.usDenied, Self.day(9, 20)),
            ], track: .us)
        #expect(bench.record?.stage == .usDenied)
        #expect(Self.clock("us.appeal", bench, on: Self.day(9, 21))?.state == .met(on: Self.day(9, 4)))
        #expect(Self.clock("us.petition", bench, on: Self.day(9, 21))?.due == Self.day(10, 20))
        #expect(LegalTrack.us.successors(of: .usAppeal).contains(.usDenied))
        #expect(LegalTrack.us.offered(after: .usAppeal) == [.usGranted, .usHearing, .usBoardDismissed])
        #expect(LegalTrack.us.offered(after: .usHearing).contains(.usDenied))
    }

    @Test func `an answer on access is an answer`() {
        var bench = Self.bench(
            [(.filesAccessRequested, Self.day(5, 1)), (.filesAccessAdmissible, Self.day(5, 31))],
            track: .interpolFiles)
        #expect(Self.clock("interpol.access", bench, on: Self.day(10, 1))?.state == .overdue)
        bench.reach(.filesAccessAnswered, on: Self.day(9, 1))
        #expect(Self.clock("interpol.access", bench, on: Self.day(10, 1))?.state == .met(on: Self.day(9, 1)))
    }

    @Test func `who asks for deletion meanwhile is still owed an answer on access`() {
        let bench = Self.bench(
            [
                (.filesAccessRequested, Self.day(5, 1)), (.filesAccessAdmissible, Self.day(5, 31)),
                (.filesDeletionRequested, Self.day(7, 1)),
            ], track: .interpolFiles)
        let clock = Self.clock("interpol.access", bench, on: Self.day(10, 1))
        #expect(clock?.due == Self.day(9, 30) && clock?.state == .overdue)
    }

    @Test func `many applications and a crisis give the State longer`() {
        let made: [Step] = [(.made, Self.day(8, 31))]
        let many = Self.bench(made, [(.disproportionateNumbers, Self.day(8, 31))])
        #expect(Self.clock("eu.register.many", many, on: Self.day(9, 1))?.due == Self.day(9, 15))
        let border = Self.bench(
            made + [
                (.registered, Self.day(8, 31)), (.lodged, Self.day(8, 31)), (.admissibility, Self.day(9, 1)),
                (.examination, Self.day(9, 2)), (.border, Self.day(9, 3)),
            ], [(.crisisDerogation, Self.day(8, 31))])
        #expect(Self.clock("eu.examine.border.crisis", border, on: Self.day(9, 4))?.due == Self.day(1, 4, 2027))
        #expect(Self.clock("eu.examine.border", border, on: Self.day(9, 4)) == nil)
    }

    @Test func `a missed lodging is followed by what follows it`() {
        let bench = Self.bench([
            (.made, Self.day(9, 1)), (.registered, Self.day(9, 1)), (.withdrawnImplicitly, Self.day(9, 25)),
            (.appeal, Self.day(9, 28)),
        ])
        #expect(bench.record?.stage == .appeal)
    }
}
