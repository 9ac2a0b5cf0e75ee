// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// Which stretch of a conversation a page shows. The newest comes first, for whoever opens it answers what was said last; within a page
/// it reads as it was said.
struct ConversationPages {
    static let size = 40

    /// Places in the timeline.
    let range: Range<Int>
    let older: String?
    let newer: String?
    /// Where the first message after `readUpTo` stands; nil where there is none.
    let firstUnread: String?

    /// - Parameters:
    ///   - readUpTo: the last entry that the reader had seen. The addresses of other pages carry it along, so that what is new stays
    ///     marked on them.
    ///   - number: the newest page is 1; one that is not there is the nearest that is.
    init(_ request: RequestRecord, readUpTo: UInt64, number: Int) {
        let count = request.timeline.count
        let total = max(1, (count + Self.size - 1) / Self.size)
        let number = min(max(1, number), total)
        let end = count - (number - 1) * Self.size
        let shown = max(0, end - Self.size)..<end
        range = shown
        func address(_ page: Int) -> String {
            page == 1
                ? "\(DeskPath.request(request.id))?after=\(readUpTo)"
                : "\(DeskPath.request(request.id))?page=\(page)&after=\(readUpTo)"
        }
        older = number < total ? "\(address(number + 1))#older" : nil
        newer = number > 1 ? address(number - 1) : nil
        let place = request.timeline.firstIndex { item in
            guard case .message = item.content else { return false }
            return item.sequence > readUpTo
        }
        firstUnread = place.map { place in
            let anchor = "#e\(request.timeline[place].sequence)"
            return shown.contains(place) ? anchor : address((count - 1 - place) / Self.size + 1) + anchor
        }
    }
}
