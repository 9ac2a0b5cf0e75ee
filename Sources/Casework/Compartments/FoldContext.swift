// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a guard may look at beside its own part: who wrote the entry, who holds the compartment, and who belonged to
/// the organisation when it was written. Never another compartment, so that each folds to the same part on every desk
/// that can open it.
struct FoldContext {
    let entry: LedgerEvent
    let author: ID<Member>
    /// Who holds the compartment before this entry.
    let access: AccessRecord
    let members: Members

    var sequence: UInt64 { entry.sequence }
    /// Seconds since 1970, by the author's clock.
    var second: UInt64 { entry.recordedAt }
    /// Of whoever brought it here, where it is a copy of what somebody else wrote.
    var copied: Standing?

    /// What the author had seen.
    var standing: Standing { copied ?? entry.standing }

    func requireCurrent(_ member: ID<Member>) throws(Refusal) {
        guard members.isCurrent(member, before: entry.sequence) else { throw .unknownMember }
    }

    /// Work is given only to those who can read what it is about.
    func requireHolder(_ member: ID<Member>) throws(Refusal) {
        try requireCurrent(member)
        guard access.isHeld(by: member) else { throw .notAHolder }
    }

    /// Two devices of one person are one person.
    func requireAnother(than first: ID<Member>) throws(Refusal) {
        guard author != first else { throw .secondPersonNeeded }
    }

    /// The second of two agrees to what they saw: not to what was proposed in its place meanwhile (docs/decisions/0058).
    func requireSeen(_ proposal: Standing) throws(Refusal) {
        guard standing.knew(proposal) else { throw .noSuchProposal }
    }

    /// As if the entry had said `event`.
    func saying(_ event: Event) -> FoldContext {
        var entry = entry
        entry.event = event
        return FoldContext(entry: entry, author: author, access: access, members: members, copied: copied)
    }

    /// As if somebody else had written it, then.
    func adopting(_ event: Event, author device: ID<Device>, recordedAt: UInt64) -> FoldContext {
        var adopted = entry
        adopted.author = device
        adopted.recordedAt = recordedAt
        adopted.event = event
        return FoldContext(
            entry: adopted, author: members.devices[device]?.member ?? author, access: access, members: members,
            copied: standing)
    }
}

extension String {
    /// Whether there is nothing to read.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
