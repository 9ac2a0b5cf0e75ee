// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Which cases a list shows: read from the address, where it says nothing about anybody.
struct CaseFilter: Equatable {
    enum View: String, CaseIterable {
        /// Open cases, the most pressing first.
        case queue
        case mine
        case closed
        case all
    }

    var view = View.queue
    var state: CaseState?
    var danger: DangerRating?
    var owner: ID<Member>?
    /// From 1.
    var number = 1

    var isNarrowed: Bool { state != nil || danger != nil || owner != nil }

    func admits(_ line: CaseLine, for me: ID<Member>?) -> Bool {
        let lifecycle = line.summary.standing
        let isInView =
            switch view {
            case .queue: lifecycle?.state.isOpen ?? true
            case .mine: line.isCarried(by: me)
            case .closed: lifecycle.map { !$0.state.isOpen } ?? false
            case .all: true
            }
        return isInView && (state == nil || lifecycle?.state == state) && (danger == nil || lifecycle?.danger == danger)
            && (owner.map { lifecycle?.owners.contains($0) == true } ?? true)
    }

    /// The address of one page of the list under this filter.
    func address(number: Int = 1) -> String {
        var parts: [String] = view == .queue ? [] : ["view=\(view.rawValue)"]
        if let state { parts.append("state=\(state.rawValue)") }
        if let danger { parts.append("danger=\(danger.rawValue)") }
        if let owner { parts.append("owner=\(owner.hex)") }
        if number > 1 { parts.append("page=\(number)") }
        return parts.isEmpty ? DeskPath.cases : "\(DeskPath.cases)?\(parts.joined(separator: "&"))"
    }

    func seen(as view: View) -> CaseFilter {
        var filter = self
        filter.view = view
        return filter
    }
}

/// Cases that this desk can open a part of, as a list.
struct CaseListPage {
    static let rowCount = 50

    struct Tab {
        let href: String
        let text: String
        let isCurrent: Bool
    }

    struct Choice {
        let value: String
        let text: String
        let isChosen: Bool
    }

    struct Row {
        let href: String
        let alias: String
        let dangerClass: String
        let danger: String
        let state: String
        let risk: String
        let owner: String
        let next: DateLine?
        let attention: String?
        let waiting: String?
    }

    /// What somebody who is alone in the organisation has to know before they look for a case to open or to hand over.
    let alone: Alone?
    let tabs: [Tab]
    let view: String
    let states: [Choice]
    let dangers: [Choice]
    let owners: [Choice]
    let isNarrowed: Bool
    let clear: String
    let summary: String
    let isEmpty: Bool
    let rows: [Row]
    let previous: String?
    let next: String?
    let position: String

    init(_ desk: DeskScene, _ lines: DeskLines, filter: CaseFilter) {
        let words = desk.words
        let admitted = lines.pressing.filter { filter.admits($0, for: desk.me) }
        let pageCount = max(1, (admitted.count + Self.rowCount - 1) / Self.rowCount)
        let number = min(max(1, filter.number), pageCount)
        alone = Alone("cases.alone", desk.state, words)
        tabs = CaseFilter.View.allCases.map {
            Tab(
                href: filter.seen(as: $0).address(), text: words.text("cases.view-\($0.rawValue)"),
                isCurrent: $0 == filter.view)
        }
        view = filter.view.rawValue
        states = Self.choices(CaseState.self, chosen: filter.state, words)
        dangers = Self.choices(DangerRating.self, chosen: filter.danger, words)
        owners = Self.owners(desk.state, owning: lines.cases.map(\.summary), chosen: filter.owner)
        isNarrowed = filter.isNarrowed
        clear = CaseFilter(view: filter.view).address()
        summary = words.plural("cases.summary", admitted.count)
        isEmpty = admitted.isEmpty
        rows = admitted.dropFirst((number - 1) * Self.rowCount).prefix(Self.rowCount)
            .compactMap { desk.state.case($0.summary.id) }.map { Self.row($0, desk) }
        previous = number > 1 ? filter.address(number: number - 1) : nil
        next = number < pageCount ? filter.address(number: number + 1) : nil
        position = words.text("requests.position", ["number": "\(number)", "total": "\(pageCount)"])
    }

    /// Members to choose from, by name: whoever left and owns an open case too, for it waits for somebody else.
    static func owners(
        _ state: CaseworkState, owning cases: [CaseSummary] = [], chosen: ID<Member>?
    ) -> [Choice] {
        let owning = Set(cases.compactMap(\.standing).filter(\.state.isOpen).flatMap(\.owners))
        return state.members.values.filter { $0.isCurrent || $0.id == chosen || owning.contains($0.id) }.sorted {
            $0.name < $1.name
        }
        .map { Choice(value: $0.id.hex, text: $0.name, isChosen: $0.id == chosen) }
    }

    static func choices<Word: Worded & Equatable>(
        _: Word.Type, chosen: Word?, _ words: Catalogue
    ) -> [Choice] {
        Word.allCases.map { Choice(value: "\($0.rawValue)", text: words.name(of: $0), isChosen: $0 == chosen) }
    }

    private static func row(_ record: CaseRecord, _ desk: DeskScene) -> Row {
        let words = desk.words
        let scene = desk.scene(record)
        let home = record.parts.first { $0.lifecycle != nil }
        let lifecycle = home?.lifecycle
        let attention = Attention.count(scene)
        let asOf = scene.ending(of: .casework).map { words.text("case.as-of", ["day": Day(at: $0.at).iso]) }
        let waiting = scene.ending(of: .conversation) == nil ? record.conversation?.record?.waitingSince : nil
        return Row(
            href: DeskPath.case(record.id), alias: record.alias,
            dangerClass: lifecycle.map { "danger-\($0.danger.rawValue)" } ?? "",
            danger: lifecycle.map { words.name(of: $0.danger) } ?? "—",
            state: [lifecycle.map { scene.name(ofStateOf: $0) } ?? "—", asOf].compactMap(\.self).joined(
                separator: ", "),
            risk: record.casework?.risk.level.map { words.name(of: $0) } ?? "—",
            owner: home.flatMap { home in
                home.lifecycle.map { "\(scene.name($0.owner, of: home)) / \(scene.name($0.deputy, of: home))" }
            } ?? "—",
            next: CaseDates.first(scene),
            attention: attention > 0 ? words.plural("today.to-decide", attention) : nil,
            waiting: waiting.map {
                words.text("today.waiting", ["time": words.waiting(since: $0, at: desk.now)])
            })
    }
}
