// SPDX-License-Identifier: AGPL-3.0-or-later

/// Compiles the tables of letters. They are ours: a mistake in them ends the program where it is made.
struct LetterTableBuilder {
    struct Node {
        var children: [(letter: UInt16, node: Int)] = []
        var readings: [Reading] = []
    }

    /// One way to read a group: identifiers of sound sets, and what the reading costs.
    struct Reading {
        var steps: [UInt8] = []
        let penalty: UInt8
    }

    private(set) var sets: [SoundSet] = []
    private(set) var nodes = [Node()]

    private static let space = UInt8(ascii: " ")
    private static let dot = UInt8(ascii: ".")
    private static let tilde = UInt8(ascii: "~")
    private static let newline = UInt8(ascii: "\n")

    /// Takes in the lines of a table.
    mutating func add(_ table: String) {
        let bytes = Array(table.utf8)
        for line in bytes.split(separator: Self.newline) { add(line) }
    }

    private mutating func add(_ line: ArraySlice<UInt8>) {
        let groupEnd = line.firstIndex(of: Self.space) ?? line.endIndex
        guard groupEnd + 1 < line.endIndex else {
            preconditionFailure("letter table: \(String(decoding: line, as: UTF8.self))")
        }
        var node = 0
        for letter in String(decoding: line[..<groupEnd], as: UTF8.self).utf16 { node = child(of: node, letter) }
        nodes[node].readings = line[(groupEnd + 1)...].split(separator: Self.space).map { reading($0) }
    }

    private mutating func child(of node: Int, _ letter: UInt16) -> Int {
        if let known = nodes[node].children.first(where: { $0.letter == letter }) { return known.node }
        nodes.append(Node())
        nodes[node].children.append((letter, nodes.count - 1))
        return nodes.count - 1
    }

    private mutating func reading(_ field: ArraySlice<UInt8>) -> Reading {
        let isRare = field.first == Self.tilde
        var reading = Reading(penalty: isRare ? LetterTable.rarePenalty : 0)
        var set = SoundSet()
        for byte in isRare ? field.dropFirst() : field {
            if byte == Self.dot {
                reading.steps.append(identifier(set))
                set = SoundSet()
            } else {
                set.insert(SoundSet.sound(byte))
            }
        }
        reading.steps.append(identifier(set))
        return reading
    }

    private mutating func identifier(_ set: SoundSet) -> UInt8 {
        // There are so few that to look at each takes no longer than to ask a dictionary.
        for place in sets.indices where sets[place] == set { return UInt8(place) }
        sets.append(set)
        return UInt8(sets.count - 1)
    }
}
