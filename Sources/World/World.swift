// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// A fictional organisation's two years: who wrote, who worked, and what each of them did and when. The same seed, size, language
/// and day give the same world. It is only told here; whoever plays it goes through the forms that people go through
/// (docs/decisions/0027-a-rehearsal-is-another-organisation.md).
public struct World: Hashable, Sendable {
    public let language: WorldLanguage
    /// The organisation's name, and the BCP 47 tags that its visitors may choose from.
    public let organisation: String
    public let visitorLanguages = ["ru", "en", "uk", "fr", "de"]
    /// Everybody who writes, by number.
    public let personas: [Persona]
    /// In the order of their times.
    public let acts: [Act]
    /// When the organisation is founded, in seconds since 1970.
    public let beginning: UInt64
    /// The last second of the world, in seconds since 1970.
    public let end: UInt64

    static let days = 730
    static let daysSinceFormerLeft = 200
    static let daysSinceDeputyCame = 150
    /// Requests that did not become cases, at the least: one of each kind.
    private static let fewestKnocks = Knock.allCases.count

    /// - Parameters:
    ///   - cases: how many cases there are, from 0. Half as many people write without becoming one, and at least one for each way
    ///     in which that can go.
    ///   - end: the world's today, in seconds since 1970.
    public init(seed: UInt64, cases: Int, language: WorldLanguage, endingAt end: UInt64) {
        let prose = Prose(language)
        self.language = language
        self.end = end
        organisation = prose.text("organisation")
        let beginning = end - min(end, UInt64(Self.days) * Story.day)
        self.beginning = beginning
        var writer = WorldWriter(prose: prose, end: end, random: WorldRandom(seed: seed))
        writer.staff(from: beginning)
        for number in 0..<max(0, cases) { writer.tell(Plot.allCases[number % Plot.allCases.count]) }
        let knocks = cases == 0 ? 0 : max(Self.fewestKnocks, cases / 2)
        for number in 0..<knocks { writer.tell(Knock.allCases[number % Knock.allCases.count]) }
        for _ in 0..<(cases / 8) { writer.tell(.junk) }
        writer.watch()
        personas = writer.personas
        acts = writer.acts.enumerated().sorted { ($0.element.second, $0.offset) < ($1.element.second, $1.offset) }
            .map(\.element)
    }
}

/// Puts the stories together.
private struct WorldWriter {
    let prose: Prose
    let end: UInt64
    var random: WorldRandom
    var personas: [Persona] = []
    var acts: [Act] = []
    /// Who wrote and is still looked after as a request.
    private var linkable: Int?
    /// Whose names the director knows, in a case that is open today.
    private var known: [Persona] = []

    init(prose: Prose, end: UInt64, random: WorldRandom) {
        self.prose = prose
        self.end = end
        self.random = random
    }

    mutating func staff(from beginning: UInt64) {
        organise(beginning + Story.hour, .changesRoles(.director, WorldWorker.director.roles))
        for (index, worker) in WorldWorker.allCases.enumerated() where worker != .director {
            let late = end - min(end, UInt64(World.daysSinceDeputyCame) * Story.day)
            organise(worker == .deputy ? late : beginning + UInt64(index) * 5 * Story.hour, .admits(worker))
        }
        let left = end - min(end, UInt64(World.daysSinceFormerLeft) * Story.day)
        organise(left, .removes(.former, reason: prose.text("removed.why")))
    }

    private mutating func organise(_ second: UInt64, _ deed: Deed) {
        acts.append(Act(second: second, persona: nil, actor: .worker(.director), deed: deed))
    }

    mutating func tell(_ plot: Plot) {
        var story = story(plot.theme, plot.age)
        story.owner = random.one(of: WorldWorker.carriers)
        story.deputy = random.one(of: WorldWorker.carriers.filter { $0 != story.owner })
        if plot.needsDirector, story.owner != .director { story.deputy = .director }
        story.tell(plot)
        acts += story.acts
        if plot.needsDirector, story.isNamed { known.append(story.persona) }
    }

    /// The director drops a list and a text that others wrote, and decides about one of the hits.
    mutating func watch() {
        guard let first = known.first else { return }
        var watching = Watch(prose: prose, end: end, random: random)
        organise(watching.listSecond, watching.list(naming: Array(known.prefix(2))))
        organise(watching.textSecond, watching.text(naming: first))
        guard let other = known.dropFirst().first else { return }
        acts.append(
            Act(
                second: watching.decisionSecond, persona: other.number, actor: .worker(.director),
                deed: .says(
                    .identity, [.exposureDecided(.notSame, reason: prose.text("watch.decided", of: other))])))
    }

    mutating func tell(_ knock: Knock) {
        var story = story(nil, knock.age)
        story.tell(knock, other: linkable)
        if knock == .informed { linkable = story.persona.number }
        acts += story.acts
    }

    private mutating func story(_ theme: Theme?, _ age: ClosedRange<Int>) -> Story {
        let persona = Persona(personas.count, theme: theme, prose.language, &random)
        personas.append(persona)
        let days = random.number(age)
        // What begins today began some hours ago, so that there is something to see.
        let back = days == 0 ? UInt64(random.number(5...9)) * Story.hour : UInt64(days) * Story.day
        let begins = end - min(end, back + UInt64(random.number(0...20_000)))
        return Story(persona, prose, begins: begins, end: end, WorldRandom(seed: random.next()))
    }
}
