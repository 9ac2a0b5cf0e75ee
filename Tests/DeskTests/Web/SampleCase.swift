// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

@testable import Desk

/// One made-up case with something of everything in it, as four people of a made-up organisation wrote it.
struct SampleCase {
    static let caseID = PagesWork.id(500) as ID<Case>
    static let (anna, boris, vera, counsel): (ID<Member>, ID<Member>, ID<Member>, ID<Member>) = (
        PagesWork.id(1), PagesWork.id(602), PagesWork.id(603), PagesWork.id(604)
    )
    static let devices: [ID<Member>: ID<Device>] = [
        anna: PagesWork.device, boris: PagesWork.id(702), vera: PagesWork.id(703), counsel: PagesWork.id(704),
    ]

    static func compartment(_ kind: CompartmentKind) -> ID<Compartment> { PagesWork.id(800 + Int(kind.rawValue)) }
    static func path(_ tail: String = "") -> String { "/cases/\(caseID.hex)\(tail)" }
    static func path(
        _ kind: CompartmentKind, _ form: String, about: String? = nil, shown: [ID<Entry>] = []
    ) -> String {
        let seen = shown.isEmpty ? nil : "shown=\(shown.map(\.hex).joined(separator: "."))"
        let query = [about.map { "about=\($0)" }, seen].compactMap(\.self).joined(separator: "&")
        return path("/\(compartment(kind).hex)/\(form)") + (query.isEmpty ? "" : "?\(query)")
    }

    /// Words that stand in one part and nowhere else: whoever lacks its key must never see them.
    static let secrets: [CompartmentKind: String] = [
        .conversation: "тайна-переписки", .identity: "Тайноимённый", .whereabouts: "Тайногорск",
        .evidence: "тайна-показаний", .legal: "тайна-юриста", .casework: "тайна-работы",
    ]

    static func secret(_ kind: CompartmentKind) -> String { secrets[kind] ?? "" }

    let now: UInt64
    var day: Day { Day(at: now) }

    /// Three colleagues beside the founder, with their roles.
    var colleagues: [(Event, ID<Member>)] {
        let people: [(ID<Member>, String, Set<MemberRole>)] = [
            (Self.boris, "Борис", [.caseworker]), (Self.vera, "Вера", [.verifier]),
            (Self.counsel, "Галина", [.counsel]),
        ]
        return people.flatMap { member, name, roles -> [(Event, ID<Member>)] in
            let device = Self.devices[member] ?? PagesWork.device
            return [
                (
                    .memberAdmitted(
                        member: member, name: name, device: device,
                        verificationKey: [UInt8](repeating: 2, count: 32), recipient: [], endorsement: nil), Self.anna
                ), (.rolesSet(member: member, roles: roles), Self.anna),
            ]
        }
    }

    /// What stands in one part, in order, with who wrote it.
    func events(in kind: CompartmentKind) -> [(Event, ID<Member>)] {
        let opener = kind == .legal ? Self.counsel : Self.anna
        let opened: [(CompartmentEvent, ID<Member>)] = [
            (.access(.opened(case: Self.caseID, kind: kind, alias: "Сокол")), opener)
        ]
        let rest: [(CompartmentEvent, ID<Member>)] =
            switch kind {
            case .casework: work
            case .conversation: []
            case .identity: identity
            case .whereabouts: places
            case .evidence: evidence
            case .legal: law
            }
        let all = (opened + rest).map { (Event.inCompartment($0), $1) }
        return kind == .conversation ? all + talk : all
    }

    private func grant(_ member: ID<Member>, _ reason: String) -> (CompartmentEvent, ID<Member>) {
        (.access(.granted(member: member, reason: reason)), Self.anna)
    }

    private var work: [(CompartmentEvent, ID<Member>)] {
        let (anna, boris, vera) = (Self.anna, Self.boris, Self.vera)
        let assessment = RiskAssessment(
            threats: "Повестка и уголовное дело; \(Self.secret(.casework))", vulnerabilities: "Один, без языка",
            capacities: "Загранпаспорт, родня в Казахстане", likelihood: .likely, impact: .severe, isImminent: false,
            reassessBy: now + 20 * 86_400)
        return [
            grant(boris, "заместитель"), grant(vera, "проверяет"),
            (
                .lifecycle(
                    .registered(Registration(request: PagesWork.id(40), owner: anna, deputy: boris, danger: .days))),
                anna
            ),
            (.risk(.assessed(assessment, replaces: [])), anna),
            (.risk(.needsRecorded([.lpIh, .lpRr], note: "скрывается у друзей", replaces: [])), anna),
            (.risk(.wishesRecorded("Уехать легально, потом забрать сестру", replaces: [])), anna),
            (.lifecycle(.moved(to: .assessment, reason: nil, note: "")), anna),
            (.lifecycle(.moved(to: .planning, reason: nil, note: "")), anna),
            (
                .plan(
                    .proposed(
                        PlanDraft(
                            aim: "Гуманитарная виза и безопасный выезд",
                            steps: ["Проверить документы", "Подать на визу", "Выезд самолётом"],
                            reviewBy: now + 25 * 86_400))), boris
            ),
            (
                .task(
                    .set(
                        TaskDraft(
                            template: .familyLeftBehind, title: "", details: "", owner: anna, deputy: boris,
                            due: now - 2 * 86_400))), anna
            ),
            (
                .task(
                    .set(
                        TaskDraft(
                            template: nil, title: "Спросить о сестре", details: "осторожно", owner: boris, deputy: anna,
                            due: now + 2 * 86_400))), anna
            ),
            (
                .incident(
                    .opened(.approach, affected: [.whereabouts], text: "К матери приходили и спрашивали, где он")),
                boris
            ), (.hold(.placed(.closing, shown: "")), anna),
        ] + consent
    }

    private var consent: [(CompartmentEvent, ID<Member>)] {
        let id = PagesWork.id(901) as ID<Consent>
        let explanation = ConsentExplanation(
            giver: .person, capacityNote: "", purpose: .newsroom(.pseudonymous), recipient: .anyOf(.newsroom),
            language: "ru", interpreter: .notNeeded, version: "2026-3", consequencesShown: true, withdrawalShown: true,
            aidIndependenceShown: true, initiative: .person)
        let terms = ConsentTerms(
            classes: [.statement], items: [], purpose: .newsroom(.pseudonymous), recipient: .anyOf(.newsroom),
            identifiability: .pseudonymous, actions: .amber, territory: [], conditions: [.untilFamilyOut],
            excludedRecipients: [], excludedFacts: ["номер части"])
        let evidence = ConsentEvidence(
            isUnderstood: true, method: .inPerson, givenOn: day, reviewOn: nil, receipt: .none,
            secondWitness: Self.boris, supersedes: [])
        return [
            (.consent(.explained(id, explanation)), Self.anna),
            (
                .consent(.answered(id, .given(terms, expires: day.adding(months: 6)), evidence)), Self.anna
            ),
        ]
    }

    private var talk: [(Event, ID<Member>)] {
        let request = PagesWork.id(40) as ID<Casework.Request>
        let message = ReceivedMessage(
            id: PagesWork.id(41), assurance: .c, sentHour: UInt32(now / 3_600), danger: .days,
            safeContact: "только здесь, по вечерам", body: "Здравствуйте. Меня ищут. \(Self.secret(.conversation))",
            files: [])
        let event = Event.requestReceived(
            request: request, message: message, secret: [UInt8](repeating: 3, count: 32), recipient: [], language: "ru")
        return [
            (
                .inCompartment(
                    .conversation(
                        .adopted(author: PagesWork.device, recordedAt: now - 3 * 86_400, event: event))), Self.anna
            )
        ]
    }

    private var identity: [(CompartmentEvent, ID<Member>)] {
        let name = IdentityFact.name(
            PersonName(use: .own, script: .cyrillic, family: Self.secret(.identity), given: "Иван", further: "Петрович")
        )
        let birth = PagesWork.id(911) as ID<Fact>
        func born(_ year: Int) -> IdentityFact {
            guard let date = PartialDate(year: year) else { preconditionFailure("a year of the calendar") }
            return .birthDate(date)
        }
        return [
            grant(Self.vera, "проверяет личность"),
            (.identity(.recorded(PagesWork.id(910), name, source: .documentSeen, replaces: [], note: "")), Self.anna),
            (.identity(.recorded(birth, born(1994), source: .selfStated, replaces: [], note: "")), Self.anna),
            (.identity(.recorded(birth, born(1996), source: .documentSeen, replaces: [], note: "паспорт")), Self.vera),
            (.exposure(.found(hit)), Self.anna),
        ]
    }

    private var hit: FoundExposure {
        FoundExposure(
            origin: .list(
                ListedRow(
                    list: "Розыск", source: "сайт ведомства", date: Day(iso: "2026-01-05"), licence: "CC BY",
                    identifier: "NK-7", line: 12, name: "TAJNOIMIONNY Ivan", birthDate: "1996")),
            ownSpelling: "\(Self.secret(.identity)) Иван", theirSpellings: ["TAJNOIMIONNY Ivan"], score: 9_876,
            explanations: [
                .init(language: "en", text: "same surname in another spelling"),
                .init(language: "ru", text: "та же фамилия в другом написании"),
            ], owner: Self.anna, deputy: Self.vera, due: now + 86_400)
    }

    private var places: [(CompartmentEvent, ID<Member>)] {
        let place = PagesWork.id(920) as ID<Place>
        return [
            (
                .whereabouts(
                    .recorded(
                        StatedPlace(
                            id: place, subject: .person, precision: .city, place: Self.secret(.whereabouts),
                            validFrom: day, validTo: day.adding(days: 2), note: ""))), Self.anna
            ), (.whereabouts(.told(place, to: "приют", why: "встречают", precision: .city)), Self.anna),
        ]
    }

    private var evidence: [(CompartmentEvent, ID<Member>)] {
        let (claim, statement) = (PagesWork.id(930) as ID<Claim>, PagesWork.id(931) as ID<Statement>)
        let stated = StatedStatement(
            id: statement, kind: .firstAccount, heldOn: day, setting: .video, language: "ru", interpreter: .notNeeded,
            interviewer: .member(Self.anna), isPrivileged: false, whyAgain: "")
        let grades = Grades(source: .fairlyReliable, information: .possiblyTrue)
        return [
            grant(Self.vera, "проверяет"),
            (.statement(.opened(stated)), Self.anna),
            (
                .statement(
                    .answered(
                        statement, number: 1,
                        Asked(
                            topic: .ownConduct, question: "Участвовали ли вы в задержаниях?", outcome: .denies,
                            answer: "Нет, \(Self.secret(.evidence))"))), Self.anna
            ),
            (
                .claim(.asserted(claim, .service, proposition: "Служил писарем при штабе до марта")), Self.anna
            ),
            (
                .claim(.assigned(claim, checker: Self.vera, caseOwner: Self.anna, ceiling: .amber, replaces: [])),
                Self.anna
            ),
            (.claim(.checkBegun(claim)), Self.vera),
            (
                .claim(
                    .lineAdded(
                        claim,
                        EvidenceLine(
                            kind: .openSource, bearing: .supports, origin: "сайт части", method: .openSources,
                            grades: grades, note: ""))), Self.vera
            ),
            (
                .doubt(
                    .contradictionNoted(
                        PagesWork.id(932), earlier: .answer(statement, number: 1), later: .claim(claim),
                        note: "писари возили задержанных")), Self.vera
            ),
            (
                .doubt(
                    .withholdingNoted(
                        PagesWork.id(933),
                        StatedWithholding(
                            what: "Знал о подвале при части", asked: .answer(statement, number: 1),
                            source: "сослуживец", grades: grades, learnedOn: day))), Self.vera
            ),
        ]
    }

    private var law: [(CompartmentEvent, ID<Member>)] {
        let matter = PagesWork.id(940) as ID<LegalMatter>
        return [
            (
                .legal(
                    .opened(
                        matter, .eu, jurisdiction: "Германия", title: "Убежище \(Self.secret(.legal))",
                        counsel: "Галина")),
                Self.counsel
            ),
            (
                .legal(
                    .stageReached(
                        matter,
                        StatedStage(
                            stage: .made, on: day.adding(days: -20), document: nil, suspensiveEffect: nil, note: ""))),
                Self.counsel
            ),
            (
                .legal(
                    .stageReached(
                        matter,
                        StatedStage(
                            stage: .registered, on: day.adding(days: -17), document: nil, suspensiveEffect: nil,
                            note: ""))),
                Self.counsel
            ), (.exclusion(.screened(.indicator, mayVouch: false, reasons: "спросить о подвале")), Self.counsel),
        ]
    }
}

extension SampleCase {
    /// The state of a desk that can open these parts.
    func state(with kinds: [CompartmentKind] = CompartmentKind.allCases) -> CaseworkState {
        var state = CaseworkState()
        var sequence: UInt64 = 0
        func apply(_ event: Event, in compartment: ID<Compartment>, by member: ID<Member>) {
            sequence += 1
            state.apply(
                LedgerEvent(
                    compartment: compartment, sequence: sequence, id: PagesWork.id(Int(sequence)),
                    author: Self.devices[member] ?? PagesWork.device, recordedAt: now, event: event))
        }
        for event in PagesWork.founding { apply(event, in: .organisation, by: Self.anna) }
        for (event, author) in colleagues { apply(event, in: .organisation, by: author) }
        for kind in kinds {
            for (event, author) in events(in: kind) { apply(event, in: Self.compartment(kind), by: author) }
        }
        return state
    }
}

extension PagesWork {
    /// Puts the sample case into the ledger, as far as a desk with the keys of these parts can open it.
    /// - Parameter time: what its authors' clocks said.
    func openSampleCase(with kinds: [CompartmentKind] = CompartmentKind.allCases, at time: UInt64 = WebDesk.second) {
        let sample = SampleCase(now: WebDesk.second)
        let people = Set(state.members.keys)
        if !people.contains(SampleCase.boris) {
            for (event, author) in sample.colleagues { write(event, in: .organisation, by: author) }
        }
        for kind in kinds {
            for (event, author) in sample.events(in: kind) {
                write(event, in: SampleCase.compartment(kind), by: author, at: time)
            }
        }
        tell()
    }

    /// Counsel clears that the organisation speaks for the person, in the sample's casework and in the legal part where it is open.
    func clearSampleCase() {
        let casework = SampleCase.compartment(.casework)
        write(
            .inCompartment(.access(.granted(member: SampleCase.counsel, reason: "сроки"))), in: casework,
            by: SampleCase.anna)
        write(
            .inCompartment(.exclusion(.screened(.counselAdvised, mayVouch: true, reasons: "можно"))),
            in: SampleCase.compartment(.legal), by: SampleCase.counsel)
        write(.inCompartment(.clearance(.given(over: []))), in: casework, by: SampleCase.counsel)
        readSampleCase()
        tell()
    }

    /// Somebody has read what the person wrote, where this desk has the conversation.
    func readSampleCase() {
        let conversation = SampleCase.compartment(.conversation)
        guard let request = state.part(conversation)?.conversation?.record?.id else { return }
        write(.requestOpened(request: request), in: conversation, by: SampleCase.anna)
    }

    /// One entry, and why it did not count if it did not. `seen`: how many entries its author had, where not all.
    @discardableResult
    func write(
        _ event: Event, in compartment: ID<Compartment>, by member: ID<Member>, at time: UInt64 = WebDesk.second,
        seen: UInt64? = nil
    ) -> Refusal? {
        apply(
            event, in: compartment, at: time, author: SampleCase.devices[member] ?? PagesWork.device, seen: seen)
    }
}
