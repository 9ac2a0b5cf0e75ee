// SPDX-License-Identifier: AGPL-3.0-or-later

/// Finds the ways in which the words of a name may be surname, given name and father's name.
struct Interpreter {
    private let words: [WordShape]
    /// Hyphenated words stay together: each group is one or more words.
    private let groups: [[Int]]
    private let hasMixedCapitals: Bool
    private var found: [Interpretation] = []

    private static let maximumCount = 5
    private static let maximumDoubt = 3.0

    static func interpretations(of shape: NameShape) -> [Interpretation] {
        guard shape.count > 0 else { return [] }
        var interpreter = Interpreter((0..<shape.count).map { shape[$0] })
        interpreter.interpret()
        return interpreter.ranked()
    }

    private init(_ words: [WordShape]) {
        self.words = words
        // "Ten" before another word is a particle, at the end a surname; "oglu" the other way round.
        var places = words.indices.filter {
            if words[$0].contains(.isParticleBefore) {
                return $0 == words.count - 1 || !words[$0].isDisjoint(with: [.endsAtComma, .isCapitals])
            }
            return $0 == 0 || !words[$0].contains(.isParticleAfter)
        }
        if places.isEmpty { places = Array(words.indices) }
        var groups: [[Int]] = []
        for place in places {
            if words[place].contains(.isJoined), let last = groups.last, last.contains(place - 1) {
                groups[groups.count - 1].append(place)
            } else {
                groups.append([place])
            }
        }
        self.groups = groups
        let long = words.filter { !$0.contains(.isInitial) }
        hasMixedCapitals = long.contains { $0.contains(.isCapitals) } && !long.allSatisfy { $0.contains(.isCapitals) }
    }

    private mutating func interpret() {
        let initials = groups.filter { words[$0[0]].contains(.isInitial) }
        let full = groups.filter { !words[$0[0]].contains(.isInitial) }
        // Initials alone are nobody's name.
        guard !full.isEmpty else { return }
        if initials.isEmpty { withoutInitials(full) } else { withInitials(initials.flatMap(\.self), full) }
    }

    private mutating func withInitials(_ initials: [Int], _ full: [[Int]]) {
        let second = initials.count > 1 ? initials[1] : nil
        add(surname: full.flatMap(\.self), given: [initials[0]], father: second)
        guard full.count > 1 else { return }
        // John R. Baird; Baird John R.
        add(surname: full.dropFirst().flatMap(\.self), given: full[0], father: initials[0])
        add(surname: full[0], given: full.dropFirst().flatMap(\.self), father: initials[0])
    }

    private mutating func withoutInitials(_ full: [[Int]]) {
        if let comma = full.firstIndex(where: { words[$0[$0.count - 1]].contains(.endsAtComma) }),
            comma + 1 < full.count
        {
            afterComma(surname: full[...comma].flatMap(\.self), rest: Array(full[(comma + 1)...]))
            return
        }
        switch full.count {
        case 1:
            add(surname: full[0], given: [], father: nil)
            if words[full[0][0]].contains(.isKnownGiven) { add(surname: [], given: full[0], father: nil, doubt: 0.5) }
        case 2: two(full)
        default: many(full)
        }
    }

    private mutating func afterComma(surname: [Int], rest: [[Int]]) {
        if rest.count > 1, let father = rest.lastIndex(where: isPatronymic), father > 0 {
            let given = rest.indices.filter { $0 != father }.flatMap { rest[$0] }
            add(surname: surname, given: given, father: rest[father][0], doubt: -1)
        } else {
            add(surname: surname, given: rest.flatMap(\.self), father: nil, doubt: -1)
        }
    }

    private mutating func two(_ full: [[Int]]) {
        add(surname: full[1], given: full[0], father: nil)
        add(surname: full[0], given: full[1], father: nil, doubt: 0.2)
        if isPatronymic(full[1]), words[full[0][0]].contains(.isKnownGiven) {
            add(surname: [], given: full[0], father: full[1][0], doubt: 1.5)
        }
    }

    private mutating func many(_ full: [[Int]]) {
        for father in full.indices.dropFirst() where isPatronymic(full[father]) {
            let others = full.indices.filter { $0 != father && $0 != father - 1 }
            let isMiddle = father + 1 < full.count
            add(
                surname: others.flatMap { full[$0] }, given: full[father - 1], father: full[father][0],
                doubt: isMiddle ? -2 : -1)
        }
        let last = full.count - 1
        add(surname: full[last], given: full[..<last].flatMap(\.self), father: nil)
        add(surname: full[0], given: full[1...].flatMap(\.self), father: nil, doubt: 0.3)
        add(surname: full[1...].flatMap(\.self), given: full[0], father: nil, doubt: 0.3)
        if full.count > 3 {
            add(surname: full[2...].flatMap(\.self), given: full[..<2].flatMap(\.self), father: nil, doubt: 0.3)
        }
    }

    private func isPatronymic(_ group: [Int]) -> Bool { group.count == 1 && words[group[0]].contains(.isPatronymic) }

    private mutating func add(surname: [Int], given: [Int], father: Int?, doubt: Double = 0) {
        var doubt = doubt
        for place in surname {
            if words[place].contains(.isKnownGiven) { doubt += 0.5 }
            if hasMixedCapitals { doubt += words[place].contains(.isCapitals) ? -1.5 : 1 }
        }
        for place in given where !words[place].contains(.isInitial) {
            if !words[place].contains(.isKnownGiven) { doubt += words[place].contains(.isPatronymic) ? 0.8 : 0.4 }
            if hasMixedCapitals && words[place].contains(.isCapitals) { doubt += 1.5 }
        }
        found.append(Interpretation(surname: Places(surname), given: Places(given), father: father, doubt: doubt))
    }

    private func ranked() -> [Interpretation] {
        let least = found.map(\.doubt).min() ?? 0
        let order = found.indices.sorted { (found[$0].doubt, $0) < (found[$1].doubt, $1) }
        return order.prefix(Self.maximumCount).map { index in
            var interpretation = found[index]
            interpretation.doubt -= least
            return interpretation
        }.filter { $0.doubt <= Self.maximumDoubt }
    }
}
