// SPDX-License-Identifier: AGPL-3.0-or-later

/// The names that a word may be, the nearest first, in place: at most eight.
struct Meanings: Sendable {
    /// The number of each name, and the highest bit where the form is short.
    private var names = InlineArray<8, UInt16>(repeating: 0)
    private var length: UInt8 = 0
    /// The word is one of the forms as it is written, and not only near to it.
    fileprivate(set) var areExact = false

    var count: Int { Int(length) }

    private static let shortBit: UInt16 = 0x8000

    static let none = Meanings()

    /// Takes one more name; one that is there already, and a ninth, are left out.
    fileprivate mutating func append(_ meaning: GivenNames.Meaning) {
        guard count < 8 else { return }
        for place in 0..<count where names.span[place] & ~Self.shortBit == meaning.name { return }
        names[count] = meaning.name | (meaning.isShort ? Self.shortBit : 0)
        length += 1
    }
}

extension Meanings: RandomAccessCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(place: Int) -> GivenNames.Meaning {
        GivenNames.Meaning(
            name: names.span[place] & ~Self.shortBit, isShort: names.span[place] & Self.shortBit != 0)
    }
}

/// The forms that a word was found near to, by cost and then by name; of equal ones the earlier first.
struct NearestMeanings {
    private struct Found {
        var cost: Int32
        var meaning: GivenNames.Meaning

        func stands(after other: Found) -> Bool { (cost, meaning.name) > (other.cost, other.meaning.name) }
    }

    private var found = InlineArray<24, Found>(
        repeating: Found(cost: 0, meaning: GivenNames.Meaning(name: 0, isShort: false)))
    private var count = 0
    private var skippedCount = 0

    /// Forgets all.
    mutating func begin() { (count, skippedCount) = (0, 0) }

    /// A form that costs no more is the word itself, but for a sign.
    private static let exactCost: Int32 = 2

    /// Whether forms were left out that might have taken the place of others.
    var mayOverflow: Bool { skippedCount > 0 && count + skippedCount > 24 }

    /// Whether a form of the same name was found that costs nothing: then a later one changes nothing.
    mutating func skips(_ meaning: GivenNames.Meaning) -> Bool {
        var place = 0
        while place < count, found.span[place].cost == 0 {
            if found.span[place].meaning.name == meaning.name {
                skippedCount += 1
                return true
            }
            place += 1
        }
        return false
    }

    /// Further ones than the nearest 24 are forgotten.
    mutating func add(_ meaning: GivenNames.Meaning, cost: Int32) {
        let new = Found(cost: cost, meaning: meaning)
        var place = count
        while place > 0, found.span[place - 1].stands(after: new) { place -= 1 }
        guard place < 24 else { return }
        if count < 24 { count += 1 }
        var moved = count - 1
        while moved > place {
            let before = found.span[moved - 1]
            found[moved] = before
            moved -= 1
        }
        found[place] = new
    }

    /// Those that cost at most `slack` more than the nearest.
    mutating func meanings(within slack: Int32) -> Meanings {
        var meanings = Meanings()
        meanings.areExact = count > 0 && found[0].cost <= Self.exactCost
        var place = 0
        while place < count, found.span[place].cost <= found.span[0].cost + slack {
            meanings.append(found.span[place].meaning)
            place += 1
        }
        return meanings
    }
}
