// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Every state of a case meets every event.
struct CaseStateTests {
    enum Trigger: Hashable {
        case to(CaseState)
        case act(CaseAct)
        /// What does not move the case.
        case work(Int)
        /// What the case has nothing to do with, or has had already: refused for its own reason, whatever the state.
        case amiss(Int)

        /// What somebody does who works on the case: refused where it is over.
        static let toDo: [CompartmentEvent] = [
            .lifecycle(.dangerRated(.weeks, note: "", replaces: [])),
            .consent(.explained(Sample.id(80), ConsentSamples.explanation())),
            .plan(.proposed(CaseOffice.draft)), .plan(.reviewScheduled(CaseOffice.later)),
            .risk(.assessed(CaseOffice.assessment, replaces: [])), .risk(.scheduled(CaseOffice.later)),
            .risk(.needsRecorded([], note: "", replaces: [])), .risk(.wishesRecorded("w", replaces: [])),
            CaseworkSamples.task.map(CompartmentEvent.task)[0],
        ]

        /// What keeps a case, stops it, or says what went wrong.
        static let stops: [CompartmentEvent] = [
            .hold(.placed(.closing, shown: "")), .hold(.placed(.erasure, shown: "")),
            .incident(.opened(.leak, affected: [], text: "t")),
        ]

        static let work: [CompartmentEvent] =
            toDo + stops + [
                .lifecycle(.noted("n")),
                .lifecycle(.assigned(owner: Sample.id(2), deputy: Sample.id(3), reason: "r", replaces: [])),
                .hold(.placed(.release, shown: "")),
            ]

        static let amiss: [(CompartmentEvent, Refusal)] = {
            let nothing: ID<Entry> = Sample.id(9_999)
            return [
                (.lifecycle(.registered(CaseOffice.registration)), .caseAlreadyRegistered),
                (.plan(.approved(plan: nothing)), .unknownEntry),
                (.plan(.agreed(plan: nothing, how: "x")), .unknownEntry),
                (.plan(.turnedDown(plan: nothing, why: "x")), .unknownEntry),
                (.hold(.lifted(hold: nothing, note: "x")), .unknownEntry),
                (.incident(.noted(incident: nothing, text: "x")), .unknownEntry),
                (.incident(.handled(incident: nothing, outcome: "x")), .unknownEntry),
                (.task(.done(task: nothing, outcome: "x")), .unknownEntry),
                (.consent(.withdrawn(Sample.id(81), .voice)), .unknownItem),
                (.clearance(.takenBack), .counselNeeded), (.clearance(.given(over: [])), .counselNeeded),
                (
                    .consent(.asked(Sample.id(82), ConsentSamples.explanation(), PortalSamples.ask())),
                    .expiryOutOfBounds
                ), (.consent(.overrideSeconded(Sample.id(82), proposal: nothing)), .noSuchProposal),
            ]
        }()

        static let all: [Trigger] =
            CaseState.allCases.map(Trigger.to) + CaseAct.allCases.map(Trigger.act) + work.indices.map(Trigger.work)
            + amiss.indices.map(Trigger.amiss)
    }

    /// The model's table, with exits that it lacks: a closing that the second person does not confirm goes back to
    /// work or is laid aside, what was handed over to others can be erased, and is opened again where they let the person down. Whatever is not named is a forbidden transition.
    static let table: [CaseState: [Trigger: CaseState]] = [
        .registered: [.to(.assessment): .assessment],
        .assessment: [.to(.planning): .planning],
        .planning: [.to(.active): .active],
        .active: [.to(.review): .review, .to(.paused): .paused, .act(.offerTransfer): .transferOffered],
        .review: [.to(.active): .active, .to(.paused): .paused, .act(.proposeClosing): .closing],
        .paused: [
            .to(.active): .active, .act(.proposeClosing): .closing, .act(.proposeTakingUp): .paused,
            .act(.takeUp): .active,
        ],
        .transferOffered: [.to(.active): .active, .act(.acceptTransfer): .transferred],
        .transferred: [.to(.reopened): .reopened, .act(.requestErasure): .erasurePending],
        .closing: [.to(.active): .active, .to(.paused): .paused, .act(.confirmClosing): .closed],
        .closed: [.to(.reopened): .reopened, .act(.requestErasure): .erasurePending],
        .reopened: [.to(.assessment): .assessment],
        .erasurePending: [.act(.confirmErasure): .erased, .act(.cancelErasure): .closed],
        .erased: [:],
    ]

    @Test(arguments: CaseState.allCases, Trigger.all)
    func `every state meets every event`(state: CaseState, trigger: Trigger) throws {
        var office = Self.office(in: state)
        try #require(office.state == state)
        let row = try #require(Self.table[state])
        let before = office.part
        Self.pull(trigger, in: &office)
        if let next = row[trigger] {
            #expect(office.refusal == nil)
            #expect(office.state == next)
            #expect(office.part?.lifecycle?.changes.last?.to == next)
        } else {
            let refusal = Self.refusal(of: trigger, in: state)
            #expect(office.refusal == refusal)
            #expect(office.state == state)
            if refusal != nil { #expect(office.part == before) }
        }
    }

    /// Of what the table does not name; nil where it counts and the case stays where it is.
    static func refusal(of trigger: Trigger, in state: CaseState) -> Refusal? {
        let isOver = [.closed, .transferred, .erasurePending].contains(state)
        switch trigger {
        case .to, .act: return state == .erased ? .caseErased : .forbiddenTransition
        case .work(let index):
            if state == .erased { return .caseErased }
            return isOver && Trigger.toDo.contains(Trigger.work[index]) ? .caseOver : nil
        case .amiss(let index):
            let (event, refusal) = Trigger.amiss[index]
            if case .lifecycle(.registered) = event { return refusal }
            if state == .erased { return .caseErased }
            switch event {
            case .plan, .clearance(.given), .consent(.asked), .consent(.overrideSeconded):
                return isOver ? .caseOver : refusal
            default: return refusal
            }
        }
    }

    /// By somebody who had not heard that the case was over: nothing of theirs is refused for that, and what the two who closed it, or would
    /// erase it, had to know takes that back.
    @Test(arguments: [CaseState.transferred, .closed, .erasurePending, .erased], Trigger.all)
    func `every state that a case ends in meets every event of whoever has not heard of it`(
        state: CaseState, trigger: Trigger
    ) throws {
        var office = Self.office(in: state)
        let end = try #require(office.part?.lifecycle?.changes.last { [.closed, .transferred].contains($0.to) })
        let place = try #require(office.office.ledger.entries.firstIndex { $0.id == end.entry })
        let event = try #require(Self.event(trigger))
        office.say(event, by: 2, at: office.now + LifecycleRecord.coolingOff, seen: place)
        let outcome = Self.unheard(trigger, in: state)
        #expect(office.refusal == outcome.refusal)
        #expect(office.state == outcome.next ?? state)
    }

    static func unheard(_ trigger: Trigger, in state: CaseState) -> Meeting<CaseState> {
        switch trigger {
        case .to(.active): .to(.active)
        // They knew of the closing, or of what came before it.
        case .to(.paused) where state != .transferred: .to(.paused)
        case .to(.reopened) where [.closed, .transferred].contains(state): .to(.reopened)
        case .act(.requestErasure) where [.closed, .transferred].contains(state): .to(.erasurePending)
        case .act(.confirmErasure) where state == .erasurePending: .refused(.noSuchProposal)
        case .act(.cancelErasure) where state == .erasurePending: .to(.closed)
        // Not yet destroyed by their clock.
        case .act(.cancelErasure) where state == .erased: .to(.closed)
        case .to, .act: .refused(.forbiddenTransition)
        case .work(let index): unheard(Trigger.work[index], in: state)
        case .amiss(let index): .refused(Trigger.amiss[index].1)
        }
    }

    private static func unheard(_ event: CompartmentEvent, in state: CaseState) -> Meeting<CaseState> {
        let isIncident = if case .incident = event { true } else { false }
        if state != .transferred, Trigger.toDo.contains(event) || isIncident || event == Trigger.stops[0] {
            return .to(.closing)
        }
        return state == .erased && event == Trigger.stops[1] ? .to(.erasurePending) : .noted
    }

    @Test(arguments: CaseState.allCases)
    func `what a page offers is what the fold allows`(state: CaseState) throws {
        let row = try #require(Self.table[state])
        #expect(Set(state.successors.map(Trigger.to) + state.acts.map(Trigger.act)) == Set(row.keys))
    }

    static func pull(_ trigger: Trigger, in office: inout CaseOffice) {
        switch trigger {
        case .to(let state): office.move(state)
        case .work(let index): office.say(Trigger.work[index])
        case .amiss(let index): office.say(Trigger.amiss[index].0)
        case .act(let act): office.say(.lifecycle(event(of: act)), by: author(of: act), at: time(of: act, office))
        }
    }

    static func event(_ trigger: Trigger) -> CompartmentEvent? {
        switch trigger {
        case .to(let state): .lifecycle(.moved(to: state, reason: state.moveReasons.first, note: ""))
        case .act(let act): .lifecycle(event(of: act))
        case .work(let index): Trigger.work[index]
        case .amiss(let index): Trigger.amiss[index].0
        }
    }

    static func event(of act: CaseAct) -> LifecycleEvent {
        switch act {
        case .proposeClosing: .closingProposed(.protectedAndStable, note: "")
        case .confirmClosing: .closingConfirmed
        case .offerTransfer: .transferOffered(to: "Shelter", consent: "in writing")
        case .acceptTransfer: .transferAccepted(receipt: "receipt 7")
        case .requestErasure: .erasureRequested(reason: "asked for it")
        case .confirmErasure: .erasureConfirmed
        case .cancelErasure: .erasureCancelled(reason: "came back")
        case .proposeTakingUp: .takingUpProposed(reason: "wrote again")
        case .takeUp: .takenUp(note: "wrote again")
        }
    }

    private static func author(of act: CaseAct) -> Int {
        [.confirmClosing, .acceptTransfer, .confirmErasure].contains(act) ? 3 : 1
    }

    private static func time(of act: CaseAct, _ office: CaseOffice) -> UInt64? {
        switch (act, office.state) {
        case (_, .erased): office.now + LifecycleRecord.coolingOff + LifecycleRecord.hearingOthers
        case (.confirmErasure, _): office.now + LifecycleRecord.coolingOff
        default: nil
        }
    }

    static func office(in state: CaseState) -> CaseOffice {
        var office = CaseOffice.prepared
        for trigger in way(to: state) { pull(trigger, in: &office) }
        return office
    }

    static func way(to state: CaseState) -> [Trigger] {
        let active: [Trigger] = [.to(.assessment), .to(.planning), .to(.active)]
        let closed = active + [.to(.review), .act(.proposeClosing), .act(.confirmClosing)]
        return switch state {
        case .registered: []
        case .assessment: [.to(.assessment)]
        case .planning: [.to(.assessment), .to(.planning)]
        case .active: active
        case .review, .paused: active + [.to(state)]
        case .transferOffered: active + [.act(.offerTransfer)]
        case .transferred: active + [.act(.offerTransfer), .act(.acceptTransfer)]
        case .closing: closed.dropLast()
        case .closed: closed
        case .reopened: closed + [.to(.reopened)]
        case .erasurePending: closed + [.act(.requestErasure)]
        case .erased: closed + [.act(.requestErasure), .act(.confirmErasure)]
        }
    }
}
