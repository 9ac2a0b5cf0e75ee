// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension SetApartObstacle: Worded { static var wordKey: String { "apart.left." } }

/// What exactly would be set apart, before anybody says so; and how far it is, and what came of it, afterwards.
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

    /// One of those that would be set apart, in full as far as it is short.
    struct Sample {
        let href: String
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
    /// Nil where nothing is left to set apart, or it was done.
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
        var obstacles: [SetApartObstacle: [ID<Request>]] = [:]
        var records: [RequestRecord] = []
        for shown in choice.shown where run == nil {
            if let obstacle = state.obstacle(toSettingApart: shown, by: scene.me) {
                obstacles[obstacle, default: []].append(shown.request)
            } else if let record = state.request(shown.request) {
                records.append(record)
            }
        }
        let summaries = records.map { RequestSummary($0) }
        heading =
            run.map { words.plural($0.isOver ? "apart.done" : "apart.doing", $0.done) }
            ?? words.plural("apart.heading", records.count)
        facts = run == nil ? Self.facts(summaries, cutOff: choice.cutOff, words) : []
        cautions = run == nil ? Self.cautions(summaries, lines.alike, words) : []
        left = SetApartObstacle.allCases.compactMap { obstacle in
            obstacles[obstacle].map { Self.left($0, obstacle, in: state, words) }
        }
        samples = Self.sample(records, lines.alike).map { Sample($0, lines.alike, words) }
        sampleHeading = words.plural("apart.sample", samples.count)
        form =
            run == nil && !records.isEmpty
            ? FormView(
                "apart", action: action, fields: [.prose("note", rows: 3)], typed: typed, problem: problem,
                isGrave: true, words
            ).saying(words.plural("apart.do", records.count))
            : nil
        progress = run.map { ProgressLine($0, choice, in: state, words) }
    }

    private static func facts(_ requests: [RequestSummary], cutOff: Int, _ words: Catalogue) -> [Fact] {
        guard let from = requests.map(\.receivedAt).min(), let to = requests.map(\.receivedAt).max() else { return [] }
        let dangers = DangerRating.allCases.sorted { $0.gravity > $1.gravity }.compactMap { danger -> String? in
            let count = requests.count { $0.danger == danger }
            return count > 0 ? "\(words.name(of: danger)): \(count)" : nil
        }
        let languages = Set(requests.map { words.language($0.language) }).sorted()
        let facts = [
            ("apart.fact-count", "\(requests.count)"),
            ("apart.fact-arrived", words.span(from: from, to: to)),
            ("apart.fact-gravest", words.name(of: requests.gravest)),
            ("apart.fact-dangers", dangers.joined(separator: ", ")),
            ("apart.fact-files", "\(requests.count(where: \.hasFiles))"),
            ("apart.fact-again", "\(requests.count(where: \.wroteAgain))"),
            ("apart.fact-languages", languages.joined(separator: ", ")),
        ].map { Fact(name: words.text($0.0), value: $0.1) }
        return cutOff > 0
            ? facts + [Fact(name: words.text("apart.fact-cut"), value: "\(cutOff)")] : facts
    }

    private static func cautions(
        _ requests: [RequestSummary], _ alike: AlikeRequests, _ words: Catalogue
    ) -> [String] {
        let shortCount = requests.count { alike.isShort($0.id) }
        let kinds = Set(requests.map { alike.kind($0.id) })
        return [
            kinds.count > 1 ? words.plural("apart.caution-mixed", kinds.count) : nil,
            shortCount > 0 ? words.plural("apart.caution-short", shortCount) : nil,
        ].compactMap(\.self)
    }

    private static func left(
        _ requests: [ID<Request>], _ obstacle: SetApartObstacle, in state: CaseworkState, _ words: Catalogue
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
    init(_ request: RequestRecord, _ alike: AlikeRequests, _ words: Catalogue) {
        href = DeskPath.request(request.id)
        dangerClass = "danger-\(request.danger.rawValue)"
        line = SafeText.firstLine(words.firstLine(of: request), maximumCount: 90)
        body = String((request.firstMessage?.body ?? "").prefix(2_000))
        id = "sample-\(request.id.hex)"
        let facts = [
            words.name(of: request.danger), LocalTime.text(second: request.receivedAt),
            words.text("requests.likeness", ["percent": "\(alike.likeness(request.id))"]),
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
    /// Where what was done can be looked at and taken back.
    let act: Act?

    init(_ run: SetApartDrawer.Run, _ words: Catalogue, act: Act? = nil) {
        isRunning = !run.isOver
        text = words.text("apart.progress", ["done": "\(run.looked)", "total": "\(run.total)"])
        left = SetApartObstacle.allCases.compactMap { obstacle in
            run.obstacles[obstacle].map { words.plural(obstacle.wordKey, $0) }
        }
        problem = run.problem.map { words.text("apart.stopped", ["why": words.explanation(of: $0)]) }
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
