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
        /// Of the state that `key` names.
        var marks = CompartmentMarks()
        var unread: Unread?
    }

    /// Where something lies that nobody has read.
    private struct Unread {
        let me: ID<Member>?
        let fingerprint: Int
        let marks: CompartmentMarks
        let inIntake: Int
        var cases: Set<ID<Case>>

        var count: Int { inIntake + cases.count }

        /// Goes by what was found earlier, and looks at what has changed since.
        init(_ state: CaseworkState, for me: ID<Member>?, after earlier: Unread?) {
            let known = earlier?.me == me ? earlier : nil
            let changed = known.flatMap { state.cases(changedSince: $0.marks) }
            (self.me, fingerprint, marks) = (me, state.fingerprint, state.marks)
            cases = changed == nil ? [] : known?.cases ?? []
            for record in changed ?? state.cases {
                if record.isUnread(for: me) { cases.insert(record.id) } else { cases.remove(record.id) }
            }
            if let known, !state.hasChanged(.intake, since: known.marks) {
                inIntake = known.inIntake
            } else {
                inIntake = state.requests.count { $0.unreadCount > 0 }
            }
        }
    }

    private let kept = Mutex((era: Era(), Kept()))

    /// To be asked for before the state that a page is made of.
    var era: Era { kept.withLock { $0.era } }

    /// How many cases are kept.
    var count: Int { kept.withLock { $0.1.cases.count } }

    /// Of how many requests it is known what they are alike to.
    var alikeCount: Int { kept.withLock { $0.1.alike.count } }

    /// Whether it is known where something lies that nobody has read.
    var holdsUnread: Bool { kept.withLock { $0.1.unread != nil } }

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
                lines: lines, alike: lines.alike, marks: desk.state.marks, unread: shelf.1.unread)
            return lines
        }
    }

    /// Forgets what is not so any longer, and keeps the rest for the next page.
    func follow(_ state: CaseworkState) {
        kept.withLock { shelf in
            guard let key = shelf.1.key, key.fingerprint != state.fingerprint else { return }
            let changed = state.cases(changedSince: shelf.1.marks)
            var cases = changed == nil ? [:] : shelf.1.cases
            for record in changed ?? state.cases {
                let line = shelf.1.cases[record.id]
                cases[record.id] = line?.fingerprint == state.fingerprint(of: record) ? line : nil
            }
            let holdsMore =
                state.hasChanged(.intake, since: shelf.1.marks) && shelf.1.alike.holdsMore(than: state.requests)
            shelf.1 = Kept(
                key: Key(fingerprint: state.fingerprint, day: key.day, me: key.me, former: key.former), cases: cases,
                alike: holdsMore ? AlikeRequests() : shelf.1.alike, marks: state.marks,
                unread: changed == nil ? nil : shelf.1.unread)
        }
    }

    /// Conversations with something that nobody has read, in the intake and in cases.
    /// - Parameter era: ``era`` from before `state` was asked for.
    func unreadCount(_ state: CaseworkState, for me: ID<Member>?, era: Era) -> Int {
        let known = kept.withLock { $0.1.unread }
        if let known, known.fingerprint == state.fingerprint, known.me == me { return known.count }
        let unread = Unread(state, for: me, after: known)
        kept.withLock { if $0.era == era { $0.1.unread = unread } }
        return unread.count
    }
}
