// SPDX-License-Identifier: AGPL-3.0-or-later

/// What decides which role a word may have.
struct WordShape: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    static let isInitial = WordShape(rawValue: 1)
    static let isCapitals = WordShape(rawValue: 2)
    static let isJoined = WordShape(rawValue: 4)
    static let endsAtComma = WordShape(rawValue: 8)
    static let isKnownGiven = WordShape(rawValue: 16)
    static let isPatronymic = WordShape(rawValue: 32)
    static let isParticleBefore = WordShape(rawValue: 64)
    static let isParticleAfter = WordShape(rawValue: 128)
}

/// The shapes of all words of a name, in order: few names differ in it, so what follows from it is worked out
/// once for many names.
struct NameShape: Hashable, Sendable {
    private var packed: UInt128 = 0
    private(set) var count = 0

    init(_ shapes: some Sequence<WordShape>) {
        for shape in shapes {
            precondition(count < PersonName.maximumWordCount)
            packed |= UInt128(shape.rawValue) << UInt128(8 * count)
            count += 1
        }
    }

    init(_ words: Span<PersonName.Word>) {
        precondition(words.count <= PersonName.maximumWordCount)
        for place in words.indices { packed |= UInt128(words[place].shape.rawValue) << UInt128(8 * place) }
        count = words.count
    }

    subscript(place: Int) -> WordShape { WordShape(rawValue: UInt8(truncatingIfNeeded: packed >> UInt128(8 * place))) }

    /// A number below 256 in which most shapes differ.
    var slot: Int {
        let folded = UInt64(truncatingIfNeeded: packed) ^ UInt64(truncatingIfNeeded: packed >> 64) ^ UInt64(count)
        return Int(truncatingIfNeeded: (folded &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }
}

/// The interpretations of shapes that were met before. A shape that falls on another's place takes it.
struct InterpretationMemory: Sendable {
    private var slots: [(shape: NameShape, interpretations: [Interpretation])]

    init() { slots = Array(repeating: (NameShape([]), []), count: 256) }

    mutating func interpretations(of words: Span<PersonName.Word>) -> [Interpretation] {
        let shape = NameShape(words)
        let slot = shape.slot
        if slots[slot].shape != shape { slots[slot] = (shape, Interpreter.interpretations(of: shape)) }
        return slots[slot].interpretations
    }
}
