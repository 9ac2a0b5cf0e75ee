// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages

/// Which stretch of a long list a page shows, and the ways to the others. Templates write it with the partial `pages`.
struct Paging {
    /// Things that are read one by one, such as cards.
    static let cardCount = 50

    /// Places in the list.
    let range: Range<Int>
    let previous: String?
    let next: String?
    let position: String

    /// - Parameters:
    ///   - number: which stretch, from 1; one that is not there is the nearest that is.
    ///   - address: of the stretch with a number.
    init(_ count: Int, number: Int, size: Int = cardCount, _ words: Catalogue, address: (Int) -> String) {
        let total = max(1, (count + size - 1) / size)
        let number = min(max(1, number), total)
        range = (number - 1) * size..<min(number * size, count)
        previous = number > 1 ? address(number - 1) : nil
        next = number < total ? address(number + 1) : nil
        position = words.text("requests.position", ["number": "\(number)", "total": "\(total)"])
    }

    /// Nil where everything is on one page.
    var ifAny: Paging? { previous == nil && next == nil ? nil : self }
}
