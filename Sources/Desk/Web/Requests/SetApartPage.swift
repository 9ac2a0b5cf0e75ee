// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension SetApartObstacle: Worded { static var wordKey: String { "apart.left." } }
extension DecliningObstacle: Worded { static var wordKey: String { "declining.left." } }

/// The keys of what a page says of one thing that is done with many requests.
private struct PurposeKeys {
    let form: String
    let heading: String
    let doing: String
    let done: String
    let submit: String
    let means: String
}

extension SetApartDrawer.Purpose {
    fileprivate var keys: PurposeKeys {
        switch self {
        case .setApart:
            PurposeKeys(
                form: "apart", heading: "apart.heading", doing: "apart.doing", done: "apart.done",
                submit: "apart.do", means: "apart.means")
        case .decline:
            PurposeKeys(
                form: "declining", heading: "declining.heading", doing: "declining.doing", done: "declining.done",
                submit: "declining.do", means: "declining.means")
        }
    }

    fileprivate func obstacle(
        to shown: ShownRequest, by member: ID<Member>?, in state: CaseworkState
    ) -> TogetherObstacle? {
        switch self {
        case .setApart: state.obstacle(toSettingApart: shown, by: member).map { .settingApart($0) }
        case .decline: state.obstacle(toDeclining: shown, for: nil, by: member).map { .declining($0) }
        }
    }
}

/// What exactly would be set apart or declined, before anybody says so; and how far it is, and what came of it, afterwards.
struct SetApartPage {
    struct Fact {
        let name: String
        let value: String
    }

    /// Left out, and why.
    struct Left {
        let why: String
        let examples: [Act]
        /// That there are more than are named.
        let more: String?
    }

    /// One of them, in full as far as it is short.
    struct Sample {
        let href: String
        let danger: String
        let dangerClass: String
        let line: String
        let body: String
        let facts: String
        let id: String
    }

    let back: String
    let action: String
    let heading: String
    let facts: [Fact]
    /// Why these are to be looked at with care.
    let cautions: [String]
    let left: [Left]
    let samples: [Sample]
    let sampleHeading: String
    /// What comes of it.
    let means: String
    /// Nil where nothing is left to do, or it was done.
    let form: FormView?
    let progress: ProgressLine?

    private static let exampleCount = 5

    /// - Parameters:
    ///   - choice: what was chosen.
    ///   - me: whose desk it is.
    init(
        _ choice: SetApartDrawer.Choice, _ run: SetApartDrawer.Run?, _ lines: DeskLines, in scene: DeskScene,
        typed: FormAnswers? = nil, problem: FormProblem? = nil
    ) {
        let (words, state) = (scene.words, scene.state)
        back = choice.list
        action = "\(DeskPath.together)/\(choice.token)"
        let keys = choice.purpose.keys
        means = words.text(keys.means)
        var obstacles: [TogetherObstacle: [ID<Request>]] = [:]
        var records: [RequestRecord] = []
        for shown in choice.shown where run == nil {
            if let obstacle = choice.purpose.obstacle(to: shown, by: scene.me, in: state) {
                obstacles[obstacle, default: []].append(shown.request)
            } else if let record = state.request(shown.request) {
                records.append(record)
            }
        }
        let summaries = records.map { RequestSummary($0) }
        heading =
            run.map { words.plural($0.isOver ? keys.done : keys.doing, $0.done) }
            ?? words.plural(keys.heading, records.count)
        let declining = choice.purpose == .decline ? Self.declining(records, words) : []
        facts = run == nil ? Self.facts(summaries, declining, cutOff: choice.cutOff, words) : []
        let alone =
            choice.purpose == .decline && records.contains { $0.decliningStep == .propose }
            ? Alone("forms.alone-request", state, words)?.text : nil
        cautions = run == nil ? Self.cautions(summaries, lines.alike, words) + [alone].compactMap(\.self) : []
        left = TogetherObstacle.all.compactMap { obstacle in
            obstacles[obstacle].map { Self.left($0, obstacle, in: state, words) }
        }
        let kinds = Dictionary(records.map { (lines.alike.kind($0.id), 1) }, uniquingKeysWith: +)
        samples = Self.sample(records, lines.alike).map { record in
            Sample(record, lines.alike, isAlone: kinds[lines.alike.kind(record.id)] == 1, words)
        }
        sampleHeading = words.plural("apart.sample", samples.count)
        form =
            run == nil && !records.isEmpty
            ? FormView(
                keys.form, action: action, fields: Self.fields(choice.purpose, records, words), typed: typed,
                problem: problem, isGrave: true, words
            ).saying(words.plural(keys.submit, records.count))
            : nil
        progress = run.map { ProgressLine($0, choice, in: state, words) }
    }

    private static func fields(
        _ purpose: SetApartDrawer.Purpose, _ records: [RequestRecord], _ words: Catalogue
    ) -> [FormField] {
        switch purpose {
        case .setApart: return [.prose("note", rows: 3)]
        case .decline:
            // Whoever is the second agrees to what was proposed, as long as nobody says otherwise.
            let proposed = Set(records.compactMap(\.declineProposal?.reason))
            return [
                .choice(
                    "decline-reason", of: DeclineReason.self, among: DeclineReason.allCases,
                    initial: proposed.count == 1 ? proposed.first : nil, words),
                .prose("note", rows: 2, isRequired: false),
            ]
        }
    }

    /// How many one person's word declines, and how many it does not.
    private static func declining(_ records: [RequestRecord], _ words: Catalogue) -> [Fact] {
        let proposing = records.count { $0.decliningStep == .propose }
        let seconding = records.count { $0.decliningStep == .decline && $0.danger.needsSecondPersonToDecline }
        let unread = records.count(where: \.wasSetApartUnread)
        return [
            ("declining.fact-at-once", records.count - proposing), ("declining.fact-second", seconding),
            ("declining.fact-propose", proposing), ("declining.fact-unread", unread),
        ].filter { $0.1 > 0 }.map { Fact(name: words.text($0.0), value: "\($0.1)") }
    }

    private static func facts(
        _ requests: [RequestSummary], _ declining: [Fact], cutOff: Int, _ words: Catalogue
    ) -> [Fact] {
        guard let from = requests.map(\.receivedAt).min(), let to = requests.map(\.receivedAt).max() else { return [] }
        let dangers = DangerRating.allCases.sorted(by: >).compactMap { danger -> String? in
            let count = requests.count { $0.danger == danger }
            return count > 0 ? "\(words.name(of: danger)): \(count)" : nil
        }
        let languages = Set(requests.map { words.language($0.language) }).sorted()
        let facts =
            [
                ("apart.fact-count", "\(requests.count)"),
                ("apart.fact-arrived", words.span(from: from, to: to)),
                ("apart.fact-gravest", words.name(of: requests.gravest)),
                ("apart.fact-dangers", dangers.joined(separator: ", ")),
                ("apart.fact-files", "\(requests.count(where: \.hasFiles))"),
                ("apart.fact-again", "\(requests.count(where: \.wroteAgain))"),
                ("apart.fact-languages", languages.joined(separator: ", ")),
            ].map { Fact(name: words.text($0.0), value: $0.1) } + declining
        return cutOff > 0
            ? facts + [Fact(name: words.text("apart.fact-cut"), value: "\(cutOff)")] : facts
    }

    private static func cautions(
        _ requests: [RequestSummary], _ alike: AlikeRequests, _ words: Catalogue
    ) -> [String] {
        let shortCount = requests.count { alike.isShort($0.id) }
        let kinds = Set(requests.map { alike.kind($0.id) })
        return [
            words.lives(requests),
            kinds.count > 1 ? words.plural("apart.caution-mixed", kinds.count) : nil,
            shortCount > 0 ? words.plural("apart.caution-short", shortCount) : nil,
        ].compactMap(\.self)
    }

    private static func left(
        _ requests: [ID<Request>], _ obstacle: TogetherObstacle, in state: CaseworkState, _ words: Catalogue
    ) -> Left {
        let examples = requests.prefix(exampleCount).compactMap { state.request($0) }.map {
            Act(href: DeskPath.request($0.id), text: SafeText.firstLine(words.firstLine(of: $0), maximumCount: 90))
        }
        let more = requests.count - examples.count
        return Left(
            why: words.plural(obstacle.wordKey, requests.count), examples: examples,
            more: more > 0 && !examples.isEmpty ? words.plural("apart.more", more) : nil)
    }

    /// Those that would be missed if they were not looked at: who is the least alike, who wrote again, who sent a file; then the first and
    /// the last.
    private static func sample(_ records: [RequestRecord], _ alike: AlikeRequests) -> [RequestRecord] {
        let unlike = records.enumerated().sorted {
            (alike.likeness($0.element.id), $0.offset) < (alike.likeness($1.element.id), $1.offset)
        }.map(\.element)
        let chosen =
            unlike.prefix(3) + records.filter { $0.messageCount > 1 }.prefix(2) + records.filter(\.hasFiles).prefix(2)
            + records.prefix(1) + records.suffix(1)
        var seen: Set<ID<Request>> = []
        return chosen.filter { seen.insert($0.id).inserted }
    }
}

extension SetApartPage.Sample {
    /// - Parameter isAlone: whether nothing else among them is alike.
    init(_ request: RequestRecord, _ alike: AlikeRequests, isAlone: Bool, _ words: Catalogue) {
        href = DeskPath.request(request.id)
        danger = words.name(of: request.danger)
        dangerClass = "danger-\(request.danger.rawValue)"
        line = SafeText.firstLine(words.firstLine(of: request), maximumCount: 90)
        body = String((request.firstMessage?.body ?? "").prefix(2_000))
        id = "sample-\(request.id.hex)"
        let facts = [
            LocalTime.text(second: request.receivedAt),
            words.text(isAlone ? "requests.likeness-alone" : alike.nearness(request.id)),
            request.hasFiles ? words.text("apart.with-file") : nil,
            request.messageCount > 1 ? words.text("requests.wrote-again") : nil,
        ]
        self.facts = facts.compactMap(\.self).joined(separator: " · ")
    }
}

/// How far an act is, and what came of it.
struct ProgressLine {
    let isRunning: Bool
    let text: String
    /// What was left as it was, and why.
    let left: [String]
    let problem: String?
    /// That somebody else has to agree.
    let proposed: String?
    /// The button by which it goes on where it stopped; nil where it did not stop.
    private(set) var resume: String?
    /// Where what was done can be looked at and taken back.
    let act: Act?

    init(_ run: SetApartDrawer.Run, _ words: Catalogue, act: Act? = nil) {
        isRunning = !run.isOver
        text = words.text("apart.progress", ["done": "\(run.looked)", "total": "\(run.total)"])
        left = TogetherObstacle.all.compactMap { obstacle in
            run.obstacles[obstacle].map { words.plural(obstacle.wordKey, $0) }
        }
        problem = run.problem.map {
            words.plural("apart.stopped", run.left, ["why": words.explanation(of: $0), "done": "\(run.looked)"])
        }
        proposed = run.proposed > 0 ? words.plural("declining.proposed", run.proposed) : nil
        self.act = act
    }

    init(
        _ run: SetApartDrawer.Run, _ choice: SetApartDrawer.Choice, in state: CaseworkState, _ words: Catalogue
    ) {
        let first = choice.shown.first { shown in
            state.request(shown.request)?.lastSetApart.map { $0.at == run.at && $0.note == run.note } ?? false
        }
        self.init(
            run, words,
            act: first.map { Act(href: DeskPath.setApart($0.request), text: words.text("apart.see-act")) })
        resume = run.left > 0 ? words.plural("apart.resume", run.left) : nil
    }
}

extension Catalogue {
    /// How many of them say that a life is in danger; nil where none does.
    func lives(_ requests: some Sequence<RequestSummary>) -> String? {
        let count = requests.count { $0.danger == .lifeInDanger }
        return count > 0 ? plural("apart.caution-life", count) : nil
    }
}

extension FormView {
    /// The same form with other words on its button.
    func saying(_ submit: String) -> FormView {
        var form = self
        form.submit = submit
        return form
    }
}
