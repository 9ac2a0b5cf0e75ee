// SPDX-License-Identifier: AGPL-3.0-or-later

/// How groups of letters are read in all scripts, compiled from the tables of this folder.
///
/// A line of a table is a group of letters and one or more readings. A reading is a row of sound sets joined
/// by dots; a tilde marks a reading that only careless or rare spellings use and that costs a little. Words
/// are cut greedily into the longest groups, so a line lists every way in which its group may be read.
///
/// The groups stand as a tree in flat rows: it is walked for every letter of every word.
final class LetterTable: Sendable {
    /// A group that was found.
    struct Group {
        var letterCount: Int
        /// Its place in ``nodes``, or ``silence``.
        var node: Int
    }

    /// A beginning of groups. Its readings, if it is a group, are in ``arcs`` and ``units``.
    struct Node {
        /// The sounds that some reading has, and the firm ones that every reading has; see ``SoundSet/firm``.
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
    }

    /// The letter that leads from one node to another.
    private struct Edge {
        let letter: UInt16
        let node: UInt16
    }

    /// The different sound sets; an identifier is a place in this array.
    let sets: [SoundSet]
    /// The arcs of all groups, one group after the other: the first node of each is 0.
    let arcs: [Spelling.Arc]
    /// The first readings of all groups.
    let units: [UInt8]
    let nodes: [Node]
    /// The node of an unknown letter: a silent place.
    static let silence = 0
    private let edges: [Edge]
    /// The node of each first letter.
    private let roots: [UInt16]

    /// Stands for the end of a word in a group of letters.
    static let end: UInt16 = 0x24
    private static let rootCapacity = 0x1F00
    private static let unknown = UInt16.max
    static let rarePenalty: UInt8 = 6

    init() {
        var builder = LetterTableBuilder()
        for table in [Self.cyrillic, Self.greekGeorgianArmenian, Self.arabicHebrew, Self.latin, Self.latinEndings] {
            builder.add(table)
        }
        sets = builder.sets
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
                    possible: readings.joined().reduce(SoundSet()) { $0.union($1) }, sure: SoundSet(sure: readings),
                    counts: SoundCounts(readings),
                    edgeBits: children.reduce(0) { $0 | 1 << UInt32($1.letter & 31) },
                    substance: lattice.units.reduce(0) { $0 + UInt16(omission[Int($1)]) },
                    firstArc: UInt16(arcs.count), firstUnit: UInt16(units.count), firstEdge: UInt16(edges.count),
                    arcCount: UInt8(lattice.arcs.count), unitCount: UInt8(lattice.units.count),
                    nodeCount: UInt8(lattice.nodeCount), edgeCount: UInt8(children.count)))
            arcs += lattice.arcs
            units += lattice.units
            for child in children { edges.append(Edge(letter: child.letter, node: UInt16(child.node))) }
        }
        self.arcs = arcs
        self.units = units
        self.nodes = nodes
        self.edges = edges
        var roots = [UInt16](repeating: Self.unknown, count: Self.rootCapacity)
        for child in builder.nodes[0].children { roots[Int(child.letter)] = UInt16(child.node) }
        self.roots = roots
    }

    /// Whether a group starts with this letter.
    func knows(_ letter: UInt16) -> Bool { Int(letter) < Self.rootCapacity && roots[Int(letter)] != Self.unknown }

    /// The longest group that starts at `start`; an unknown letter is one silent place. Behind the last letter stands
    /// ``end``.
    func longestGroup(in letters: Span<UInt16>, at start: Int) -> Group {
        let first = Int(letters[start])
        guard first < Self.rootCapacity, roots[first] != Self.unknown else {
            return Group(letterCount: 1, node: Self.silence)
        }
        var best = Group(letterCount: 1, node: Int(roots[first]))
        var node = nodes[best.node]
        var place = start + 1
        while place <= letters.count, node.edgeCount > 0 {
            let letter = place < letters.count ? letters[place] : Self.end
            guard let next = self.node(behind: node, letter) else { break }
            node = nodes[Int(next)]
            place += 1
            if node.arcCount > 0 { best = Group(letterCount: place - start, node: Int(next)) }
        }
        return best
    }

    private func node(behind node: Node, _ letter: UInt16) -> UInt16? {
        guard node.edgeBits >> UInt32(letter & 31) & 1 == 1 else { return nil }
        for edge in Int(node.firstEdge)..<Int(node.firstEdge) + Int(node.edgeCount) where edges[edge].letter == letter {
            return edges[edge].node
        }
        return nil
    }
}
