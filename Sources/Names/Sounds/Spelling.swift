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
        let penalty: UInt8
    }

    /// The folded, mended letters.
    let letters: [UInt16]
    let script: LookAlikes.Script
    let arcs: [Arc]
    let nodeCount: Int
    /// For each node, whether all readings pass it.
    let isJoint: [Bool]
    /// Where an ending may be cut off; see ``Tails``.
    let tails: [Tails.Cut]
    /// The first reading, one set a place: what the vocabulary scan sees.
    let units: [UInt8]
    /// What it would cost to drop the whole word: the measure of how much a word can tell.
    let substance: Int
    /// Whether vowels are left out in this script.
    let omitsVowels: Bool

    /// Words longer than this are cut: nobody's name, and the alignment is quadratic.
    static let maximumLetterCount = Letters.capacity

    init(letters full: [UInt16], script: LookAlikes.Script, alphabet: Alphabet) {
        let letters = Array(full.prefix(Self.maximumLetterCount))
        self.letters = letters
        self.script = script
        omitsVowels = letters.first.map { (0x590...0x6FF).contains($0) } ?? false
        var lattice = Lattice(alphabet: alphabet)
        lattice.read(Self.withoutDoubles(letters))
        arcs = lattice.arcs
        nodeCount = lattice.nodeCount
        isJoint = lattice.isJoint
        units = lattice.units
        substance = lattice.units.reduce(0) { $0 + Int(alphabet.costs.omission[Int($1)]) }
        tails = Tails.cuts(in: lattice.letters, nodeAt: lattice.nodeAt)
    }

    /// Whether any of the letters has a known sound.
    var isReadable: Bool { !units.isEmpty }

    /// All sounds that the word may begin with; a glide does not hide the vowel after it.
    func firstSounds(_ alphabet: Alphabet) -> SoundSet {
        var sounds = SoundSet()
        // The nodes that silence leads to, as bits: a word of sixty silent letters begins with none.
        var starts: UInt64 = 1
        for arc in arcs where arc.from < 63 && starts >> UInt64(arc.from) & 1 == 1 {
            let set = alphabet.table.sets[Int(arc.set)]
            sounds.formUnion(set)
            let isPassed = set.contains(.glide) || set.contains(.silent)
            if isPassed, arc.to < 63 { starts |= 1 << UInt64(arc.to) }
        }
        return sounds.subtracting(.silent)
    }

    private static let vowels = Set(
        "aeiouyäöüõаеиоуыіїєёэюяαεηιουωაეიოუաեիոուיו".unicodeScalars.map { UInt16($0.value) })

    private static func withoutDoubles(_ letters: [UInt16]) -> [UInt16] {
        var result: [UInt16] = []
        result.reserveCapacity(letters.count + 1)
        for letter in letters where letter != result.last || vowels.contains(letter) { result.append(letter) }
        return result
    }
}

/// Builds the arcs of a ``Spelling``.
private struct Lattice {
    let alphabet: Alphabet
    var letters: [UInt16] = []
    var arcs: [Spelling.Arc] = []
    var nodeCount = 1
    var isJoint = [true]
    var units: [UInt8] = []
    /// For each place between letters, the node there, if no group spans it.
    var nodeAt: [UInt8?] = []

    private static let maximumNodeCount = 160

    init(alphabet: Alphabet) { self.alphabet = alphabet }

    mutating func read(_ letters: [UInt16]) {
        self.letters = letters
        nodeAt = Array(repeating: nil, count: letters.count + 1)
        let ended = letters + [LetterTable.end]
        arcs.reserveCapacity(letters.count * 2)
        var place = 0
        while place < letters.count, nodeCount < Self.maximumNodeCount {
            nodeAt[place] = UInt8(nodeCount - 1)
            let group = alphabet.table.longestGroup(in: ended, at: place)
            if !group.readings.isEmpty { add(group.readings) }
            place += group.count
        }
        nodeAt[letters.count] = UInt8(nodeCount - 1)
    }

    /// All readings of one group lead from the present last node to one new node. What lies between comes first, so
    /// that arcs stay in the order of the nodes they lead to.
    private mutating func add(_ readings: Range<Int>) {
        let table = alphabet.table
        let start = nodeCount - 1
        for reading in table.readings[readings] {
            var from = start
            for step in reading.steps.dropLast() {
                arcs.append(.init(from: UInt8(from), to: UInt8(nodeCount), set: table.steps[step], penalty: 0))
                from = nodeCount
                nodeCount += 1
                isJoint.append(false)
            }
        }
        var interior = start
        for reading in table.readings[readings] {
            let between = reading.steps.count - 1
            interior += between
            let from = between > 0 ? interior : start
            let last = table.steps[reading.steps.upperBound - 1]
            arcs.append(.init(from: UInt8(from), to: UInt8(nodeCount), set: last, penalty: reading.penalty))
        }
        nodeCount += 1
        isJoint.append(true)
        units += table.steps[table.readings[readings.lowerBound].steps]
    }
}
