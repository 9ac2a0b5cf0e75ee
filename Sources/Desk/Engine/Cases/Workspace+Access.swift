// SPDX-License-Identifier: AGPL-3.0-or-later
public import Casework
internal import Sealing

/// Who holds a compartment's key.
extension Workspace {
    /// Gives a member the keys of every epoch so far, and says so inside the compartment with the reason. The grant is
    /// sealed to all who hold the compartment, so that each of their desks knows it again when it is to be destroyed.
    public func grantAccess(
        to compartment: ID<Compartment>, member: ID<Member>, reason: String
    ) async throws(WorkspaceError) {
        let desk = try unlocked()
        try queue(desk) { writing throws(WorkspaceError) in
            try writing.ensureKeyInUse(of: compartment)
            let held = writing.keys.compartmentKeys(of: compartment, at: writing.second)
            guard !held.isEmpty else { throw .refused(Refusal.notAHolder.catalogueKey) }
            try writing.grant(held, to: writing.epochs.members(of: compartment).union([member]))
            try writing.say(.access(.granted(member: member, reason: reason)), in: compartment)
        }
    }

    /// Ends a member's access: what is written from now on is sealed with a key that they do not get. What they could read
    /// until then they may have read.
    public func endAccess(
        to compartment: ID<Compartment>, member: ID<Member>, reason: String
    ) async throws(WorkspaceError) {
        let desk = try unlocked()
        try queue(desk) { writing throws(WorkspaceError) in
            try writing.say(.access(.ended(member: member, reason: reason)), in: compartment)
            // Whoever ends their own access leaves the new epoch to those who stay.
            if member != writing.me { try writing.startEpoch(of: compartment) }
        }
    }
}
