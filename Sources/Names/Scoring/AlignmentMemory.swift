// SPDX-License-Identifier: AGPL-3.0-or-later

/// How pairs of words were aligned before: the same given names and surnames meet again and again. A pair that
/// falls on another's place takes it.
struct AlignmentMemory: Sendable {
    private struct Slot {
        var first: NameWord?
        var second: NameWord?
        var isBelarusian = false
        var alignment = Alignment.unlike
    }

    private var slots = [Slot](repeating: Slot(), count: 1 << 12)

    mutating func alignment(
        _ first: NameWord, _ second: NameWord, isBelarusian: Bool, make: () -> Alignment
    ) -> Alignment {
        let place = Int(truncatingIfNeeded: (first.number &* 31 &+ second.number) & UInt64(slots.count - 1))
        if slots[place].first === first, slots[place].second === second, slots[place].isBelarusian == isBelarusian {
            return slots[place].alignment
        }
        let alignment = make()
        slots[place] = Slot(first: first, second: second, isBelarusian: isBelarusian, alignment: alignment)
        return alignment
    }
}
