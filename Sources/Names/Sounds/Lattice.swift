// SPDX-License-Identifier: AGPL-3.0-or-later

/// The groups of letters of a ``Spelling`` and the nodes between its letters: what a word's letters are read into.
struct Lattice {
    private(set) var groups = LetterGroups()
    private(set) var joints: Joints

    /// Letters behind so many nodes are left out.
    private static let maximumNodeCount = 160

    init(of letters: Letters, _ table: LetterTable) {
        joints = Joints(letters: letters)
        let count = letters.count
        let row = letters.storage.span.extracting(0..<count)
        var place = 0
        while place < count, groups.nodeCount < Self.maximumNodeCount {
            joints.set(UInt8(truncatingIfNeeded: groups.nodeCount - 1), at: place)
            let group = table.longestGroup(in: row, at: place)
            groups.append(group.node, table.nodes[group.node])
            place += group.letterCount
        }
        joints.set(UInt8(truncatingIfNeeded: groups.nodeCount - 1), at: count)
    }

    /// The letters of a word and the nodes between them.
    struct Joints {
        let letters: Letters
        /// For each place between letters the node there, or ``none`` if a group spans it.
        private var nodes = InlineArray<41, UInt8>(repeating: Joints.none)

        private static let none = UInt8.max

        init(letters: Letters) { self.letters = letters }

        fileprivate mutating func set(_ node: UInt8, at place: Int) { nodes[place] = node }

        private static func known(_ node: UInt8) -> UInt8? { node == none ? nil : node }

        /// The node between two letters, if no group spans the place.
        func node(at place: Int) -> UInt8? { Self.known(nodes.span[place]) }
    }
}

/// The groups of letters of a word, in order, by their places in a ``LetterTable``, and what they add up to.
struct LetterGroups: Sendable {
    private var nodes = InlineArray<40, UInt16>(repeating: 0)
    private var count = 0
    /// How many nodes their lattice has.
    private(set) var nodeCount = 1
    private(set) var arcCount = 0
    private(set) var unitCount = 0
    /// See ``Spelling/substance``, ``Spelling/possible``, ``Spelling/sure`` and ``Spelling/counts``.
    private(set) var substance = 0
    private(set) var possible = SoundSet()
    private(set) var sure = SoundSet()
    private(set) var counts = SoundCounts()

    mutating func append(_ place: Int, _ node: LetterTable.Node) {
        nodes[count] = UInt16(truncatingIfNeeded: place)
        count += 1
        nodeCount += Int(node.nodeCount)
        arcCount += Int(node.arcCount)
        unitCount += Int(node.unitCount)
        substance += Int(node.substance)
        possible.formUnion(node.possible)
        sure.formUnion(node.sure)
        counts.add(node.counts)
    }

    /// ``sure`` and ``counts`` of the groups that end at this node or before it.
    func stem(before last: UInt8, _ table: LetterTable) -> (sure: SoundSet, counts: SoundCounts) {
        var sure = SoundSet()
        var counts = SoundCounts()
        var node = 0
        let nodes = self.nodes.span
        for place in 0..<count {
            let group = table.nodes[Int(nodes[place])]
            node += Int(group.nodeCount)
            if node > Int(last) { break }
            sure.formUnion(group.sure)
            counts.add(group.counts)
        }
        return (sure, counts)
    }

    /// Puts the arcs of all groups, each behind the one before, and the first reading where there is room for
    /// ``arcCount`` and ``unitCount``.
    @unsafe func lay(
        _ table: LetterTable, arcs: UnsafeMutablePointer<Spelling.Arc>, units: UnsafeMutablePointer<UInt8>
    ) {
        var arc = unsafe arcs
        var unit = unsafe units
        var node: UInt8 = 0
        let nodes = self.nodes.span
        // Groups are those of the table, so their arcs and units stand in it.
        unsafe table.arcs.withUnsafeBufferPointer { arcs in
            unsafe table.units.withUnsafeBufferPointer { units in
                let (arcs, units) = unsafe (arcs.baseAddress.unsafelyUnwrapped, units.baseAddress.unsafelyUnwrapped)
                for place in 0..<count {
                    let group = table.nodes[Int(nodes[place])]
                    var known = unsafe arcs + Int(group.firstArc)
                    let end = unsafe known + Int(group.arcCount)
                    while unsafe known < end {
                        unsafe arc.initialize(to: known.pointee.moved(by: node))
                        unsafe arc += 1
                        unsafe known += 1
                    }
                    var sound = unsafe units + Int(group.firstUnit)
                    let last = unsafe sound + Int(group.unitCount)
                    while unsafe sound < last {
                        unsafe unit.initialize(to: sound.pointee)
                        unsafe unit += 1
                        unsafe sound += 1
                    }
                    node &+= group.nodeCount
                }
            }
        }
    }
}
