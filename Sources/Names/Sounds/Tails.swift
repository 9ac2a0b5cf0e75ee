// SPDX-License-Identifier: AGPL-3.0-or-later

/// Endings that change with gender, case or language while the name stays: Осечкин, Осечкину, Осечкина;
/// Рудинским and Рудинский; Avdashkovasta; Žirinovskis; and words cut off or run together by machines.
enum Tails {
    /// What kind of ending was cut.
    enum Kind: UInt8, Sendable {
        /// Nothing was cut.
        case whole
        /// A noun's case or gender in a Slavic language.
        case noun
        /// An adjective's, on both sides: a bare stem is not a form of it.
        case adjective
        /// A case, on both sides, of a word whose last vowel comes and goes: Жуковец, Жуковца. Without its suffix it is
        /// another surname.
        case fleeting
        /// A case of Finnish, Estonian or Hungarian, or a Czech, Polish or Lithuanian form.
        case foreignCase
        /// A following word that lost its space.
        case glued
        /// One or two letters lost at the end.
        case clipped

        /// Whether two words may be the same when these are cut from them.
        func agrees(with other: Kind) -> Bool {
            switch (self, other) {
            case (.whole, _), (_, .whole): !isOfBoth && !other.isOfBoth
            case (.noun, .noun), (.adjective, .adjective), (.fleeting, .fleeting): true
            case (.noun, _), (.adjective, _), (.fleeting, _), (.foreignCase, _), (.glued, _), (.clipped, _): false
            }
        }

        /// Cut from both words or from none.
        private var isOfBoth: Bool { self == .adjective || self == .fleeting }

        /// The kinds that agree with this one, a bit for each: the same as ``agrees(with:)``, which a test holds it to.
        fileprivate static func agreeing(with number: UInt32) -> UInt32 {
            UInt32(truncatingIfNeeded: 0x01_01_01_08_04_03_73 as UInt64 &>> UInt64(8 &* number)) & 0xFF
        }
    }

    /// A place where the rest of the word may be taken as an ending.
    ///
    /// One number, for all cuts of one word are held against all of another's.
    struct Cut: Sendable {
        // From the lowest byte: node, kind, cost, what may differ.
        private let packed: UInt32

        init(node: UInt8, kind: Kind, cost: UInt8, mostRest: UInt8 = .max) {
            packed = UInt32(node) | UInt32(kind.rawValue) << 8 | UInt32(cost) << 16 | UInt32(mostRest) << 24
        }

        var node: UInt8 { UInt8(truncatingIfNeeded: packed) }
        var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: packed >> 8)) ?? .whole }
        var cost: UInt8 { UInt8(truncatingIfNeeded: packed >> 16) }
        /// What may differ besides, at most: little where a part of a suffix of surnames is cut.
        var mostRest: UInt16 { packed >> 24 == 0xFF ? .max : UInt16(packed >> 24) }

        /// The kinds that may be cut from the other word, a bit for each.
        var agreeing: UInt32 { Kind.agreeing(with: packed >> 8 & 0xFF) }
        /// Whether its kind is one of those.
        func isAmong(_ kinds: UInt32) -> Bool { kinds &>> (packed >> 8 & 0xFF) & 1 == 1 }

        /// Whether the same is cut at the same place.
        func isSame(_ node: UInt8, _ kind: Kind) -> Bool {
            packed & 0xFFFF == UInt32(node) | UInt32(kind.rawValue) << 8
        }
    }

    /// The cuts of one word, in place.
    struct Cuts: Sendable {
        private var cuts = InlineArray<24, Cut>(repeating: Cut(node: 0, kind: .whole, cost: 0))
        private(set) var count = 0
        /// The first node behind which an ending may be cut off.
        private(set) var firstNode = UInt8.max

        /// No word has more: one for each kind and each length of an ending.
        mutating func append(_ cut: Cut) {
            guard count < 24 else { return }
            firstNode = min(firstNode, cut.node)
            cuts[count] = cut
            count += 1
        }

        mutating func cut(_ place: Int) -> Cut { cuts.span[place] }

        mutating func contains(_ node: UInt8, _ kind: Kind) -> Bool {
            let cuts = self.cuts.span
            for place in 0..<count where cuts[place].isSame(node, kind) { return true }
            return false
        }
    }
}
