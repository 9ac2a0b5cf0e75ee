// SPDX-License-Identifier: AGPL-3.0-or-later

/// How many bits the names of one conversation's replies have in common, and so how finely a relay's replies are divided
/// into shelves (docs/protocol.md, section 5.1). It stands on the organisation's card and only ever grows.
public struct ShelfDepth: Hashable, Comparable, Sendable {
    /// 0 to 16.
    public let bitCount: UInt8

    /// One shelf for everything: whoever reads it says nothing of themselves.
    public static let everything = ShelfDepth(checked: 0)
    /// All the bits that a conversation has for it.
    public static let deepest = ShelfDepth(checked: 16)

    /// Nil above 16.
    public init?(bitCount: UInt8) {
        guard bitCount <= 16 else { return nil }
        self.init(checked: bitCount)
    }

    private init(checked bitCount: UInt8) { self.bitCount = bitCount }

    public static func < (one: ShelfDepth, other: ShelfDepth) -> Bool { one.bitCount < other.bitCount }

    /// The next depth, with two shelves for each one of this; nil at the end.
    public var next: ShelfDepth? { ShelfDepth(bitCount: bitCount + 1) }

    /// Every depth up to this one, from ``everything``.
    var andAbove: [ShelfDepth] { (0...bitCount).map { ShelfDepth(checked: $0) } }

    /// Ones where the bits in common stand, in two bytes.
    var mask: [UInt8] {
        let bits = ~UInt16(truncatingIfNeeded: 0xFFFF >> UInt32(bitCount))
        return [UInt8(truncatingIfNeeded: bits >> 8), UInt8(truncatingIfNeeded: bits)]
    }
}

/// What a visitor's side asks a relay for: every reply that the organisation wrote at this depth or at one before it, and
/// whose common bits are those of `mark`. One for many conversations.
public struct Shelf: Hashable, Sendable {
    public let depth: ShelfDepth
    /// Two bytes; what lies beyond the depth is zero.
    public let mark: [UInt8]

    init(_ depth: ShelfDepth, of whole: [UInt8]) {
        self.depth = depth
        mark = zip(whole, depth.mask).map { $0 & $1 }
    }
}

extension ConversationSecret {
    /// The shelf on which all replies of this conversation lie.
    public func shelf(at depth: ShelfDepth) -> Shelf {
        Shelf(depth, of: Derivation.derive(bytes, .shelf, count: 2))
    }

    /// Where reply `number` (1, 2, ...) lies if it is written at `depth`: the depth, then the bits in common, then bits
    /// that nothing else has.
    public func slotName(_ number: UInt32, at depth: ShelfDepth) -> SlotName {
        let context = [depth.bitCount] + bigEndian(number)
        var rest = Derivation.derive(bytes, .replySlot, context: context, count: 31)
        let (mark, mask) = (shelf(at: depth).mark, depth.mask)
        for index in 0..<2 { rest[index] = mark[index] | rest[index] & ~mask[index] }
        guard let name = SlotName([depth.bitCount] + rest) else { preconditionFailure("a name is 32 bytes") }
        return name
    }
}
