// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Sealing

/// Somebody is always on intake duty: what people write is sealed to the keys of whoever is (docs/decisions/0096).
extension Writing {
    /// Sets what a member does, with the keys that go with it. A director may put themself on intake duty without its keys where nobody is
    /// on it; nobody leaves it who is alone on it, and nobody the director's role while nobody is on it.
    mutating func setRoles(_ roles: Set<MemberRole>, of member: ID<Member>) throws(WorkspaceError) {
        let old = state.members[member]?.roles ?? []
        let onDuty = epochs.members(of: .intake)
        if member == me, onDuty == [member], !roles.contains(.intake) {
            throw .refused(EngineMessage.lastOnDuty)
        }
        // With the director's role goes the right to come on duty, and so nobody could who is left.
        if member == me, onDuty.isEmpty, !roles.contains(.director) { throw .refused(EngineMessage.nobodyOnDuty) }
        let beginsAnew =
            member == me && onDuty.isEmpty && roles.contains(.intake) && state.members[member]?.isCurrent == true
        try say(.rolesSet(member: member, roles: roles))
        try grantStanding(to: member, from: old, to: beginsAnew ? roles.subtracting([.intake]) : roles)
        if beginsAnew { try startEpoch(of: .intake) }
    }

    /// Puts the author on intake duty where what they just said left nobody on it: with a new key, under which they read what comes from now
    /// on. A new identity is on the card with the next one, which the author's desk publishes at once.
    mutating func keepIntake() throws(WorkspaceError) {
        guard let me, epochs.members(of: .intake).isEmpty, let roles = state.members[me]?.roles else { return }
        try setRoles(roles.union([.intake]), of: me)
    }
}
