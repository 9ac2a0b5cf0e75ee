// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Which of the four lists a page of doubts shows, as the address says it.
struct DoubtsFilter: Equatable {
    enum List: String, CaseIterable {
        /// What does not go together, was withheld, or lost its ground.
        case open
        /// Cases in which a topic was never put to the person.
        case unasked
        /// Claims whose date for looking again has come.
        case rechecks
        /// Rows of the table of time limits that run here and are not to be relied on.
        case rules
    }

    var list = List.open
    /// What the organisation has to have asked before it speaks for anybody.
    var topic = StatementTopic.knowledgeOfCrimes
    /// From 1.
    var number = 1

    func address(number: Int = 1) -> String {
        var parts: [String] = list == .open ? [] : ["list=\(list.rawValue)"]
        if list == .unasked { parts.append("topic=\(topic.rawValue)") }
        if number > 1 { parts.append("page=\(number)") }
        return parts.isEmpty ? DeskPath.doubts : "\(DeskPath.doubts)?\(parts.joined(separator: "&"))"
    }
}

/// Everything that this desk knows and nobody has settled, over all cases: so that a person who withheld something is found by the
/// record. Of what the desk cannot open there is nothing here.
struct DoubtsPage {
    struct Tab {
        let href: String
        let text: String
        let number: Int
        let isCurrent: Bool
    }

    struct Item {
        /// Nil where there is nowhere to go: a rule of the table stands in no case.
        let href: String?
        let title: String
        let badge: Badge?
        let when: When?
        let about: String
    }

    let tabs: [Tab]
    let explanation: String
    /// To choose from in the list of what nobody asked; empty in the others.
    let topics: [CaseListPage.Choice]
    let items: [Item]
    let calm: String?
    let paging: Paging?

    init(_ desk: DeskScene, _ lines: DeskLines, filter: DoubtsFilter) {
        let words = desk.words
        let doubts = lines.doubts
        let unasked = lines.cases.filter { $0.doubts.topicsAsked.map { !$0.contains(filter.topic) } ?? false }
        let rechecks = lines.cases.flatMap { line in line.doubts.rechecks.map { (line.summary, $0) } }
            .sorted { ($0.1.due ?? .distant) < ($1.1.due ?? .distant) }
        let rules = Self.rules(lines)
        let counts: [DoubtsFilter.List: Int] = [
            .open: doubts.count, .unasked: unasked.count, .rechecks: rechecks.count, .rules: rules.count,
        ]
        tabs = DoubtsFilter.List.allCases.map { list in
            Tab(
                href: DoubtsFilter(list: list, topic: filter.topic).address(),
                text: words.text("doubts.list-\(list.rawValue)"), number: counts[list] ?? 0,
                isCurrent: list == filter.list)
        }
        explanation = words.text("doubts.means-\(filter.list.rawValue)")
        topics =
            filter.list == .unasked
            ? StatementTopic.allCases.map {
                .init(value: "\($0.rawValue)", text: words.name(of: $0), isChosen: $0 == filter.topic)
            } : []
        let count = counts[filter.list] ?? 0
        let paging = Paging(count, number: filter.number, words) { filter.address(number: $0) }
        switch filter.list {
        case .open: items = doubts[paging.range].map { Self.item($0, desk) }
        case .unasked: items = unasked[paging.range].map { Self.item($0.summary, desk) }
        case .rechecks: items = rechecks[paging.range].map { Self.item($0.1, of: $0.0, desk) }
        case .rules: items = rules[paging.range].map { Self.item($0.rule, cases: $0.count, desk) }
        }
        calm = count == 0 ? words.text("doubts.none-\(filter.list.rawValue)") : nil
        self.paging = paging.ifAny
    }

    /// In the table's order, each with the number of cases in which it runs.
    private static func rules(_ lines: DeskLines) -> [(rule: LegalRule, count: Int)] {
        var counts: [String: Int] = [:]
        for line in lines.cases { for rule in line.doubts.amberRules { counts[rule.id, default: 0] += 1 } }
        return LegalRules.table.compactMap { rule in counts[rule.id].map { (rule, $0) } }
    }

    private static func item(_ doubt: CaseDoubt, _ desk: DeskScene) -> Item {
        let (words, record) = (desk.words, desk.state.case(doubt.case))
        let (anchor, badge, about) = words.line(of: doubt, in: record?.part(doubt.compartment)?.evidence)
        return Item(
            href: "\(DeskPath.case(doubt.case))#\(anchor)", title: record?.alias ?? "", badge: badge, when: nil,
            about: about)
    }

    private static func item(_ summary: CaseSummary, _ desk: DeskScene) -> Item {
        let evidence = desk.state.case(summary.id)?.parts.first { $0.kind == .evidence }
        let anchor = evidence.map { "#statements-\($0.compartment.hex)" } ?? ""
        return Item(
            href: "\(DeskPath.case(summary.id))\(anchor)", title: summary.alias,
            badge: summary.standing.map { Badge(desk.words.name(of: $0.state)) }, when: nil,
            about: desk.words.text("doubts.unasked"))
    }

    private static func item(_ recheck: CaseDoubts.Recheck, of summary: CaseSummary, _ desk: DeskScene) -> Item {
        let claim = desk.state.case(summary.id)?.part(recheck.compartment)?.evidence?.claim(recheck.claim)
        return Item(
            href: "\(DeskPath.case(summary.id))#claim-\(recheck.claim.hex)", title: summary.alias,
            badge: claim.map { Badge(desk.words.name(of: $0.state)) },
            when: recheck.due.map { desk.words.due($0, on: desk.day) },
            about: SafeText.firstLine(claim?.proposition ?? "", maximumCount: 160))
    }

    private static func item(_ rule: LegalRule, cases count: Int, _ desk: DeskScene) -> Item {
        let words = desk.words
        let isOld = rule.reviewBy < desk.day
        return Item(
            href: nil, title: words.text(rule.catalogueKey),
            badge: Badge(words.text(isOld ? "doubts.rule-old" : "doubts.rule-unread"), .near),
            when: words.due(rule.reviewBy, on: desk.day, nearDays: 30),
            about: [
                rule.citation, words.text("doubts.rule-checked", ["day": rule.checkedOn.iso, "by": rule.checkedBy]),
                words.plural("doubts.rule-cases", count),
            ].joined(separator: " · "))
    }
}

extension Catalogue {
    /// Where a doubt stands on the case's page, how grave it is, and what it says.
    fileprivate func line(
        of doubt: CaseDoubt, in part: EvidencePart?
    ) -> (anchor: String, badge: Badge, about: String) {
        switch doubt.doubt {
        case .contradiction(let record):
            let sides = [record.earlier, record.later].compactMap { part?.words(of: $0) }
                .map { SafeText.firstLine($0.split(separator: "\n").last.map(String.init) ?? "", maximumCount: 80) }
            return (
                "contradiction-\(record.id.hex)", Badge(text("doubts.contradiction"), .near),
                sides.joined(separator: " ↔ ")
            )
        case .withholding(let record):
            return (
                "withholding-\(record.id.hex)",
                Badge(
                    "\(text("doubts.withholding")): \(name(of: record.state))",
                    record.state == .established ? .grave : .near),
                SafeText.firstLine(record.stated.what, maximumCount: 160)
            )
        case .deception(let claim):
            return (
                "claim-\(claim.id.hex)", Badge(name(of: claim.state), .grave),
                SafeText.firstLine(claim.proposition, maximumCount: 160)
            )
        case .shakenAttestation(let record):
            return (
                "attestation-\(record.id.hex)", Badge(text("attestations.shaken"), .grave),
                "\(record.stated.recipient): \(text(of: record.stated.proposition))"
            )
        }
    }
}
