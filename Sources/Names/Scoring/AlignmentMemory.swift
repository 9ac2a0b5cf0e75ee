// SPDX-License-Identifier: AGPL-3.0-or-later

/// How pairs of words were aligned before: the same given names and surnames meet again and again. A pair that
/// falls on another's place takes it.
struct AlignmentMemory: Sendable {
    private struct Slot {
        let first: ObjectIdentifier
        let second: ObjectIdentifier
        let isBelarusian: Bool
        let alignment: Alignment
    }

    private var slots = [Slot?](repeating: nil, count: Self.slotCount)
    /// The words of each slot: as long as they are kept, no other word has their identity.
    private var words = [(NameWord, NameWord)?](repeating: nil, count: Self.slotCount)

    /// Changes nothing, but is asked in place: a copy of the memory would be counted.
    mutating func alignment(_ first: NameWord, _ second: NameWord, isBelarusian: Bool) -> Alignment? {
        guard let slot = slots[Self.place(first, second)], slot.first == ObjectIdentifier(first),
            slot.second == ObjectIdentifier(second), slot.isBelarusian == isBelarusian
        else { return nil }
        return slot.alignment
    }

    mutating func keep(_ alignment: Alignment, _ first: NameWord, _ second: NameWord, isBelarusian: Bool) {
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
