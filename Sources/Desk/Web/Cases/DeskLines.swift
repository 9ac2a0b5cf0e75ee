// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// One case as the pages about the whole desk go by it, on one day and for one member.
final class CaseLine: Sendable {
    /// ``CaseworkState/fingerprint(of:)`` when it was made.
    let fingerprint: Int
    let summary: CaseSummary
    /// The first day on which something is due.
    let next: Day?
    /// What there is to do in it for whose desk it is.
    let matters: [Matter]
    let doubts: CaseDoubts
    /// Whether the casework is shown as it stood when the access of whose desk it is ended.
    let isOfThen: Bool
    /// Whether the person wrote something that nobody has read.
    let isUnread: Bool

    init(_ record: CaseRecord, fingerprint: Int, _ desk: DeskScene) {
        self.fingerprint = fingerprint
        summary = CaseSummary(record)
        next = CaseDates.next(desk.scene(record))
        doubts = CaseDoubts(record, on: desk.day)
        isOfThen = desk.scene(record).ending(of: .casework) != nil
        isUnread = record.isUnread(for: desk.me)
        matters =
            desk.me.map {
                Matter.matters(of: record, for: $0, without: desk.state.formerMembers, on: desk.day)
            } ?? []
    }

    func isCarried(by member: ID<Member>?) -> Bool {
        guard !isOfThen, let member, let standing = summary.standing, standing.state.isOpen else { return false }
        return standing.carriers.contains(member)
    }
}

/// What the pages about the whole desk go by, all of it of what this desk can open, in the orders in which pages show it.
struct DeskLines: Sendable {
    /// In the order of the cases.
    let cases: [CaseLine]
    /// Imminent or a life in danger first; then by danger; then whoever has waited longest.
    let pressing: [CaseLine]
    /// Open cases of whose desk it is, the one in which something is due first.
    let own: [CaseLine]
    /// Of the intake, in the order in which they arrived.
    let requests: [RequestSummary]
    /// Which of these are alike.
    let alike: AlikeRequests
    /// What there is to do for whose desk it is, in the intake and in cases. Requests that stand in one row are one matter.
    let matters: [Matter]

    /// - Parameter alike: of the requests of `desk`.
    init(_ cases: [CaseLine], _ desk: DeskScene, alike: AlikeRequests) {
        self.cases = cases
        pressing = Self.inReadingOrder(cases)
        own = cases.filter { $0.isCarried(by: desk.me) }.sorted { one, other in
            (one.next ?? .distant, one.summary.alias) < (other.next ?? .distant, other.summary.alias)
        }
        let requests = desk.state.requests.map { RequestSummary($0) }
        self.requests = requests
        self.alike = alike
        let ofRequests = desk.me.map { Self.matters(of: requests, alike, for: $0, in: desk.state) } ?? []
        let refused = desk.me.map { Matter.refusals(in: desk.state, for: $0, on: desk.day) } ?? []
        let leftovers = desk.me.map { Matter.leftovers(in: desk.state, for: $0) } ?? []
        // Of two cases at once, so not kept with either.
        let twins = desk.me.map { Matter.twins(in: desk.state, for: $0, on: desk.day) } ?? []
        let across = desk.me.map { Matter.recallsAcross(in: desk.state, for: $0, on: desk.day) } ?? []
        let pending = cases.lazy.filter { $0.summary.standing?.state == .erasurePending }
            .compactMap { desk.state.case($0.summary.id) }
        let erasures = desk.me.map { Matter.erasures(of: pending, in: desk.state, for: $0) } ?? []
        matters = ofRequests + cases.flatMap(\.matters) + refused + leftovers + twins + across + erasures
    }

    /// Of every case and every request, with nothing kept from earlier.
    init(_ desk: DeskScene) {
        var alike = AlikeRequests()
        alike.follow(desk.state.requests)
        self.init(
            desk.state.cases.map { CaseLine($0, fingerprint: desk.state.fingerprint(of: $0), desk) }, desk, alike: alike
        )
    }

    /// That somebody wrote and waits, or that a colleague would decline, is one matter for all that stand in one row; what else there is to do
    /// about one of them is its own.
    private static func matters(
        of requests: [RequestSummary], _ alike: AlikeRequests, for me: ID<Member>, in state: CaseworkState
    ) -> [Matter] {
        let rows = alike.rows(requests)
        struct Line: Hashable {
            let row: AlikeRequests.Row
            let common: Matter.Common
        }
        var common: [Line: [Matter]] = [:]
        var matters: [Matter] = []
        for (summary, request) in zip(requests, state.requests) {
            let row = alike.row(summary).flatMap { rows[$0] == nil ? nil : $0 }
            for matter in Matter.matters(of: request, for: me) {
                if let row, let said = matter.common {
                    common[Line(row: row, common: said), default: []].append(matter)
                } else {
                    matters.append(matter)
                }
            }
        }
        return matters + common.values.compactMap { Matter.together($0) }
    }

    /// What does not go together, of every case: the gravest first.
    var doubts: [CaseDoubt] { CaseDoubt.inReadingOrder(cases.lazy.flatMap(\.doubts.doubts)) }

    /// Conversations with something that nobody has read, in the intake and in cases.
    var unreadCount: Int { requests.count(where: \.isUnread) + cases.count(where: \.isUnread) }

    private static func inReadingOrder(_ cases: [CaseLine]) -> [CaseLine] {
        cases.enumerated().map { (place: $0.offset, key: key($0.element.summary)) }
            .sorted { $0.key == $1.key ? $0.place < $1.place : $0.key > $1.key }.map { cases[$0.place] }
    }

    /// Greater is read first. Whoever does not wait comes behind those who do.
    private static func key(_ summary: CaseSummary) -> (Int, Int, UInt64) {
        let rank =
            switch summary.standing?.danger ?? .notSaid {
            case .lifeInDanger: 5
            case .days: 4
            case .notSaid: 3
            case .weeks: 2
            case .noHurry: 1
            }
        return (summary.isCritical ? 1 : 0, rank, summary.waitingSince.map { .max - $0 } ?? 0)
    }
}

extension Day {
    /// Behind every day that a case knows.
    static var distant: Day { Day(at: .max) }
}
