// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Sealing

/// Who the person is, where, what they said and what was checked, and the law.
extension CaseStory {
    private static let day: UInt64 = 86_400

    func identity(_ key: CompartmentKey, _ story: inout WrittenCase) throws {
        let second = begins + 2 * Self.day
        var facts: [IdentityFact] = NameScript.allCases.prefix(2).map {
            .name(PersonName(use: .own, script: $0, family: word(), given: word(), further: word()))
        }
        if let date = PartialDate(year: .random(in: 1960...2005)) { facts.append(.birthDate(date)) }
        facts.append(.birthPlace(BirthPlace(place: word(), country: CountryCode("RUS"))))
        if let country = CountryCode("RUS") { facts.append(.nationality(country)) }
        for fact in facts {
            try story.say(
                .identity(.recorded(Fresh.id(), fact, source: .documentSeen, replaces: [], note: word())), key,
                by: Colleagues.verifier, at: second)
        }
    }

    func whereabouts(_ key: CompartmentKey, _ story: inout WrittenCase) throws {
        for index in 0..<3 {
            let second = begins + UInt64(index + 1) * 10 * Self.day
            let place: ID<Place> = Fresh.id()
            try story.say(
                .whereabouts(
                    .recorded(
                        StatedPlace(
                            id: place, subject: .person, precision: .city, place: word(), validFrom: Day(at: second),
                            validTo: Day(at: second).adding(days: 60), note: Prose.text(of: 60)))),
                key, by: Colleagues.founder, at: second)
            if index < 2 {
                try story.say(
                    .whereabouts(.ended(place, on: Day(at: second + 9 * Self.day), reason: "moved on")), key,
                    by: Colleagues.founder, at: second + 9 * Self.day)
            }
        }
    }

    func evidence(_ key: CompartmentKey, _ story: inout WrittenCase) throws {
        let people = story.colleagues.people
        let second = begins + 3 * Self.day
        let statement: ID<Statement> = Fresh.id()
        let stated = StatedStatement(
            id: statement, kind: .firstAccount, heldOn: Day(at: second), setting: .video, language: "ru",
            interpreter: .notNeeded, interviewer: .member(people[Colleagues.founder].id), isPrivileged: false,
            whyAgain: "")
        try story.say(.statement(.opened(stated)), key, by: Colleagues.founder, at: second)
        for number in 1...6 {
            let asked = Asked(
                topic: StatementTopic.allCases.randomElement() ?? .service, question: Prose.text(of: 60),
                outcome: .answered, answer: Prose.text(of: .random(in: 100...700)))
            try story.say(
                .statement(.answered(statement, number: UInt32(number), asked)), key, by: Colleagues.founder, at: second
            )
        }
        try story.say(
            .statement(.closed(statement, isReadBack: true, .confirmedAloud, note: "")), key, by: Colleagues.founder,
            at: second)
        for subject in [ClaimSubject.identity, .service] { try check(subject, key, &story) }
    }

    private func check(_ subject: ClaimSubject, _ key: CompartmentKey, _ story: inout WrittenCase) throws {
        let claim: ID<Claim> = Fresh.id()
        let second = begins + 5 * Self.day
        let people = story.colleagues.people
        let grades = Grades(source: .fairlyReliable, information: .possiblyTrue)
        func say(_ event: ClaimEvent, by person: Int = Colleagues.verifier, _ story: inout WrittenCase) throws {
            try story.say(.claim(event), key, by: person, at: second)
        }
        try say(.asserted(claim, subject, proposition: Prose.text(of: 100)), by: Colleagues.founder, &story)
        try say(
            .assigned(
                claim, checker: people[Colleagues.verifier].id, caseOwner: people[Colleagues.founder].id,
                ceiling: .amber, replaces: []),
            by: Colleagues.founder, &story)
        try say(.checkBegun(claim), &story)
        for _ in 0..<2 {
            let line = EvidenceLine(
                kind: .openSource, bearing: .supports, origin: Prose.text(of: 40), method: .openSources, grades: grades,
                note: Prose.text(of: 120))
            try say(.lineAdded(claim, line), &story)
        }
        let indicators = CredibilityIndicators(
            internalConsistency: .speaksFor, externalConsistency: .mixed, plausibility: .speaksFor,
            sufficiencyOfDetail: .notAssessed)
        let conclusion = ClaimConclusion(
            finding: .partlyCorroborated, grades: grades, indicators: indicators, independenceNote: Prose.text(of: 60),
            recheckBy: nil)
        try say(.concluded(claim, conclusion), &story)
    }

    func legal(_ key: CompartmentKey, _ story: inout WrittenCase) throws {
        let matter: ID<LegalMatter> = Fresh.id()
        let second = begins + 4 * Self.day
        var events: [LegalEvent] = [
            .opened(matter, .eu, jurisdiction: "Germany", title: Prose.text(of: 40), counsel: word())
        ]
        for (stage, days) in [(LegalStage.made, 4), (.registered, 7), (.lodged, 20), (.admissibility, 40)] {
            events.append(
                .stageReached(
                    matter,
                    StatedStage(
                        stage: stage, on: Day(at: begins).adding(days: days), document: nil, suspensiveEffect: nil,
                        note: Prose.text(of: 60))))
        }
        for event in events { try story.say(.legal(event), key, by: Colleagues.counsel, at: second) }
    }

    /// Never empty: the fold asks for something to read.
    private func word() -> String { String(Prose.text(of: 60).prefix { $0 != " " }) }
}
