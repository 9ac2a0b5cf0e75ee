// SPDX-License-Identifier: AGPL-3.0-or-later

/// For each sound what it is most cheaply taken for: tells words apart without an alignment.
struct SoundNeighbourhoods: Sendable {
    /// Sounds that one sound is taken for at one cost.
    private struct Neighbours: Sendable {
        let sounds: SoundSet
        let cost: Int
    }

    /// Of each sound the nearest first, and last all sounds at the cost of leaving it out.
    private let rows: LastingRow<Neighbours>
    private let starts: LastingRow<Int>

    /// - Parameter single: what each sound costs for each other one.
    init(_ single: [Int], _ manner: SoundCosts.Manner) {
        var rows: [Neighbours] = []
        var starts: [Int] = []
        for sound in 0..<SoundCosts.soundCount {
            starts.append(rows.count)
            let costs = single[sound * SoundCosts.soundCount..<(sound + 1) * SoundCosts.soundCount]
            let omission = Int(SoundCosts.omission(of: SoundSet(rawValue: 1 << UInt32(sound)), manner))
            var sounds = [SoundSet](repeating: SoundSet(), count: omission)
            for (other, cost) in costs.enumerated() where cost < omission {
                sounds[cost].insert(SoundSet(rawValue: 1 << UInt32(other)))
            }
            for cost in sounds.indices where !sounds[cost].isEmpty {
                rows.append(Neighbours(sounds: sounds[cost], cost: cost))
            }
            rows.append(Neighbours(sounds: SoundSet(rawValue: .max), cost: omission))
        }
        self.rows = LastingRow(rows)
        self.starts = LastingRow(starts)
    }

    /// What it costs at least to say these sounds with others, none of which is one of them.
    func least(_ sounds: SoundSet, of others: SoundSet) -> Int {
        var rest = sounds.rawValue
        var sum = 0
        while rest != 0 {
            var place = starts[rest.trailingZeroBitCount]
            rest &= rest - 1
            // The last neighbours of each sound are all sounds, but others may be none at all.
            while rows[place].sounds.rawValue != .max, rows[place].sounds.isDisjoint(with: others) { place += 1 }
            sum += rows[place].cost
        }
        return sum
    }
}
