// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension StateTable {
    static let all = [
        access, plan, hold, incident, task, clearance, risk, statement, contradiction, withholding, attestation, matter,
        clock,
        exclusion, fact, place, exposure, conversation,
    ]

    private static func same(_ refusal: Refusal?, _ count: Int) -> [Refusal?] {
        Array(repeating: refusal, count: count)
    }

    private static let handedOver = Disclosure(
        what: "a", toWhom: "b", why: "c",
        bag: HandedBag(id: Sample.id(77), recipient: .named("b", .newsroom), purpose: .partnerService))

    private static let access = StateTable(
        name: "access", home: .casework,
        states: [("held", []), ("ended", [Step(.access(.ended(member: Sample.id(2), reason: "r")))])],
        events: [
            (
                Step(.access(.opened(case: Sample.id(5), kind: .casework, alias: "x"))),
                same(.compartmentAlreadyOpened, 2)
            ),
            (Step(.access(.granted(member: Sample.id(2), reason: "r"))), [.alreadyAHolder, nil]),
            (Step(.access(.ended(member: Sample.id(2), reason: "r"))), [nil, .holdsNothing]),
            (Step(.access(.epochStarted(2))), [nil, nil]), (Step(.access(.epochStarted(1))), same(.epochNotNewer, 2)),
            (Step(.access(.disclosed(Disclosure(what: "a", toWhom: "b", why: "c")))), [nil, nil]),
            (Step(.access(.disclosed(handedOver))), [nil, nil]),
        ])

    // MARK: Casework

    private static let propose = Step(.plan(.proposed(PlanDraft(aim: "out", steps: [], reviewBy: later))))
    private static let approve = Step(by: 3) { .plan(.approved(plan: $0[0])) }
    private static let agree = Step { .plan(.agreed(plan: $0[0], how: "by voice")) }
    private static let turnDown = Step { .plan(.turnedDown(plan: $0[0], why: "too soon")) }

    private static let plan = StateTable(
        name: "plan", home: .casework,
        states: [
            ("none", []), ("proposed", [propose]), ("approved", [propose, approve]), ("agreed", [propose, agree]),
            ("turned down", [propose, turnDown]), ("replaced", [propose, propose]),
        ],
        events: [
            (propose, same(nil, 6)), (approve, [.unknownEntry, nil, .alreadySettled, nil, nil, .planNotNewest]),
            (agree, [.unknownEntry, nil, nil, nil, nil, .planNotNewest]),
            (turnDown, [.unknownEntry, nil, nil, nil, nil, .planNotNewest]),
            (Step(.plan(.reviewScheduled(later))), same(nil, 6)),
        ])

    private static let placed = Step(.hold(.placed(.release, shown: "")))
    private static func lifted(by author: Int) -> Step { Step(by: author) { .hold(.lifted(hold: $0[0], note: "r")) } }

    private static let hold = StateTable(
        name: "hold", home: .casework,
        states: [
            ("none", []), ("standing", [placed]), ("half lifted", [placed, lifted(by: 2)]),
            ("lifted", [placed, lifted(by: 1)]),
        ],
        events: [
            (placed, same(nil, 4)), (lifted(by: 1), [.unknownEntry, nil, nil, .alreadySettled]),
            (lifted(by: 2), [.unknownEntry, nil, .secondPersonNeeded, .alreadySettled]),
            (lifted(by: 3), [.unknownEntry, nil, nil, .alreadySettled]),
        ])

    private static let opened = Step(.incident(.opened(.leak, affected: [], text: "t")))
    private static let handled = Step { .incident(.handled(incident: $0[0], outcome: "o")) }

    private static let incident = StateTable(
        name: "incident", home: .casework,
        states: [("none", []), ("open", [opened]), ("handled", [opened, handled])],
        events: [
            (opened, same(nil, 3)),
            (Step { .incident(.noted(incident: $0[0], text: "t")) }, [.unknownEntry, nil, .alreadySettled]),
            (handled, [.unknownEntry, nil, .alreadySettled]),
        ])

    private static let draft = TaskDraft(
        template: .safeContact, title: "", details: "", owner: Sample.id(1), deputy: Sample.id(2), due: later)
    private static let set = Step(.task(.set(draft)))
    private static let done = Step { .task(.done(task: $0[0], outcome: "")) }
    private static let dropped = Step { .task(.dropped(task: $0[0], reason: "r")) }
    private static let ofOpenTask: [Refusal?] = [.unknownEntry, nil, .alreadySettled, .alreadySettled]

    private static let task = StateTable(
        name: "task", home: .casework,
        states: [("none", []), ("open", [set]), ("done", [set, done]), ("dropped", [set, dropped])],
        events: [
            (set, same(nil, 4)),
            (Step(.task(.begun(.registered, draft))), [nil, .alreadyRecorded, .alreadyRecorded, .alreadyRecorded]),
            (Step(.task(.begun(.planning, draft))), same(.forbiddenTransition, 4)),
            (Step { .task(.assigned(task: $0[0], owner: Sample.id(2), deputy: Sample.id(3))) }, ofOpenTask),
            (Step { .task(.postponed(task: $0[0], due: later, reason: "r")) }, ofOpenTask), (done, ofOpenTask),
            (dropped, ofOpenTask),
        ])

    private static let cleared = Step(by: 4, .clearance(.given(over: [])))
    private static let takenBack = Step(by: 4, .clearance(.takenBack))

    private static let clearance = StateTable(
        name: "clearance", home: .casework,
        states: [("none", []), ("given", [cleared]), ("taken back", [cleared, takenBack])],
        events: [
            (cleared, [nil, .alreadySettled, .takenBackMeanwhile]),
            (Step(by: 4) { .clearance(.given(over: [$0[1]])) }, [nil, .alreadySettled, nil]), (takenBack, same(nil, 3)),
            (Step(.clearance(.given(over: []))), same(.counselNeeded, 3)),
            (Step(.clearance(.takenBack)), same(.counselNeeded, 3)),
        ])

    private static let assessment = RiskAssessment(
        threats: "t", vulnerabilities: "v", capacities: "c", likelihood: .likely, impact: .severe, isImminent: false,
        reassessBy: later)
    private static let assessed = Step(.risk(.assessed(assessment, replaces: [])))

    private static let risk = StateTable(
        name: "risk", home: .casework, states: [("none", []), ("assessed", [assessed])],
        events: [
            (Step(.risk(.scheduled(later))), [nil, nil]), (assessed, [nil, nil]),
            (Step { .risk(.assessed(assessment, replaces: [$0[0]])) }, [.unknownVersion, nil]),
            (Step(.risk(.needsRecorded([.lpRr], note: "", replaces: []))), [nil, nil]),
            (Step { .risk(.needsRecorded([.lpRr], note: "", replaces: [$0[0]])) }, [.unknownVersion, .unknownVersion]),
            (Step(.risk(.wishesRecorded("w", replaces: []))), [nil, nil]),
            (Step { .risk(.wishesRecorded("w", replaces: [$0[0]])) }, [.unknownVersion, .unknownVersion]),
        ])

    // MARK: Evidence

    private static let said: ID<Statement> = Sample.id(20)
    private static let begun = Step(by: 2, .statement(.opened(Sample.statement(20))))
    private static let answered = Step(by: 2, .statement(.answered(said, number: 1, Sample.asked())))
    private static let ended = Step(by: 2, .statement(.closed(said, isReadBack: true, .signed, note: "")))

    private static let statement = StateTable(
        name: "statement", home: .evidence,
        states: [
            ("none", []), ("open", [begun]), ("answered", [begun, answered]), ("closed", [begun, answered, ended]),
        ],
        events: [
            (begun, [nil, .alreadyRecorded, .alreadyRecorded, .alreadyRecorded]),
            (answered, [.unknownItem, nil, nil, nil]),
            (
                Step(.statement(.added(said, number: 1, heardOn: day, text: "t"))),
                [.unknownItem, .unknownItem, nil, nil]
            ),
            (ended, [.unknownItem, nil, nil, .statementClosed]),
        ])

    private static let claims = (1...2).map {
        Step(.claim(.asserted(Sample.id($0), .ownConduct, proposition: "p")))
    }
    private static let noted = Step(
        .doubt(
            .contradictionNoted(
                Sample.id(30), earlier: .claim(Sample.id(1)), later: .claim(Sample.id(2)), note: "n")))
    private static let explained = Step(
        .doubt(
            .contradictionExplained(Sample.id(30), .heard(on: day), explanation: "e", benefitOfDoubt: "b")))

    private static let contradiction = StateTable(
        name: "contradiction", home: .evidence,
        states: [("none", claims), ("open", claims + [noted]), ("explained", claims + [noted, explained])],
        events: [
            (noted, [nil, .alreadyRecorded, .alreadyRecorded]),
            (explained, [.unknownItem, nil, .forbiddenTransition]),
            (
                Step(.doubt(.contradictionReopened(Sample.id(30), reason: "r"))),
                [.unknownItem, .forbiddenTransition, nil]
            ),
        ])

    private static let suspected = Step(.doubt(.withholdingNoted(Sample.id(31), Sample.withholding())))
    private static func established(by author: Int) -> Step {
        Step(by: author, .doubt(.withholdingEstablished(Sample.id(31), .heard(on: day), reason: "r")))
    }
    private static let clearedUp = Step(by: 2, .doubt(.withholdingCleared(Sample.id(31), .heard(on: day), reason: "r")))

    private static let withholding = StateTable(
        name: "withholding", home: .evidence,
        states: [
            ("none", []), ("suspected", [suspected]), ("established", [suspected, established(by: 2)]),
            ("cleared", [suspected, clearedUp]),
        ],
        events: [
            (suspected, [nil, .alreadyRecorded, .alreadyRecorded, .alreadyRecorded]),
            (established(by: 2), [.unknownItem, nil, .forbiddenTransition, .forbiddenTransition]),
            (established(by: 1), [.unknownItem, .secondPersonNeeded, .forbiddenTransition, .forbiddenTransition]),
            (clearedUp, [.unknownItem, nil, nil, .forbiddenTransition]),
        ])

    private static let corroborated = [
        Step(.claim(.asserted(Sample.id(1), .identity, proposition: "p"))),
        Step(
            .claim(
                .assigned(Sample.id(1), checker: Sample.id(2), caseOwner: Sample.id(1), ceiling: .amber, replaces: []))),
        Step(by: 2, .claim(.checkBegun(Sample.id(1)))), Step(by: 2, .claim(.lineAdded(Sample.id(1), Sample.line("a")))),
        Step(by: 2, .claim(.lineAdded(Sample.id(1), Sample.line("b")))),
        Step(by: 2, .claim(.concluded(Sample.id(1), Sample.conclusion(.corroborated)))),
    ]
    private static let vouch = Step(.attestation(.proposed(Sample.attestation(40))))
    private static let issue = Step(by: 3) { .attestation(.issued(Sample.id(40), proposal: $0[6])) }
    private static let drop = Step(.attestation(.dropped(Sample.id(40), reason: "r")))
    private static let revoke = Step(.attestation(.revoked(Sample.id(40), note: "n")))

    private static let attestation = StateTable(
        name: "attestation", home: .evidence,
        states: [
            ("none", corroborated), ("proposed", corroborated + [vouch]), ("issued", corroborated + [vouch, issue]),
            ("dropped", corroborated + [vouch, drop]), ("revoked", corroborated + [vouch, issue, revoke]),
        ],
        events: [
            (vouch, [nil] + same(.alreadyRecorded, 4)), (issue, [.unknownItem, nil] + same(.forbiddenTransition, 3)),
            (drop, [.unknownItem, nil] + same(.forbiddenTransition, 3)),
            (revoke, [.unknownItem, .forbiddenTransition, nil, .forbiddenTransition, .forbiddenTransition]),
            (
                Step(.attestation(.signed(Sample.id(40), file: "f"))),
                [.unknownItem, .forbiddenTransition, nil, .forbiddenTransition, .forbiddenTransition]
            ),
        ])

    // MARK: Law

    private static let id: ID<LegalMatter> = Sample.id(100)
    private static let begin = Step(.legal(.opened(id, .eu, jurisdiction: "j", title: "t", counsel: "")))
    private static let made = Step(.legal(.stageReached(id, LegalSamples.stage(.made, on: day))))
    private static let mark = Step(.legal(.marked(id, .notified, on: day, note: "")))
    private static let ofMatter: [Refusal?] = [.unknownItem, nil, nil, nil]

    private static let matter = StateTable(
        name: "matter", home: .legal,
        states: [("none", []), ("opened", [begin]), ("made", [begin, made]), ("marked", [begin, mark])],
        events: [
            (begin, [nil] + same(.alreadyRecorded, 3)), (Step(.legal(.counselNamed(id, "c"))), ofMatter),
            (made, [.unknownItem, nil, .forbiddenTransition, nil]),
            (
                Step(.legal(.stageReached(id, LegalSamples.stage(.registered, on: day)))),
                [.unknownItem, .forbiddenTransition, nil, .forbiddenTransition]
            ),
            (
                Step { .legal(.stageUndone(id, step: $0[1], reason: "r")) },
                [.unknownItem, .notTheLastStage, nil, .notTheLastStage]
            ), (mark, ofMatter),
            (
                Step { .legal(.markUndone(id, mark: $0[1], reason: "r")) },
                [.unknownItem, .unknownEntry, .unknownEntry, nil]
            ), (Step(.legal(.holidaysEntered(id, [day], source: "s"))), ofMatter),
            (Step(by: 4, .legal(.ruleChecked(id, rule: "eu.lodge", on: day, .confirmed, note: ""))), ofMatter),
            (
                Step(.legal(.ruleChecked(id, rule: "eu.lodge", on: day, .confirmed, note: ""))),
                [.unknownItem] + same(.counselNeeded, 3)
            ),
        ])

    private static func changed(_ what: ClockChangeKind) -> Step {
        Step(.legal(.clockChanged(id, .own(Sample.id(101)), what, note: "n")))
    }
    private static let running = [
        begin,
        Step(.legal(.clockSet(id, Sample.id(101), title: "t", .person, due: Sample.day(2026, 10, 1), citation: "c"))),
    ]
    private static let suspend = changed(.suspended(from: day))
    private static let resume = changed(.resumed(on: Sample.day(2026, 9, 2)))
    private static let ofClock: [Refusal?] = [.unknownItem] + same(nil, 5)

    /// That a limit stands still is said once at a time; all else can be said of it in every state, and which holds the clock decides.
    private static let clock = StateTable(
        name: "clock", home: .legal,
        states: [
            ("none", [begin]), ("running", running), ("suspended", running + [suspend]),
            ("resumed", running + [suspend, resume]), ("met", running + [changed(.met(on: day))]),
            ("dropped", running + [changed(.dropped)]),
        ],
        events: [
            (running[1], [nil] + same(.alreadyRecorded, 5)), (changed(.extended(by: .days(3))), ofClock),
            (
                changed(.suspended(from: Sample.day(2026, 9, 3))),
                [.unknownItem, nil, .suspensionOutOfOrder, nil, nil, nil]
            ),
            (
                changed(.resumed(on: Sample.day(2026, 9, 4))),
                [
                    .unknownItem, .suspensionOutOfOrder, nil, .suspensionOutOfOrder, .suspensionOutOfOrder,
                    .suspensionOutOfOrder,
                ]
            ), (changed(.met(on: day)), ofClock), (changed(.dropped), ofClock),
            (changed(.reopened), ofClock),
        ])

    private static func screened(_ state: ExclusionState) -> Step {
        Step(by: 4, .exclusion(.screened(state, mayVouch: false, reasons: "r")))
    }

    private static let exclusion = StateTable(
        name: "exclusion", home: .legal,
        states: [
            ("not assessed", []), ("no indicator", [screened(.noIndicator)]), ("indicator", [screened(.indicator)]),
            ("counsel advised", [screened(.indicator), screened(.counselAdvised)]),
        ],
        events: [
            (screened(.notAssessed), same(.forbiddenTransition, 4)),
            (screened(.noIndicator), [nil, .forbiddenTransition, nil, .forbiddenTransition]),
            (screened(.indicator), [nil, nil, .forbiddenTransition, nil]),
            (screened(.counselAdvised), [.forbiddenTransition, .forbiddenTransition, nil, .forbiddenTransition]),
        ])

    // MARK: Who and where

    private static func recorded(replacing: @escaping @Sendable (Before) -> [ID<Entry>] = { _ in [] }) -> Step {
        Step {
            .identity(
                .recorded(Sample.id(60), IdentitySamples.name, source: .selfStated, replaces: replacing($0), note: ""))
        }
    }
    private static let withdrawn = Step { .identity(.withdrawn(Sample.id(60), replaces: [$0[0]], reason: "r")) }

    private static let fact = StateTable(
        name: "fact", home: .identity,
        states: [
            ("none", []), ("recorded", [recorded()]), ("contested", [recorded(), recorded()]),
            ("withdrawn", [recorded(), withdrawn]),
        ],
        events: [
            (recorded(), same(nil, 4)), (recorded { [$0[0]] }, [.unknownVersion, nil, nil, nil]),
            (withdrawn, [.unknownItem, nil, nil, nil]),
            (
                Step { .identity(.decided(Sample.id(60), kept: $0[0], over: [$0[1]], reason: "r")) },
                [.unknownItem, .unknownVersion, nil, nil]
            ),
        ])

    private static let stays = Step(.whereabouts(.recorded(WhereaboutsSamples.place(70))))
    private static let left = Step(.whereabouts(.ended(Sample.id(70), on: day, reason: "r")))

    private static let place = StateTable(
        name: "place", home: .whereabouts,
        states: [("none", []), ("current", [stays]), ("ended", [stays, left])],
        events: [
            (stays, [nil, .alreadyRecorded, .alreadyRecorded]), (left, [.unknownItem, nil, .forbiddenTransition]),
            (
                Step(.whereabouts(.told(Sample.id(70), to: "a", why: "b", precision: .country))),
                [.unknownItem, nil, nil]
            ),
        ])

    private static let found = Step(.exposure(.found(ExposureSamples.found())))
    private static let decided = Step {
        .exposure(.decided(exposure: $0[0], .notSame, replaces: [], reason: "another year"))
    }

    private static let exposure = StateTable(
        name: "exposure", home: .identity, states: [("none", []), ("open", [found]), ("decided", [found, decided])],
        events: [
            (found, [nil, .duplicateExposure, .duplicateExposure]), (decided, [.unknownEntry, nil, nil]),
            (Step { .task(.done(task: $0[0], outcome: "")) }, [.unknownEntry, .decisionNeeded, .decisionNeeded]),
        ])

    private static let adopted = Step(
        .conversation(
            .adopted(author: Sample.id(1), recordedAt: 1_000, event: Sample.requestReceived(10, message: 100))))

    private static let conversation = StateTable(
        name: "conversation", home: .conversation, states: [("none", []), ("adopted", [adopted])],
        events: [
            (adopted, [nil, .duplicateMessage]),
            (
                Step(
                    .conversation(
                        .told(
                            request: Sample.id(10), number: 1, body: "",
                            [ToldConsent(Sample.id(80), .refused, ConsentSamples.terms(), until: day)]))),
                [.unknownRequest, nil]
            ),
            (
                Step(
                    .conversation(
                        .answered(request: Sample.id(10), PortalSamples.message(101), PortalSamples.answer(.no)))),
                [.unknownRequest, nil]
            ),
        ])
}
