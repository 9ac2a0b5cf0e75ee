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
    }

    /// A place where the rest of the word may be taken as an ending.
    struct Cut: Sendable {
        let node: UInt8
        let kind: Kind
        let cost: UInt8
        /// What may differ besides, at most: little where a part of a suffix of surnames is cut.
        var mostRest: UInt16 = .max
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
            for place in 0..<count where cuts[place].node == node && cuts[place].kind == kind { return true }
            return false
        }
    }
}
