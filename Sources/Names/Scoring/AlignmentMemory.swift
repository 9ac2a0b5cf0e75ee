// SPDX-License-Identifier: AGPL-3.0-or-later

/// An alignment and the limit past which it was not looked for.
struct LimitedAlignment: Sendable {
    let alignment: Alignment
    private let limit: Int32

    init(_ alignment: Alignment, limit: Int) {
        self.alignment = alignment
        self.limit = Int32(limit)
    }

    /// Whether it is the alignment for this limit too: it was looked for as far, or is so good that nothing further off would
    /// have been preferred.
    func holds(for limit: Int) -> Bool {
        limit <= Int(self.limit) || alignment.cost <= Int(self.limit) - Alignment.adjectiveGain
    }

    /// How far given and father's names that we know are looked at. Of two names nothing is asked but whether they cost less than a fifth
    /// of their substance, of forms of one whether they cost up to 6; what is preferred though it costs more counts too.
    static func limit(ofTwo substance: Int) -> Int { max(6, substance / 5) + Alignment.adjectiveGain }
    static let limitOfOne = 6 + Alignment.adjectiveGain
}

/// How pairs of words were aligned before: the same given names and surnames meet again and again. A pair that
/// falls on another's place takes it.
struct AlignmentMemory: Sendable {
    private struct Slot {
        let first: ObjectIdentifier
        let second: ObjectIdentifier
        let isBelarusian: Bool
        let alignment: LimitedAlignment
    }

    private var slots = [Slot?](repeating: nil, count: Self.slotCount)
    /// The words of each slot: as long as they are kept, no other word has their identity.
    private var words = [(NameWord, NameWord)?](repeating: nil, count: Self.slotCount)

    /// Changes nothing, but is asked in place: a copy of the memory would be counted.
    mutating func alignment(_ first: NameWord, _ second: NameWord, isBelarusian: Bool, limit: Int) -> Alignment? {
        guard let slot = slots[Self.place(first, second)], slot.first == ObjectIdentifier(first),
            slot.second == ObjectIdentifier(second), slot.isBelarusian == isBelarusian,
            slot.alignment.holds(for: limit)
        else { return nil }
        return slot.alignment.alignment
    }

    mutating func keep(_ alignment: LimitedAlignment, _ first: NameWord, _ second: NameWord, isBelarusian: Bool) {
        let place = Self.place(first, second)
        slots[place] = Slot(
            first: ObjectIdentifier(first), second: ObjectIdentifier(second), isBelarusian: isBelarusian,
            alignment: alignment)
        words[place] = (first, second)
    }

    private static let slotCount = 1 << 12

    private static func place(_ first: NameWord, _ second: NameWord) -> Int {
        Int(truncatingIfNeeded: (first.number &* 31 &+ second.number) & UInt64(slotCount - 1))
    }
}
