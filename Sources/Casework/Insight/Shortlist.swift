// SPDX-License-Identifier: AGPL-3.0-or-later

/// The first of many in an order, and how many there are: what a page shows of ten thousand, without sorting them all.
struct Shortlist<Element> {
    private let limit: Int
    private let precedes: (Element, Element) -> Bool
    private var kept: [Element] = []
    /// The last of the first when they were last put in order: what does not precede it is not among them.
    private var bound: Element?
    private(set) var count = 0

    init(atMost limit: Int, by precedes: @escaping (Element, Element) -> Bool) {
        self.limit = max(0, limit)
        self.precedes = precedes
    }

    mutating func add(_ element: Element) {
        count += 1
        if let bound, !precedes(element, bound) { return }
        kept.append(element)
        // Now and then what cannot be among the first any longer is left behind.
        guard kept.count >= 64, kept.count / 2 >= limit else { return }
        kept = sorted
        bound = kept.last
    }

    /// At most as many as asked for, in order.
    var sorted: [Element] { Array(kept.sorted(by: precedes).prefix(limit)) }
}
