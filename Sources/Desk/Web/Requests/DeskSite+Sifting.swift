// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What is left of the requests under a filter.
struct SiftedRequests {
    let filter: RequestFilter
    /// The words that were looked for; nil where none were, or where they were forgotten with the locking of the desk.
    let words: String?
    /// In the order in which they are read.
    let requests: [RequestSummary]
    /// What stands in one row, and what by itself.
    let listed: [ListedRequests]
}

extension DeskSite {
    /// More texts than anybody looks through.
    private static let mostFound = 50_000

    func sift(_ filter: RequestFilter, _ scene: DeskScene, _ lines: DeskLines) async -> SiftedRequests {
        let state = scene.state
        let text = filter.words.flatMap { found[$0] }
        var narrowed: [Set<ID<Request>>] = []
        if let name = filter.words {
            // Words that were forgotten are found nowhere: whoever looked for them does not act on everything else.
            narrowed.append(text == nil ? [] : await requests(holding: text ?? "", name, in: state))
        }
        if let act = filter.act { narrowed.append(Set(SetApartAct.members(with: act, in: state).map(\.id))) }
        let seconds = Day.seconds(from: filter.since, to: filter.until, east: LocalTime.east(at: scene.now))
        let kind = filter.alike.map { lines.alike.kind($0) }
        let admitted = lines.requests.filter { request in
            filter.admits(request, within: seconds) && narrowed.allSatisfy { $0.contains(request.id) }
                && kind.map { $0 != nil && lines.alike.kind(request.id) == $0 } ?? true
        }
        let ordered = RequestListPage.inReadingOrder(admitted, at: scene.now)
        let listed: [ListedRequests]
        if filter.alike != nil {
            // Whoever looks into a row looks first at those that belong into it the least.
            listed = ordered.enumerated().sorted { one, other in
                let (left, right) = (lines.alike.likeness(one.element.id), lines.alike.likeness(other.element.id))
                return (left, one.offset) < (right, other.offset)
            }.map { .one($0.element) }
        } else {
            listed =
                filter.isSingly || filter.act != nil
                ? ordered.map { .one($0) } : ListedRequests.folded(ordered, lines.alike)
        }
        return SiftedRequests(filter: filter, words: text, requests: ordered, listed: listed)
    }

    private func requests(holding text: String, _ name: String, in state: CaseworkState) async -> Set<ID<Request>> {
        if let known = found.found(name, in: state.fingerprint) { return known }
        let scope = SearchScope(admits: { if case .request = $0 { true } else { false } })
        let hits = Set(await work.search(text, limit: Self.mostFound, in: scope).compactMap(\.request))
        found.note(hits, for: name, in: state.fingerprint)
        return hits
    }
}

extension Day {
    /// The seconds since 1970 from the beginning of one day to the end of another; nil where neither is said.
    /// - Parameter east: how many seconds the worker's clock is ahead of UTC.
    static func seconds(from first: Day?, to last: Day?, east: Int) -> Range<UInt64>? {
        guard first != nil || last != nil else { return nil }
        func inUTC(_ second: UInt64) -> UInt64 {
            east >= 0 ? second - min(second, UInt64(east)) : second + UInt64(east.magnitude)
        }
        let start = first.map { inUTC($0.firstSecond) } ?? 0
        let end = last.map { inUTC($0.adding(days: 1).firstSecond) } ?? .max
        return start..<max(start, end)
    }
}

extension SetApartAct {
    /// What was set apart together with a request the last time, in the order in which it arrived; nothing where that was by itself.
    static func members(with request: ID<Request>, in state: CaseworkState) -> [RequestRecord] {
        guard let act = state.request(request)?.lastSetApart else { return [] }
        let members = state.requests.filter { $0.wasSetApart(by: act) }
        return members.count > 1 ? members : []
    }
}
