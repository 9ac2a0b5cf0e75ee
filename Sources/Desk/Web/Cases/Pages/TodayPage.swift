// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Which part of the day a page shows, as the address says it.
struct TodayFilter: Equatable {
    /// Nil for the whole day.
    var group: Today.Standing?
    /// From 1.
    var number = 1

    func address(number: Int = 1) -> String {
        guard let group else { return DeskPath.today }
        return "\(DeskPath.today)?group=\(group)" + (number > 1 ? "&page=\(number)" : "")
    }
}

/// What a worker has to look at now, in four groups, the most pressing first; or one of the groups, to its end.
struct TodayPage {
    struct Item {
        let href: String
        let title: String
        let when: When?
        /// What was set apart says of its danger, which moves it nowhere.
        let danger: String?
        let about: String
    }

    struct Group {
        let id: String
        let style: String
        let heading: String
        let number: Int
        let items: [Item]
        /// Where the rest of them are, if not all are shown.
        let more: Act?
        /// What stands there when there is nothing.
        let calm: String?
    }

    struct Recovered {
        let text: String
        let means: String
        let act: Act
    }

    struct Mine {
        let href: String
        let alias: String
        let badges: [Badge]
        let next: DateLine?
    }

    static let itemCount = 15
    static let mineCount = 40

    let greeting: String
    let groups: [Group]
    let mine: [Mine]
    let mineHeading: String
    /// Where the rest of them are, if not all are shown.
    let mineMore: Act?
    let isCalm: Bool
    /// What an organisation of one has to do before any case can begin.
    let alone: Alone?
    /// Who came in by the recovery sheet, and nobody who was there before has looked.
    let recovered: [Recovered]
    /// That somebody waits to be admitted, for whoever admits.
    let asking: Act?
    /// That the relay fills, for whoever answers for the door.
    let room: RoomNotice?
    /// That nobody, or one alone, reads what people write, and what of it nobody can.
    let duty: [DutyNotice]
    /// What does not go together in cases, if anything does not.
    let doubts: Act?
    /// Back to the whole day, where this is one group of it.
    let whole: Act?
    let paging: Paging?

    /// - Parameters:
    ///   - room: how much room the relay has; nil where it did not say.
    ///   - asking: how many ask to join.
    ///   - duty: who reads what people write, and what nobody can.
    init(
        _ desk: DeskScene, _ lines: DeskLines, room: RelayRoom? = nil, asking: Int = 0, duty: [DutyNotice] = [],
        filter: TodayFilter = TodayFilter()
    ) {
        let words = desk.words
        let east = LocalTime.east(at: desk.now)
        greeting = words.text("today.date", ["day": words.weekday(of: desk.day)])
        if let standing = filter.group {
            // Sorted no further than to the page that is shown; a page that is not there is the nearest that is.
            let count = Today(lines.matters, at: desk.now, east: east, atMost: 0).count(standing)
            let paging = Paging(count, number: filter.number, words) { filter.address(number: $0) }
            let today = Today(lines.matters, at: desk.now, east: east, atMost: paging.range.upperBound)
            groups = [Self.group(standing, today, from: paging.range.lowerBound, isWhole: true, desk, lines)]
            self.paging = paging.ifAny
            whole = Act(href: DeskPath.today, text: words.text("today.whole"))
            (isCalm, alone, recovered, doubts, mine, mineHeading, mineMore) = (false, nil, [], nil, [], "", nil)
            self.room = nil
            self.duty = []
            self.asking = nil
            return
        }
        let today = Today(lines.matters, at: desk.now, east: east, atMost: Self.itemCount)
        groups = Today.Standing.allCases.map { Self.group($0, today, isWhole: false, desk, lines) }
        self.room = desk.keepsDoor ? RoomNotice(room, words) : nil
        self.duty = duty
        let mayAdmit = desk.me.flatMap { desk.state.members[$0] }?.roles.contains(.director) ?? false
        self.asking =
            mayAdmit && asking > 0 ? Act(href: DeskPath.members, text: words.plural("today.asking", asking)) : nil
        isCalm =
            groups.allSatisfy { $0.number == 0 } && self.room == nil && self.asking == nil
            && duty.allSatisfy { !$0.isGrave }
        alone = Alone("cases.alone", desk.state, words)
        recovered = desk.state.recoveriesToCheck(at: desk.now).map { recovery in
            let facts = ["name": desk.name(recovery.member), "when": LocalTime.text(second: recovery.at)]
            return Recovered(
                text: words.text("today.recovered", facts), means: words.text("today.recovered-means"),
                act: Act(href: DeskPath.members, text: words.text("today.recovered-do")))
        }
        (whole, paging) = (nil, nil)
        let open = lines.doubts.count
        doubts = open > 0 ? Act(href: DeskPath.doubts, text: words.plural("today.doubts", open)) : nil
        mine = lines.own.prefix(Self.mineCount).compactMap { desk.state.case($0.summary.id) }.map {
            Self.mine($0, desk)
        }
        mineHeading = words.plural("today.mine", lines.own.count)
        let left = lines.own.count - Self.mineCount
        mineMore =
            left > 0
            ? Act(href: CaseFilter(view: .mine).address(), text: words.plural("today.more", left)) : nil
    }

    /// - Parameters:
    ///   - start: the place of the first that is shown.
    ///   - isWhole: whether the rest is on other pages of this group, and not behind a link.
    private static func group(
        _ standing: Today.Standing, _ today: Today, from start: Int = 0, isWhole: Bool, _ desk: DeskScene,
        _ lines: DeskLines
    ) -> Group {
        let words = desk.words
        let (items, count) = (today.items(standing).dropFirst(start), today.count(standing))
        let left = isWhole ? 0 : count - items.count
        return Group(
            id: "group-\(standing)", style: style(of: standing), heading: words.text("today.\(standing)"),
            number: count + today.foldedCount(standing), items: items.map { item($0, desk, lines) },
            more: left > 0
                ? Act(href: TodayFilter(group: standing).address(), text: words.plural("today.more", left)) : nil,
            calm: items.isEmpty ? words.text("today.none-\(standing)") : nil)
    }

    private static func style(of standing: Today.Standing) -> String {
        switch standing {
        case .urgent: "urgent"
        case .overdue: "late"
        case .new: "new"
        case .near: "near"
        }
    }

    private static func item(_ item: Today.Item, _ desk: DeskScene, _ lines: DeskLines) -> Item {
        let words = desk.words
        let (href, name) = place(of: item, desk)
        let alike = item.requestCount > 1 ? words.plural("requests.alike", item.requestCount) : nil
        // Who waits for less than a minute is not said to wait.
        let waiting = item.waitingSince.flatMap { since in
            since.addingOrMax(60) > desk.now
                ? nil : words.text("today.waiting", ["time": words.waiting(since: since, at: desk.now)])
        }
        return Item(
            href: href, title: name, when: item.due.map { when($0, desk) },
            danger: statedApart(item, desk, lines).map { words.name(of: $0) },
            about: [alike, words.text(of: item.pending, desk, in: item.subject), waiting].compactMap(\.self)
                .joined(separator: " · "))
    }

    /// The greatest danger that is stated in what was set apart, where it is days or a life: whoever looks decides, and not who set it apart.
    private static func statedApart(_ item: Today.Item, _ desk: DeskScene, _ lines: DeskLines) -> DangerRating? {
        guard case .request(let id) = item.subject, let request = desk.state.request(id), request.state == .quarantined
        else { return nil }
        let row = item.requestCount > 1 ? lines.alike.row(RequestSummary(request)) : nil
        let stated =
            row.map { row in lines.requests.lazy.filter { lines.alike.row($0) == row }.gravest } ?? request.danger
        return stated >= .days ? stated : nil
    }

    /// Of what was due at an hour of this day that is past, the day alone would say that there is time.
    private static func when(_ due: UInt64, _ desk: DeskScene) -> When {
        let day = Day(at: due)
        guard day == desk.day, due < desk.now else { return desk.words.due(day, on: desk.day, nearDays: 3) }
        return When("\(day.iso), \(desk.words.text("due.over-today"))", .late)
    }

    private static func place(of item: Today.Item, _ desk: DeskScene) -> (href: String, name: String) {
        switch item.subject {
        case .request(let id):
            let request = desk.state.request(id)
            let line = SafeText.firstLine(request?.firstMessage?.body ?? "", maximumCount: 90)
            var row = RequestFilter()
            (row.alike, row.state, row.wroteAgain) = (id, request?.state, request.map { $0.messageCount > 1 })
            return (
                item.requestCount > 1 ? row.address() : DeskPath.request(id),
                line.isEmpty ? desk.words.text("requests.no-words") : line
            )
        case .case(let id, let compartment):
            let alias = desk.state.case(id)?.alias ?? ""
            return ("\(DeskPath.case(id))#part-\(compartment.hex)", alias)
        }
    }

    private static func mine(_ record: CaseRecord, _ desk: DeskScene) -> Mine {
        let words = desk.words
        let scene = desk.scene(record)
        var badges: [Badge] = []
        if let lifecycle = record.casework?.lifecycle {
            badges.append(Badge(words.name(of: lifecycle.state)))
            if lifecycle.deputy == desk.me { badges.append(Badge(words.text("case.deputy"))) }
        }
        let open = Attention.count(scene)
        if open > 0 { badges.append(Badge(words.plural("today.to-decide", open), .near)) }
        return Mine(
            href: DeskPath.case(record.id), alias: record.alias, badges: badges, next: CaseDates.first(scene))
    }
}
