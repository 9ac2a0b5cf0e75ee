// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a member has to look at now, the most pressing first: by danger, then by the deadline, then by waiting, of what this desk can open.
public struct Today: Sendable, Equatable, Confidential {
    /// In the order in which they are read.
    public enum Standing: UInt8, CaseIterable, Sendable, Comparable {
        /// A life is in danger, something has gone wrong, or a limit of the person's own is missed or about to end.
        case urgent = 1
        case overdue
        /// Nobody has looked at it, or it waits for a second person.
        case new
        /// Due within three days; time limits of the law and consents earlier.
        case near

        public static func < (one: Standing, other: Standing) -> Bool { one.rawValue < other.rawValue }
    }

    public enum Subject: Hashable, Sendable {
        case request(ID<Request>)
        case `case`(ID<Case>, ID<Compartment>)
    }

    public struct Item: Hashable, Sendable, Confidential {
        public let subject: Subject
        public let pending: Pending
        public let standing: Standing
        /// Seconds since 1970.
        public let due: UInt64?
        /// Since when somebody has waited, in seconds since 1970.
        public let waitingSince: UInt64?
        /// Greater is more pressing; compared within one standing.
        public let rank: Rank
        /// How many requests it is about: more than one where it stands for requests that are alike.
        public let requestCount: Int
    }

    /// By what the items of one standing are ordered. Each decides only among those that are equal in what stands before it: no wait, however
    /// long, lifts anything above a greater danger.
    public struct Rank: Hashable, Sendable, Comparable {
        /// Of the danger that the person is in.
        let danger: UInt64
        /// Whether somebody may come to harm by this very matter: it comes before whatever else there is about people in the same danger.
        let isHarm: Bool
        /// Of the deadline: 4 and more on days after it, 3 on the last day, 2 and 1 before, 1 where there is none.
        let closeness: UInt64
        /// In seconds since 1970; whoever has waited longer comes first.
        let waitingSince: UInt64

        public static func < (one: Rank, other: Rank) -> Bool {
            let one = (one.danger, one.isHarm ? 1 : 0, one.closeness, UInt64.max - one.waitingSince)
            return one < (other.danger, other.isHarm ? 1 : 0, other.closeness, UInt64.max - other.waitingSince)
        }
    }

    /// How long ahead a deadline counts as near where nothing else is said, in seconds.
    public static let nearWithin: UInt64 = 3 * 86_400

    /// Of each standing the first, and how many there are.
    private var first: [Standing: [Item]] = [:]
    private var counts: [Standing: Int] = [:]
    private var folded: [Standing: Int] = [:]

    /// Everything. `now`: seconds since 1970. `east`: how many seconds the worker's clock is ahead of UTC.
    public init(_ state: CaseworkState, for member: ID<Member>, at now: UInt64, east: Int = 0) {
        let day = Day(at: now, east: east)
        self.init(
            state.requests.flatMap { Matter.matters(of: $0, for: member) }
                + state.cases.flatMap { Matter.matters(of: $0, for: member, without: state.formerMembers, on: day) }
                + Matter.refusals(in: state, for: member, on: day) + Matter.leftovers(in: state, for: member)
                + Matter.twins(in: state, for: member, on: day)
                + Matter.recallsAcross(in: state, for: member, on: day)
                + Matter.erasures(of: state.cases, in: state, for: member),
            at: now, east: east)
    }

    /// - Parameters:
    ///   - matters: found on the day of `now`, where the worker is.
    ///   - now: seconds since 1970.
    ///   - east: how many seconds the worker's clock is ahead of UTC.
    ///   - limit: how many items of each standing are wanted.
    public init(_ matters: some Sequence<Matter>, at now: UInt64, east: Int = 0, atMost limit: Int = .max) {
        var lists = Dictionary(
            uniqueKeysWithValues: Standing.allCases.map { ($0, Shortlist(atMost: limit, by: Self.precedes)) })
        for matter in matters {
            guard let item = Item(matter, at: matter.isDay ? now.east(by: east) : now) else { continue }
            lists[item.standing]?.add(item)
            folded[item.standing, default: 0] += item.requestCount - 1
        }
        for (standing, list) in lists {
            first[standing] = list.sorted
            counts[standing] = list.count
        }
    }

    /// In the order in which they are read.
    public var items: [Item] { Standing.allCases.flatMap(items) }

    /// Not more than were asked for.
    public func items(_ standing: Standing) -> [Item] { first[standing] ?? [] }

    /// How many there are, whether or not they were asked for.
    public func count(_ standing: Standing) -> Int { counts[standing] ?? 0 }

    /// How many requests stand in one item with others, beside the one that each such item counts for.
    public func foldedCount(_ standing: Standing) -> Int { folded[standing] ?? 0 }

    /// Within one standing. What nothing else decides is decided by identifiers, so that a page does not change by itself.
    private static func precedes(_ one: Item, _ other: Item) -> Bool {
        if one.rank != other.rank { return one.rank > other.rank }
        if one.due != other.due { return one.due ?? .max < other.due ?? .max }
        return one.subject < other.subject
    }
}

extension Today.Subject: Comparable {
    /// Requests before cases; else the order of the identifiers, which has no other meaning.
    public static func < (one: Today.Subject, other: Today.Subject) -> Bool {
        switch (one, other) {
        case (.request(let one), .request(let other)): one < other
        case (.request, .case): true
        case (.case, .request): false
        case (.case(let one, let part), .case(let other, let otherPart)): (one, part) < (other, otherPart)
        }
    }
}

extension Today.Item {
    /// Nil where a deadline is still far away and nothing else presses.
    init?(_ matter: Matter, at now: UInt64) {
        guard matter.from <= now else { return nil }
        if matter.isUrgent {
            standing = .urgent
        } else if let due = matter.due, due <= now {
            standing = .overdue
        } else if matter.isNew {
            standing = .new
        } else if let due = matter.due, due - now <= matter.notice {
            standing = .near
        } else {
            return nil
        }
        subject = matter.subject
        requestCount = matter.requestCount
        pending = matter.pending
        due = matter.due
        waitingSince = matter.waitingSince
        // What is overdue has waited since then at least.
        rank = Today.Rank(
            danger: matter.weight, isHarm: matter.isHarm, closeness: Self.closeness(of: due, at: now),
            waitingSince: min(waitingSince ?? due ?? now, now))
    }

    /// In days, and bounded: of two that are a month late the longer wait decides.
    private static func closeness(of due: UInt64?, at now: UInt64) -> UInt64 {
        let day: UInt64 = 86_400
        guard let due else { return 1 }
        return max(due <= now ? 4 + min((now - due) / day, 30) : 3 - min((due - now) / day, 3), 1)
    }
}

extension Matter {
    /// Whether somebody may come to harm by it: what threatens them, what has gone wrong, or a person whose life is in danger and who waits.
    fileprivate var isHarm: Bool {
        switch pending {
        case .imminentDanger, .incident: true
        case .unread, .answer: isUrgent
        default: false
        }
    }
}
