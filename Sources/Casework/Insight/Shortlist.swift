// SPDX-License-Identifier: AGPL-3.0-or-later

/// The first of many in an order, and how many there are: what a page shows of ten thousand, without sorting them all.
struct Shortlist<Element> {
    private let limit: Int
    private let precedes: (Element, Element) -> Bool
    private var kept: [Element] = []
    private(set) var count = 0

    init(atMost limit: Int, by precedes: @escaping (Element, Element) -> Bool) {
        self.limit = max(0, limit)
        self.precedes = precedes
    }

    mutating func add(_ element: Element) {
        count += 1
        kept.append(element)
        // Now and then what cannot be among the first any longer is left behind.
        if kept.count >= 64, kept.count / 2 >= limit { kept = sorted }
    }

    /// At most as many as asked for, in order.
    var sorted: [Element] { Array(kept.sorted(by: precedes).prefix(limit)) }
}
