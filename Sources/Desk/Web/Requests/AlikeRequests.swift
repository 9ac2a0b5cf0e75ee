// SPDX-License-Identifier: AGPL-3.0-or-later
import Alike
import Casework

/// Which requests of the intake are alike, by their first words, as far as this desk can read them. Nothing of it is written down, and
/// nothing of it tells one person from another: it says what stands in one row.
struct AlikeRequests: Sendable {
    /// Fewer stand each in its own row: a family, or people who use one organisation's template, are few.
    static let fewest = 5
    /// Of requests that say the same few words. Many people do.
    static let fewestShort = 20

    /// Whose rows may be one: alike, in one state, and all of them wrote once or all of them again, so that whoever writes again steps out of
    /// a row of those who did not.
    struct Row: Hashable, Sendable {
        let kind: Int
        let state: RequestState
        let wroteAgain: Bool
    }

    private var texts = AlikeTexts<ID<Request>>()

    /// Takes in what is new. What was destroyed, or cannot be read any longer, is forgotten.
    mutating func follow(_ requests: [RequestRecord]) {
        for request in requests { add(request) }
        guard holdsMore(than: requests) else { return }
        texts = AlikeTexts()
        for request in requests { add(request) }
    }

    /// Whether there is something of a request that is not among these.
    func holdsMore(than requests: [RequestRecord]) -> Bool {
        texts.count > requests.count(where: { texts[$0.id] != nil })
    }

    private mutating func add(_ request: RequestRecord) {
        guard texts[request.id] == nil, let message = request.firstMessage else { return }
        texts.add(request.id, message.body)
    }

    var count: Int { texts.count }

    func kind(_ request: ID<Request>) -> Int? { texts[request]?.kind }

    /// How many of a hundred pairs of words are those of the first of its kind.
    func likeness(_ request: ID<Request>) -> Int { texts[request]?.likeness ?? 0 }

    /// How near it is to others, by the words under which a page says so: a number looks like a proof. Whole where nothing differs; near where
    /// a few words do.
    func nearness(_ request: ID<Request>) -> String {
        switch likeness(request) {
        case 100...: "requests.likeness-whole"
        case 85...: "requests.likeness-near"
        default: "requests.likeness-far"
        }
    }

    func isShort(_ row: Row) -> Bool { texts.isShort(kind: row.kind) }

    /// Whether it says a few words only.
    func isShort(_ request: ID<Request>) -> Bool { kind(request).map { texts.isShort(kind: $0) } ?? true }

    /// Nil for what stands by itself: somebody deals with it.
    func row(_ request: RequestSummary) -> Row? {
        guard request.mayStandWithOthers, let kind = kind(request.id) else { return nil }
        return Row(kind: kind, state: request.state, wroteAgain: request.wroteAgain)
    }

    /// Those that stand in one row, in the order of `requests`.
    func rows(_ requests: some Sequence<RequestSummary>) -> [Row: [RequestSummary]] {
        var rows: [Row: [RequestSummary]] = [:]
        for request in requests { if let row = row(request) { rows[row, default: []].append(request) } }
        return rows.filter { $0.value.count >= (isShort($0.key) ? Self.fewestShort : Self.fewest) }
    }
}

/// A row of the list.
enum ListedRequests {
    case one(RequestSummary)
    /// In the order of the list; the first is why the row stands where it stands.
    case alike(AlikeRequests.Row, [RequestSummary])

    var requests: [RequestSummary] {
        switch self {
        case .one(let request): [request]
        case .alike(_, let requests): requests
        }
    }

    /// What is alike takes one row, where the first of it stands: the others are not pushed away by it.
    static func folded(_ ordered: [RequestSummary], _ alike: AlikeRequests) -> [ListedRequests] {
        let rows = alike.rows(ordered)
        var begun: Set<AlikeRequests.Row> = []
        return ordered.compactMap { request in
            guard let row = alike.row(request), let members = rows[row] else { return .one(request) }
            return begun.insert(row).inserted ? .alike(row, members) : nil
        }
    }
}

extension Sequence<RequestSummary> {
    /// The greatest danger that any of them states.
    var gravest: DangerRating { self.map(\.danger).max() ?? .notSaid }
}
