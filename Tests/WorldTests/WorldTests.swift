// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import World

@Suite struct WorldTests {
    static let end: UInt64 = 1_800_000_000

    private static func world(_ seed: UInt64 = 7, cases: Int = 30, _ language: WorldLanguage = .ru) -> World {
        World(seed: seed, cases: cases, language: language, endingAt: end)
    }

    @Test func `a seed gives one world, and another seed another`() {
        #expect(Self.world() == Self.world())
        #expect(Self.world().acts != Self.world(8).acts)
        #expect(Self.world(cases: 12).acts.count < Self.world(cases: 30).acts.count)
    }

    @Test func `nothing happens before the beginning, after today, or out of order`() {
        let world = Self.world(cases: 100)
        #expect(world.acts.allSatisfy { world.beginning <= $0.second && $0.second <= world.end })
        #expect(zip(world.acts, world.acts.dropFirst()).allSatisfy { $0.second <= $1.second })
        #expect(world.end - world.beginning == 730 * 86_400)
    }

    @Test func `an empty world has a staff and nobody else`() {
        let world = Self.world(cases: 0)
        #expect(world.personas.isEmpty)
        #expect(world.acts.allSatisfy { $0.persona == nil })
        #expect(world.acts.contains { $0.deed == .admits(.counsel) })
    }

    @Test func `people have words of their own`() {
        let world = Self.world(cases: 100)
        #expect(Set(world.personas.map(\.entropy)).count == world.personas.count)
        #expect(world.personas.allSatisfy { $0.entropy.count == 16 })
        #expect(world.personas.map(\.number) == Array(world.personas.indices))
    }

    /// A text that is missing is shown as its key, and a place for a word that nobody filled as itself.
    @Test(arguments: WorldLanguage.allCases)
    func `every text is there and whole`(language: WorldLanguage) {
        let world = Self.world(3, cases: 120, language)
        for text in world.acts.flatMap(\.deed.texts) + [world.organisation]
            + world.personas.map({ $0.name(in: language) })
        {
            #expect(!text.contains(/^[a-z-]+(\.[a-z0-9-]+)+$/), "\(text)")
            #expect(!text.contains(/[{}\[\]|]/), "\(text)")
        }
    }

    @Test func `both languages say the same things`() {
        let (english, russian) = (Prose(.en), Prose(.ru))
        for key in Prose.keys {
            #expect(russian.text(key) != key, "\(key)")
            // An empty note is empty in both.
            #expect(english.text(key).isEmpty == russian.text(key).isEmpty, "\(key)")
        }
    }

    @Test func `names are written as people write them`() {
        var random = WorldRandom(seed: 1)
        for number in 0..<200 {
            let persona = Persona(number, theme: nil, .ru, &random)
            let words = persona.name(in: .ru).split(separator: " ")
            #expect(words.count == 2 && words.allSatisfy { $0.first?.isUppercase == true })
            #expect(persona.name(in: .en).unicodeScalars.allSatisfy { $0.isASCII })
            #expect(persona.unit.contains("000"))
        }
    }

    @Test func `a word that follows a person's sex does`() {
        var random = WorldRandom(seed: 5)
        let personas = (0..<60).map { Persona($0, theme: .service, .ru, &random) }
        let said = Set(personas.map { (Prose(.ru).own("opening.1", of: $0).contains("служила")) == $0.isWoman })
        #expect(said == [true])
    }
}

extension Deed {
    /// What somebody wrote by hand.
    fileprivate var texts: [String] {
        switch self {
        case .writes(let body, _, let contact): [body, contact]
        case .answersConsent(_, let word): word.ownWords + [word.receipt]
        case .comparesList(let list): [list.title, list.source, list.licence]
        case .comparesText(let title, _, let text): [title, text]
        case .removes(_, let reason), .grants(_, _, let reason), .ends(_, _, let reason): [reason]
        case .moves(_, _, let note), .steps(_, let note), .links(_, let note): [note]
        case .notes(let text), .replies(let text): [text]
        case .opensCase(let plan): [plan.alias, plan.note] + plan.parts.flatMap { Array($0.members.values) }
        case .opensPart(let part): Array(part.members.values)
        case .says(_, let lines): lines.flatMap(\.texts)
        case .admits, .changesRoles, .reads, .signsFile: []
        }
    }
}

extension Line {
    fileprivate var texts: [String] {
        switch self {
        case .event(let event): event.spoken
        case .planAgreed(let text), .planTurnedDown(let text), .taskDone(_, let text), .taskDropped(_, let text),
            .taskPostponed(_, _, let text), .holdLifted(_, let text), .incidentNoted(_, let text),
            .incidentHandled(_, let text), .deceptionNotSeconded(_, let text), .factCorrected(_, _, _, let text),
            .factWithdrawn(_, let text), .factDecided(_, let text), .stageUndone(_, let text),
            .assigned(_, _, let text), .dangerRated(_, let text), .needsRecorded(_, let text),
            .wishesRecorded(let text),
            .taskSet(_, let text, _, _, _), .consentJudged(_, _, let text),
            .exposureDecided(_, let text):
            [text]
        case .riskAssessed(let risk): [risk.threats, risk.vulnerabilities, risk.capacities]
        default: []
        }
    }
}

extension CompartmentEvent {
    /// The texts of the kinds with many of them; the rest are seen on the pages of a played world.
    fileprivate var spoken: [String] {
        switch self {
        case .lifecycle(.noted(let text)), .lifecycle(.moved(_, _, let text)): [text]
        case .plan(.proposed(let plan)): [plan.aim] + plan.steps
        case .incident(.opened(_, _, let text)): [text]
        case .hold(.placed(_, let text)): [text]
        case .consent(.asked(_, _, let ask)): [ask.text]
        case .claim(.asserted(_, _, let text)): [text]
        case .statement(.answered(_, _, let asked)): [asked.question, asked.answer]
        default: []
        }
    }
}
