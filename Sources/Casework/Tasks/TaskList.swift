// SPDX-License-Identifier: AGPL-3.0-or-later

/// The tasks of one part, found by name, by template and, where counsel is reminded of a day, by that day.
struct TaskList: Sendable, Hashable, Confidential {
    private var tasks = Listed<TaskRecord>()
    /// Places of the open tasks of a template.
    private var open: [TaskTemplate: Set<Int>] = [:]
    /// The place in the ledger of the entry that set the last one of a template.
    private var lastSet: [TaskTemplate: UInt64] = [:]
    /// How many tasks remind counsel of a day still.
    private var reminders: [UInt64: Int] = [:]

    /// In the order in which they were set.
    var all: [TaskRecord] { Array(tasks) }

    subscript(id: ID<Entry>) -> TaskRecord? { tasks[id: id] }

    /// Whether counsel is reminded of that day.
    func reminds(of due: UInt64) -> Bool { reminders[due, default: 0] > 0 }

    /// Whether one of the template is open, or was set in that place of the ledger or behind it.
    func holds(_ template: TaskTemplate, setFrom sequence: UInt64) -> Bool {
        open[template]?.isEmpty == false || lastSet[template].map { $0 >= sequence } ?? false
    }

    mutating func apply(_ event: TaskEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .set(let draft):
            guard draft.template != nil || !draft.title.isBlank else { throw .textMissing }
            try context.requirePair(draft.owner, draft.deputy)
            set(TaskRecord(draft, context))
        case .begun: throw .wrongCompartment
        case .assigned(let task, let owner, let deputy):
            _ = try place(ofOpen: task)
            try context.requirePair(owner, deputy)
            try assign(task, Carriers(owner: owner, deputy: deputy), context)
        case .postponed(let task, let due, let reason):
            let place = try place(ofOpen: task)
            guard !reason.isBlank else { throw .reasonMissing }
            counting(place) { $0.postpone(to: due, reason: reason, context) }
        case .done(let task, let outcome):
            try end(task, .done(outcome: outcome), context)
        case .dropped(let task, let reason):
            guard !reason.isBlank else { throw .reasonMissing }
            try end(task, .dropped(reason: reason), context)
        }
    }

    /// Takes a task of whose people the caller made sure.
    mutating func set(_ task: TaskRecord) {
        let place = tasks.endIndex
        tasks.append(task)
        count(place, 1)
        guard let template = task.template else { return }
        open[template, default: []].insert(place)
        lastSet[template] = task.sequence
    }

    /// Gives an open task to two people of whom the caller made sure.
    mutating func assign(_ task: ID<Entry>, _ carriers: Carriers, _ context: FoldContext) throws(Refusal) {
        tasks[try place(ofOpen: task)].give(to: carriers, context)
    }

    mutating func end(_ task: ID<Entry>, _ ending: TaskRecord.Ending, _ context: FoldContext) throws(Refusal) {
        end(at: try place(ofOpen: task), ending, by: context.author, at: context.second)
    }

    /// Ends every open task of the templates.
    mutating func end(_ templates: Set<TaskTemplate>, _ ending: TaskRecord.Ending, _ context: FoldContext) {
        end(templates, ending, by: context.author, at: context.second)
    }

    /// The same, by what somebody else recorded at another time.
    mutating func end(
        _ templates: Set<TaskTemplate>, _ ending: TaskRecord.Ending, by member: ID<Member>, at second: UInt64
    ) {
        for template in templates {
            for place in open[template] ?? [] { end(at: place, ending, by: member, at: second) }
        }
    }

    private mutating func end(
        at place: Int, _ ending: TaskRecord.Ending, by member: ID<Member>, at second: UInt64
    ) {
        counting(place) { task in
            task.ending = ending
            task.endedBy = member
            task.endedAt = second
        }
        if let template = tasks[place].template { open[template]?.remove(place) }
    }

    private func place(ofOpen task: ID<Entry>) throws(Refusal) -> Int {
        guard let place = tasks.place(of: task) else { throw .unknownEntry }
        guard tasks[place].isOpen else { throw .alreadySettled }
        return place
    }

    /// Changes a task, and which day counsel is reminded of.
    private mutating func counting(_ place: Int, _ change: (inout TaskRecord) -> Void) {
        count(place, -1)
        change(&tasks[place])
        count(place, 1)
    }

    /// Everything else follows from the tasks.
    static func == (one: TaskList, other: TaskList) -> Bool { one.tasks == other.tasks }

    func hash(into hasher: inout Hasher) { hasher.combine(tasks) }

    private mutating func count(_ place: Int, _ one: Int) {
        let task = tasks[place]
        if task.template == .counselDate, task.remindsStill { reminders[task.due, default: 0] += one }
    }
}
