// SPDX-License-Identifier: AGPL-3.0-or-later

/// One written word with all the ways to say it.
///
/// The readings form a lattice: node 0 is the start, the last node the end, and every arc is one sound set
/// between two nodes. Arcs stand in the order of the node they lead to, so one pass aligns two lattices.
final class Spelling: Sendable {
    struct Arc: Sendable {
        let from: UInt8
        let to: UInt8
        let set: UInt8
        private let marks: UInt8
        private let omission: UInt8

        private static let joint: UInt8 = 0x80
        private static let heard: UInt8 = 0x40
        private static let first: UInt8 = 0x20

        /// Where an arc ends.
        enum Place {
            /// At a node that all readings pass.
            case atJoint
            /// Inside a group.
            case inside
        }

        init(from: Int, to: Int, set: UInt8, penalty: UInt8, place: Place, omission: UInt8) {
            self.from = UInt8(from)
            self.to = UInt8(to)
            self.set = set
            marks =
                penalty | (place == .atJoint ? Self.joint : 0) | (omission > 7 ? Self.heard : 0)
                | (from == 0 ? Self.first : 0)
            self.omission = omission + penalty
        }

        private init(from: UInt8, to: UInt8, set: UInt8, marks: UInt8, omission: UInt8) {
            self.from = from
            self.to = to
            self.set = set
            self.marks = marks
            self.omission = omission
        }

        /// The same arc of a group that begins at another node.
        func moved(by nodes: UInt8) -> Arc {
            Arc(from: from + nodes, to: to + nodes, set: set, marks: marks, omission: omission)
        }

        /// The same arc with other costs.
        func weighed(_ omission: UInt8) -> Arc {
            Arc(
                from: from, to: to, set: set, marks: marks & ~Self.heard | (omission > 7 ? Self.heard : 0),
                omission: omission + penalty)
        }

        /// What it costs to leave it out, with the reading's penalty; see ``SoundCosts/weighed(_:)``.
        var alone: UInt16 { UInt16(omission) }

        /// What the reading costs.
        var penalty: UInt8 { marks & 0x1F }
        /// Whether all readings pass the node that it leads to.
        var endsAtJoint: Bool { marks & Self.joint != 0 }
        /// Whether all readings pass the node that it leads from.
        var beginsAtJoint: Bool { marks & Self.first != 0 }
        /// What it costs beside that at the beginning of a word, where a sound that is heard is seldom lost.
        var atStart: UInt16 { marks & Self.heard == 0 ? 0 : 10 }
    }

    /// The folded, mended letters. Of a longer word they are the first forty: nobody's name, and the alignment is
    /// quadratic.
    let letters: Letters
    let script: LookAlikes.Script
    /// Whether vowels are left out in this script.
    let omitsVowels: Bool
    let nodeCount: Int
    /// What it would cost to drop the whole word: the measure of how much a word can tell.
    let substance: Int
    /// Where an ending may be cut off; see ``Tails``.
    let tails: Tails.Cuts
    let arcs: [Arc]
    /// The first reading, one set a place: what the vocabulary scan sees.
    let units: [UInt8]

    static let maximumLetterCount = Letters.capacity

    init(letters: Letters, script: LookAlikes.Script, alphabet: Alphabet) {
        self.letters = letters
        self.script = script
        omitsVowels = letters.count > 0 && (0x590...0x6FF).contains(letters[0])
        let lattice = Lattice(of: Self.withoutDoubles(letters), alphabet.table)
        arcs = lattice.arcs
        units = lattice.units
        nodeCount = lattice.nodeCount
        var substance = 0
        for unit in units { substance += Int(alphabet.costs.omission[Int(unit)]) }
        self.substance = substance
        tails = alphabet.tails.cuts(in: lattice.joints)
    }

    /// Whether any of the letters has a known sound.
    var isReadable: Bool { !units.isEmpty }

    /// All sounds that the word may begin with; a glide does not hide the vowel after it.
    func firstSounds(_ alphabet: Alphabet) -> SoundSet {
        var sounds = SoundSet()
        // The nodes that silence leads to, as bits: a word of sixty silent letters begins with none.
        var starts: UInt64 = 1
        var last: UInt8 = 0
        var groupEnd: UInt8 = 0
        for arc in arcs {
            if groupEnd > 0, arc.to > groupEnd {
                // Another group begins: if silence does not lead to it, it leads to nothing behind it.
                if groupEnd > last { break }
                groupEnd = 0
            }
            if arc.endsAtJoint { groupEnd = arc.to }
            guard arc.from < 63, starts >> UInt64(arc.from) & 1 == 1 else { continue }
            let set = alphabet.table.sets[Int(arc.set)]
            sounds.formUnion(set)
            let isPassed = set.contains(.glide) || set.contains(.silent)
            if isPassed, arc.to < 63 {
                starts |= 1 << UInt64(arc.to)
                last = max(last, arc.to)
            }
        }
        return sounds.subtracting(.silent)
    }

    private static func withoutDoubles(_ letters: Letters) -> Letters {
        var hasDoubles = false
        for place in 1..<max(1, letters.count) where letters[place] == letters[place - 1] { hasDoubles = true }
        guard hasDoubles else { return letters }
        var result = Letters()
        for letter in letters where letter != result.last || isVowel(letter) { result.append(letter) }
        return result
    }

    private static let vowels = Set(
        "aeiouyäöüõаеиоуыіїєёэюяαεηιουωაეიოუաեիոուיו".unicodeScalars.map { UInt16($0.value) })

    private static func isVowel(_ letter: UInt16) -> Bool { vowels.contains(letter) }
}
