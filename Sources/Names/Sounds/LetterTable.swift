// SPDX-License-Identifier: AGPL-3.0-or-later

/// How groups of letters are read in all scripts, compiled from the tables of this folder.
///
/// A line of a table is a group of letters and one or more readings. A reading is a row of sound sets joined
/// by dots; a tilde marks a reading that only careless or rare spellings use and that costs a little. Words
/// are cut greedily into the longest groups, so a line lists every way in which its group may be read.
///
/// The groups stand as a tree in flat rows: it is walked for every letter of every word.
final class LetterTable: Sendable {
    /// A group that was found: how many letters it has, and its arcs and first reading in ``arcs`` and ``units``.
    struct Group {
        var letterCount: Int
        var arcs: Range<Int>
        var units: Range<Int>
        /// How many nodes it adds to a lattice.
        var nodeCount: Int
    }

    /// A beginning of groups. Its readings, if it is a group, are in ``arcs`` and ``units``.
    private struct Node {
        let firstArc: UInt16
        let firstUnit: UInt16
        let firstEdge: UInt16
        let arcCount: UInt8
        let unitCount: UInt8
        let nodeCount: UInt8
        let edgeCount: UInt8
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
    private let nodes: [Node]
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
            nodes.append(
                Node(
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
    func longestGroup(in letters: borrowing Letters, at start: Int) -> Group {
        let first = Int(letters[start])
        guard first < Self.rootCapacity, roots[first] != Self.unknown else {
            return Group(letterCount: 1, arcs: 0..<0, units: 0..<0, nodeCount: 0)
        }
        var node = nodes[Int(roots[first])]
        var best = node
        var letterCount = 1
        var place = start + 1
        while place <= letters.count, node.edgeCount > 0 {
            let letter = place < letters.count ? letters[place] : Self.end
            guard let next = self.node(behind: node, letter) else { break }
            node = nodes[Int(next)]
            place += 1
            if node.arcCount > 0 {
                letterCount = place - start
                best = node
            }
        }
        return Group(
            letterCount: letterCount, arcs: Int(best.firstArc)..<Int(best.firstArc) + Int(best.arcCount),
            units: Int(best.firstUnit)..<Int(best.firstUnit) + Int(best.unitCount), nodeCount: Int(best.nodeCount))
    }

    private func node(behind node: Node, _ letter: UInt16) -> UInt16? {
        for edge in Int(node.firstEdge)..<Int(node.firstEdge) + Int(node.edgeCount) where edges[edge].letter == letter {
            return edges[edge].node
        }
        return nil
    }
}
