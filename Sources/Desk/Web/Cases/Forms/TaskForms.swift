// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// Tasks, what stops a case, and what went wrong.
    static let taskForms = [
        task, done, postpone(in: .casework), reassign(in: .casework), dropTask, hold, lift, incident, incidentNote,
        handle,
    ]

    private static let task = CaseForm(
        "task", in: .casework, about: { $0.lifecycle != nil },
        fields: { scene in
            [
                .choice(
                    "template", of: TaskTemplate.self, among: TaskTemplate.byHand, isRequired: false, scene.words),
                .line("task-title", isRequired: false), .prose("details", rows: 2, isRequired: false),
                .choice("owner", scene.holders, initial: scene.lifecycle?.owner.hex, scene.words),
                .choice("deputy", scene.holders, initial: scene.lifecycle?.deputy.hex, scene.words),
                .day("due", isRequired: false),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            let template: TaskTemplate? = answers.optionalChoice("template")
            let title = template == nil ? try answers.line("task-title") : try answers.optionalLine("task-title")
            return [
                .task(
                    .set(
                        TaskDraft(
                            template: template, title: title, details: answers.optionalProse("details"),
                            owner: try answers.id("owner"), deputy: try answers.id("deputy"),
                            due: try due(answers, template, scene))))
            ]
        })

    /// A template knows how soon it is due for a person in this danger; other work says so itself.
    private static func due(
        _ answers: FormAnswers, _ template: TaskTemplate?, _ scene: FormScene
    ) throws(FormProblem) -> UInt64 {
        if let day = try answers.optionalDay("due", notBefore: scene.day) { return day.lastSecond }
        guard let template, let danger = scene.lifecycle?.danger else {
            throw FormProblem(field: "due", reason: "problem.missing")
        }
        return scene.scene.now + template.dueWithin(danger)
    }

    private static let done = CaseForm(
        "done", in: .casework, about: { $0.task?.isOpen == true },
        fields: { [.prose("outcome", rows: 3, isRequired: $0.isOwnReminder)] },
        events: { answers, scene throws(FormProblem) in
            guard let task = scene.task else { return [] }
            let outcome = scene.isOwnReminder ? try answers.prose("outcome") : answers.optionalProse("outcome")
            return [.task(.done(task: task.id, outcome: outcome))]
        })

    static func postpone(in home: CompartmentKind) -> CaseForm {
        CaseForm(
            "postpone", in: home, about: { scene in scene.openTask(showing: \.putOff) != nil },
            fields: { _ in [.day("due"), .prose("reason", rows: 2)] },
            events: { answers, scene throws(FormProblem) in
                guard let task = scene.task else { return [] }
                return [
                    .task(
                        .postponed(
                            task: task.id, due: try answers.day("due", notBefore: scene.day).lastSecond,
                            reason: try answers.prose("reason")))
                ]
            })
    }

    static func reassign(in home: CompartmentKind) -> CaseForm {
        CaseForm(
            "reassign", in: home, about: { scene in scene.openTask(showing: \.given) != nil },
            fields: { scene in
                [
                    .choice("owner", scene.holders, initial: scene.task?.owner.hex, scene.words),
                    .choice("deputy", scene.holders, initial: scene.task?.deputy.hex, scene.words),
                ]
            },
            events: { answers, scene throws(FormProblem) in
                guard let task = scene.task else { return [] }
                return [
                    .task(.assigned(task: task.id, owner: try answers.id("owner"), deputy: try answers.id("deputy")))
                ]
            })
    }

    private static let dropTask = CaseForm(
        "drop-task", in: .casework, about: { $0.task?.isOpen == true }, fields: { _ in [.prose("reason", rows: 2)] },
        events: { answers, scene throws(FormProblem) in
            guard let task = scene.task else { return [] }
            return [.task(.dropped(task: task.id, reason: try answers.prose("reason")))]
        })

    private static let hold = CaseForm(
        "hold", in: .casework, about: { $0.lifecycle != nil },
        fields: { [.choice("hold", of: HoldKind.self, $0.words), .prose("shown-reason", rows: 2, isRequired: false)] },
        events: { answers, _ throws(FormProblem) in
            [.hold(.placed(try answers.choice("hold"), shown: answers.optionalProse("shown-reason")))]
        })

    private static let lift = CaseForm(
        "lift", in: .casework, about: { $0.standingHold != nil },
        fields: { _ in [.prose("reason", rows: 2)] },
        events: { answers, scene throws(FormProblem) in
            guard let hold = scene.standingHold else { return [] }
            return [.hold(.lifted(hold: hold.id, note: try answers.prose("reason")))]
        })

    private static let incident = CaseForm(
        "incident", in: .casework, isGrave: true, about: { $0.lifecycle != nil },
        fields: { scene in
            [
                .choice("incident", of: IncidentKind.self, initial: scene.incidentKind, scene.words),
                .prose(
                    "what-happened", rows: 4,
                    initial: scene.incidentKind == .deception ? scene.words.text("incidents.of-deception") : ""),
                .ticks("affected", of: CompartmentKind.self, scene.words),
            ]
        },
        events: { answers, _ throws(FormProblem) in
            [
                .incident(
                    .opened(
                        try answers.choice("incident"), affected: Set(answers.ticked("affected")),
                        text: try answers.prose("what-happened")))
            ]
        })

    private static let incidentNote = CaseForm(
        "incident-note", in: .casework, about: { $0.openIncident != nil },
        fields: { _ in [.prose("note-body", rows: 3)] },
        events: { answers, scene throws(FormProblem) in
            guard let incident = scene.openIncident else { return [] }
            return [.incident(.noted(incident: incident.id, text: try answers.prose("note-body")))]
        })

    private static let handle = CaseForm(
        "handle", in: .casework, about: { $0.openIncident != nil }, fields: { _ in [.prose("outcome", rows: 3)] },
        events: { answers, scene throws(FormProblem) in
            guard let incident = scene.openIncident else { return [] }
            return [.incident(.handled(incident: incident.id, outcome: try answers.prose("outcome")))]
        })
}

extension FormScene {
    /// What a link to the form knows already. No words of the evidence come along: more people read the casework.
    fileprivate var incidentKind: IncidentKind? {
        about.first.flatMap { UInt8($0) }.flatMap(IncidentKind.init(rawValue:))
    }

    fileprivate var task: TaskRecord? { id(0, Entry.self).flatMap { id in part.tasks.first { $0.id == id } } }

    /// The task, where it is open and what stands of it is what the page showed: a choice that its author has not read is not settled by theirs.
    fileprivate func openTask<Value>(showing choices: KeyPath<TaskRecord, Choices<Value>>) -> TaskRecord? {
        guard let task, task.isOpen, isShown(task[keyPath: choices]) else { return nil }
        return task
    }

    /// Whether what stands is what the page showed: nothing, where the form carries nothing.
    func isShown<Value>(_ choices: Choices<Value>?) -> Bool {
        Set(seen) == Set((choices?.standing ?? []).map(\.entry))
    }

    /// Whether the worker's own desk has set it. It takes back without a word, so that a word says who ended it.
    fileprivate var isOwnReminder: Bool { task.map { $0.template == .counselDate && $0.setBy == scene.me } ?? false }

    fileprivate var standingHold: HoldRecord? {
        guard let id = id(0, Entry.self) else { return nil }
        // Whoever was the first of two is not the second.
        return part.casework?.holds.first {
            $0.id == id && $0.lifted == nil && ($0.lifting == nil || $0.lifting?.by != scene.me)
        }
    }

    fileprivate var openIncident: IncidentRecord? {
        guard let id = id(0, Entry.self) else { return nil }
        return part.casework?.incidents.first { $0.id == id && $0.isOpen }
    }
}

extension Day {
    /// Seconds since 1970 at which the day ends in UTC: what is due on a day may be done all day. 0 before 1970.
    var lastSecond: UInt64 { number < 0 ? 0 : firstSecond + 86_399 }
}
