// SPDX-License-Identifier: AGPL-3.0-or-later

/// Who carries something and cannot read it any more: they left the organisation, or their access to the part was ended. Nobody does what
/// is theirs until it is given to somebody else.
extension PartRecord {
    /// - Parameter former: who left the organisation, whatever they held.
    public func isReadable(by member: ID<Member>, without former: Set<ID<Member>>) -> Bool {
        access.isHeld(by: member) && !former.contains(member)
    }

    /// Who owns the case of this casework, or stands in for its owner, by an assignment that stands, and cannot read it any more. Nobody
    /// once the case is over.
    public func carriersGone(without former: Set<ID<Member>>) -> [ID<Member>] {
        guard let lifecycle = casework?.lifecycle, lifecycle.state.isOpen else { return [] }
        return lifecycle.everybodyCarrying.filter { !isReadable(by: $0, without: former) }.sorted()
    }

    /// Who is to check a claim of this evidence and cannot read it any more; nil where somebody can, and where nobody is to.
    public func checkerGone(of claim: ClaimRecord, without former: Set<ID<Member>>) -> ID<Member>? {
        guard claim.state.isAssignable, claim.proposal == nil else { return nil }
        let checkers = claim.checkers
        return checkers.contains { isReadable(by: $0, without: former) } ? nil : checkers.last
    }
}
