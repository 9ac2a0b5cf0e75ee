// SPDX-License-Identifier: AGPL-3.0-or-later

/// The arcs of a ``Spelling`` and the nodes between its letters: what a word's letters are read into.
struct Lattice {
    let arcs: [Spelling.Arc]
    /// The first reading of each group.
    let units: [UInt8]
    let nodeCount: Int
    let joints: Joints

    /// Letters behind so many nodes are left out.
    private static let maximumNodeCount = 160

    init(of letters: Letters, _ table: LetterTable) {
        var arcs: [Spelling.Arc] = []
        var units: [UInt8] = []
        var joints = Joints(letters: letters)
        var nodeCount = 1
        let count = letters.count
        arcs.reserveCapacity(2 * count)
        units.reserveCapacity(count + 2)
        var place = 0
        while place < count, nodeCount < Self.maximumNodeCount {
            joints.set(UInt8(truncatingIfNeeded: nodeCount - 1), at: place)
            let group = table.longestGroup(in: letters, at: place)
            let start = UInt8(truncatingIfNeeded: nodeCount - 1)
            for arc in group.arcs { arcs.append(table.arcs[arc].moved(by: start)) }
            for unit in group.units { units.append(table.units[unit]) }
            nodeCount += group.nodeCount
            place += group.letterCount
        }
        joints.set(UInt8(truncatingIfNeeded: nodeCount - 1), at: count)
        self.arcs = arcs
        self.units = units
        self.nodeCount = nodeCount
        self.joints = joints
    }

    /// The letters of a word and the nodes between them.
    struct Joints {
        let letters: Letters
        /// For each place between letters the node there, or ``none`` if a group spans it.
        private var nodes = InlineArray<41, UInt8>(repeating: Joints.none)

        private static let none = UInt8.max

        init(letters: Letters) { self.letters = letters }

        fileprivate mutating func set(_ node: UInt8, at place: Int) { nodes[place] = node }

        /// The node between two letters, if no group spans the place.
        func node(at place: Int) -> UInt8? { nodes[place] == Self.none ? nil : nodes[place] }
    }
}
