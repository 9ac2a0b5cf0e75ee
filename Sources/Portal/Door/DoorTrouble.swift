// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why a portal's door is closed, for whoever operates it. It says nothing of anybody who came to the door.
public enum DoorTrouble: Sendable, Hashable, CaseIterable {
    /// Nobody has said yet whom the portal serves.
    case noLink
    /// The relay does not answer, or not as a relay does.
    case relayAway
    /// The relay has no card of this organisation.
    case noCard
    /// The last card is out of date.
    case expired
    /// The newest card is dated in the future.
    case notYetValid
    /// One of the two is for practice, and the other is not.
    case otherKind
    /// The card is not the organisation's, or damaged.
    case refused

    /// What is wrong and what to do, in English, as programs speak at a terminal. No secret, and no name.
    public var words: String {
        switch self {
        case .noLink:
            "there is no organisation's link yet. Found the organisation at a desk, or give the link that a desk shows under Status, with --link."
        case .relayAway:
            "the relay does not answer as a relay, so the organisation's card cannot be read. Check --relay and --socks, and that the relay runs. It is tried again by itself."
        case .noCard:
            "the relay has no card of this organisation. Check that --link and --relay belong together; the card comes when a director's desk is unlocked and connected."
        case .expired:
            "the organisation's card is out of date. A director's desk has to be unlocked and connected for a while. Check this machine's clock too."
        case .notYetValid:
            "the organisation's card is dated in the future. Check the clocks of this machine and of the directors' desks."
        case .otherKind:
            "the portal and the organisation are of different kinds: one is for practice. A practice organisation's portal is started with --rehearsal, a real one's without."
        case .refused:
            "what the relay has is no card of this organisation. Copy the link again from a desk's status page. If it is right, tell the organisation that its relay holds something else."
        }
    }
}
