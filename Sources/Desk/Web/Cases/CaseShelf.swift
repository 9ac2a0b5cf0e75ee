// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Synchronization

/// One case as the lists go by it.
struct CaseLine {
    let summary: CaseSummary
    /// The first day on which something is due.
    let next: Day?
}

/// What the lists go by, kept from page to page: a case is looked through again when something happened in it, or when a day has
/// begun. In memory only, and forgotten when the desk is locked.
final class CaseShelf: Sendable {
    private struct Kept {
        var fingerprint = 0
        var day: Day?
        var lines: [ID<Case>: (fingerprint: Int, line: CaseLine)] = [:]
        /// In the order of the cases.
        var list: [CaseLine] = []
        var unread: (fingerprint: Int, count: Int)?
    }

    private let kept = Mutex(Kept())

    func forget() { kept.withLock { $0 = Kept() } }

    /// Of every case that this desk can open a part of.
    func lines(_ desk: DeskScene) -> [CaseLine] {
        kept.withLock { kept in
            guard kept.fingerprint != desk.state.fingerprint || kept.day != desk.day else { return kept.list }
            let old = kept.day == desk.day ? kept.lines : [:]
            var lines: [ID<Case>: (fingerprint: Int, line: CaseLine)] = [:]
            lines.reserveCapacity(old.count)
            kept.list = desk.state.cases.map { record in
                let fingerprint = desk.state.fingerprint(of: record)
                if let known = old[record.id], known.fingerprint == fingerprint {
                    lines[record.id] = known
                    return known.line
                }
                let line = CaseLine(
                    summary: CaseSummary(record, on: desk.day), next: CaseDates.next(desk.scene(record)))
                lines[record.id] = (fingerprint, line)
                return line
            }
            kept.lines = lines
            kept.fingerprint = desk.state.fingerprint
            kept.day = desk.day
            return kept.list
        }
    }

    /// Requests with something that nobody has read.
    func unreadCount(_ state: CaseworkState) -> Int {
        kept.withLock { kept in
            if let known = kept.unread, known.fingerprint == state.fingerprint { return known.count }
            let count = state.requests.count { $0.unreadCount > 0 }
            kept.unread = (state.fingerprint, count)
            return count
        }
    }
}
