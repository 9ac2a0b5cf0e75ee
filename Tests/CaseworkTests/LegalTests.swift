// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// One matter, driven to a stage day by day.
struct LegalBench {
    static let id: ID<LegalMatter> = Sample.id(100)
    var office = Office.shared(.legal)
    private var today = Sample.day(2026, 9, 1)

    var record: MatterRecord? { office.legal.matter(Self.id) }

    init(_ track: LegalTrack = .eu) {
        say(.opened(Self.id, track, jurisdiction: "Lithuania", title: "Asylum", counsel: ""))
    }

    mutating func say(_ event: LegalEvent, by author: Int = 4) { office.say(.legal(event), by: author) }

    /// Reaches a stage with all that it needs.
    mutating func reach(_ stage: LegalStage, on day: Day? = nil) {
        say(
            .stageReached(
                Self.id,
                LegalSamples.stage(
                    stage, on: day ?? today, document: stage.needsDocument ? Sample.key(1) : nil,
                    suspensive: stage.needsSuspensiveEffect ? .requested : nil)))
    }

    mutating func mark(_ mark: LegalMark, on day: Day) { say(.marked(Self.id, mark, on: day, note: "")) }
}

struct LegalStageTests {
    /// The table of the model, row by row.
    static let model: [(LegalStage?, [LegalStage])] = [
        (nil, [.visaRequested, .made]), (.visaRequested, [.visaIssued, .visaRefused]), (.visaIssued, [.made]),
        (.made, [.registered]), (.registered, [.lodged, .responsibility]),
        (.lodged, [.responsibility, .admissibility]),
        (.responsibility, [.takeChargeRequested]), (.takeChargeRequested, [.takeChargeAccepted]),
        (.takeChargeAccepted, [.transferPending]), (.transferPending, [.transferred, .responsibilityShifted]),
        (.admissibility, [.inadmissible, .examination]), (.examination, [.ordinary, .accelerated, .border]),
        (
            .examination,
            [.refugeeStatus, .subsidiaryProtection, .rejected, .excluded, .withdrawnExplicitly, .withdrawnImplicitly]
        ),
        (.inadmissible, [.appeal]), (.rejected, [.appeal]), (.excluded, [.appeal]), (.withdrawnExplicitly, [.appeal]),
        (.withdrawnImplicitly, [.appeal]), (.appeal, [.finalPositive, .finalNegative]),
        (.finalNegative, [.subsequentApplication, .otherStatus]), (.refugeeStatus, [.residenceIssued]),
        (.subsidiaryProtection, [.residenceIssued]), (.finalPositive, [.residenceIssued]),
        (.residenceIssued, [.travelDocumentIssued]), (.travelDocumentIssued, [.familyReunification]),
    ]

    @Test(arguments: model)
    func `every transition of the model is there`(from: LegalStage?, to: [LegalStage]) {
        for stage in to { #expect(LegalTrack.eu.successors(of: from).contains(stage)) }
    }

    @Test(arguments: LegalTrack.allCases)
    func `every stage meets every stage`(track: LegalTrack) throws {
        for path in Self.paths(of: track) {
            var bench = LegalBench(track)
            for stage in path { bench.reach(stage) }
            #expect(bench.record?.stages.map(\.stage) == path, "\(path)")
            let allowed = Set(track.successors(of: path.last))
            for next in LegalStage.allCases {
                var copy = bench
                copy.reach(next)
                #expect(
                    copy.office.refusal == (allowed.contains(next) ? nil : .forbiddenTransition),
                    "\(track): \(path) meets \(next)")
            }
        }
    }

    @Test(arguments: LegalTrack.allCases)
    func `every stage of a track can be reached, and tracks share none`(track: LegalTrack) {
        #expect(Set(Self.paths(of: track).compactMap(\.last)) == Set(track.stages))
        for other in LegalTrack.allCases where other != track {
            #expect(Set(other.stages).isDisjoint(with: track.stages))
        }
    }

    @Test func `every stage belongs to a track`() {
        #expect(Set(LegalTrack.allCases.flatMap(\.stages)) == Set(LegalStage.allCases))
    }

    @Test func `a decision has its document, an appeal says whether it suspends`() {
        var bench = LegalBench()
        for stage in [LegalStage.made, .registered, .lodged, .admissibility, .examination] { bench.reach(stage) }
        let day = Sample.day(2026, 9, 1)
        bench.say(.stageReached(LegalBench.id, LegalSamples.stage(.rejected, on: day)))
        #expect(bench.office.refusal == .documentMissing)
        bench.reach(.rejected)
        bench.say(.stageReached(LegalBench.id, LegalSamples.stage(.appeal, on: day)))
        #expect(bench.office.refusal == .suspensiveEffectMissing)
        bench.reach(.appeal)
        #expect(bench.record?.stages.last?.stated.suspensiveEffect == .requested)
    }

    @Test func `a stage does not lie before the one that it follows, and the last can be undone`() {
        var bench = LegalBench()
        bench.reach(.made, on: Sample.day(2026, 9, 5))
        bench.reach(.registered, on: Sample.day(2026, 9, 4))
        #expect(bench.office.refusal == .beforeItsPredecessor)
        let step: ID<Entry> = Sample.id(bench.office.next)
        bench.reach(.registered, on: Sample.day(2026, 9, 6))
        bench.say(.stageUndone(LegalBench.id, step: step, reason: ""))
        #expect(bench.office.refusal == .reasonMissing)
        bench.say(.stageUndone(LegalBench.id, step: Sample.id(999), reason: "x"))
        #expect(bench.office.refusal == .notTheLastStage)
        bench.say(.stageUndone(LegalBench.id, step: step, reason: "the wrong day"))
        bench.reach(.registered, on: Sample.day(2026, 9, 7))
        #expect(bench.record?.stages.map(\.on) == [Sample.day(2026, 9, 5), Sample.day(2026, 9, 7)])
    }

    static let refusals: [(LegalEvent, Refusal)] = [
        (.opened(LegalBench.id, .us, jurisdiction: "x", title: "x", counsel: ""), .alreadyRecorded),
        (.opened(Sample.id(109), .us, jurisdiction: " ", title: "x", counsel: ""), .textMissing),
        (.opened(Sample.id(109), .us, jurisdiction: "x", title: "", counsel: ""), .textMissing),
        (.counselNamed(Sample.id(109), "x"), .unknownItem),
        (
            .clockSet(LegalBench.id, Sample.id(1), title: "", .person, due: Sample.day(2027, 1, 1), citation: "x"),
            .citationMissing
        ),
        (
            .clockSet(LegalBench.id, Sample.id(1), title: "x", .person, due: Sample.day(2027, 1, 1), citation: " "),
            .citationMissing
        ),
        (.clockChanged(LegalBench.id, .own(Sample.id(1)), .dropped, note: "x"), .unknownItem),
        (.clockChanged(LegalBench.id, .rule("eu.lodge"), .dropped, note: ""), .reasonMissing),
        (.clockChanged(LegalBench.id, .rule("eu.lodge"), .extended(by: .days(0)), note: "x"), .amountOutOfBounds),
        (.clockChanged(LegalBench.id, .rule("eu.lodge"), .extended(by: .days(1)), note: ""), .reasonMissing),
        (
            .clockChanged(LegalBench.id, .rule("eu.lodge"), .suspended(from: Sample.day(2026, 9, 1)), note: ""),
            .reasonMissing
        ),
        (
            .clockChanged(LegalBench.id, .rule("eu.lodge"), .resumed(on: Sample.day(2026, 9, 1)), note: ""),
            .suspensionOutOfOrder
        ),
        (.holidaysEntered(LegalBench.id, [], source: ""), .citationMissing),
    ]

    @Test(arguments: refusals)
    func `what does not fit is refused`(event: LegalEvent, refusal: Refusal) {
        var bench = LegalBench()
        let before = bench.office.legal
        bench.say(event)
        #expect(bench.office.refusal == refusal && bench.office.legal == before)
    }

    @Test func `a clock stands still once at a time`() {
        var bench = LegalBench()
        let clock = ClockReference.rule("eu.examine")
        let days = (1...5).map { Sample.day(2026, 9, $0) }
        for (change, refusal) in [
            (ClockChangeKind.suspended(from: days[1]), Refusal?.none),
            (.suspended(from: days[2]), .suspensionOutOfOrder),
            (.resumed(on: days[0]), .suspensionOutOfOrder), (.resumed(on: days[2]), nil),
            (.resumed(on: days[3]), .suspensionOutOfOrder), (.suspended(from: days[0]), .suspensionOutOfOrder),
            (.suspended(from: days[4]), nil),
        ] {
            bench.say(.clockChanged(LegalBench.id, clock, change, note: "the applicant is ill"))
            #expect(bench.office.refusal == refusal, "\(change)")
        }
    }

    /// A shortest way to every stage.
    private static func paths(of track: LegalTrack) -> [[LegalStage]] {
        var paths: [[LegalStage]] = [[]]
        var seen: Set<LegalStage> = []
        var index = 0
        while index < paths.count {
            for next in track.successors(of: paths[index].last) where seen.insert(next).inserted {
                paths.append(paths[index] + [next])
            }
            index += 1
        }
        return paths
    }
}

struct ExclusionTests {
    private static let table: [(ExclusionState, [ExclusionState])] = [
        (.notAssessed, [.noIndicator, .indicator]), (.noIndicator, [.indicator]),
        (.indicator, [.noIndicator, .counselAdvised]), (.counselAdvised, [.indicator]),
    ]

    private static func office(in state: ExclusionState) -> Office {
        var office = Office.shared(.legal)
        let path: [ExclusionState] =
            switch state {
            case .notAssessed: []
            case .noIndicator: [.noIndicator]
            case .indicator: [.indicator]
            case .counselAdvised: [.indicator, .counselAdvised]
            }
        for step in path { office.say(.exclusion(.screened(step, mayVouch: false, reasons: "x")), by: 4) }
        return office
    }

    @Test(arguments: table)
    func `every state meets every finding`(state: ExclusionState, allowed: [ExclusionState]) {
        for next in ExclusionState.allCases {
            var office = Self.office(in: state)
            #expect(office.legal.exclusion == state)
            office.say(.exclusion(.screened(next, mayVouch: false, reasons: "x")), by: 4)
            #expect(office.refusal == (allowed.contains(next) ? nil : .forbiddenTransition), "\(state) meets \(next)")
        }
    }

    @Test(arguments: [1, 2, 3])
    func `nobody but counsel screens, not even a director`(author: Int) {
        var office = Office.shared(.legal)
        office.say(.exclusion(.screened(.noIndicator, mayVouch: true, reasons: "x")), by: author)
        #expect(office.refusal == .counselNeeded && office.legal.screening.steps.isEmpty)
    }

    @Test func `nobody vouches while something points to exclusion`() {
        var office = Office.shared(.legal)
        #expect(!office.legal.mayVouch, "not before anybody has looked")
        office.say(.exclusion(.screened(.indicator, mayVouch: true, reasons: "x")), by: 4)
        #expect(office.refusal == .cannotVouchYet)
        office.say(.exclusion(.screened(.noIndicator, mayVouch: true, reasons: " ")), by: 4)
        #expect(office.refusal == .reasonMissing)
        office.say(.exclusion(.screened(.indicator, mayVouch: false, reasons: "a unit")), by: 4)
        #expect(!office.legal.mayVouch)
        office.say(.exclusion(.screened(.counselAdvised, mayVouch: true, reasons: "no individual act")), by: 4)
        #expect(office.legal.mayVouch && office.legal.screening.steps.count == 2)
    }

    @Test(arguments: CompartmentKind.allCases.filter { $0 != .legal })
    func `outside counsel's compartment it is refused`(kind: CompartmentKind) {
        var office = Office.shared(kind)
        office.say(.exclusion(.screened(.noIndicator, mayVouch: true, reasons: "x")), by: 4)
        #expect(office.refusal == .wrongCompartment)
    }

    @Test func `who was counsel then counts also when the key comes late`() {
        var office = Office.shared(.legal)
        office.say(.exclusion(.screened(.noIndicator, mayVouch: true, reasons: "x")), by: 4)
        office.ledger.add(.rolesSet(member: Sample.id(4), roles: [.caseworker]))
        office.say(.exclusion(.screened(.indicator, mayVouch: false, reasons: "x")), by: 4)
        #expect(office.refusal == .counselNeeded && office.legal.exclusion == .noIndicator)
        var late = CaseworkState()
        for entry in office.ledger.entries where entry.compartment == .organisation { late.apply(entry) }
        for entry in office.ledger.entries where entry.compartment != .organisation { late.apply(entry) }
        #expect(late == office.ledger.state)
    }
}
