// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// What somebody has chosen of the list of requests, between the page that says what it is and the last of them being set apart or brought
/// back; in memory only, and gone when the desk is locked. What was written by then is in the outbox, each request whole.
actor SetApartDrawer {
    /// Of one act. Whoever has more chooses again.
    static let mostRequests = 5_000
    /// Requests whose entries make one item of the outbox: at most three each, and so one call to the relay.
    static let batchCount = 64
    private static let mostChoices = 16

    /// What a page showed.
    struct Choice: Sendable {
        let token: String
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
        var obstacles: [SetApartObstacle: Int] = [:]
        var isOver = false
        /// Why it stopped before its end.
        var problem: WorkspaceError?
        /// What was said of each, and when, in seconds since 1970; by these the act is found again.
        var note = ""
        var at: UInt64 = 0

        var looked: Int { done + obstacles.values.reduce(0, +) }
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
        goThrough(choice.shown, choice.token) { batch in
            try await work.setApart(batch, note: note, at: second)
        }
    }

    /// Begins to bring back what rests as it was set apart. `name`: of the run.
    func bringBack(_ requests: [ID<Request>], from act: SetApartAct, _ name: String, _ work: any DeskWork) {
        guard runs[name].map(\.isOver) ?? true else { return }
        runs[name] = Run(total: requests.count)
        goThrough(requests, name) { batch in
            let count = try await work.bringBack(batch, from: act)
            return Array(repeating: .changed, count: batch.count - count)
        }
    }

    private func goThrough<Element: Sendable>(
        _ elements: [Element], _ name: String, _ act: @escaping @Sendable ([Element]) async throws -> [SetApartObstacle]
    ) {
        Task { await through(elements, name, act) }
    }

    /// - Parameter act: gives what stood in the way of some.
    private func through<Element: Sendable>(
        _ elements: [Element], _ name: String, _ act: @Sendable ([Element]) async throws -> [SetApartObstacle]
    ) async {
        for start in stride(from: 0, to: elements.count, by: Self.batchCount) {
            // The desk was locked meanwhile.
            guard runs[name] != nil else { return }
            let batch = Array(elements[start..<min(start + Self.batchCount, elements.count)])
            do {
                let obstacles = try await act(batch)
                runs[name]?.done += batch.count - obstacles.count
                for obstacle in obstacles { runs[name]?.obstacles[obstacle, default: 0] += 1 }
            } catch {
                runs[name]?.problem = error as? WorkspaceError ?? .locked
                break
            }
        }
        runs[name]?.isOver = true
    }
}
