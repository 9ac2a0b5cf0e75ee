// SPDX-License-Identifier: AGPL-3.0-or-later

/// Finds the highest version of a card that exists, sixteen guesses a question: first in doubling steps, then within
/// the gap (docs/protocol.md, section 3). Versions are numbered without holes.
struct CardSearch {
    static let guessCount = 16

    /// The highest version known to exist; 0 for none.
    private(set) var highest: UInt32
    /// The lowest version known not to exist.
    private var missing: UInt32?

    init(from known: UInt32) { highest = known }

    /// The versions to ask for next; empty when ``highest`` is settled.
    var guesses: [UInt32] {
        guard let missing else { return doublingGuesses }
        let gap = missing - highest - 1
        guard gap > Self.guessCount else { return Array(highest + 1..<missing) }
        let steps = UInt64(Self.guessCount) + 1
        return (1..<steps).map { highest + UInt32(UInt64(gap + 1) * $0 / steps) }
    }

    /// Takes the answer to ``guesses``: those of them that exist.
    mutating func record(existing: Set<UInt32>) {
        let asked = guesses
        highest = max(highest, existing.max() ?? 0)
        missing = asked.filter { $0 > highest }.min() ?? missing
    }

    private var doublingGuesses: [UInt32] {
        (0..<Self.guessCount).compactMap { step in
            let (version, overflow) = highest.addingReportingOverflow(1 << UInt32(step))
            return overflow ? nil : version
        }
    }
}
