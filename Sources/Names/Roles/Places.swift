// SPDX-License-Identifier: AGPL-3.0-or-later

/// Places of words in a name, in order: at most ten, four bits each, so that a role is a plain number.
struct Places: Sendable, Hashable {
    private var packed: UInt64 = 0
    private(set) var count = 0
    /// The places as a set of bits.
    private(set) var mask: UInt16 = 0

    init() {}

    init(_ places: some Sequence<Int>) {
        for place in places { append(place) }
    }

    mutating func append(_ place: Int) {
        precondition((0..<PersonName.maximumWordCount).contains(place) && count < PersonName.maximumWordCount)
        packed |= UInt64(place) << UInt64(4 * count)
        count += 1
        mask |= 1 << UInt16(place)
    }
}

extension Places: RandomAccessCollection, ExpressibleByArrayLiteral {
    init(arrayLiteral places: Int...) { self.init(places) }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(index: Int) -> Int { Int(packed >> UInt64(4 * index) & 15) }
}
