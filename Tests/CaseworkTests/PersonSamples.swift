// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

enum IdentitySamples {
    static let name = IdentityFact.name(
        PersonName(use: .own, script: .cyrillic, family: "Рябинин", given: "Павел", further: "Ильич"))

    static let facts: [IdentityFact] = [
        name, .birthDate(Sample.date(1991, 2, 28)), .birthDate(Sample.date(1991, 2)), .birthDate(Sample.date(1991)),
        .birthPlace(BirthPlace(place: "Тула", country: Sample.country("RUS"))),
        .birthPlace(BirthPlace(place: "посёлок", country: nil)),
        .nationality(Sample.country("XXA")),
        .document(
            IdentityDocument(
                kind: .passportBiometric, issuer: Sample.country("RUS"), number: "75 1234567",
                issuedOn: Sample.day(2019, 4, 1), expiresOn: Sample.day(2029, 4, 1))),
        .document(
            IdentityDocument(
                kind: .militaryDocument, issuer: Sample.country("RUS"), number: "АБ 112233", issuedOn: nil,
                expiresOn: nil)),
    ]

    static let events: [CompartmentEvent] =
        facts.map {
            .identity(.recorded(Sample.id(60), $0, source: .documentSeen, replaces: [Sample.id(7)], note: "скан"))
        } + [
            .identity(.withdrawn(Sample.id(60), replaces: [Sample.id(7)], reason: "чужой паспорт")),
            .identity(
                .decided(Sample.id(60), kept: Sample.id(7), over: [Sample.id(8)], reason: "так в паспорте")),
        ]
}

enum WhereaboutsSamples {
    static func place(
        _ number: Int, _ precision: PlacePrecision = .city, _ place: String = "Ереван",
        from: Day = Sample.day(2026, 9, 1), to: Day = Sample.day(2026, 9, 30), of subject: PlaceSubject = .person
    ) -> StatedPlace {
        StatedPlace(
            id: Sample.id(number), subject: subject, precision: precision, place: place, validFrom: from, validTo: to,
            note: "у друзей")
    }

    static let events: [CompartmentEvent] = [
        .whereabouts(.recorded(place(70))),
        .whereabouts(.ended(Sample.id(70), on: Sample.day(2026, 9, 9), reason: "уехал")),
        .whereabouts(.told(Sample.id(70), to: "приют", why: "встреча", precision: .country)),
    ]
}

enum ConsentSamples {
    static func terms(
        classes: Set<ItemClass> = [.statement], items: [ConsentItem] = [],
        purpose: ConsentPurpose = .newsroom(.pseudonymous),
        recipient: ConsentRecipient = .named("Редакция «Маяк»", .newsroom),
        identifiability: Identifiability = .pseudonymous, actions: PermittedActions = .amber,
        territory: [CountryCode] = [], conditions: [Embargo] = [], excludedRecipients: [String] = [],
        excludedFacts: [String] = []
    ) -> ConsentTerms {
        ConsentTerms(
            classes: classes, items: items, purpose: purpose, recipient: recipient, identifiability: identifiability,
            actions: actions, territory: territory, conditions: conditions, excludedRecipients: excludedRecipients,
            excludedFacts: excludedFacts)
    }

    static func explanation(
        giver: ConsentGiver = .person, purpose: ConsentPurpose = .newsroom(.pseudonymous),
        recipient: ConsentRecipient = .named("Редакция «Маяк»", .newsroom),
        initiative: ConsentInitiative = .person, shown: Bool = true
    ) -> ConsentExplanation {
        ConsentExplanation(
            giver: giver, capacityNote: "совершеннолетний", purpose: purpose, recipient: recipient, language: "ru",
            interpreter: .notNeeded, version: "2026-09", consequencesShown: shown, withdrawalShown: true,
            aidIndependenceShown: true, initiative: initiative)
    }

    static func evidence(
        understood: Bool = true, on day: Day = Sample.day(2026, 9, 1), review: Day? = nil,
        receipt: ConsentReceipt = .none, witness: Int? = 3, supersedes: [Int] = []
    ) -> ConsentEvidence {
        ConsentEvidence(
            isUnderstood: understood, method: .phraseTypedOnPortal, givenOn: day, reviewOn: review, receipt: receipt,
            secondWitness: witness.map { Sample.id($0) }, supersedes: supersedes.map { Sample.id($0) })
    }

    static let widest = terms(
        classes: [.document, .figures], items: [ConsentItem(entry: Sample.id(5), itemClass: .statement)],
        purpose: .legalProceedings(named: "Дело 12"), recipient: .anyOf(.court),
        territory: [Sample.country("DEU"), Sample.country("FRA")],
        conditions: [
            .until(Sample.day(2027, 1, 1)), .untilPersonArrived, .untilFamilyOut, .untilCounselClears,
            .untilTrialStep("приговор"), .permanent,
        ], excludedRecipients: ["телеканал"], excludedFacts: ["имя сестры"])

    static let events: [CompartmentEvent] =
        [
            ConsentPurpose.protectionServices, .legalProceedings(named: "Дело 12"), .newsroom(.identified),
            .researchArchive, .statistics, .partnerService,
        ].map { .consent(.explained(Sample.id(80), explanation(purpose: $0))) } + [
            .consent(.explained(Sample.id(80), explanation(giver: .guardian(childAssents: true)))),
            .consent(.explained(Sample.id(80), explanation(giver: .representative))),
            .consent(.answered(Sample.id(80), .given(widest, expires: Sample.day(2027, 9, 1)), evidence())),
            .consent(.answered(Sample.id(80), .refused, evidence(receipt: .none, witness: 3, supersedes: [79]))),
            .consent(
                .answered(
                    Sample.id(80), .deferred,
                    evidence(review: Sample.day(2027, 2, 1), receipt: .signature(digest: Sample.key(6))))),
            .consent(
                .answered(Sample.id(80), .refused, evidence(receipt: .portal(digest: Sample.key(4)), witness: nil))),
            .consent(.narrowed(Sample.id(80), terms())),
            .consent(.frozen(Sample.id(80), .detention, whoMayDecide: "адвокат")),
            .consent(.frozen(nil, .death, whoMayDecide: "брат")),
            .consent(.witnessed(Sample.id(80), answer: Sample.id(77), .confirmed, note: "")),
            .consent(.witnessed(Sample.id(80), answer: Sample.id(77), .denied, note: "меня там не было")),
            .consent(.denialSettled(Sample.id(80), denial: Sample.id(78), why: "поговорили со всеми")),
            .consent(.excluded(Sample.id(80), ["бывший командир", "Haus der Hoffnung"])),
            .consent(.withdrawn(Sample.id(80), .voice)),
            .consent(.recallSent(Sample.id(80), bag: Sample.id(90), recipient: "Редакция «Маяк»")),
            .consent(.recallAnswered(Sample.id(80), bag: Sample.id(90), .refused, note: "уже вышло")),
            .consent(
                .overrideProposed(
                    Sample.id(81), .vitalInterest, terms(), until: Sample.day(2026, 9, 9), why: "угроза жизни")),
            .consent(.overrideSeconded(Sample.id(81), proposal: Sample.id(91))),
            .consent(.overrideTold(Sample.id(81), on: Sample.day(2026, 9, 20))),
            .consent(.overrideEnded(Sample.id(81), why: "опасность прошла")),
            .consent(.asked(Sample.id(80), explanation(), PortalSamples.ask())),
            .consent(.said(PortalSamples.saying(101, .agreed(widest, until: Sample.day(2027, 9, 1))))),
            .consent(.said(PortalSamples.saying(102, .no, ownWords: []))),
            .consent(.said(PortalSamples.saying(104, .no, ownWords: [], neverTo: ["Капитан Соколов"]))),
            .consent(.said(PortalSamples.saying(103, .asksFirst))),
            .consent(.judged(Sample.id(80), Sample.id(101), .understood, note: "")),
            .consent(.judged(Sample.id(80), Sample.id(101), .notYet, note: "путает получателя")),
        ]
}

enum LegalSamples {
    static func stage(
        _ stage: LegalStage, on day: Day, document: [UInt8]? = nil, suspensive: SuspensiveEffect? = nil
    ) -> StatedStage {
        StatedStage(stage: stage, on: day, document: document, suspensiveEffect: suspensive, note: "по письму")
    }

    private static let changes: [(ClockReference, ClockChangeKind)] = [
        (.rule("eu.lodge"), .extended(by: .days(3))), (.rule("eu.lodge"), .extended(by: .workingDays(3))),
        (.rule("eu.lodge"), .extended(by: .weeks(3))), (.rule("eu.lodge"), .extended(by: .months(3))),
        (.own(Sample.id(101)), .suspended(from: Sample.day(2026, 9, 1))),
        (.own(Sample.id(101)), .resumed(on: Sample.day(2026, 9, 2))),
        (.own(Sample.id(101)), .met(on: Sample.day(2026, 9, 3))), (.own(Sample.id(101)), .dropped),
        (.own(Sample.id(101)), .reopened),
    ]

    static let events: [CompartmentEvent] =
        [
            .legal(.opened(Sample.id(100), .eu, jurisdiction: "Литва", title: "Убежище", counsel: "Й. Пятрас")),
            .legal(.counselNamed(Sample.id(100), "М. Орлова")),
            .legal(.stageReached(Sample.id(100), stage(.made, on: Sample.day(2026, 9, 1)))),
            .legal(
                .stageReached(
                    Sample.id(100), stage(.rejected, on: Sample.day(2026, 9, 1), document: Sample.key(8)))),
            .legal(
                .stageReached(
                    Sample.id(100), stage(.appeal, on: Sample.day(2026, 9, 1), suspensive: .requested))),
            .legal(.stageUndone(Sample.id(100), step: Sample.id(99), reason: "ошибка")),
            .legal(.marked(Sample.id(100), .databaseHit, on: Sample.day(2026, 9, 4), note: "сообщили")),
            .legal(.markUndone(Sample.id(100), mark: Sample.id(98), reason: "другой человек")),
            .legal(
                .clockSet(
                    Sample.id(100), Sample.id(101), title: "Жалоба", .person, due: Sample.day(2026, 10, 1),
                    citation: "Закон, ст. 5")),
            .legal(.holidaysEntered(Sample.id(100), [Sample.day(2026, 12, 25)], source: "календарь")),
            .legal(
                .ruleChecked(
                    Sample.id(100), rule: "eu.lodge", on: Sample.day(2026, 9, 4), .confirmed, note: "сверено")),
            .exclusion(.screened(.indicator, mayVouch: false, reasons: "участие в операции")),
        ] + changes.map { .legal(.clockChanged(Sample.id(100), $0, $1, note: "письмо")) }
}
