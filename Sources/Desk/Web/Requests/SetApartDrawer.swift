// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// What somebody has chosen of the list of requests, between the page that says what it is and the last of them being set apart, declined or
/// brought back; in memory only, and gone when the desk is locked. What was written by then is in the outbox, each request whole.
actor SetApartDrawer {
    /// Of one act. Whoever has more chooses again.
    static let mostRequests = 5_000
    /// Requests whose entries make one item of the outbox, and so one call to the relay.
    static let batchCount = 64
    private static let mostChoices = 16

    /// What is to be done with what was chosen.
    enum Purpose: Sendable, Hashable {
        case setApart
        case decline
    }

    /// What a page showed.
    struct Choice: Sendable {
        let token: String
        let purpose: Purpose
        let shown: [ShownRequest]
        /// How many were left out because there were too many.
        let cutOff: Int
        /// The list that it was chosen from.
        let list: String
    }

    /// How far it is.
    struct Run: Sendable {
        let total: Int
        var done = 0
        /// Of a decline: how many somebody else has to agree to.
        var proposed = 0
        var obstacles: [TogetherObstacle: Int] = [:]
        var isOver = false
        /// Why it stopped before its end.
        var problem: WorkspaceError?
        /// What was said of each, and when, in seconds since 1970; by these the act is found again.
        var note = ""
        var at: UInt64 = 0
        /// Of a decline.
        var reason: DeclineReason?

        var looked: Int { done + proposed + obstacles.values.reduce(0, +) }
        /// For how many nothing was written, where it stopped before its end.
        var left: Int { isOver ? total - looked : 0 }
    }

    private var choices: [Choice] = []
    private var runs: [String: Run] = [:]

    func put(_ choice: Choice) {
        choices.append(choice)
        if choices.count > Self.mostChoices { runs[choices.removeFirst().token] = nil }
    }

    func choice(_ token: String) -> Choice? { choices.first { $0.token == token } }

    func run(_ name: String) -> Run? { runs[name] }

    func forget() { (choices, runs) = ([], [:]) }

    /// Begins to set apart what was chosen, a batch after the other, with others at the desk in between; it goes on by itself, for whoever
    /// closes the window has said it. Does nothing where it was begun before.
    func setApart(_ choice: Choice, note: String, at second: UInt64, _ work: any DeskWork) {
        guard runs[choice.token] == nil else { return }
        runs[choice.token] = Run(total: choice.shown.count, note: note, at: second)
        goThrough(choice.shown, choice.token, Self.settingApart(note: note, at: second, work))
    }

    /// Begins to decline what was chosen, or to propose it to somebody else; as ``setApart(_:note:at:_:)``.
    func decline(
        _ choice: Choice, for reason: DeclineReason, note: String, at second: UInt64, _ work: any DeskWork
    ) {
        guard runs[choice.token] == nil else { return }
        runs[choice.token] = Run(total: choice.shown.count, note: note, at: second, reason: reason)
        goThrough(choice.shown, choice.token, Self.declining(for: reason, note: note, at: second, work))
    }

    /// Goes on where it stopped, as the same act: with its words and its second. Does nothing where it has not stopped.
    func resume(_ choice: Choice, _ work: any DeskWork) {
        guard let run = runs[choice.token], run.left > 0 else { return }
        runs[choice.token]?.isOver = false
        runs[choice.token]?.problem = nil
        let act =
            run.reason.map { Self.declining(for: $0, note: run.note, at: run.at, work) }
            ?? Self.settingApart(note: run.note, at: run.at, work)
        goThrough(Array(choice.shown.dropFirst(run.looked)), choice.token, act)
    }

    private typealias Act<Element> = @Sendable ([Element]) async throws -> Outcome

    /// Of one batch.
    private struct Outcome {
        var done = 0
        var proposed = 0
        var obstacles: [TogetherObstacle] = []
    }

    private static func settingApart(note: String, at second: UInt64, _ work: any DeskWork) -> Act<ShownRequest> {
        { batch in
            let obstacles = try await work.setApart(batch, note: note, at: second)
            return Outcome(done: batch.count - obstacles.count, obstacles: obstacles.map { .settingApart($0) })
        }
    }

    private static func declining(
        for reason: DeclineReason, note: String, at second: UInt64, _ work: any DeskWork
    ) -> Act<ShownRequest> {
        { batch in
            let outcome = try await work.declineTogether(batch, for: reason, note: note, at: second)
            return Outcome(
                done: outcome.declinedCount, proposed: outcome.proposedCount,
                obstacles: outcome.obstacles.map { .declining($0) })
        }
    }

    /// Begins to bring back what rests as it was set apart. `name`: of the run.
    func bringBack(_ requests: [ID<Request>], from act: SetApartAct, _ name: String, _ work: any DeskWork) {
        guard runs[name].map(\.isOver) ?? true else { return }
        runs[name] = Run(total: requests.count)
        goThrough(requests, name) { batch in
            let count = try await work.bringBack(batch, from: act)
            return Outcome(
                done: count, obstacles: Array(repeating: .settingApart(.changed), count: batch.count - count))
        }
    }

    private func goThrough<Element: Sendable>(
        _ elements: [Element], _ name: String, _ act: @escaping Act<Element>
    ) {
        Task { await through(elements, name, act) }
    }

    /// A batch is written whole or not at all, so where it stops is where it goes on.
    private func through<Element: Sendable>(_ elements: [Element], _ name: String, _ act: Act<Element>) async {
        for start in stride(from: 0, to: elements.count, by: Self.batchCount) {
            // The desk was locked meanwhile.
            guard runs[name] != nil else { return }
            let batch = Array(elements[start..<min(start + Self.batchCount, elements.count)])
            do {
                let outcome = try await act(batch)
                runs[name]?.done += outcome.done
                runs[name]?.proposed += outcome.proposed
                for obstacle in outcome.obstacles { runs[name]?.obstacles[obstacle, default: 0] += 1 }
            } catch {
                runs[name]?.problem = error as? WorkspaceError ?? .locked
                break
            }
        }
        runs[name]?.isOver = true
    }
}

/// What stood in the way of doing one thing with many requests.
enum TogetherObstacle: Hashable, Sendable {
    case settingApart(SetApartObstacle)
    case declining(DecliningObstacle)

    /// In the order in which they are said.
    static var all: [TogetherObstacle] {
        SetApartObstacle.allCases.map { .settingApart($0) } + DecliningObstacle.allCases.map { .declining($0) }
    }

    var wordKey: String {
        switch self {
        case .settingApart(let obstacle): obstacle.wordKey
        case .declining(let obstacle): obstacle.wordKey
        }
    }
}
