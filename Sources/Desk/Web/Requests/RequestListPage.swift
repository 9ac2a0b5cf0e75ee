// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Requests of the intake as a list: the most urgent first, and what is alike in one row.
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
        /// How many stand in this row; nil where one does.
        var alike: String?
        /// More about those in the row, or how it goes with the others that the list was narrowed to.
        var about: String?
        /// The name of the box by which it is chosen; nil where nobody may choose.
        var pick: String?
    }

    struct Choice {
        let value: String
        let text: String
        let isChosen: Bool
    }

    /// The way to what was set apart together.
    struct ActLine {
        let href: String
        let text: String
        /// The greatest danger that any of them states, where it is days or a life.
        let danger: String?
    }

    /// The boxes of the list.
    struct Choosing {
        struct Button {
            let value: String
            let text: String
        }

        /// Comes back with the form: of which list the rows were.
        let of: String
        /// What is done with the ticked ones; and with all that were found, where something was looked for.
        let buttons: [Button]
        let means: String

        /// What was set apart is declined; everything else is set apart.
        init(_ filter: RequestFilter, _ count: Int, _ words: Catalogue) {
            of = filter.query
            let all: Button
            let ticked: Button
            if filter.state == .quarantined {
                ticked = Button(value: "decline-ticked", text: words.text("requests.decline-ticked"))
                all = Button(value: "decline-all", text: words.plural("requests.decline-all", count))
                means = words.text("requests.decline-means")
            } else {
                ticked = Button(value: "ticked", text: words.text("requests.choose-ticked"))
                all = Button(value: "all", text: words.plural("requests.choose-all", count))
                means = words.text("requests.choose-means")
            }
            buttons = [ticked] + (filter.isNarrowed ? [all] : [])
        }
    }

    let rows: [Row]
    let isEmpty: Bool
    let isFiltered: Bool
    let summary: String
    /// That rows stand for more than one, with the way to see each by itself; or the way back.
    let folded: String?
    let singly: Act?
    /// What the list is narrowed to beside the fields of the form.
    let narrowed: String?
    let narrowedMeans: String?
    let filter: FilterForm
    let previous: String?
    let next: String?
    let position: String
    /// What was set apart together and may be brought back, the newest first.
    let acts: [ActLine]
    let choosing: Choosing?
    /// The way to a table of requests, for who is on intake duty.
    var importing: Act?

    /// - Parameter mayDecide: whether who looks is on intake duty.
    init(
        _ state: CaseworkState, _ lines: DeskLines, _ sifted: SiftedRequests, mayDecide: Bool, visit: Visit
    ) {
        let words = visit.words
        let filter = sifted.filter
        let pageCount = max(1, (sifted.listed.count + Self.rowCount - 1) / Self.rowCount)
        let number = min(max(1, filter.number), pageCount)
        rows = sifted.listed.dropFirst((number - 1) * Self.rowCount).prefix(Self.rowCount).compactMap {
            Row($0, lines.alike, under: filter, mayDecide: mayDecide, in: state, visit)
        }
        isEmpty = sifted.requests.isEmpty
        isFiltered = filter.isNarrowed
        summary = words.plural(
            filter.alike == nil ? "requests.summary" : "requests.summary-alike", sifted.requests.count)
        let many = sifted.listed.filter { $0.requests.count > 1 }
        let hidden = many.reduce(0) { $0 + $1.requests.count }
        folded =
            many.isEmpty
            ? nil
            : words.plural("requests.folded", hidden, ["rows": words.plural("requests.folded-rows", many.count)])
        singly = Self.singly(filter, isFolded: !many.isEmpty, words)
        (narrowed, narrowedMeans) = Self.narrowing(filter, in: state, words)
        self.filter = FilterForm(filter, sifted, lines, words)
        previous = number > 1 ? filter.address(number: number - 1) : nil
        next = number < pageCount ? filter.address(number: number + 1) : nil
        position = words.text("requests.position", ["number": "\(number)", "total": "\(pageCount)"])
        acts = filter.isNarrowed ? [] : Self.acts(in: state, words)
        choosing =
            mayDecide && !isEmpty ? Choosing(filter, sifted.requests.count, words) : nil
    }

    private static func singly(_ filter: RequestFilter, isFolded: Bool, _ words: Catalogue) -> Act? {
        var other = filter
        (other.isSingly, other.number) = (!filter.isSingly, 1)
        if filter.isSingly { return Act(href: other.address(), text: words.text("requests.together")) }
        return isFolded ? Act(href: other.address(), text: words.text("requests.singly")) : nil
    }

    private static func narrowing(
        _ filter: RequestFilter, in state: CaseworkState, _ words: Catalogue
    ) -> (what: String?, means: String?) {
        if let alike = filter.alike, let request = state.request(alike) {
            let line = SafeText.firstLine(request.firstMessage?.body ?? "", maximumCount: 90)
            return (words.text("requests.alike-to", ["words": line]), words.text("requests.alike-means"))
        }
        if filter.act != nil { return (words.text("requests.of-act"), nil) }
        return (nil, nil)
    }

    private static let mostActs = 3

    /// What rests as it was set apart, together with others.
    private static func acts(in state: CaseworkState, _ words: Catalogue) -> [ActLine] {
        var resting: [SetApartAct: (count: Int, first: ID<Request>, danger: DangerRating)] = [:]
        for request in state.requests {
            guard let act = request.restsSetApart else { continue }
            var members = resting[act] ?? (0, request.id, request.danger)
            members = (members.count + 1, members.first, max(members.danger, request.danger))
            resting[act] = members
        }
        return resting.filter { $0.value.count > 1 }.sorted {
            ($0.key.at, $0.value.count) > ($1.key.at, $1.value.count)
        }
        .prefix(mostActs).map { act, members in
            ActLine(
                href: DeskPath.setApart(members.first),
                text: words.plural(
                    "requests.act", members.count,
                    ["when": LocalTime.text(second: act.at), "who": state.name(of: act.author, words)]),
                danger: members.danger >= .days ? words.name(of: members.danger) : nil)
        }
    }

    /// Danger, then waiting; then unread before read, then what moved last.
    static func inReadingOrder(_ requests: [RequestSummary], at now: UInt64) -> [RequestSummary] {
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

    static func choices<Value: RawRepresentable<UInt8>>(
        _ values: [Value], chosen: Value?, name: (Value) -> String
    ) -> [Choice] {
        values.map { .init(value: "\($0.rawValue)", text: name($0), isChosen: $0.rawValue == chosen?.rawValue) }
    }
}

extension RequestListPage {
    /// The fields above the list, as they were sent.
    struct FilterForm {
        let states: [Choice]
        let dangers: [Choice]
        let languages: [Choice]
        let again: [Choice]
        let onlyWithFiles: Bool
        let onlyUnread: Bool
        let since: String
        let until: String
        let words: String
        /// Said where the words were forgotten with the locking of the desk.
        let forgotten: String?
        /// What the list is narrowed to without a field; empty where it is not.
        let alike: String
        let act: String
        /// Whether a field beside the first ones is in use.
        let isDeep: Bool

        init(_ filter: RequestFilter, _ sifted: SiftedRequests, _ lines: DeskLines, _ catalogue: Catalogue) {
            states = choices(RequestState.allCases, chosen: filter.state) { catalogue.name(of: $0) }
            dangers = choices(DangerRating.allCases, chosen: filter.danger) { catalogue.name(of: $0) }
            let tags = Set(lines.requests.map(\.language)).union(filter.language.map { [$0] } ?? [])
            languages = tags.map { (name: catalogue.language($0), tag: $0) }.sorted { $0 < $1 }.map {
                Choice(value: $0.tag, text: $0.name, isChosen: $0.tag == filter.language)
            }
            again = [false, true].map {
                Choice(
                    value: $0 ? "1" : "0", text: catalogue.text($0 ? "requests.wrote-again" : "requests.wrote-once"),
                    isChosen: $0 == filter.wroteAgain)
            }
            (onlyWithFiles, onlyUnread) = (filter.onlyWithFiles, filter.onlyUnread)
            (since, until) = (filter.since?.iso ?? "", filter.until?.iso ?? "")
            words = sifted.words ?? ""
            forgotten = filter.words != nil && sifted.words == nil ? catalogue.text("requests.words-forgotten") : nil
            (alike, act) = (filter.alike?.hex ?? "", filter.act?.hex ?? "")
            isDeep =
                filter.language != nil || filter.wroteAgain != nil || filter.onlyWithFiles || filter.since != nil
                || filter.until != nil
        }
    }
}

extension RequestListPage.Row {
    /// Nil for what is not there any more.
    init?(
        _ listed: ListedRequests, _ alike: AlikeRequests, under filter: RequestFilter, mayDecide: Bool,
        in state: CaseworkState, _ visit: Visit
    ) {
        guard let first = listed.requests.first, let request = state.request(first.id) else { return nil }
        switch listed {
        case .one:
            self.init(request, visit)
            if filter.alike != nil {
                about = visit.words.text(alike.nearness(first.id))
            }
            if mayDecide { pick = "one-\(first.id.hex)" }
        case .alike(let row, let members):
            self.init(request, members, row, under: filter, visit)
            if mayDecide { pick = "row-\(first.id.hex)" }
        }
    }

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
        firstLine = words.firstLine(of: request)
        received = LocalTime.text(second: request.receivedAt)
    }

    /// One row for all that are alike. `first`: the one by which it stands where it stands.
    private init(
        _ first: RequestRecord, _ members: [RequestSummary], _ row: AlikeRequests.Row, under filter: RequestFilter,
        _ visit: Visit
    ) {
        let words = visit.words
        var within = filter
        (within.state, within.wroteAgain, within.alike, within.number) = (row.state, row.wroteAgain, first.id, 1)
        href = within.address()
        let waiting = members.compactMap(\.waitingSince).min()
        isWaiting = waiting != nil
        self.waiting =
            waiting.map { words.duration(seconds: visit.now > $0 ? visit.now - $0 : 0) }
            ?? words.text("requests.not-waiting")
        let gravest = members.gravest
        danger = words.name(of: gravest)
        dangerClass = "danger-\(gravest.rawValue)"
        let languages = Set(members.map(\.language)).sorted()
        language = languages.prefix(2).joined(separator: ", ") + (languages.count > 2 ? "…" : "")
        unread = nil
        state = words.name(of: row.state)
        firstLine = words.firstLine(of: first)
        let (from, to) = (members.map(\.receivedAt).min() ?? 0, members.map(\.receivedAt).max() ?? 0)
        received = words.span(from: from, to: to)
        alike = words.plural("requests.alike", members.count)
        let grave = members.count { $0.danger == gravest }
        let files = members.count(where: \.hasFiles)
        let facts = [
            words.text("requests.arrived", ["span": words.span(from: from, to: to)]),
            grave < members.count ? words.plural("requests.gravest", grave, ["danger": words.name(of: gravest)]) : nil,
            files > 0 ? words.plural("requests.with-files", files) : nil,
            row.wroteAgain ? words.text("requests.all-wrote-again") : nil,
        ]
        about = facts.compactMap(\.self).joined(separator: " · ")
    }
}

extension Catalogue {
    /// What somebody wrote first, on one line.
    func firstLine(of request: RequestRecord) -> String {
        let line = SafeText.firstLine(request.firstMessage?.body ?? "")
        return line.isEmpty ? text("requests.no-words") : line
    }

    /// From one moment to another, as short as it can be said.
    func span(from: UInt64, to: UInt64) -> String {
        let (start, end) = (LocalTime.text(second: from), LocalTime.text(second: to))
        if start == end { return start }
        let isOneDay = start.prefix(10) == end.prefix(10)
        return "\(start) – \(isOneDay ? String(end.dropFirst(11)) : end)"
    }
}
