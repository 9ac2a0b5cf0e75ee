// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
import Sealing

/// What happens in one case of the measurement, from the person's first message to the closing: a mix of everything that the
/// casework knows, as long as asked for. Words are random; places and names are nobody's.
struct CaseStory {
    private static let day: UInt64 = 86_400

    let alias: String
    /// Seconds since 1970.
    let begins: UInt64
    let now: UInt64
    let isClosed: Bool
    let entryCount: Int

    private let id: ID<Case> = Fresh.id()
    private let request: ID<Request> = Fresh.id()
    private let owner = Colleagues.caseworkers.randomElement() ?? Colleagues.founder
    private let danger = [DangerRating.lifeInDanger, .days, .weeks, .weeks, .noHurry].randomElement() ?? .weeks

    init(alias: String, begins: UInt64, now: UInt64, isClosed: Bool, entryCount: Int) {
        self.alias = alias
        self.begins = begins
        self.now = now
        self.isClosed = isClosed
        self.entryCount = entryCount
    }

    private var deputy: Int { (owner + 1) % Colleagues.caseworkers.count }

    func write(into story: inout WrittenCase) throws {
        let first = message(sent: begins, body: 500)
        try arrive(first, &story)
        let holders = Array(Set([Colleagues.founder, owner, deputy])).sorted()
        let work = try open(.casework, holders + [Colleagues.verifier], owner, &story)
        try beginWork(work, &story)
        try identity(try open(.identity, holders + [Colleagues.verifier], owner, &story), &story)
        try whereabouts(try open(.whereabouts, holders, owner, &story), &story)
        try evidence(try open(.evidence, holders + [Colleagues.verifier], owner, &story), &story)
        if Int.random(in: 0..<10) < 4 {
            let holders = Array(Set([Colleagues.founder, Colleagues.counsel])).sorted()
            try legal(try open(.legal, holders, Colleagues.counsel, &story), &story)
        }
        let conversation = try open(.conversation, holders, owner, &story)
        try adopt(first, conversation, &story)
        let left = max(2, entryCount - story.payloads.count - (isClosed ? 4 : 1))
        try talk(left, conversation, &story)
        try finish(work, &story)
    }

    private func open(
        _ kind: CompartmentKind, _ holders: [Int], _ person: Int, _ story: inout WrittenCase
    ) throws -> CompartmentKey {
        try story.open(kind, of: id, alias: alias, holders: holders, by: person, at: begins + 3_600)
    }

    // MARK: - The request and the conversation

    private func arrive(_ message: ReceivedMessage, _ story: inout WrittenCase) throws {
        let key = story.colleagues.intakeKey
        let founder = Colleagues.founder
        try story.say(received(message), key, by: founder, at: begins)
        try story.say(.requestOpened(request: request), key, by: founder, at: begins + 600)
        try story.say(
            .requestMoved(request: request, to: .inTriage, reason: nil, note: ""), key, by: founder, at: begins + 700)
        try story.say(
            .requestStepped(request: request, .accepted(danger: danger), note: ""), key, by: founder, at: begins + 3_600
        )
    }

    private func received(_ message: ReceivedMessage) -> Event {
        .requestReceived(
            request: request, message: message, secret: Self.secret, recipient: Self.recipient, language: "ru")
    }

    private func message(sent second: UInt64, body byteCount: Int) -> ReceivedMessage {
        ReceivedMessage(
            id: Fresh.id(), assurance: .c, sentHour: UInt32(second / 3_600), danger: danger,
            safeContact: "only here, in the evening", body: Prose.text(of: byteCount), files: [])
    }

    /// Everybody's conversation gets a secret and keys of its own in life; for the measurement one will do, for nothing is
    /// delivered.
    private static let secret = [UInt8](repeating: 7, count: 32)
    private static let recipient = HybridIdentity().recipient.rawRepresentation

    private func adopt(_ first: ReceivedMessage, _ key: CompartmentKey, _ story: inout WrittenCase) throws {
        let author = story.colleagues.people[Colleagues.founder].keys.id
        for (event, second) in [(received(first), begins), (.requestOpened(request: request), begins + 600)] {
            try story.say(
                .conversation(.adopted(author: author, recordedAt: second, event: event)), key, by: owner,
                at: begins + 3_700)
        }
    }

    private func talk(_ count: Int, _ key: CompartmentKey, _ story: inout WrittenCase) throws {
        var replies: UInt32 = 0
        for index in 0..<count {
            let second = begins + Self.day + UInt64(index + 1) * (spread / UInt64(count + 1))
            let event: Event
            switch index % 4 {
            case 0:
                replies += 1
                event = .replySent(
                    request: request, number: replies, body: Prose.text(of: .random(in: 80...500)), files: [])
            case 1:
                event = .messageReceived(request: request, message: message(sent: second, body: .random(in: 40...600)))
            case 2: event = .requestOpened(request: request)
            default: event = .noteAdded(request: request, body: Prose.text(of: .random(in: 40...250)))
            }
            try story.say(event, key, by: index % 3 == 0 ? deputy : owner, at: second)
        }
    }

    /// How long the case has been worked on, in seconds.
    private var spread: UInt64 { min(now - begins - 2 * Self.day, 240 * Self.day) }

    // MARK: - The work

    private func beginWork(_ key: CompartmentKey, _ story: inout WrittenCase) throws {
        let people = story.colleagues.people
        let (ownerID, deputyID) = (people[owner].id, people[deputy].id)
        let second = begins + 4_000
        func say(_ event: CompartmentEvent, _ person: Int? = nil, _ story: inout WrittenCase) throws -> ID<Entry> {
            try story.say(event, key, by: person ?? owner, at: second)
        }
        _ = try say(
            .lifecycle(
                .registered(Registration(request: request, owner: ownerID, deputy: deputyID, danger: danger))), nil,
            &story)
        _ = try say(.risk(.assessed(assessment(second), replaces: [])), nil, &story)
        _ = try say(.risk(.needsRecorded([.lpRr], note: Prose.text(of: 60), replaces: [])), nil, &story)
        _ = try say(.risk(.wishesRecorded(Prose.text(of: 150), replaces: [])), nil, &story)
        _ = try say(.lifecycle(.moved(to: .assessment, reason: nil, note: "")), nil, &story)
        _ = try say(.lifecycle(.moved(to: .planning, reason: nil, note: "")), nil, &story)
        let draft = PlanDraft(
            aim: Prose.text(of: 80), steps: (0..<3).map { _ in Prose.text(of: 60) }, reviewBy: now + 20 * Self.day)
        let plan = try say(.plan(.proposed(draft)), nil, &story)
        _ = try say(.plan(.approved(plan: plan)), deputy, &story)
        _ = try say(.plan(.agreed(plan: plan, how: "by message")), nil, &story)
        _ = try say(.lifecycle(.moved(to: .active, reason: nil, note: "")), nil, &story)
        try tasks(key, ownerID, deputyID, &story)
        try consent(key, &story)
        for index in 0..<5 {
            let second = begins + UInt64(index + 2) * (spread / 8)
            try story.say(.lifecycle(.noted(Prose.text(of: .random(in: 60...400)))), key, by: owner, at: second)
        }
    }

    private func assessment(_ second: UInt64) -> RiskAssessment {
        RiskAssessment(
            threats: Prose.text(of: 200), vulnerabilities: Prose.text(of: 120), capacities: Prose.text(of: 80),
            likelihood: Likelihood.allCases.randomElement() ?? .possible,
            impact: Impact.allCases.randomElement() ?? .serious,
            isImminent: !isClosed && Int.random(in: 0..<50) == 0, reassessBy: now + UInt64.random(in: 0...60) * Self.day
        )
    }

    private func tasks(
        _ key: CompartmentKey, _ owner: ID<Member>, _ deputy: ID<Member>, _ story: inout WrittenCase
    ) throws {
        for index in 0..<5 {
            let second = begins + UInt64(index + 1) * (spread / 6)
            let isLast = index == 4 && !isClosed
            let task = try story.say(
                .task(
                    .set(
                        TaskDraft(
                            template: TaskTemplate.byHand.randomElement(), title: Prose.text(of: 40),
                            details: Prose.text(of: 100), owner: owner, deputy: deputy,
                            due: isLast ? now + UInt64.random(in: 0...40) * Self.day - 3 * Self.day : second + Self.day)
                    )),
                key, by: self.owner, at: second)
            guard !isLast else { continue }
            try story.say(
                .task(.done(task: task, outcome: Prose.text(of: 80))), key, by: self.owner, at: second + Self.day)
        }
    }

    private func consent(_ key: CompartmentKey, _ story: inout WrittenCase) throws {
        let consent: ID<Consent> = Fresh.id()
        let purpose = ConsentPurpose.newsroom(.pseudonymous)
        let explanation = ConsentExplanation(
            giver: .person, capacityNote: "", purpose: purpose, recipient: .anyOf(.newsroom), language: "ru",
            interpreter: .notNeeded, version: "2026-3", consequencesShown: true, withdrawalShown: true,
            aidIndependenceShown: true, initiative: .person)
        let terms = ConsentTerms(
            classes: [.statement], items: [], purpose: purpose, recipient: .anyOf(.newsroom),
            identifiability: .pseudonymous, actions: .amber, territory: [], conditions: [], excludedRecipients: [],
            excludedFacts: [])
        let second = begins + Self.day
        let evidence = ConsentEvidence(
            isUnderstood: true, method: .inPerson, givenOn: Day(at: second), reviewOn: nil, receipt: .none,
            secondWitness: story.colleagues.people[deputy].id, supersedes: [])
        try story.say(.consent(.explained(consent, explanation)), key, by: owner, at: second)
        try story.say(
            .consent(.answered(consent, .given(terms, expires: Day(at: second).adding(months: 6)), evidence)), key,
            by: owner, at: second)
    }

    private func finish(_ key: CompartmentKey, _ story: inout WrittenCase) throws {
        let second = begins + 2 * Self.day + spread - 60
        try story.say(.plan(.reviewScheduled(now + UInt64.random(in: 1...60) * Self.day)), key, by: owner, at: second)
        guard isClosed else { return }
        try story.say(
            .lifecycle(.moved(to: .review, reason: .reviewDue, note: "")), key, by: owner, at: second)
        try story.say(
            .lifecycle(.closingProposed(.protectedAndStable, note: Prose.text(of: 60))), key, by: owner, at: second)
        try story.say(.lifecycle(.closingConfirmed), key, by: deputy, at: second)
    }
}
