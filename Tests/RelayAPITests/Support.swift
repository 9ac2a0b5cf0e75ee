// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Foundation
import Testing

/// A vector that Tests/Vectors/relay/make.py wrote.
func vector<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: tests.appending(path: "Vectors/relay/\(name)"))
    return try JSONDecoder().decode(type, from: data)
}

func bytes(_ hex: String) throws -> [UInt8] { try #require(Hex.decode(hex)) }

/// Random numbers that a seed repeats (SplitMix64), and texts with small changes made by them.
struct Mutation: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// One to three bytes changed, removed or inserted.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var mutant = bytes
        for _ in 0..<Int.random(in: 1...3, using: &self) where !mutant.isEmpty {
            let place = Int.random(in: 0..<mutant.count, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0: mutant[place] = UInt8.random(in: 0...255, using: &self)
            case 1: mutant[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 2: mutant.remove(at: place)
            default: mutant.insert(UInt8.random(in: 32...126, using: &self), at: place)
            }
        }
        return mutant
    }

    mutating func mutated(_ text: String) -> String { String(decoding: mutated(Array(text.utf8)), as: UTF8.self) }
}
