// SPDX-License-Identifier: AGPL-3.0-or-later

/// Counsel who screen without having seen each other's steps: what stands is every step that no later one had seen, and the gravest of
/// them counts, whatever order they reached the ledger in (docs/decisions/0043).
public struct Screening: Hashable, Sendable, Confidential {
    /// In ledger order.
    public private(set) var steps: [ExclusionStep] = []
    /// Each device's own: of these only the last can stand, since its author knew the others.
    private var lines: [ID<Device>: Line] = [:]

    private struct Line: Hashable, Sendable {
        /// Places of the steps.
        var places: [Int] = []
        /// How much the author of any of the steps up to that one had seen.
        var seen: [UInt64] = []
    }

    init() {}

    /// The steps that nobody who had seen them followed with another: one in ordinary work.
    public var standing: [ExclusionStep] { standing { _, line in line.places.count } }

    public var state: ExclusionState { Self.state(standing) }

    /// What counsel may say next. Where several steps stand, also what one of them says: whoever has seen them all
    /// settles it by that, and need not find what nobody found.
    public var successors: [ExclusionState] { Self.successors(standing) }

    public var mayVouch: Bool { !steps.isEmpty && standing.allSatisfy(\.mayVouch) }

    /// What somebody may say next who screens there: by what they had before them.
    func successors(seenFrom standing: Standing) -> [ExclusionState] {
        Self.successors(
            self.standing { [steps] device, line in
                guard device != standing.author else { return line.places.count }
                return line.places.partitioning { steps[$0].standing.sequence >= standing.seenSize }
            })
    }

    mutating func append(_ step: ExclusionStep) {
        var line = lines.removeValue(forKey: step.standing.author) ?? Line()
        line.places.append(steps.count)
        line.seen.append(max(line.seen.last ?? 0, step.standing.seenSize))
        lines[step.standing.author] = line
        steps.append(step)
    }

    /// - Parameter count: how many of a device's steps there are to be seen.
    private func standing(_ count: (ID<Device>, Line) -> Int) -> [ExclusionStep] {
        let seen = lines.map { (device: $0.key, line: $0.value, count: count($0.key, $0.value)) }.filter {
            $0.count > 0
        }
        return seen.compactMap { own -> Int? in
            let place = own.line.places[own.count - 1]
            let sequence = steps[place].standing.sequence
            let isKnown = seen.contains { other in
                let last = other.device == own.device ? other.count - 2 : other.count - 1
                return last >= 0 && sequence < other.line.seen[last]
            }
            return isKnown ? nil : place
        }
        .sorted().map { steps[$0] }
    }

    private static func state(_ standing: [ExclusionStep]) -> ExclusionState {
        standing.map(\.state).max { $0.gravity < $1.gravity } ?? .notAssessed
    }

    private static func successors(_ standing: [ExclusionStep]) -> [ExclusionState] {
        let state = state(standing)
        let apart = standing.count > 1 ? standing.map(\.state) : []
        return ExclusionState.allCases.filter { state.successors.contains($0) || apart.contains($0) }
    }
}

extension [Int] {
    /// The place of the first of which it is so, where it is so of all behind that.
    fileprivate func partitioning(_ isSo: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isSo(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension ExclusionState {
    fileprivate var gravity: Int {
        switch self {
        case .notAssessed: 0
        case .noIndicator: 1
        case .counselAdvised: 2
        case .indicator: 3
        }
    }
}
