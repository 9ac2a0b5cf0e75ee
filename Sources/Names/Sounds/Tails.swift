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
        /// A case of Finnish, Estonian or Hungarian, or a Czech, Polish or Lithuanian form.
        case foreignCase
        /// A following word that lost its space.
        case glued
        /// One or two letters lost at the end.
        case clipped

        /// Whether two words may be the same when these are cut from them.
        func agrees(with other: Kind) -> Bool {
            switch (self, other) {
            case (.whole, _), (_, .whole): self != .adjective && other != .adjective
            case (.noun, .noun), (.adjective, .adjective): true
            case (.noun, _), (.adjective, _), (.foreignCase, _), (.glued, _), (.clipped, _): false
            }
        }
    }

    /// A place where the rest of the word may be taken as an ending.
    struct Cut: Sendable {
        let node: UInt8
        let kind: Kind
        let cost: UInt8
    }

    private struct Ending: Sendable {
        let letters: [UInt16]
        let kind: Kind
        let cost: UInt8
        let stem: Int
    }

    private static func endings(_ kind: Kind, cost: UInt8, stem: Int, _ list: String) -> [Ending] {
        list.split(separator: " ").map {
            Ending(letters: $0.unicodeScalars.map { UInt16($0.value) }, kind: kind, cost: cost, stem: stem)
        }
    }

    private static let byLastLetter: [UInt16: [Ending]] = {
        let all =
            endings(.noun, cost: 3, stem: 3, "а я у ю ом ем ём ым им е и ы ой ей і еві ові")
            + endings(.noun, cost: 3, stem: 3, "a á ya ja ia u iu yu om em ym im e i oy oj oi ey ej ou")
            + endings(.adjective, cost: 2, stem: 3, "ий ый ой ая яя ого его ому ему им ым ом ую ей ы і а е")
            + endings(.adjective, cost: 2, stem: 3, "ого ому ій ою ої ая ага аму ае")
            + endings(
                .adjective, cost: 2, stem: 3,
                "iy yi i y ij ii iĭ yy yj oy oj oi oĭ ï aya aja aia aïa a á á ogo omu im ym")
            + endings(.adjective, cost: 2, stem: 3, "uyu uju oyu oju ej ey ého ému iego iemu ou ą ė ienė is as s")
            + endings(
                .foreignCase, cost: 5, stem: 4,
                "n in a ta ia lla llä lta ltä lle ssa ssä sta stä ksi na nä an en ille illa")
            + endings(
                .foreignCase, cost: 5, stem: 4, "i t l lt le s st sse ga ks ni it ilt il ile is ist iga iks ina ita")
            + endings(.foreignCase, cost: 4, stem: 3, "as is us s ius ovi em ie os es a ė e ov ová ova ou u")
            + endings(.foreignCase, cost: 5, stem: 4, "nak nek t ot et val vel ban ben ról ről tól től hoz nál y")
            + endings(
                .glued, cost: 8, stem: 4,
                "is was has had who and the for with said will that whom s are as at by in on to of")
            + endings(
                .glued, cost: 8, stem: 4, "ist war hat und der die wurde est qui et au on ja oli joka che ha jest i w")
        return Dictionary(grouping: all, by: { $0.letters.last ?? 0 })
    }()

    /// All cuts of a word, the empty one first, each node and kind once at its lowest cost.
    static func cuts(in letters: [UInt16], nodeAt: [UInt8?]) -> [Cut] {
        guard let last = letters.last, let end = nodeAt[letters.count] else { return [] }
        var cuts = [Cut(node: end, kind: .whole, cost: 0)]
        for ending in byLastLetter[last] ?? [] {
            let place = letters.count - ending.letters.count
            guard place >= ending.stem, let node = nodeAt[place] else { continue }
            guard letters[place...].elementsEqual(ending.letters) else { continue }
            if !cuts.contains(where: { $0.node == node && $0.kind == ending.kind }) {
                cuts.append(Cut(node: node, kind: ending.kind, cost: ending.cost))
            }
        }
        for count in 1...2 where letters.count - count >= 4 {
            guard let node = nodeAt[letters.count - count] else { continue }
            cuts.append(Cut(node: node, kind: .clipped, cost: count == 1 ? 10 : 18))
        }
        return cuts
    }
}
