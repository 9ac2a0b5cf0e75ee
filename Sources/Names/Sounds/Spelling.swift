// SPDX-License-Identifier: AGPL-3.0-or-later

/// One written word with all the ways to say it.
///
/// The readings form a lattice: node 0 is the start, the last node the end, and every arc is one sound set
/// between two nodes. Arcs stand in the order of the node they lead to, so one pass aligns two lattices.
@safe final class Spelling: Sendable {
    private let memory: SpellingMemory
    let script: LookAlikes.Script
    /// Whether vowels are left out in this script.
    let omitsVowels: Bool
    private let lastNode: UInt8
    private let cost: UInt16
    /// The sounds that some reading has.
    let possible: SoundSet
    /// The sounds that every reading has; see ``SoundCosts/least(_:of:)``.
    let sure: SoundSet
    /// The same for what stays of the word whatever ending is cut.
    let sureOfStem: SoundSet
    /// How many vowels and consonants it has.
    let counts: SoundCounts
    /// The same for what stays of it whatever ending is cut.
    let countsOfStem: SoundCounts

    static let maximumLetterCount = Letters.capacity

    init(letters: Letters, script: LookAlikes.Script, alphabet: Alphabet) {
        self.script = script
        omitsVowels = letters.count > 0 && (0x590...0x6FF).contains(letters[0])
        // Held once: each look at it would count it.
        let table = alphabet.table
        var lattice = Lattice(of: Self.withoutDoubles(Self.withArticle(letters)), table)
        var cuts = alphabet.tails.cuts(in: &lattice.joints)
        memory = SpellingMemory(letters, &lattice.groups, &cuts, table)
        let stem = lattice.groups.stem(before: cuts.firstNode, table)
        let groups = lattice.groups
        lastNode = UInt8(groups.nodeCount - 1)
        // Of a word without a known sound only its letters can be compared; it must be able to differ.
        cost = UInt16(unsafe memory.units.isEmpty ? SoundCosts.whole : groups.substance)
        isPlain = groups.isPlain
        possible = groups.possible
        sure = groups.sure
        sureOfStem = stem.sure
        // Where vowels are not written, they cost little to leave out.
        counts = omitsVowels ? .any : groups.counts
        countsOfStem = omitsVowels ? .any : stem.counts
    }

    var nodeCount: Int { Int(lastNode) + 1 }
    /// Whether it has one reading and no other: its units lead from node to node.
    let isPlain: Bool
    /// What it would cost to drop the whole word: the measure of how much a word can tell.
    var substance: Int { Int(cost) }
    /// The folded, mended letters. Of a longer word they are the first forty: nobody's name, and the alignment is
    /// quadratic.
    var letters: Letters { withExtendedLifetime(self) { unsafe Letters(memory.letters) } }

    /// The pointer is sound as long as `body` runs.
    func withArcs<Result>(_ body: (UnsafeBufferPointer<Arc>) -> Result) -> Result {
        withExtendedLifetime(self) { unsafe body(memory.arcs) }
    }

    /// The first reading, one set a place: what the vocabulary scan sees. The pointer is sound as long as `body` runs.
    func withUnits<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        withExtendedLifetime(self) { unsafe body(memory.units) }
    }

    /// Where an ending may be cut off; see ``Tails``. The pointer is sound as long as `body` runs.
    func withTails<Result>(_ body: (UnsafeBufferPointer<Tails.Cut>) -> Result) -> Result {
        withExtendedLifetime(self) { unsafe body(memory.cuts) }
    }

    /// All arcs of the word.
    var arcs: [Arc] { unsafe withArcs { unsafe Array($0) } }
    /// The first reading.
    var units: [UInt8] { unsafe withUnits { unsafe Array($0) } }
    /// All cuts.
    var tails: [Tails.Cut] { unsafe withTails { unsafe Array($0) } }

    /// Whether any of the letters has a known sound.
    var isReadable: Bool { unsafe !memory.units.isEmpty }

    /// All sounds that the word may begin with; a glide does not hide the vowel after it.
    func firstSounds(_ alphabet: Alphabet) -> SoundSet { unsafe withArcs { unsafe Self.firstSounds($0, alphabet) } }

    private static func firstSounds(_ arcs: UnsafeBufferPointer<Arc>, _ alphabet: Alphabet) -> SoundSet {
        let sets = alphabet.table.sets
        var sounds = SoundSet()
        // The nodes that silence leads to, as bits: a word of sixty silent letters begins with none.
        var starts: UInt64 = 1
        var last: UInt8 = 0
        var groupEnd: UInt8 = 0
        for place in 0..<arcs.count {
            let arc = unsafe arcs[place]
            if groupEnd > 0, arc.to > groupEnd {
                // Another group begins: if silence does not lead to it, it leads to nothing behind it.
                if groupEnd > last { break }
                groupEnd = 0
            }
            if arc.endsAtJoint { groupEnd = arc.to }
            guard arc.from < 63, starts >> UInt64(arc.from) & 1 == 1 else { continue }
            let set = sets[Int(arc.set)]
            sounds.formUnion(set)
            let isPassed = set.contains(.glide) || set.contains(.silent)
            if isPassed, arc.to < 63 {
                starts |= 1 << UInt64(arc.to)
                last = max(last, arc.to)
            }
        }
        return sounds.subtracting(.silent)
    }

    /// Stands for an article that may be left out, in the tables: no letter.
    private static let article: UInt16 = 0x7FF

    /// An Arabic word with its article as one sign, where a name is left behind it.
    private static func withArticle(_ letters: Letters) -> Letters {
        guard letters.count >= 5, letters[0] == 0x627, letters[1] == 0x644 else { return letters }
        var result = Letters([article])
        for letter in letters.dropFirst(2) { result.append(letter) }
        return result
    }

    /// Doubled consonants are said once, and written once or twice.
    static func withoutDoubles(_ letters: Letters) -> Letters {
        guard letters.hasDoubles else { return letters }
        var result = Letters()
        for letter in letters where letter != result.last || isVowel(letter) { result.append(letter) }
        return result
    }

    private static let vowels = NumberMap(
        "aeiouyäöüõаеиоуыіїєёэюяαεηιουωაეიოუաեիոուיו".utf16.map { (UInt64($0), $0) })

    static func isVowel(_ letter: UInt16) -> Bool { vowels[letter] != nil }
}
