// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What the list shows, and of what: read from the address, where it says nothing about anybody.
struct RequestFilter: Equatable {
    var state: RequestState?
    var danger: DangerRating?
    var onlyUnread = false
    /// From 1.
    var number = 1

    func admits(_ request: RequestSummary) -> Bool {
        (state == nil || request.state == state) && (danger == nil || request.danger == danger)
            && (!onlyUnread || request.isUnread)
    }

    /// The address of one page of the list under this filter.
    func address(number: Int) -> String {
        var parts: [String] = []
        if let state { parts.append("state=\(state.rawValue)") }
        if let danger { parts.append("danger=\(danger.rawValue)") }
        if onlyUnread { parts.append("unread=1") }
        if number > 1 { parts.append("page=\(number)") }
        return parts.isEmpty ? DeskPath.requests : "\(DeskPath.requests)?\(parts.joined(separator: "&"))"
    }
}

struct RequestListPage {
    static let rowCount = 50

    struct Row {
        let href: String
        let waiting: String
        let isWaiting: Bool
        let danger: String
        let dangerClass: String
        let language: String
        let unread: String?
        let state: String
        let firstLine: String
        let received: String
    }

    struct Choice {
        let value: String
        let text: String
        let isChosen: Bool
    }

    let rows: [Row]
    let isEmpty: Bool
    let isFiltered: Bool
    let summary: String
    let states: [Choice]
    let dangers: [Choice]
    let onlyUnread: Bool
    let previous: String?
    let next: String?
    let position: String
    /// The way to a table of requests, for who is on intake duty.
    var importing: Act?

    init(_ state: CaseworkState, _ lines: DeskLines, filter: RequestFilter, visit: Visit) {
        let words = visit.words
        let admitted = Self.inReadingOrder(lines.requests.filter(filter.admits), at: visit.now)
        let pageCount = max(1, (admitted.count + Self.rowCount - 1) / Self.rowCount)
        let number = min(max(1, filter.number), pageCount)
        rows = admitted.dropFirst((number - 1) * Self.rowCount).prefix(Self.rowCount)
            .compactMap { state.request($0.id) }.map { Row($0, visit) }
        isEmpty = admitted.isEmpty
        isFiltered = filter.state != nil || filter.danger != nil || filter.onlyUnread
        summary = words.plural("requests.summary", admitted.count)
        states = Self.choices(RequestState.allCases, chosen: filter.state) { words.name(of: $0) }
        dangers = Self.choices(DangerRating.allCases, chosen: filter.danger) { words.name(of: $0) }
        onlyUnread = filter.onlyUnread
        previous = number > 1 ? filter.address(number: number - 1) : nil
        next = number < pageCount ? filter.address(number: number + 1) : nil
        position = words.text("requests.position", ["number": "\(number)", "total": "\(pageCount)"])
    }

    /// Danger, then waiting; then unread before read, then what moved last.
    private static func inReadingOrder(_ requests: [RequestSummary], at now: UInt64) -> [RequestSummary] {
        requests.enumerated()
            .map { (place: $0.offset, priority: $0.element.priority(at: now)) }
            .sorted { one, other in
                if one.priority != other.priority { return one.priority > other.priority }
                let (left, right) = (requests[one.place], requests[other.place])
                if left.isUnread != right.isUnread { return left.isUnread }
                if left.lastActivityAt != right.lastActivityAt { return left.lastActivityAt > right.lastActivityAt }
                return one.place < other.place
            }
            .map { requests[$0.place] }
    }

    private static func choices<Value: RawRepresentable<UInt8>>(
        _ values: [Value], chosen: Value?, name: (Value) -> String
    ) -> [Choice] {
        values.map { .init(value: "\($0.rawValue)", text: name($0), isChosen: $0.rawValue == chosen?.rawValue) }
    }
}

extension RequestListPage.Row {
    init(_ request: RequestRecord, _ visit: Visit) {
        let words = visit.words
        href = DeskPath.request(request.id)
        isWaiting = request.waitingSince != nil
        waiting =
            request.waitingSince.map { words.duration(seconds: visit.now > $0 ? visit.now - $0 : 0) }
            ?? words.text("requests.not-waiting")
        danger = words.name(of: request.danger)
        dangerClass = "danger-\(request.danger.rawValue)"
        language = request.language
        unread = request.unreadCount > 0 ? words.plural("requests.unread", request.unreadCount) : nil
        state = words.name(of: request.state)
        let line = SafeText.firstLine(request.firstMessage?.body ?? "")
        firstLine = line.isEmpty ? words.text("requests.no-words") : line
        received = LocalTime.text(second: request.receivedAt)
    }
}
