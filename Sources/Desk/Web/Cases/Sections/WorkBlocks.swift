// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Where the case stands, what is due, what stops it and what went wrong.
enum WorkBlocks {
    static func blocks(_ part: CaseworkPart, in home: PartRecord, _ scene: CaseScene) -> [Block] {
        var blocks = [tasks(part, in: home, scene), notes(part, in: home, scene)]
        blocks += DangerBlocks.blocks(part, in: home, scene)
        blocks.append(plan(part, in: home, scene))
        blocks.append(ConsentBlocks.block(scene.person.consent(in: home) ?? part.consent, in: home, scene))
        blocks.append(ClearanceBlocks.block(part.clearance, in: home, scene))
        blocks += [incidents(part, in: home, scene), holds(part, in: home, scene), course(part, in: home, scene)]
        return blocks
    }

    /// What of it leaves with the part.
    static func leaving(_ part: CaseworkPart, in home: PartRecord, _ scene: CaseScene) -> [Block] {
        DangerBlocks.blocks(part, in: home, scene) + [plan(part, in: home, scene)]
    }

    /// Open tasks, the next to end first; what is over is folded away below them.
    private static func tasks(_ part: CaseworkPart, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "tasks-\(home.compartment.hex)", heading: words.text("tasks.title"))
        let open = part.tasks.filter(\.isOpen).sorted { $0.due < $1.due }
        let ended = part.tasks.filter { !$0.isOpen }.reversed()
        if open.isEmpty {
            block.calm = words.text(part.tasks.isEmpty ? "tasks.none" : "tasks.none-open")
        } else {
            block.table = BlockTable(
                headings: ["what", "who", "due"].map { words.text("tasks.column-\($0)") },
                rows: open.map { row($0, in: home, scene) })
        }
        block.deeper =
            Deeper(
                summary: words.plural("tasks.ended", ended.count), lines: ended.map { line(ofEnded: $0, scene) }
            ).ifAny
        block.acts = [scene.act("task", in: home.compartment)]
        return block
    }

    private static func row(_ task: TaskRecord, in home: PartRecord, _ scene: CaseScene) -> BlockTable.Row {
        let words = scene.words
        let details = [task.details, task.postponements.last.map { words.text("tasks.postponed", ["why": $0]) } ?? ""]
        let text = ([words.title(of: task)] + details).filter { !$0.isEmpty }.joined(separator: " — ")
        let people = words.lines(of: task.given, scene.name)
        let who = people.isEmpty ? ["\(scene.name(task.owner)) / \(scene.name(task.deputy))"] : people
        let days = words.lines(of: task.putOff, scene.name)
        let badges = task.isApart ? [Badge(words.text("apart.badge"), .near)] : []
        return BlockTable.Row(
            style: "",
            cells: [
                .init(
                    text: ([text] + days).joined(separator: "\n"), isHead: true, badges: badges,
                    acts: acts(of: task, in: home, scene)),
                .init(text: who.joined(separator: "\n")),
                .init(text: "", when: words.due(Day(at: task.due), on: scene.day, nearDays: 3)),
            ])
    }

    /// To give it anew, or to put it off, takes the place of what this page shows.
    static func acts(of task: TaskRecord, in home: PartRecord, _ scene: CaseScene) -> [Act] {
        [
            ("done", []), ("postpone", task.putOff.standing.map(\.entry)),
            ("reassign", task.given.standing.map(\.entry)), ("drop-task", []),
        ].map { scene.act($0, in: home.compartment, about: task.id.hex, replacing: $1) }
    }

    /// What it was, what came of it, and who said so when.
    private static func line(ofEnded task: TaskRecord, _ scene: CaseScene) -> String {
        let words = scene.words
        let end: String
        switch task.ending {
        case .done(let outcome): end = outcome.isEmpty ? words.text("tasks.done") : outcome
        case .dropped(let reason): end = words.text("tasks.dropped", ["why": reason])
        case nil: end = ""
        }
        let byline = task.endedBy.map { scene.byline($0, at: task.endedAt ?? task.due) } ?? ""
        return "\(words.title(of: task)) — \(end) (\(byline))"
    }

    /// What colleagues wrote lately; the rest stands in the history.
    private static func notes(_ part: CaseworkPart, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "notes-\(home.compartment.hex)", heading: words.text("notes.title"))
        let notes = part.lifecycle?.notes ?? []
        block.pairs = notes.suffix(3).reversed().map { Pair(scene.byline($0.by, at: $0.at), $0.text) }
        if notes.isEmpty { block.calm = words.text("notes.none") }
        if notes.count > 3 { block.summary = words.plural("notes.more", notes.count - 3) }
        block.acts = part.lifecycle == nil ? [] : [scene.act("case-note", in: home.compartment)]
        return block
    }

    private static func plan(_ part: CaseworkPart, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "plan-\(home.compartment.hex)", heading: words.text("plan.title"))
        guard let newest = part.plan else {
            block.calm = words.text("plan.none")
            block.acts = [scene.act("plan", in: home.compartment)]
            return block
        }
        let plan = part.planInForce ?? newest
        block.summary = plan.draft.aim
        block.badges = badges(of: plan, words)
        block.pairs = pairs(of: plan, scene)
        if let review = part.nextReview {
            block.pairs.append(Pair(words.text("plan.review"), words.due(Day(at: review), on: scene.day).text))
            block.pairs += words.lines(of: part.reviews, scene.name).map { Pair(words.text("plan.review-apart"), $0) }
        }
        block.acts =
            acts(of: plan, part, in: home, scene) + [
                scene.act("review-by", in: home.compartment, replacing: part.reviews.standing.map(\.entry)),
                scene.act("plan", in: home.compartment),
            ]
        let standing = part.plansStanding
        let others = standing.contains { $0.id == newest.id } ? standing : [newest] + standing
        block.cards = others.filter { $0.id != plan.id }.map { other in
            let isSince = plan.id != newest.id && other.approval == nil
            var card = Card(
                "plan-\(other.id.hex)", words.text(isSince ? "plan.since" : "plan.beside"), style: .open)
            card.said = other.draft.aim
            card.badges = badges(of: other, words)
            card.pairs = pairs(of: other, scene)
            card.acts = acts(of: other, part, in: home, scene)
            return card
        }
        return block
    }

    private static func badges(of plan: PlanRecord, _ words: Catalogue) -> [Badge] {
        [
            Badge(
                words.text(plan.approval == nil ? "plan.not-approved" : "plan.approved"),
                plan.approval == nil ? .near : .good),
            Badge(
                words.text(
                    plan.agreement != nil ? "plan.agreed" : plan.refusal != nil ? "plan.refused" : "plan.not-agreed"),
                plan.agreement != nil ? .good : plan.refusal != nil ? .grave : .near),
        ]
    }

    private static func pairs(of plan: PlanRecord, _ scene: CaseScene) -> [Pair] {
        [
            Pair(
                scene.words.text("plan.steps"),
                plan.draft.steps.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n")),
            Pair(scene.words.text("plan.proposed"), scene.byline(plan.proposedBy, at: plan.proposedAt)),
            assent(plan.approval, "plan.approved", scene), assent(plan.agreement, "plan.agreed", scene),
            assent(plan.refusal, "plan.refused", scene),
        ].compactMap(\.self)
    }

    private static func acts(
        of plan: PlanRecord, _ part: CaseworkPart, in home: PartRecord, _ scene: CaseScene
    ) -> [Act] {
        let canApprove = plan.approval == nil && plan.proposedBy != scene.me && part.lifecycle?.owner != scene.me
        let names = (canApprove ? ["approve"] : []) + (plan.agreement == nil ? ["agreed", "turned-down"] : [])
        return names.map { scene.act($0, in: home.compartment, about: plan.id.hex) }
    }

    private static func assent(_ assent: PlanRecord.Assent?, _ key: String, _ scene: CaseScene) -> Pair? {
        assent.map {
            Pair(
                scene.words.text(key),
                [scene.byline($0.by, at: $0.at), $0.words].filter { !$0.isEmpty }.joined(separator: "\n"))
        }
    }

    private static func incidents(_ part: CaseworkPart, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "incidents-\(home.compartment.hex)", heading: words.text("incidents.title"))
        let ordered = part.incidents.filter(\.isOpen) + part.incidents.filter { !$0.isOpen }
        block.cards = ordered.map { incident in
            var card = Card(
                "incident-\(incident.id.hex)", words.name(of: incident.kind), style: incident.isOpen ? .open : .past)
            card.badges = [
                Badge(
                    words.text(incident.isOpen ? "incidents.open" : "incidents.handled"),
                    incident.isOpen ? .grave : .plain)
            ]
            card.note = scene.byline(incident.opened.by, at: incident.opened.at)
            card.said = incident.opened.text
            let affected = incident.affected.sorted { $0.rawValue < $1.rawValue }.map { words.name(of: $0) }
            if !affected.isEmpty {
                card.pairs = [Pair(words.text("incidents.affected"), affected.joined(separator: ", "))]
            }
            card.pairs += incident.notes.map { Pair(scene.byline($0.by, at: $0.at), $0.text) }
            if let outcome = incident.outcome { card.pairs.append(Pair(words.text("incidents.outcome"), outcome.text)) }
            let acts = incident.isOpen ? ["incident-note", "handle"] : []
            card.acts = acts.map { scene.act($0, in: home.compartment, about: incident.id.hex) }
            return card
        }
        if block.cards.isEmpty { block.calm = words.text("incidents.none") }
        block.acts = [scene.act("incident", in: home.compartment)]
        return block
    }

    private static func holds(_ part: CaseworkPart, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "holds-\(home.compartment.hex)", heading: words.text("holds.title"))
        let standing = part.holds.filter { $0.lifted == nil }
        block.cards = standing.map { hold in
            var card = Card("hold-\(hold.id.hex)", words.name(of: hold.kind), style: .open)
            card.note = scene.byline(hold.placed.by, at: hold.placed.at)
            card.said = hold.placed.words.isEmpty ? words.text("holds.no-reason") : hold.placed.words
            if let lifting = hold.lifting {
                card.pairs = [
                    Pair(
                        words.text("holds.lifting", ["who": scene.byline(lifting.by, at: lifting.at)]), lifting.words)
                ]
            }
            if hold.lifting?.by != scene.me {
                card.acts = [scene.act("lift", in: home.compartment, about: hold.id.hex)]
            }
            return card
        }
        if standing.isEmpty { block.calm = words.text("holds.none") }
        block.acts = [scene.act("hold", in: home.compartment)]
        return block
    }

    /// Where it stands, what stands in the way of the next step, and how it came here.
    private static func course(_ part: CaseworkPart, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "course-\(home.compartment.hex)", heading: words.text("course.title"))
        guard let lifecycle = part.lifecycle else { return block }
        block.badges = [Badge(scene.name(ofStateOf: lifecycle))]
        block.pairs = ProposalBlock.pairs(lifecycle, scene)
        if lifecycle.isPaused {
            block.pairs.append(Pair("→ \(words.name(of: CaseState.active))", words.text("course.paused")))
        }
        block.pairs += lifecycle.successors.map { next in
            let obstacles = part.obstacles(to: next).map { words.text($0.catalogueKey) }
            return Pair(
                "→ \(words.name(of: next))",
                obstacles.isEmpty ? words.text("course.free") : obstacles.joined(separator: "\n"))
        }
        let ratings = lifecycle.ratings.standing
        if ratings.count > 1 {
            block.pairs += ratings.map {
                Pair("\(words.text("course.rated")), \(scene.byline($0.by, at: $0.at))", words.name(of: $0.value))
            }
        }
        let carriers = lifecycle.carriers.standing
        if carriers.count > 1 {
            block.pairs += carriers.map {
                Pair(
                    "\(words.text("course.carried")), \(scene.byline($0.by, at: $0.at))",
                    "\(scene.name($0.value.owner)) / \(scene.name($0.value.deputy))")
            }
        }
        var card = Card(
            "changes-\(home.compartment.hex)",
            words.text("course.since", ["when": LocalTime.text(second: lifecycle.since)]))
        card.deeper =
            Deeper(
                summary: words.plural("course.changes", lifecycle.changes.count),
                lines: lifecycle.changes.reversed().map { change in
                    [
                        scene.byline(change.by, at: change.at),
                        "\(words.name(of: change.from)) → \(words.name(of: change.to))",
                        change.reason.map { words.name(of: $0) } ?? "", change.note,
                        change.isTakingBack ? words.text("course.taken-back") : "",
                    ].filter { !$0.isEmpty }.joined(separator: " · ")
                }
            ).ifAny
        block.cards = [card]
        let moves = lifecycle.successors.isEmpty ? [] : ["move"]
        let acts = lifecycle.acts(at: scene.now).filter { isMine($0, lifecycle, scene) }
        block.acts =
            moves.map { scene.act($0, in: home.compartment, replacing: lifecycle.lastStep) }
            + acts.map { scene.act($0.formName, in: home.compartment, replacing: scene.shown(before: $0, in: part)) }
            + [
                scene.act("assign-case", in: home.compartment, replacing: carriers.map(\.entry)),
                scene.act("rate", in: home.compartment, replacing: lifecycle.ratings.standing.map(\.entry)),
            ]
        return block
    }

    /// A second signature is not offered to the first signer.
    private static func isMine(_ act: CaseAct, _ lifecycle: LifecycleRecord, _ scene: CaseScene) -> Bool {
        switch act {
        case .confirmClosing: lifecycle.closure?.by != scene.me
        case .confirmErasure: lifecycle.erasure?.by != scene.me && (lifecycle.erasableFrom ?? .max) <= scene.now
        case .acceptTransfer: lifecycle.transfer?.by != scene.me
        case .proposeTakingUp: scene.me.map { lifecycle.pause?.mayBeProposed(by: $0) == true } ?? false
        case .takeUp: scene.me.map { lifecycle.pause?.mayBeTakenUp(by: $0) == true } ?? false
        case .proposeClosing, .offerTransfer, .requestErasure, .cancelErasure: true
        }
    }
}

extension CaseAct {
    /// The form in which it is done.
    var formName: String {
        switch self {
        case .proposeClosing: "propose-closing"
        case .confirmClosing: "confirm-closing"
        case .offerTransfer: "offer-transfer"
        case .acceptTransfer: "accept-transfer"
        case .requestErasure: "request-erasure"
        case .confirmErasure: "confirm-erasure"
        case .cancelErasure: "cancel-erasure"
        case .proposeTakingUp: "propose-taking-up"
        case .takeUp: "take-up"
        }
    }
}

extension Catalogue {
    /// What its author called it, or what its template says.
    func title(of task: TaskRecord) -> String {
        task.title.isEmpty ? task.template.map { name(of: $0) } ?? "" : task.title
    }
}
