// SPDX-License-Identifier: AGPL-3.0-or-later

/// The groups of letters of a ``Spelling`` and the nodes between its letters: what a word's letters are read into.
struct Lattice {
    var groups = LetterGroups()
    var joints: Joints

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
            unsafe groups.append(group.node, table.nodes.buffer.baseAddress.unsafelyUnwrapped + group.node)
            place += group.letterCount
        }
        joints.set(UInt8(truncatingIfNeeded: groups.nodeCount - 1), at: count)
    }

    /// The letters of a word and the nodes between them.
    struct Joints {
        var letters: Letters
        /// For each place between letters the node there, or ``none`` if a group spans it.
        private var nodes = InlineArray<41, UInt8>(repeating: Joints.none)

        private static let none = UInt8.max

        init(letters: Letters) { self.letters = letters }

        fileprivate mutating func set(_ node: UInt8, at place: Int) { nodes[place] = node }

        private static func known(_ node: UInt8) -> UInt8? { node == none ? nil : node }

        /// The last eight letters, the last one lowest, in two numbers.
        var tail: (first: UInt64, last: UInt64) {
            mutating get {
                let row = letters.storage.span
                let count = letters.count
                var (first, last): (UInt64, UInt64) = (0, 0)
                for place in max(0, count - Endings.longest)..<max(0, count - 4) {
                    first = first << 16 | UInt64(row[place])
                }
                for place in max(0, count - 4)..<count { last = last << 16 | UInt64(row[place]) }
                return (first, last)
            }
        }

        /// The node between two letters, if no group spans the place.
        mutating func node(at place: Int) -> UInt8? { Self.known(nodes.span[place]) }
    }
}

/// The groups of letters of a word, in order, by their places in a ``LetterTable``, and what they add up to.
///
/// What reads its rows is `mutating`, here and in ``Tails/Cuts``, though nothing is changed: then a row is read where it stands, and
/// not copied first.
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

    /// Whether each group has one reading: a test holds such readings to cost nothing.
    var isPlain: Bool { arcCount == nodeCount - 1 }

    /// There are at most as many groups as a word has letters.
    @unsafe mutating func append(_ place: Int, _ node: UnsafePointer<LetterTable.Node>) {
        precondition(count < Letters.capacity)
        unsafe nodes[unchecked: count] = UInt16(truncatingIfNeeded: place)
        count &+= 1
        nodeCount &+= unsafe Int(node.pointee.nodeCount)
        arcCount &+= unsafe Int(node.pointee.arcCount)
        unitCount &+= unsafe Int(node.pointee.unitCount)
        substance &+= unsafe Int(node.pointee.substance)
        unsafe possible.formUnion(node.pointee.possible)
        unsafe sure.formUnion(node.pointee.sure)
        unsafe counts.add(node.pointee.counts)
    }

    /// ``sure`` and ``counts`` of the groups that end at this node or before it.
    mutating func stem(before last: UInt8, _ table: LetterTable) -> (sure: SoundSet, counts: SoundCounts) {
        var sure = SoundSet()
        var counts = SoundCounts()
        var node = 0
        let nodes = self.nodes.span
        for place in 0..<count {
            let group = unsafe table.nodes.buffer.baseAddress.unsafelyUnwrapped + Int(nodes[place])
            node &+= unsafe Int(group.pointee.nodeCount)
            if node > Int(last) { break }
            unsafe sure.formUnion(group.pointee.sure)
            unsafe counts.add(group.pointee.counts)
        }
        return (sure, counts)
    }

    /// Puts the arcs of all groups, each behind the one before, and the first reading where there is room for
    /// ``arcCount`` and ``unitCount``.
    @unsafe mutating func lay(
        _ table: LetterTable, arcs: UnsafeMutablePointer<Spelling.Arc>, units: UnsafeMutablePointer<UInt8>
    ) {
        var arc = unsafe arcs
        var unit = unsafe units
        var node: UInt8 = 0
        let nodes = self.nodes.span
        for place in 0..<count {
            // Groups are those of the table, so their arcs and units stand in it.
            let group = unsafe table.nodes.buffer.baseAddress.unsafelyUnwrapped + Int(nodes[place])
            var known = unsafe table.arcs.buffer.baseAddress.unsafelyUnwrapped + Int(group.pointee.firstArc)
            // Most letters have one sound.
            if unsafe group.pointee.isPlain {
                unsafe arc.initialize(to: known.pointee.moved(by: node))
                unsafe arc += 1
                unsafe unit.initialize(to: known.pointee.set)
                unsafe unit += 1
                node &+= 1
                continue
            }
            let end = unsafe known + Int(group.pointee.arcCount)
            while unsafe known < end {
                unsafe arc.initialize(to: known.pointee.moved(by: node))
                unsafe arc += 1
                unsafe known += 1
            }
            var sound = unsafe table.units.buffer.baseAddress.unsafelyUnwrapped + Int(group.pointee.firstUnit)
            let last = unsafe sound + Int(group.pointee.unitCount)
            while unsafe sound < last {
                unsafe unit.initialize(to: sound.pointee)
                unsafe unit += 1
                unsafe sound += 1
            }
            node &+= unsafe group.pointee.nodeCount
        }
    }
}
