// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes

/// Finds one conversation's replies among all that a shelf holds, as they stream by, and keeps nothing else
/// (docs/protocol.md, section 5.1).
///
/// Nothing is opened before the stream has ended: how fast a visitor's side reads must not say where its own replies lie.
public struct ShelfSearch: Sendable, RedactedPrinting {
    /// A sealed reply and the number under which it lay.
    public struct Found: Sendable, Hashable {
        public let number: UInt32
        public let content: [UInt8]
    }

    /// How many replies of a conversation are looked for.
    public static let highestNumber: UInt32 = 128

    /// What to ask the relay for.
    public let shelf: Shelf
    private let numbers: [SlotName: UInt32]
    /// In the order of their numbers. The same number twice is possible, where a reply was written at two depths.
    public private(set) var found: [Found] = []

    /// - Parameter depth: as the organisation's card has it.
    public init(for secret: ConversationSecret, at depth: ShelfDepth) {
        shelf = secret.shelf(at: depth)
        var numbers: [SlotName: UInt32] = [:]
        for depth in depth.andAbove {
            for number in 1...Self.highestNumber { numbers[secret.slotName(number, at: depth)] = number }
        }
        self.numbers = numbers
    }

    /// Looks at one slot of the shelf.
    public mutating func take(_ name: SlotName, content: [UInt8]) {
        guard let number = numbers[name] else { return }
        let place = found.firstIndex { $0.number > number } ?? found.endIndex
        found.insert(Found(number: number, content: content), at: place)
    }

    /// Numbers that hold nothing below one that holds something: the relay held them back, or the organisation withdrew
    /// them.
    public var missing: [UInt32] {
        guard let last = found.last?.number else { return [] }
        let numbers = Set(found.map { $0.number })
        return (1...last).filter { !numbers.contains($0) }
    }
}
