// SPDX-License-Identifier: AGPL-3.0-or-later

/// What can happen to a claim.
public enum ClaimEvent: Hashable, Sendable, Confidential {
    case asserted(ID<Claim>, ClaimSubject, proposition: String)
    /// `replaces`: the assignments that the author saw. Never to whoever asserted the claim.
    case assigned(
        ID<Claim>, checker: ID<Member>, caseOwner: ID<Member>, ceiling: PermittedActions, replaces: [ID<Entry>])
    case checkBegun(ID<Claim>)
    case lineAdded(ID<Claim>, EvidenceLine)
    /// A finding of deception waits for a second person; every other counts at once.
    case concluded(ID<Claim>, ClaimConclusion)
    /// The second person agrees with the finding of deception that `proposal` stated.
    case seconded(ID<Claim>, proposal: ID<Entry>)
    /// The second person does not agree, or the first takes it back: the check goes on.
    case notSeconded(ID<Claim>, proposal: ID<Entry>, reason: String)
    case explained(ID<Claim>, heardOn: Day, explanation: String, benefitOfDoubt: String)
    case recheckCalled(ID<Claim>, RecheckCause, note: String)
    case superseded(ID<Claim>, by: ID<Claim>)

    public var claim: ID<Claim> {
        switch self {
        case .asserted(let id, _, _), .assigned(let id, _, _, _, _), .checkBegun(let id), .lineAdded(let id, _),
            .concluded(let id, _), .seconded(let id, _), .notSeconded(let id, _, _), .explained(let id, _, _, _),
            .recheckCalled(let id, _, _), .superseded(let id, _):
            id
        }
    }
}
