// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension Sample {
    static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
        guard let day = Day(year: year, month: month, day: day) else { preconditionFailure("no such day") }
        return day
    }

    static func country(_ letters: String) -> CountryCode {
        guard let code = CountryCode(letters) else { preconditionFailure("no such code") }
        return code
    }

    static func date(_ year: Int, _ month: Int? = nil, _ day: Int? = nil) -> PartialDate {
        guard let date = PartialDate(year: year, month: month, day: day) else { preconditionFailure("no such date") }
        return date
    }

    static let grades = Grades(source: .usuallyReliable, information: .possiblyTrue)
    static let indicators = CredibilityIndicators(
        internalConsistency: .speaksFor, externalConsistency: .mixed, plausibility: .notAssessed,
        sufficiencyOfDetail: .speaksAgainst)

    static func line(
        _ origin: String, _ kind: EvidenceKind = .testimony, method: CheckMethod = .examination,
        bearing: EvidenceBearing = .supports
    ) -> EvidenceLine {
        EvidenceLine(
            kind: kind, bearing: bearing, origin: origin, method: method, grades: grades, note: "лично видел")
    }

    static func conclusion(
        _ finding: ClaimFinding, indicators: CredibilityIndicators = indicators, note: String = "независимы",
        recheckBy: Day? = nil
    ) -> ClaimConclusion {
        ClaimConclusion(
            finding: finding, grades: grades, indicators: indicators, independenceNote: note, recheckBy: recheckBy)
    }

    static func statement(
        _ number: Int, kind: StatementKind = .firstAccount, on day: Day = day(2026, 9, 1), again: String = ""
    ) -> StatedStatement {
        StatedStatement(
            id: id(number), kind: kind, heldOn: day, setting: .video, language: "ru", interpreter: .named("Ольга"),
            interviewer: .member(id(2)), isPrivileged: false, whyAgain: again)
    }

    static func asked(
        _ question: String = "Где вы служили?", topic: StatementTopic = .service, outcome: AnswerOutcome = .answered,
        answer: String = "В части под Рязанью"
    ) -> Asked {
        Asked(topic: topic, question: question, outcome: outcome, answer: answer)
    }

    static func withholding(asked: Said? = nil) -> StatedWithholding {
        StatedWithholding(
            what: "знал о расстреле пленных", asked: asked, source: "протокол суда", grades: grades,
            learnedOn: day(2026, 10, 2))
    }

    static func attestation(
        _ number: Int, _ proposition: VettedProposition = .identityConfirmed, claims: [Int] = [1],
        recipient: String = "Редакция «Маяк»", until day: Day = day(2027, 3, 1)
    ) -> StatedAttestation {
        StatedAttestation(
            id: id(number), proposition: proposition, claims: claims.map { id($0) }, recipient: recipient,
            language: "en", validUntil: day)
    }
}

enum EvidenceSamples {
    static let events: [CompartmentEvent] = claims + statements + doubts + attestations

    static let claims: [CompartmentEvent] = [
        .claim(.asserted(Sample.id(1), .rankOrPost, proposition: "Служил капитаном")),
        .claim(.assigned(Sample.id(1), checker: Sample.id(2), caseOwner: Sample.id(1), ceiling: .amber, replaces: [])),
        .claim(
            .assigned(
                Sample.id(1), checker: Sample.id(3), caseOwner: Sample.id(1), ceiling: .red,
                replaces: [Sample.id(77), Sample.id(78)])),
        .claim(.checkBegun(Sample.id(1))),
        .claim(.lineAdded(Sample.id(1), Sample.line("военный билет", .authenticatedPrimaryDocument))),
        .claim(.concluded(Sample.id(1), Sample.conclusion(.corroborated, recheckBy: Sample.day(2027, 1, 31)))),
        .claim(.seconded(Sample.id(1), proposal: Sample.id(77))),
        .claim(.notSeconded(Sample.id(1), proposal: Sample.id(77), reason: "мало оснований")),
        .claim(
            .explained(
                Sample.id(1), heardOn: Sample.day(2026, 8, 3), explanation: "Перепутал годы",
                benefitOfDoubt: "правдоподобно")),
        .claim(.recheckCalled(Sample.id(1), .contraryFact, note: "новая запись")),
        .claim(.superseded(Sample.id(1), by: Sample.id(2))),
    ]

    static let statements: [CompartmentEvent] = [
        .statement(.opened(Sample.statement(20))),
        .statement(
            .opened(
                StatedStatement(
                    id: Sample.id(21), kind: .fullStatement, heldOn: Sample.day(2026, 9, 2), setting: .inPerson,
                    language: "ru", interpreter: .notNeeded, interviewer: .outside("прокуратура"), isPrivileged: true,
                    whyAgain: "по их просьбе"))),
        .statement(
            .opened(
                StatedStatement(
                    id: Sample.id(22), kind: .firstAccount, heldOn: Sample.day(2026, 9, 3), setting: .portal,
                    language: "ru", interpreter: .machine("словарь"), interviewer: .member(Sample.id(2)),
                    isPrivileged: false, whyAgain: ""))),
        .statement(.answered(Sample.id(20), number: 1, Sample.asked())),
        .statement(.added(Sample.id(20), number: 1, heardOn: Sample.day(2026, 9, 5), text: "и раньше в Туле")),
        .statement(.closed(Sample.id(20), isReadBack: true, .confirmedAloud, note: "прочитано вслух")),
    ]

    static let doubts: [CompartmentEvent] = [
        .doubt(
            .contradictionNoted(
                Sample.id(30), earlier: .answer(Sample.id(20), number: 1), later: .claim(Sample.id(1)),
                note: "разные годы")),
        .doubt(
            .contradictionExplained(
                Sample.id(30), .heard(on: Sample.day(2026, 9, 9)), explanation: "Ошибся", benefitOfDoubt: "да")),
        .doubt(.contradictionReopened(Sample.id(30), reason: "не сходится")),
        .doubt(.withholdingNoted(Sample.id(31), Sample.withholding())),
        .doubt(.withholdingNoted(Sample.id(32), Sample.withholding(asked: .answer(Sample.id(20), number: 1)))),
        .doubt(.withholdingEstablished(Sample.id(31), .notHeard(because: "нет связи"), reason: "два документа")),
        .doubt(.withholdingCleared(Sample.id(31), .heard(on: Sample.day(2026, 9, 9)), reason: "не спрашивали")),
    ]

    static let attestations: [CompartmentEvent] =
        [
            VettedProposition.identityConfirmed, .nationalityConfirmed, .servedInRankBand(.juniorOfficer),
            .leftService(Sample.date(2024, 5)), .familyTieConfirmed, .threatConfirmed,
            .wordedByCounsel("Нет препятствий"),
        ].map { .attestation(.proposed(Sample.attestation(40, $0))) } + [
            .attestation(.issued(Sample.id(40), proposal: Sample.id(78))),
            .attestation(.dropped(Sample.id(40), reason: "передумали")),
            .attestation(.revoked(Sample.id(40), note: "более не верно")),
            .attestation(.signed(Sample.id(40), file: "Подтверждено\n— lifeboat AAAA\n")),
        ]
}
