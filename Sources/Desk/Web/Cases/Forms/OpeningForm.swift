// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Foundation
import Languages

/// How a case begins: its name among colleagues, who carries it, and who may read which part, each with a reason.
struct OpeningForm {
    /// The parts that every case has, and those that can be opened with it. Counsel opens the legal part, so that nobody
    /// else ever holds its key.
    static let always: [CompartmentKind] = [.casework, .conversation, .identity]
    static let onDemand: [CompartmentKind] = [.whereabouts, .evidence]

    let desk: DeskScene
    /// The request that becomes a case; nil for one that came another way.
    let request: RequestRecord?

    var name: String { request == nil ? "new-case" : "accept" }

    private var kinds: [CompartmentKind] {
        Self.always.filter { $0 != .conversation || request != nil } + Self.onDemand
    }

    private var members: [MemberRecord] {
        desk.state.members.values.filter(\.isCurrent).sorted { $0.name < $1.name }
    }

    /// Whether a case is called so already, among those whose casework this desk can read: of others it neither knows nor says anything.
    /// Large and small letters, and how many spaces stand between words, make no other name.
    func isTaken(_ alias: String) -> Bool {
        let name = Self.folded(alias)
        return desk.state.cases.contains { $0.casework?.lifecycle != nil && Self.folded($0.alias) == name }
    }

    private static func folded(_ alias: String) -> String {
        alias.precomposedStringWithCompatibilityMapping.lowercased().split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
    }

    /// - Parameter asksSameAlias: whether the name is taken, and has to be confirmed.
    func fields(asksSameAlias: Bool = false) -> [FormField] {
        let words = desk.words
        let everybody = members.map { FormOption(value: $0.id.hex, text: $0.name) }
        let others = members.filter { $0.id != desk.me }.map { FormOption(value: $0.id.hex, text: $0.name) }
        let ratings = DangerRating.allCases.filter { $0 != .notSaid }
        let said = request.map(\.danger).flatMap { ratings.contains($0) ? $0 : nil }
        return [
            .line("alias")
        ] + (asksSameAlias ? [.tick("same-alias")] : []) + [
            .choice("danger", of: DangerRating.self, among: ratings, initial: said, words),
            .choice("owner", everybody, initial: desk.me?.hex, words), .choice("deputy", everybody, words),
        ]
            + Self.onDemand.map { .tick("open-\($0)") }
            + kinds.flatMap { kind -> [FormField] in
                [
                    FormField("readers-\(kind)", .ticks(others), isRequired: false),
                    .line("reason-\(kind)", isRequired: false),
                ]
            } + [.prose("note", rows: 2, isRequired: false)]
    }

    /// The alias, the danger and the parts with their first events. What colleagues are told stands in the casework, and nowhere else: it is
    /// about the case, and whoever is on intake duty need not know it.
    struct Answer {
        let alias: String
        let danger: DangerRating
        let parts: [Part]

        struct Part {
            let kind: CompartmentKind
            /// Each with a reason.
            let members: [ID<Member>: String]
            let events: [CompartmentEvent]
        }
    }

    func read(_ answers: FormAnswers) throws(FormProblem) -> Answer {
        let danger: DangerRating = try answers.choice("danger")
        let (owner, deputy): (ID<Member>, ID<Member>) = (try answers.id("owner"), try answers.id("deputy"))
        guard owner != deputy else { throw FormProblem(field: "deputy", reason: "problem.deputy") }
        var parts: [Answer.Part] = []
        for kind in kinds where !Self.onDemand.contains(kind) || answers.isTicked("open-\(kind)") {
            var readers: [ID<Member>: String] = [:]
            let chosen = answers.tickedIDs("readers-\(kind)", of: Member.self)
            if !chosen.isEmpty {
                let reason = try answers.line("reason-\(kind)")
                for member in chosen { readers[member] = reason }
            }
            if kind == .casework || kind == .conversation {
                readers[owner] = readers[owner] ?? desk.words.text("opening.as-owner")
                readers[deputy] = readers[deputy] ?? desk.words.text("opening.as-deputy")
            }
            if let me = desk.me { readers[me] = nil }
            let events =
                kind == .casework
                ? beginning(owner: owner, deputy: deputy, danger: danger, note: answers.optionalProse("note")) : []
            parts.append(.init(kind: kind, members: readers, events: events))
        }
        return Answer(alias: try answers.line("alias"), danger: danger, parts: parts)
    }

    /// Registered, the assessment set within the time that the danger allows, and the tasks that every case begins with.
    private func beginning(
        owner: ID<Member>, deputy: ID<Member>, danger: DangerRating, note: String
    ) -> [CompartmentEvent] {
        let registration = Registration(request: request?.id, owner: owner, deputy: deputy, danger: danger)
        let tasks = TaskTemplate.starting(.registered).map { template in
            CompartmentEvent.task(
                .set(
                    TaskDraft(
                        template: template, title: "", details: "", owner: owner, deputy: deputy,
                        due: desk.now + template.dueWithin(danger))))
        }
        let said: [CompartmentEvent] = note.isEmpty ? [] : [.lifecycle(.noted(note))]
        return [.lifecycle(.registered(registration)), .risk(.scheduled(desk.now + danger.assessmentWithin))] + tasks
            + said
    }
}

/// One more part of a case that is there. Counsel's part is counsel's: whoever opens a part holds its key from its first word on.
enum OpenPartForm {
    static func fields(_ scene: CaseScene) -> [FormField] {
        let others = scene.colleagues.filter { $0.id != scene.me }.map { FormOption(value: $0.id.hex, text: $0.name) }
        let kinds = CompartmentKind.allCases.filter { Self.canStandAlone($0) && ($0 != .legal || scene.isCounsel) }
        return [
            .choice("kind", of: CompartmentKind.self, among: kinds, scene.words),
            FormField("readers", .ticks(others), isRequired: false), .line("reason-readers", isRequired: false),
        ] + (scene.isCounsel ? [.tick("not-counsel")] : [])
    }

    /// A case's work begins with its registration, and a conversation with a request: opened by themselves, nothing could ever be written in them.
    private static func canStandAlone(_ kind: CompartmentKind) -> Bool { kind != .casework && kind != .conversation }

    static func read(_ answers: FormAnswers, _ scene: CaseScene) throws(FormProblem) -> OpeningForm.Answer.Part {
        let kind: CompartmentKind = try answers.choice("kind")
        guard canStandAlone(kind) else { throw FormProblem(field: "kind", reason: "problem.choose") }
        guard kind != .legal || scene.isCounsel else {
            throw FormProblem(field: "kind", reason: "problem.counsel-part")
        }
        let chosen = answers.tickedIDs("readers", of: Member.self)
        let reason = chosen.isEmpty ? "" : try answers.line("reason-readers")
        try PrivilegedPart.check(answers, kind: kind, readers: chosen, scene)
        return .init(
            kind: kind, members: Dictionary(uniqueKeysWithValues: chosen.map { ($0, reason) }),
            events: [])
    }
}

/// What the law protects between a person and counsel may lose its protection when others read it.
enum PrivilegedPart {
    /// Nobody who is not counsel gets the key to counsel's part by the way: whoever gives it says that they know what it means.
    static func check(
        _ answers: FormAnswers, kind: CompartmentKind, readers: Set<ID<Member>>, _ scene: CaseScene
    ) throws(FormProblem) {
        guard kind == .legal, readers.contains(where: { !scene.isCounsel($0) }) else { return }
        guard answers.isTicked("not-counsel") else {
            throw FormProblem(field: "not-counsel", reason: "problem.not-counsel")
        }
    }
}
