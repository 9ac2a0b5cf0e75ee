// SPDX-License-Identifier: AGPL-3.0-or-later

/// SplitMix64: the same seed gives the same run.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// `bytes` with a few bytes changed, removed, repeated or inserted.
    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var mutated = bytes
        for _ in 0...Int.random(in: 0..<4, using: &self) {
            let index = Int.random(in: 0...mutated.count, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0 where index < mutated.count: mutated[index] = UInt8.random(in: 0...255, using: &self)
            case 1 where index < mutated.count: mutated.remove(at: index)
            case 2: mutated.insert(contentsOf: mutated[..<index].suffix(8), at: index)
            default: mutated.insert(UInt8.random(in: 0...255, using: &self), at: index)
            }
        }
        return mutated
    }
}
