// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What somebody laid aside is taken up by them, or by two others; until then nothing leaves (docs/decisions/0098). Member 1 owns the case, 2 is the deputy, 3 and 5
/// hold the casework too.
struct PauseTests {
    private static let reasons: [MoveReason] = [.contactLost, .personAsked, .safety]
    private static let propose = CompartmentEvent.lifecycle(.takingUpProposed(reason: "писала сестра"))
    private static let takeUp = CompartmentEvent.lifecycle(.takenUp(note: "поговорили"))
    private static let goOn = CompartmentEvent.lifecycle(.moved(to: .active, reason: nil, note: "дальше"))

    private static func pause(_ reason: MoveReason = .safety) -> CompartmentEvent {
        .lifecycle(.moved(to: .paused, reason: reason, note: "слежка"))
    }

    /// In work, and laid aside by member 2.
    private func paused(for reason: MoveReason = .safety) -> CaseOffice {
        var office = CaseStateTests.office(in: .active)
        office.office.ledger.admit(5)
        office.office.grant(to: 5)
        office.say(Self.pause(reason), by: 2)
        return office
    }

    private func seen(_ office: CaseOffice) -> Int { office.office.ledger.entries.count }
    private func obstacle(_ office: CaseOffice) -> ReleaseObstacle? { office.office.record?.releaseObstacle }

    private func proposals(_ office: CaseOffice, _ member: Int) -> Int {
        Today(office.office.ledger.state, for: Sample.id(member), at: office.now).items.count {
            if case .takingUpToConfirm = $0.pending { true } else { false }
        }
    }

    @Test(arguments: reasons)
    func `whoever laid it aside takes it up alone, for a reason`(reason: MoveReason) {
        var office = paused(for: reason)
        office.say(.lifecycle(.takenUp(note: " ")), by: 2)
        #expect(office.refusal == .reasonMissing && obstacle(office) == .paused)
        office.say(Self.takeUp, by: 2)
        #expect(office.refusal == nil && office.state == .active && obstacle(office) == nil)
        #expect(office.part?.lifecycle?.pause == nil)
        office.say(Self.takeUp, by: 2)
        #expect(office.refusal == .forbiddenTransition, "nothing is laid aside")
    }

    @Test(arguments: reasons)
    func `of others it takes two, and nothing leaves before the second`(reason: MoveReason) throws {
        var office = paused(for: reason)
        office.say(Self.takeUp, by: 3)
        #expect(office.refusal == .secondPersonNeeded && obstacle(office) == .paused)
        office.say(.lifecycle(.takingUpProposed(reason: " ")), by: 3)
        #expect(office.refusal == .reasonMissing)
        office.say(Self.propose, by: 3)
        #expect(office.refusal == nil && office.state == .paused && obstacle(office) == .paused)
        let pause = try #require(office.part?.lifecycle?.pause)
        #expect(pause.words.map(\.reason) == [reason] && pause.words.map(\.by) == [Sample.id(2)])
        #expect(pause.proposals.map(\.text) == ["писала сестра"] && pause.proposals.map(\.by) == [Sample.id(3)])
        #expect([1, 2, 5].allSatisfy { proposals(office, $0) == 1 }, "whoever laid it aside too")
        #expect(proposals(office, 3) == 0)
        for event in [Self.propose, Self.takeUp] {
            office.say(event, by: 3)
            #expect(office.refusal == .secondPersonNeeded && obstacle(office) == .paused)
        }
        office.say(.lifecycle(.takenUp(note: "")), by: 1)
        #expect(office.refusal == nil && office.state == .active && obstacle(office) == nil)
        #expect([1, 2, 5].allSatisfy { proposals(office, $0) == 0 })
    }

    @Test func `the second agrees to what they saw, and two who propose apart are still to agree`() {
        var office = paused()
        let before = seen(office)
        office.say(Self.propose, by: 3, seen: before)
        office.say(Self.takeUp, by: 1, seen: before)
        #expect(office.refusal == .noSuchProposal && office.state == .paused)
        office.say(Self.propose, by: 1, seen: before)
        #expect(office.refusal == nil && office.state == .paused, "each thinks that somebody else looks")
        office.say(Self.takeUp, by: 3)
        #expect(office.refusal == nil && office.state == .active)
    }

    @Test func `a plain move of an older program is the first of two words, or its author's own`() {
        var office = paused()
        office.say(Self.goOn, by: 3)
        #expect(office.refusal == nil && office.state == .paused && obstacle(office) == .paused)
        #expect(proposals(office, 2) == 1)
        office.say(Self.goOn, by: 3)
        #expect(office.refusal == .secondPersonNeeded && office.state == .paused)
        office.say(Self.goOn, by: 1)
        #expect(office.refusal == nil && office.state == .paused, "that program shows no proposal to agree to")
        office.say(Self.goOn, by: 2)
        #expect(office.refusal == nil && office.state == .active && obstacle(office) == nil)
    }

    @Test func `a closing out of a pause lets nothing leave, and is no way to take it up alone`() {
        var office = paused()
        office.say(.lifecycle(.closingProposed(.referred, note: "")), by: 3)
        #expect(office.state == .closing && obstacle(office) == .paused)
        office.say(Self.goOn, by: 3)
        #expect(office.refusal == nil && office.state == .paused && obstacle(office) == .paused)
        office.say(.lifecycle(.closingProposed(.referred, note: "")), by: 3)
        office.say(Self.takeUp, by: 1)
        #expect(office.refusal == nil && office.state == .active && office.part?.lifecycle?.closure == nil)

        var other = paused()
        other.say(.lifecycle(.closingProposed(.referred, note: "")), by: 3)
        other.say(Self.pause(.contactLost), by: 1)
        #expect(other.refusal == nil && other.state == .paused, "a closing is given up without taking it up")
        #expect(other.part?.lifecycle?.closure == nil)
        other.say(Self.takeUp, by: 2)
        #expect(other.refusal == .secondPersonNeeded, "two laid it aside")
    }

    @Test func `closing and reopening end no pause, and such a case is handed to nobody`() {
        var office = paused()
        office.say(.lifecycle(.closingProposed(.lostContact, note: "")), by: 3)
        office.say(.lifecycle(.closingConfirmed), by: 1)
        #expect(office.state == .closed && obstacle(office) == .notOpen)
        for event in [Self.propose, Self.takeUp] {
            office.say(event, by: 3)
            #expect(office.refusal == .forbiddenTransition)
        }
        office.say(.lifecycle(.moved(to: .reopened, reason: .newContact, note: "")), by: 3)
        #expect(office.state == .reopened && obstacle(office) == .paused)
        office.move(.assessment)
        office.prepare()
        office.move(.planning)
        office.move(.active)
        #expect(office.state == .active && obstacle(office) == .paused, "the work goes on")
        office.say(.lifecycle(.transferOffered(to: "Приют", consent: "да")), by: 3)
        #expect(office.refusal == .pauseStands)
        office.say(Self.propose, by: 3)
        office.say(Self.takeUp, by: 1)
        #expect(office.refusal == nil && office.state == .active && obstacle(office) == nil)
        office.say(.lifecycle(.transferOffered(to: "Приют", consent: "да")), by: 3)
        #expect(office.refusal == nil)
    }

    @Test(arguments: [true, false])
    func `who lays it aside without having heard that it was is heard too, in either order`(isFirst: Bool) {
        var office = CaseStateTests.office(in: .active)
        let before = seen(office)
        for author in isFirst ? [2, 3] : [3, 2] {
            office.say(Self.pause(author == 2 ? .personAsked : .safety), by: author, seen: before)
            #expect(office.refusal == nil && office.state == .paused)
        }
        office.say(Self.takeUp, by: 2)
        #expect(office.refusal == .secondPersonNeeded && office.state == .paused, "another stopped it for danger")
        office.say(Self.takeUp, by: 2, seen: before)
        #expect(office.refusal == .notAllSeen && office.state == .paused)
        office.say(Self.propose, by: 2)
        office.say(Self.takeUp, by: 3)
        #expect(office.refusal == nil && office.state == .active)
        office.say(Self.pause(), by: 2)
        office.say(Self.pause(), by: 3)
        #expect(office.refusal == .forbiddenTransition, "who has heard of it says it once")
    }

    @Test func `a proposal whose author had not heard of all the reasons is none`() {
        var office = CaseStateTests.office(in: .active)
        let before = seen(office)
        office.say(Self.pause(.personAsked), by: 2)
        let knowing = seen(office)
        office.say(Self.propose, by: 1, seen: knowing)
        #expect(proposals(office, 2) == 1)
        office.say(Self.pause(.safety), by: 3, seen: before)
        #expect(office.refusal == nil && proposals(office, 2) == 0)
        office.say(Self.takeUp, by: 2)
        #expect(office.refusal == .secondPersonNeeded && obstacle(office) == .paused)
    }

    @Test func `what left by the desk of somebody who had not heard of a pause is told until it is taken up`() {
        var office = CaseStateTests.office(in: .active)
        let before = seen(office)
        office.say(Self.pause(), by: 2)
        office.say(.lifecycle(.closingProposed(.referred, note: "")), by: 3)
        office.say(
            .access(
                .disclosed(
                    Disclosure(
                        what: "bag", toWhom: "x", why: "y",
                        bag: HandedBag(id: Sample.id(90), recipient: .anyOf(.lawyer), purpose: .statistics)))),
            by: 1, seen: before)
        let day = Day(at: office.now)
        #expect(office.office.record?.person.bagsPastStops(on: day).count == 1)
        office.say(Self.takeUp, by: 2)
        #expect(office.office.record?.person.bagsPastStops(on: day).isEmpty == true)
    }

    /// What everybody has to agree on.
    private struct Outcome: Hashable {
        let state: CaseState?
        let isPaused: Bool
        let obstacle: ReleaseObstacle?
        let pausedBy: Set<ID<Member>>
        let proposedBy: Set<ID<Member>>
    }

    private func outcome(_ office: CaseOffice) -> Outcome {
        let lifecycle = office.part?.lifecycle
        return Outcome(
            state: lifecycle?.state, isPaused: lifecycle?.isPaused == true, obstacle: obstacle(office),
            pausedBy: Set(lifecycle?.pause?.words.map(\.by) ?? []),
            proposedBy: Set(lifecycle?.pause?.proposals.map(\.by) ?? []))
    }

    /// Each knows of the pause and of nothing that the others write.
    @Test(arguments: [UInt64(1), 7, 2_026])
    func `any order of what colleagues say apart about a pause folds the same, and never takes it up by one word`(
        seed: UInt64
    ) {
        var dice = SeededGenerator(seed: seed)
        let office = paused()
        let all = seen(office)
        let deeds = [
            Self.propose, Self.takeUp, Self.goOn, Self.pause(.contactLost), .lifecycle(.noted("n")),
            .incident(.opened(.leak, affected: [], text: "t")),
        ]
        for _ in 0..<60 {
            // The last of them may not have heard of the pause either.
            let unheard = Bool.random(using: &dice)
            let said = [1, 3, 5].map { author in
                (author: author, event: deeds.randomElement(using: &dice) ?? Self.propose)
            }
            let outcomes = Set(
                permutations(Array(said.indices)).map { order -> Outcome in
                    var office = office
                    for place in order {
                        let isUnheard = unheard && said[place].author == 5
                        office.say(said[place].event, by: said[place].author, seen: isUnheard ? all - 1 : all)
                    }
                    return outcome(office)
                })
            #expect(outcomes.count == 1, "seed \(seed): \(said)")
            #expect(outcomes.allSatisfy { $0.isPaused && $0.obstacle == .paused }, "seed \(seed): \(said)")
        }
    }
}
