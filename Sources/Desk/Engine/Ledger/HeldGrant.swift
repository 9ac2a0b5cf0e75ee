// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Sealing

/// What a grant held that this device could open, as far as it matters for erasing it later.
enum HeldGrant: Hashable, Sendable {
    /// One intake identity and nothing else; the second in which it was made.
    case intake(second: UInt64)
    /// Keys of cases' compartments and nothing else.
    case compartments(Set<ID<Compartment>>)

    /// Nil for grants that are never erased.
    init?(_ grant: Grant) {
        if grant.keys.count == 1, case .intake(let key) = grant.keys[0] {
            self = .intake(second: key.second)
            return
        }
        let compartments = grant.keys.map(\.compartment)
        guard !compartments.contains(nil), !compartments.contains(.intake) else { return nil }
        self = .compartments(Set(compartments.compactMap { $0 }))
    }

    var intakeSecond: UInt64? {
        guard case .intake(let second) = self else { return nil }
        return second
    }

    var compartments: Set<ID<Compartment>> {
        guard case .compartments(let compartments) = self else { return [] }
        return compartments
    }
}
