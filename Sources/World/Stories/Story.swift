// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// One person's story as it is invented, act by act. What would happen after the world's today is left out: it has not
/// happened yet.
struct Story {
    struct OpenTask {
        let place: Int
        let template: TaskTemplate?
        let owner: WorldWorker
        let due: UInt64
    }

    static let hour: UInt64 = 3_600
    static let day: UInt64 = 86_400

    let persona: Persona
    let prose: Prose
    /// The world's today, in seconds since 1970.
    let end: UInt64
    var random: WorldRandom
    private(set) var now: UInt64
    private(set) var acts: [Act] = []
    var owner: WorldWorker = .caseworker
    var deputy: WorldWorker = .director
    var danger: DangerRating = .weeks
    var tasks: [OpenTask] = []
    private var taskCount = 0
    /// How many of each the case has had.
    var incidentCount = 0
    var holdCount = 0
    /// Whether counsel's word that the organisation may speak for the person stands.
    var isVouchable = false
    /// Whether the person's names stand in the case.
    var isNamed = false

    init(_ persona: Persona, _ prose: Prose, begins: UInt64, end: UInt64, _ random: WorldRandom) {
        self.persona = persona
        self.prose = prose
        self.end = end
        self.random = random
        now = begins
    }

    var isOver: Bool { now >= end }
    var today: Day { Day(at: now) }

    // MARK: - Time

    mutating func wait(hours: ClosedRange<Int>) {
        now += UInt64(random.number(hours)) * Self.hour + UInt64(random.number(60...3_000))
    }

    mutating func wait(days: ClosedRange<Int>) {
        now += UInt64(random.number(days)) * Self.day + UInt64(random.number(600...20_000))
    }

    /// Goes on so long before today, unless the story is further already.
    mutating func wait(untilDaysBeforeToday days: Int) {
        let second = end - min(end, UInt64(days) * Self.day + UInt64(random.number(600...30_000)))
        if second > now { now = second }
    }

    func inDays(_ days: Int) -> UInt64 { now + UInt64(days) * Self.day }

    // MARK: - Acts

    mutating func act(_ worker: WorldWorker, _ deed: Deed) { add(.worker(worker), deed) }

    mutating func writes(_ body: String, danger: DangerRating = .notSaid, safeContact: String = "") {
        add(.persona, .writes(body: body, danger: danger, safeContact: safeContact))
    }

    mutating func say(_ worker: WorldWorker, _ kind: CompartmentKind, _ lines: Line...) {
        act(worker, .says(kind, lines))
    }

    mutating func say(_ worker: WorldWorker, _ kind: CompartmentKind, _ events: [CompartmentEvent]) {
        act(worker, .says(kind, events.map { .event($0) }))
    }

    mutating func add(_ actor: Act.Actor, _ deed: Deed) {
        now += UInt64(random.number(120...1_500))
        guard !isOver else { return }
        acts.append(Act(second: now, persona: persona.number, actor: actor, deed: deed))
    }

    // MARK: - Tasks

    /// A task of the owner's, or of another worker's.
    mutating func setTask(_ template: TaskTemplate, by worker: WorldWorker? = nil, within seconds: UInt64? = nil) {
        let due = now + (seconds ?? template.dueWithin(danger))
        let second = worker == self.owner ? self.deputy : self.owner
        let (owner, deputy) = worker.map { ($0, second) } ?? (self.owner, self.deputy)
        say(
            self.owner, .casework, .taskSet(template, title: "", owner: owner, deputy: deputy, due: due))
        remember(template, owner, due)
    }

    mutating func setTask(titled title: String, by worker: WorldWorker, within seconds: UInt64) {
        let due = now + seconds
        say(
            owner, .casework,
            .taskSet(nil, title: title, owner: worker, deputy: worker == owner ? deputy : owner, due: due))
        remember(nil, worker, due)
    }

    /// Only a task that was really set counts: the places are those of the record.
    private mutating func remember(_ template: TaskTemplate?, _ owner: WorldWorker, _ due: UInt64) {
        guard !isOver else { return }
        tasks.append(OpenTask(place: taskCount, template: template, owner: owner, due: due))
        taskCount += 1
    }

    /// What the record itself has ended.
    mutating func tasksAreDone(_ templates: TaskTemplate...) {
        tasks.removeAll { $0.template.map(templates.contains) ?? false }
    }

    /// Everything that is open is done, but the last `leaving`.
    mutating func finishTasks(leaving count: Int = 0) {
        for task in tasks.dropLast(count) {
            say(task.owner, .casework, .taskDone(task.place, outcome: any("done", 6)))
        }
        tasks = Array(tasks.suffix(count))
    }

    // MARK: - Words

    /// One of the numbered texts.
    mutating func any(_ key: String, _ count: Int) -> String { text("\(key).\(random.number(1...count))") }
    func text(_ key: String) -> String { prose.text(key, of: persona) }
    func own(_ key: String) -> String { prose.own(key, of: persona) }

    mutating func id<Subject>() -> ID<Subject> {
        guard let id = ID<Subject>(random.bytes(16)) else { preconditionFailure("an identifier is sixteen bytes") }
        return id
    }
}
