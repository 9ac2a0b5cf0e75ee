// SPDX-License-Identifier: AGPL-3.0-or-later

/// How groups of letters are read in all scripts, compiled from the tables of this folder.
///
/// A line of a table is a group of letters and one or more readings. A reading is a row of sound sets joined
/// by dots; a tilde marks a reading that only careless or rare spellings use and that costs a little. Words
/// are cut greedily into the longest groups, so a line lists every way in which its group may be read.
///
/// The groups stand as a tree in flat rows: it is walked for every letter of every word.
struct LetterTable: Sendable {
    /// A group that was found.
    struct Group {
        var letterCount: Int
        /// Its place in ``nodes``, or ``silence``.
        var node: Int
    }

    /// A beginning of groups. Its readings, if it is a group, are in ``arcs`` and ``units``.
    struct Node {
        /// The sounds that some reading has, and those that every reading has; see ``SoundSet/init(sure:)``.
        let possible: SoundSet
        let sure: SoundSet
        let counts: SoundCounts
        /// A bit for the letter of each edge, by its lowest five: most letters lead nowhere.
        fileprivate let edgeBits: UInt32
        /// What it costs to leave out the first reading.
        let substance: UInt16
        let firstArc: UInt16
        let firstUnit: UInt16
        fileprivate let firstEdge: UInt16
        let arcCount: UInt8
        let unitCount: UInt8
        /// How many nodes it adds to a lattice.
        let nodeCount: UInt8
        fileprivate let edgeCount: UInt8

        /// Whether it is one sound set, and the only one.
        var isPlain: Bool { arcCount == 1 && nodeCount == 1 }
    }

    /// The letter that leads from one node to another.
    private struct Edge {
        let letter: UInt16
        let node: UInt16
    }

    /// The different sound sets; an identifier is a place in this array.
    let sets: LastingRow<SoundSet>
    /// The arcs of all groups, one group after the other: the first node of each is 0.
    let arcs: LastingRow<Spelling.Arc>
    /// The first readings of all groups.
    let units: LastingRow<UInt8>
    let nodes: LastingRow<Node>
    /// The node of an unknown letter: a silent place.
    static let silence = 0
    private let edges: LastingRow<Edge>
    /// The node of each first letter.
    private let roots: LastingRow<UInt16>

    /// Stands for the end of a word in a group of letters.
    static let end: UInt16 = 0x24
    private static let glide: UInt16 = 0x79
    private static let rootCapacity = 0x1F00
    private static let unknown = UInt16.max
    static let rarePenalty: UInt8 = 6

    init() {
        var builder = LetterTableBuilder()
        for table in [Self.cyrillic, Self.greekGeorgianArmenian, Self.arabicHebrew, Self.latin, Self.latinEndings] {
            builder.add(table)
        }
        sets = LastingRow(builder.sets)
        let omission = builder.sets.map { SoundCosts.omission(of: $0, .plain) }
        var nodes: [Node] = []
        var edges: [Edge] = []
        var arcs: [Spelling.Arc] = []
        var units: [UInt8] = []
        // The first letters' node is looked up in ``roots``, and its edges are many.
        for (number, node) in builder.nodes.enumerated() {
            let children = number == 0 ? [] : node.children
            let lattice = ReadingLattice(node.readings, omission)
            let readings = node.readings.map { $0.steps.map { builder.sets[Int($0)] } }
            nodes.append(
                Node(
                    possible: readings.joined().reduce(SoundSet()) { $0.union($1) },
                    sure: readings.isEmpty ? SoundSet() : SoundSet(sure: readings),
                    counts: readings.isEmpty ? SoundCounts() : SoundCounts(readings),
                    edgeBits: children.reduce(0) { $0 | 1 << UInt32($1.letter & 31) },
                    substance: lattice.units.reduce(0) { $0 + UInt16(omission[Int($1)]) },
                    firstArc: UInt16(arcs.count), firstUnit: UInt16(units.count), firstEdge: UInt16(edges.count),
                    arcCount: UInt8(lattice.arcs.count), unitCount: UInt8(lattice.units.count),
                    nodeCount: UInt8(lattice.nodeCount), edgeCount: UInt8(children.count)))
            arcs += lattice.arcs
            units += lattice.units
            for child in children { edges.append(Edge(letter: child.letter, node: UInt16(child.node))) }
        }
        self.arcs = LastingRow(arcs)
        self.units = LastingRow(units)
        self.nodes = LastingRow(nodes)
        self.edges = LastingRow(edges)
        var roots = [UInt16](repeating: Self.unknown, count: Self.rootCapacity)
        for child in builder.nodes[0].children { roots[Int(child.letter)] = UInt16(child.node) }
        self.roots = LastingRow(roots)
    }

    /// Whether a group starts with this letter.
    func knows(_ letter: UInt16) -> Bool { Int(letter) < Self.rootCapacity && roots[Int(letter)] != Self.unknown }

    /// The longest group that starts at `start`; an unknown letter is one silent place. Behind the last letter stands
    /// ``end``.
    @inline(__always)
    func longestGroup(in letters: Span<UInt16>, at start: Int) -> Group {
        let first = Int(letters[start])
        // Numbers that stand in the table are places of it.
        guard first < Self.rootCapacity, unsafe roots[unchecked: first] != Self.unknown else {
            return Group(letterCount: 1, node: Self.silence)
        }
        let root = unsafe Int(roots[unchecked: first])
        var best = Group(letterCount: 1, node: root)
        var node = unsafe nodes.buffer.baseAddress.unsafelyUnwrapped + root
        var place = start + 1
        while unsafe place <= letters.count && node.pointee.edgeCount > 0 {
            let letter = place < letters.count ? letters[place] : Self.end
            guard let next = unsafe self.node(behind: node, letter) else { break }
            unsafe node = nodes.buffer.baseAddress.unsafelyUnwrapped + next
            place += 1
            if unsafe node.pointee.arcCount > 0 { best = Group(letterCount: place - start, node: next) }
        }
        return best
    }

    /// The consonants that groups of letters may begin with which begin with this one: S. stands for Шамиль (Sh-) as
    /// for Семён. Behind y the glide is one: Y. stands for Юлия.
    func initialSounds(_ letter: UInt16) -> SoundSet {
        guard knows(letter) else { return SoundSet() }
        var sounds = SoundSet()
        var waiting = [Int(roots[Int(letter)])]
        while let place = waiting.popLast() {
            let node = nodes[place]
            for arc in arcs[Int(node.firstArc)..<Int(node.firstArc) + Int(node.arcCount)] where arc.from == 0 {
                sounds.formUnion(sets[Int(arc.set)])
            }
            waiting += edges[Int(node.firstEdge)..<Int(node.firstEdge) + Int(node.edgeCount)].map { Int($0.node) }
        }
        return sounds.subtracting(letter == Self.glide ? [.vowels, .silent] : [.vowels, .silent, .glide])
    }

    @inline(__always)
    @unsafe private func node(behind node: UnsafePointer<Node>, _ letter: UInt16) -> Int? {
        guard unsafe node.pointee.edgeBits >> UInt32(letter & 31) & 1 == 1 else { return nil }
        var edge = unsafe edges.buffer.baseAddress.unsafelyUnwrapped + Int(node.pointee.firstEdge)
        let end = unsafe edge + Int(node.pointee.edgeCount)
        while unsafe edge < end {
            if unsafe edge.pointee.letter == letter { return unsafe Int(edge.pointee.node) }
            unsafe edge += 1
        }
        return nil
    }
}
