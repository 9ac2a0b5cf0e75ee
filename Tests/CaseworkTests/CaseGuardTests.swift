// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// What a move asks for beside the right state.
struct CaseGuardTests {
    @Test func `nothing happens in a case that is not registered`() {
        for event in CaseworkSamples.events {
            if case .lifecycle(.registered) = event { continue }
            var office = CaseOffice(registered: false)
            office.say(event)
            #expect(office.refusal == .caseNotRegistered)
        }
    }

    static let registrations: [(Registration, Refusal)] = [
        (.init(request: nil, owner: Sample.id(1), deputy: Sample.id(1), danger: .days), .ownerAndDeputyAreOne),
        (.init(request: nil, owner: Sample.id(4), deputy: Sample.id(1), danger: .days), .notAHolder),
        (.init(request: nil, owner: Sample.id(1), deputy: Sample.id(4), danger: .days), .notAHolder),
        (.init(request: nil, owner: Sample.id(1), deputy: Sample.id(99), danger: .days), .unknownMember),
        (.init(request: nil, owner: Sample.id(1), deputy: Sample.id(2), danger: .notSaid), .dangerNotRated),
    ]

    @Test(arguments: registrations)
    func `a case has an owner, a deputy and a danger rating`(registration: Registration, refusal: Refusal) {
        var office = CaseOffice(registered: false)
        office.say(.lifecycle(.registered(registration)))
        #expect(office.refusal == refusal)
        #expect(office.part?.lifecycle == nil)
        office.say(.lifecycle(.registered(CaseOffice.registration)))
        #expect(office.refusal == nil && office.part?.lifecycle?.request == Sample.id(10))
        office.say(.lifecycle(.registered(CaseOffice.registration)))
        #expect(office.refusal == .caseAlreadyRegistered)
    }

    @Test(arguments: [(DangerRating.days, UInt64(86_400)), (.weeks, 259_200), (.noHurry, 432_000)])
    func `an assessment is scheduled, and soon enough for the danger`(danger: DangerRating, within: UInt64) throws {
        var office = CaseOffice(registered: false)
        office.say(
            .lifecycle(
                .registered(Registration(request: nil, owner: Sample.id(1), deputy: Sample.id(2), danger: danger))))
        let registered = try #require(office.part?.lifecycle?.registeredAt)
        office.move(.assessment)
        #expect(office.refusal == .assessmentNotScheduled)
        office.say(.risk(.scheduled(registered + within + 1)))
        office.move(.assessment)
        #expect(office.refusal == .scheduledTooLate)
        office.say(.risk(.scheduled(registered + within)))
        office.move(.assessment)
        #expect(office.refusal == nil)
    }

    @Test func `planning waits for risk, needs and wishes`() {
        var office = CaseOffice()
        office.say(.risk(.scheduled(office.now + 3_600)))
        office.move(.assessment)
        let missing: [(Refusal, CompartmentEvent)] = [
            (.riskNotAssessed, .risk(.assessed(CaseOffice.assessment, replaces: []))),
            (.needsNotRecorded, .risk(.needsRecorded([], note: "none", replaces: []))),
            (.wishesNotRecorded, .risk(.wishesRecorded("to her sister", replaces: []))),
        ]
        for (number, (refusal, remedy)) in missing.enumerated() {
            #expect(office.part?.obstacles(to: .planning) == missing[number...].map(\.0))
            office.move(.planning)
            #expect(office.refusal == refusal)
            office.say(remedy)
        }
        office.move(.planning)
        #expect(office.refusal == nil)
    }

    @Test func `a plan is approved by another than the owner, and agreed to by the person`() {
        var office = CaseOffice.prepared
        office.move(.assessment)
        office.move(.planning)
        let plan = office.say(.plan(.proposed(CaseOffice.draft)), by: 2)
        #expect(office.part?.obstacles(to: .active) == [.planNotApproved, .personHasNotAgreed])
        office.say(.plan(.approved(plan: plan)), by: 1)
        #expect(office.refusal == .ownerCannotApprove)
        office.say(.plan(.approved(plan: plan)), by: 2)
        #expect(office.refusal == .secondPersonNeeded, "whoever proposed it")
        office.say(.plan(.approved(plan: plan)), by: 3)
        #expect(office.refusal == nil && office.part?.nextReview == CaseOffice.later)
        office.say(.plan(.approved(plan: plan)), by: 3)
        #expect(office.refusal == .alreadySettled)
        office.move(.active)
        #expect(office.refusal == .personHasNotAgreed)
        office.say(.plan(.agreed(plan: plan, how: "")))
        #expect(office.refusal == .textMissing)
        office.say(.plan(.agreed(plan: plan, how: "by phone")))
        office.say(.plan(.turnedDown(plan: plan, why: "too early")))
        office.move(.active)
        #expect(office.refusal == .personHasNotAgreed)
        office.say(.plan(.agreed(plan: plan, how: "after all")))
        office.move(.active)
        #expect(office.refusal == nil)
    }

    @Test func `only the newest plan is agreed to`() {
        var office = CaseOffice.prepared
        let old = office.say(.plan(.proposed(CaseOffice.draft)))
        office.say(.plan(.proposed(CaseOffice.draft)))
        office.say(.plan(.approved(plan: old)), by: 3)
        #expect(office.refusal == .planNotNewest)
        office.say(.plan(.agreed(plan: Sample.id(999), how: "yes")))
        #expect(office.refusal == .unknownEntry)
    }

    @Test(arguments: CaseState.allCases)
    func `a move names one of its reasons, or none where it has none`(state: CaseState) {
        for origin in CaseState.allCases where origin.successors.contains(state) {
            let prepared = CaseStateTests.office(in: origin)
            for reason in [nil] + MoveReason.allCases.map(Optional.some) {
                var office = prepared
                office.say(.lifecycle(.moved(to: state, reason: reason, note: "")))
                let expected: Refusal? =
                    if let reason { state.moveReasons.contains(reason) ? nil : .reasonNotExpected } else {
                        state.moveReasons.isEmpty ? nil : .reasonMissing
                    }
                #expect(office.refusal == expected)
            }
        }
    }

    @Test func `a review ends with the date of the next`() {
        var office = CaseStateTests.office(in: .review)
        office.move(.active, at: CaseOffice.later)
        #expect(office.refusal == .reviewNotScheduled)
        office.say(.plan(.reviewScheduled(1)))
        #expect(office.refusal == .dateNotAhead)
        office.say(.plan(.reviewScheduled(CaseOffice.later + 9)))
        office.move(.active, at: CaseOffice.later)
        #expect(office.refusal == nil)
    }

    @Test func `two people close, with no hold on it and no incident open`() {
        var office = CaseStateTests.office(in: .closing)
        office.say(.lifecycle(.closingConfirmed), by: 1)
        #expect(office.refusal == .secondPersonNeeded)
        let hold = office.say(.hold(.placed(.closing, shown: "")), by: 2)
        let incident = office.say(.incident(.opened(.leak, affected: [.identity], text: "a letter")))
        #expect(office.part?.obstacles(to: .closed) == [.holdStands, .incidentOpen])
        office.say(.lifecycle(.closingConfirmed), by: 3)
        #expect(office.refusal == .holdStands)
        office.say(.hold(.lifted(hold: hold, note: "settled")), by: 2)
        office.say(.lifecycle(.closingConfirmed), by: 3)
        #expect(office.refusal == .incidentOpen)
        office.say(.incident(.handled(incident: incident, outcome: "moved house")))
        office.say(.lifecycle(.closingConfirmed), by: 3)
        #expect(office.refusal == nil)
        #expect(office.part?.lifecycle?.closure?.content.reason == .protectedAndStable)
    }

    @Test func `who would close again after a refusal proposes again`() {
        var office = CaseStateTests.office(in: .closing)
        office.move(.active)
        #expect(office.part?.lifecycle?.closure == nil)
        office.move(.review)
        office.say(.lifecycle(.closingProposed(.withdrew, note: "")), by: 3)
        office.say(.lifecycle(.closingConfirmed), by: 3)
        #expect(office.refusal == .secondPersonNeeded)
        office.say(.lifecycle(.closingConfirmed), by: 1)
        #expect(office.refusal == nil)
    }

    @Test(arguments: [("", "yes"), ("Shelter", "")])
    func `a transfer has a receiver and consent`(receiver: String, consent: String) {
        var office = CaseStateTests.office(in: .active)
        office.say(.lifecycle(.transferOffered(to: receiver, consent: consent)))
        #expect(office.refusal == .consentMissing)
    }

    @Test func `a transfer ends with a receipt`() {
        var office = CaseStateTests.office(in: .transferOffered)
        office.say(.lifecycle(.transferAccepted(receipt: " ")), by: 3)
        #expect(office.refusal == .receiptMissing)
    }

    @Test func `erasure takes two people, fourteen days, no hold and no open incident`() throws {
        var office = CaseStateTests.office(in: .erasurePending)
        let from = try #require(office.part?.lifecycle?.erasableFrom)
        #expect(from == (office.part?.lifecycle?.since ?? 0) + 14 * 86_400)
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from - 1)
        #expect(office.refusal == .coolingOff)
        office.say(.lifecycle(.erasureConfirmed), by: 1, at: from)
        #expect(office.refusal == .secondPersonNeeded)
        let hold = office.say(.hold(.placed(.erasure, shown: "court")))
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from)
        #expect(office.refusal == .holdStands)
        office.say(.hold(.lifted(hold: hold, note: "settled")))
        let incident = office.say(.incident(.opened(.leak, affected: [.identity], text: "a letter")))
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from)
        #expect(office.refusal == .incidentOpen)
        office.say(.incident(.handled(incident: incident, outcome: "moved house")))
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from)
        #expect(office.refusal == nil && office.state == .erased)
    }

    @Test func `an owner who steps aside to approve a plan does not own it approved`() {
        var office = CaseStateTests.office(in: .planning)
        let plan = office.say(.plan(.proposed(CaseOffice.draft)), by: 2)
        office.say(office.assigned(owner: 3, deputy: 2))
        office.say(.plan(.approved(plan: plan)))
        #expect(office.refusal == nil && office.part?.plan?.approval != nil)
        office.say(office.assigned(owner: 1, deputy: 2))
        #expect(office.part?.plan?.approval == nil)
        #expect(office.part?.obstacles(to: .active).contains(.planNotApproved) == true)
        office.say(.plan(.approved(plan: plan)), by: 3)
        #expect(office.refusal == nil && office.part?.plan?.approval?.by == Sample.id(3))
    }

    @Test func `a requester's clock that is behind what colleagues wrote does not end the fourteen days`() throws {
        var office = CaseStateTests.office(in: .closed)
        let days: UInt64 = 86_400
        let now = CaseOffice.later + 100 * days
        office.say(.lifecycle(.noted("the family called")), by: 2, at: now)
        office.say(.lifecycle(.erasureRequested(reason: "r")), at: now - 20 * days)
        let from = try #require(office.part?.lifecycle?.erasableFrom)
        #expect(from == now + 14 * days)
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from - 1)
        #expect(office.refusal == .coolingOff)
        // One's own earlier words prove nothing about one's own clock, and a colleague's broken one is put right by asking again.
        office.say(.lifecycle(.erasureCancelled(reason: "the clock")), at: now)
        office.say(.lifecycle(.noted("right again")), by: 2, at: now)
        office.say(.lifecycle(.noted("far ahead")), by: 1, at: .max)
        office.say(.lifecycle(.erasureRequested(reason: "r")), at: now)
        #expect(office.part?.lifecycle?.erasableFrom == now + 14 * days)
    }

    @Test func `a confirmer's clock that runs ahead destroys nothing at desks whose clock does not`() throws {
        var office = CaseStateTests.office(in: .erasurePending)
        let from = try #require(office.part?.lifecycle?.erasableFrom)
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from)
        let lifecycle = try #require(office.part?.lifecycle)
        let end = from + LifecycleRecord.hearingOthers
        #expect(lifecycle.state == .erased && !lifecycle.isErasable(at: end - 1) && lifecycle.isErasable(at: end))
        #expect(lifecycle.destroyedFrom == from + LifecycleRecord.hearing && lifecycle.destroyedUnheardFrom == end)
        var late = office
        late.say(.lifecycle(.erasureCancelled(reason: "came back")), by: 2, at: end)
        #expect(late.refusal == .caseErased)
        office.say(.lifecycle(.noted("x")), by: 2, at: from - 1)
        #expect(office.refusal == .caseErased)
        office.say(.lifecycle(.erasureCancelled(reason: "")), by: 2, at: from - 1)
        #expect(office.refusal == .reasonMissing)
        office.say(.lifecycle(.erasureCancelled(reason: "that clock is wrong")), by: 2, at: from - 1)
        #expect(office.refusal == nil && office.state == .closed && office.part?.lifecycle?.erasure == nil)
    }

    @Test func `a hold whose author had not seen that the erasure was confirmed keeps the case`() throws {
        var office = CaseStateTests.office(in: .erasurePending)
        let from = try #require(office.part?.lifecycle?.erasableFrom)
        let seen = office.office.ledger.entries.count
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from)
        office.say(.hold(.placed(.erasure, shown: "суд")), by: 2, at: from)
        #expect(office.refusal == .caseErased, "who knew of it cancels it, while that is possible")
        office.say(.hold(.placed(.release, shown: "суд")), by: 2, at: from, seen: seen)
        #expect(office.refusal == nil && office.state == .erased, "it stops nothing of this")
        let hold = office.say(.hold(.placed(.erasure, shown: "суд")), by: 2, at: from - 86_400, seen: seen)
        #expect(office.refusal == nil && office.state == .erasurePending)
        #expect(office.part?.lifecycle?.isErasable(at: .max) == false)
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from + 5)
        #expect(office.refusal == .holdStands)
        office.say(.hold(.lifted(hold: hold, note: "решено")), by: 2, at: from + 6)
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from + 7)
        #expect(office.refusal == nil && office.state == .erased)
        #expect(office.part?.lifecycle?.destroyedFrom == from + 7 + LifecycleRecord.hearing)
    }

    @Test func `an erasure that an unseen hold took back is cancelled to where the case was`() throws {
        for state in [CaseState.closed, .transferred] {
            var office = CaseStateTests.office(in: state)
            office.say(.lifecycle(.erasureRequested(reason: "r")))
            let from = try #require(office.part?.lifecycle?.erasableFrom)
            let seen = office.office.ledger.entries.count
            office.say(.lifecycle(.erasureConfirmed), by: 3, at: from)
            office.say(.hold(.placed(.erasure, shown: "суд")), by: 2, at: from, seen: seen)
            #expect(office.state == .erasurePending)
            office.say(.lifecycle(.erasureCancelled(reason: "суд")), by: 2, at: from + 1)
            #expect(office.refusal == nil && office.state == state)
            office.say(.lifecycle(.noted("дальше")), at: from + 2)
            #expect(office.refusal == nil, "the case goes on")
        }
    }

    @Test(arguments: CaseState.allCases.filter { ![.erasurePending, .erased].contains($0) })
    func `where nobody confirmed an erasure none is overtaken`(state: CaseState) {
        var office = CaseStateTests.office(in: state)
        office.say(.lifecycle(.erasureOvertaken))
        #expect(office.refusal == .forbiddenTransition && office.state == state)
    }

    @Test func `an overtaken erasure is pending again, once, at any time, and takes another confirmation`() throws {
        var office = CaseStateTests.office(in: .closed)
        office.say(.lifecycle(.erasureOvertaken))
        #expect(office.refusal == .forbiddenTransition && office.state == .closed)
        office.say(.lifecycle(.erasureRequested(reason: "r")))
        let from = try #require(office.part?.lifecycle?.erasableFrom)
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from)
        for _ in 0..<2 {
            office.say(.lifecycle(.erasureOvertaken), by: 2, at: from + 10 * LifecycleRecord.hearing)
            #expect(office.refusal == nil && office.state == .erasurePending)
            #expect(office.part?.lifecycle?.isErasable(at: .max) == false)
        }
        #expect(office.part?.lifecycle?.changes.count { $0.to == .erasurePending } == 2)
        office.say(.lifecycle(.erasureConfirmed), at: from + 1)
        #expect(office.refusal == .secondPersonNeeded)
        office.say(.lifecycle(.erasureConfirmed), by: 3, at: from + 2)
        #expect(office.refusal == nil && office.state == .erased)
    }

    @Test func `a clock at the end of time does not make erasure possible`() {
        var office = CaseStateTests.office(in: .closed)
        office.say(.lifecycle(.erasureRequested(reason: "r")), at: .max - 5)
        office.say(.lifecycle(.erasureConfirmed), by: 3)
        #expect(office.refusal == .coolingOff)
    }

    @Test func `a cancelled erasure goes back to where the case was`() {
        for state in [CaseState.closed, .transferred] {
            var office = CaseStateTests.office(in: state)
            office.say(.lifecycle(.erasureRequested(reason: "r")))
            office.say(.lifecycle(.erasureCancelled(reason: "")))
            #expect(office.refusal == .reasonMissing)
            office.say(.lifecycle(.erasureCancelled(reason: "came back")))
            #expect(office.state == state && office.part?.lifecycle?.erasure == nil)
        }
    }

    @Test func `what was assessed and planned before a case was reopened is history`() {
        var office = CaseStateTests.office(in: .reopened)
        office.move(.assessment)
        office.move(.planning)
        #expect(office.refusal == .riskNotAssessed)
        office.say(.risk(.assessed(CaseOffice.assessment, replaces: [])))
        office.move(.planning)
        office.move(.active)
        #expect(office.refusal == .planNotApproved)
        office.planAndAgree()
        office.move(.active)
        #expect(office.state == .active)
    }

    static let small: [(CompartmentEvent, Refusal)] = [
        (.lifecycle(.noted(" ")), .textMissing),
        (.lifecycle(.dangerRated(.notSaid, note: "", replaces: [])), .dangerNotRated),
        (.lifecycle(.assigned(owner: Sample.id(2), deputy: Sample.id(1), reason: "", replaces: [])), .reasonMissing),
        (
            .lifecycle(.assigned(owner: Sample.id(2), deputy: Sample.id(2), reason: "r", replaces: [])),
            .ownerAndDeputyAreOne
        ),
        (.lifecycle(.assigned(owner: Sample.id(4), deputy: Sample.id(2), reason: "r", replaces: [])), .notAHolder),
        (.plan(.proposed(PlanDraft(aim: "", steps: [], reviewBy: CaseOffice.later))), .textMissing),
        (.plan(.proposed(PlanDraft(aim: "a", steps: [], reviewBy: 1))), .dateNotAhead),
        (.risk(.scheduled(1)), .dateNotAhead),
        (.risk(.wishesRecorded("", replaces: [])), .textMissing),
        (.hold(.lifted(hold: Sample.id(99), note: "")), .unknownEntry),
        (.incident(.opened(.leak, affected: [], text: "")), .textMissing),
        (.incident(.handled(incident: Sample.id(99), outcome: "o")), .unknownEntry),
        (.task(.done(task: Sample.id(99), outcome: "")), .unknownEntry),
    ]

    @Test(arguments: small)
    func `what does not fit is refused and changes nothing`(event: CompartmentEvent, refusal: Refusal) {
        var office = CaseOffice.prepared
        let before = office.part
        office.say(event)
        #expect(office.refusal == refusal)
        #expect(office.part == before)
    }
}
