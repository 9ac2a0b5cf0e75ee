// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Synchronization

/// What the pages about the whole desk go by, kept from page to page: a case is looked through again when something happened in it, or
/// when a day has begun. In memory only. What the desk cannot open any longer goes when the workspace says that something changed
/// (``follow(_:)``), and everything when it is locked.
final class CaseShelf: Sendable {
    /// What a page was made of says whether the desk was locked since.
    struct Era: Equatable, Sendable {
        fileprivate var number = 0
    }

    private struct Key: Equatable {
        let fingerprint: Int
        let day: Day
        let me: ID<Member>?
        /// What was theirs is somebody else's now.
        let former: Set<ID<Member>>
    }

    private struct Kept {
        var key: Key?
        var cases: [ID<Case>: CaseLine] = [:]
        var lines: DeskLines?
        var alike = AlikeRequests()
        var unread: (fingerprint: Int, count: Int)?
    }

    private let kept = Mutex((era: Era(), Kept()))

    /// To be asked for before the state that a page is made of.
    var era: Era { kept.withLock { $0.era } }

    /// How many cases are kept.
    var count: Int { kept.withLock { $0.1.cases.count } }

    /// Of how many requests it is known what they are alike to.
    var alikeCount: Int { kept.withLock { $0.1.alike.count } }

    func forget() {
        kept.withLock {
            $0.era.number += 1
            $0.1 = Kept()
        }
    }

    /// Of everything that this desk can open.
    func lines(_ desk: DeskScene) -> DeskLines {
        let key = Key(
            fingerprint: desk.state.fingerprint, day: desk.day, me: desk.me, former: desk.state.formerMembers)
        return kept.withLock { shelf in
            // A page that was begun before the desk was locked leaves nothing behind.
            guard shelf.era == desk.era else { return DeskLines(desk) }
            if let lines = shelf.1.lines, shelf.1.key == key { return lines }
            let known =
                shelf.1.key?.day == key.day && shelf.1.key?.me == key.me && shelf.1.key?.former == key.former
                ? shelf.1.cases : [:]
            let cases = desk.state.cases.map { record in
                let fingerprint = desk.state.fingerprint(of: record)
                guard let line = known[record.id], line.fingerprint == fingerprint else {
                    return CaseLine(record, fingerprint: fingerprint, desk)
                }
                return line
            }
            shelf.1.lines = nil
            shelf.1.alike.follow(desk.state.requests)
            let lines = DeskLines(cases, desk, alike: shelf.1.alike)
            shelf.1 = Kept(
                key: key, cases: Dictionary(cases.map { ($0.summary.id, $0) }, uniquingKeysWith: { first, _ in first }),
                lines: lines, alike: lines.alike, unread: (key.fingerprint, lines.unreadCount))
            return lines
        }
    }

    /// Forgets what is not so any longer, and keeps the rest for the next page.
    func follow(_ state: CaseworkState) {
        kept.withLock { shelf in
            guard let key = shelf.1.key, key.fingerprint != state.fingerprint else { return }
            var cases: [ID<Case>: CaseLine] = [:]
            for record in state.cases {
                guard let line = shelf.1.cases[record.id], line.fingerprint == state.fingerprint(of: record) else {
                    continue
                }
                cases[record.id] = line
            }
            let holdsMore = shelf.1.alike.holdsMore(than: state.requests)
            shelf.1 = Kept(
                key: Key(fingerprint: state.fingerprint, day: key.day, me: key.me, former: key.former), cases: cases,
                alike: holdsMore ? AlikeRequests() : shelf.1.alike)
        }
    }

    /// Conversations with something that nobody has read, in the intake and in cases.
    func unreadCount(_ state: CaseworkState, for me: ID<Member>?) -> Int {
        if let known = kept.withLock({ $0.1.unread }), known.fingerprint == state.fingerprint { return known.count }
        let count = state.requests.count { $0.unreadCount > 0 } + state.cases.count { $0.isUnread(for: me) }
        kept.withLock { $0.1.unread = (state.fingerprint, count) }
        return count
    }
}
