// SPDX-License-Identifier: AGPL-3.0-or-later

/// Random numbers that a seed repeats (SplitMix64). For tests only: print the seed beside a failure.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    public mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// `bytes` with one to four changes: a bit flipped, a byte replaced, removed, inserted, or the end cut off.
    public mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var mutant = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            let place = mutant.isEmpty ? 0 : Int.random(in: 0..<mutant.count, using: &self)
            switch Int.random(in: 0..<5, using: &self) {
            case 0 where !mutant.isEmpty: mutant[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 1 where !mutant.isEmpty: mutant[place] = UInt8.random(in: 0...255, using: &self)
            case 2 where !mutant.isEmpty: mutant.remove(at: place)
            case 3: mutant.insert(UInt8.random(in: 0...255, using: &self), at: place)
            default: mutant.removeSubrange(place...)
            }
        }
        return mutant
    }
}
