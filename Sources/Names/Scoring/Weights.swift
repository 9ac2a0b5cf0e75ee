// SPDX-License-Identifier: AGPL-3.0-or-later

/// Turns evidence into log-odds: a sum of one weight for each thing that was seen.
enum Weights {
    static let count = 34

    /// What was seen, one place a weight.
    static func features(_ evidence: Evidence) -> [Double] {
        var seen = [Double](repeating: 0, count: count)
        seen[0] = 1
        addSurname(evidence.surname, &seen)
        addGiven(evidence.given, &seen)
        addFather(evidence.father, &seen)
        if evidence.isOtherGender { seen[30] = 1 }
        seen[31] = evidence.doubt
        return seen
    }

    private static func addSurname(_ surname: Evidence.Surname, _ seen: inout [Double]) {
        guard case .compared(let match) = surname else {
            seen[1] = 1
            return
        }
        let share = min(1, Double(match.cost) / Double(match.substance))
        seen[2] = share
        seen[3] = min(share, 0.25)
        seen[4] = min(share, 0.1)
        seen[5] = min(4, Double(match.cost) / 32)
        if match.cost <= 3 { seen[6] = 1 }
        let kinds = [match.tails.0, match.tails.1]
        if kinds.contains(.clipped) { seen[7] = 1 }
        if kinds.contains(.glued) { seen[8] = 1 }
        if kinds.contains(.foreignCase) { seen[9] = 1 }
        if kinds.contains(.noun) { seen[10] = 1 }
        seen[11] = Double(min(match.extraWords, 2))
        seen[12] = min(Double(match.substance), 250) / 100
    }

    private static func addGiven(_ given: Evidence.Given, _ seen: inout [Double]) {
        switch given {
        case .missing(let both): seen[both ? 13 : 14] = 1
        case .spelled(let cost, let substance):
            let share = min(1, Double(cost) / Double(substance))
            if cost <= 4 { seen[15] = 1 }
            seen[16] = share
            seen[17] = min(share, 0.25)
            seen[18] = 1
        case .form: seen[19] = 1
        case .short: seen[20] = 1
        case .inflected: seen[21] = 1
        case .different: seen[22] = 1
        case .initial(let fits): seen[fits ? 23 : 24] = 1
        }
    }

    private static func addFather(_ father: Evidence.Father, _ seen: inout [Double]) {
        switch father {
        case .missing(let both): seen[both ? 32 : 25] = 1
        case .spelled(let cost, let substance):
            let share = min(1, Double(cost) / Double(substance))
            seen[26] = 1
            seen[27] = share
            seen[28] = min(share, 0.2)
        case .form: seen[29] = 1
        case .initial(let fits): seen[33] = fits ? 1 : -1
        }
    }
}
