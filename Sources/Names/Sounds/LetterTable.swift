// SPDX-License-Identifier: AGPL-3.0-or-later

/// How groups of letters are read in all scripts, compiled from the tables of this folder.
///
/// A line of a table is a group of letters and one or more readings. A reading is a row of sound sets joined
/// by dots; a tilde marks a reading that only careless or rare spellings use and that costs a little. Words
/// are cut greedily into the longest groups, so a line lists every way in which its group may be read.
struct LetterTable: Sendable {
    /// One way to read a group: a range of ``steps``, and what the reading costs.
    struct Reading: Sendable {
        let steps: Range<Int>
        let penalty: UInt8
    }

    private struct Node: Sendable {
        var children: [(letter: UInt16, node: Int32)] = []
        var readings = 0..<0
    }

    /// The different sound sets; an identifier is a place in this array.
    let sets: [SoundSet]
    /// All steps of all readings, one after the other.
    let steps: [UInt8]
    let readings: [Reading]
    private let nodes: [Node]
    private let roots: [Int32]

    /// Stands for the end of a word in a group of letters.
    static let end: UInt16 = 0x24
    private static let rootCapacity = 0x1F00
    static let rarePenalty: UInt8 = 6

    init() {
        var builder = Builder()
        for table in [Self.cyrillic, Self.greekGeorgianArmenian, Self.arabicHebrew, Self.latin, Self.latinEndings] {
            for line in table.split(separator: "\n") { builder.add(line) }
        }
        sets = builder.sets
        steps = builder.steps
        readings = builder.readings
        nodes = builder.nodes
        var roots = [Int32](repeating: -1, count: Self.rootCapacity)
        for child in builder.nodes[0].children { roots[Int(child.letter)] = child.node }
        self.roots = roots
    }

    /// Whether a group starts with this letter.
    func knows(_ letter: UInt16) -> Bool { Int(letter) < Self.rootCapacity && roots[Int(letter)] >= 0 }

    /// The longest group that starts at `start` and its readings; an unknown letter is one silent place.
    /// `letters` ends with ``end``.
    func longestGroup(in letters: [UInt16], at start: Int) -> (count: Int, readings: Range<Int>) {
        let first = Int(letters[start])
        guard first < Self.rootCapacity, roots[first] >= 0 else { return (1, 0..<0) }
        var node = Int(roots[first])
        var best = (count: 1, readings: nodes[node].readings)
        var place = start + 1
        while place < letters.count {
            let letter = letters[place]
            guard let child = nodes[node].children.first(where: { $0.letter == letter }) else { break }
            node = Int(child.node)
            place += 1
            if !nodes[node].readings.isEmpty { best = (place - start, nodes[node].readings) }
        }
        return best
    }

    private struct Builder {
        var sets: [SoundSet] = []
        var identifiers: [SoundSet: UInt8] = [:]
        var steps: [UInt8] = []
        var readings: [Reading] = []
        var nodes = [Node()]

        mutating func add(_ line: Substring) {
            let fields = line.split(separator: " ")
            guard let group = fields.first, fields.count > 1 else { preconditionFailure("letter table: \(line)") }
            var node = 0
            for scalar in group.unicodeScalars { node = child(of: node, UInt16(scalar.value)) }
            let first = readings.count
            for field in fields.dropFirst() { addReading(field) }
            nodes[node].readings = first..<readings.count
        }

        private mutating func child(of node: Int, _ letter: UInt16) -> Int {
            if let known = nodes[node].children.first(where: { $0.letter == letter }) { return Int(known.node) }
            nodes.append(Node())
            nodes[node].children.append((letter, Int32(nodes.count - 1)))
            return nodes.count - 1
        }

        private mutating func addReading(_ field: Substring) {
            let isRare = field.hasPrefix("~")
            let first = steps.count
            for notation in (isRare ? field.dropFirst() : field).split(separator: ".") {
                steps.append(identifier(SoundSet(notation: notation)))
            }
            readings.append(Reading(steps: first..<steps.count, penalty: isRare ? LetterTable.rarePenalty : 0))
        }

        private mutating func identifier(_ set: SoundSet) -> UInt8 {
            if let known = identifiers[set] { return known }
            let fresh = UInt8(sets.count)
            sets.append(set)
            identifiers[set] = fresh
            return fresh
        }
    }
}
