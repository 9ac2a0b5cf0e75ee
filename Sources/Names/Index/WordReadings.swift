// SPDX-License-Identifier: AGPL-3.0-or-later

extension Spelling {
    /// How many ways to say a word the scan knows.
    static let maximumReadingCount = 3

    /// Rows of sounds for the scan, without signs and glides: the first reading, then those that differ from it in one
    /// group of letters by more than the scan would overlook (Wagner with and without г, Deev with one vowel or two).
    /// At most ``maximumReadingCount``, in a fixed order.
    func readings(_ alphabet: Alphabet) -> [[UInt8]] {
        let groups = groupReadings()
        let first = groups.map { $0[0] }
        var rows = [Self.heard(first.flatMap(\.self), alphabet)]
        for (place, group) in groups.enumerated() {
            let plain = Self.heard(group[0], alphabet)
            for other in group.dropFirst() where rows.count < Self.maximumReadingCount {
                guard !Self.meet(plain, Self.heard(other, alphabet), alphabet) else { continue }
                var row = first
                row[place] = other
                let heard = Self.heard(row.flatMap(\.self), alphabet)
                if !rows.contains(heard) { rows.append(heard) }
            }
        }
        return rows
    }

    /// The readings of each group of letters, the first one first; rare ones are left to the alignment.
    private func groupReadings() -> [[[UInt8]]] {
        var groups: [[[UInt8]]] = []
        // The one way from the joint before to each node inside a group; none to a joint.
        var ways = [[UInt8]](repeating: [], count: nodeCount)
        var open = -1
        for arc in arcs {
            let to = Int(arc.to)
            let way = ways[Int(arc.from)] + [arc.set]
            guard arc.endsAtJoint else {
                ways[to] = way
                continue
            }
            if to != open {
                groups.append([way])
                open = to
            } else if arc.penalty == 0 {
                groups[groups.count - 1].append(way)
            }
        }
        return groups
    }

    private static func heard(_ units: [UInt8], _ alphabet: Alphabet) -> [UInt8] {
        let heard = units.filter { !SoundSet.silent.union(.glide).isSuperset(of: alphabet.table.sets[Int($0)]) }
        return Array(heard.prefix(IndexLayout.maximumSoundCount))
    }

    private static func meet(_ one: [UInt8], _ other: [UInt8], _ alphabet: Alphabet) -> Bool {
        one.count == other.count
            && zip(one, other).allSatisfy { first, second in
                let sets = alphabet.table.sets
                return !sets[Int(first)].subtracting(.silent).isDisjoint(with: sets[Int(second)].subtracting(.silent))
            }
    }
}
