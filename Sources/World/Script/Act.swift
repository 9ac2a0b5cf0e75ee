// SPDX-License-Identifier: AGPL-3.0-or-later
public import Casework

/// Something that somebody of the fictional world does.
public struct Act: Hashable, Sendable {
    public enum Actor: Hashable, Sendable {
        case worker(WorldWorker)
        case persona
    }

    /// Seconds since 1970.
    public let second: UInt64
    /// The number of the person whom it is about; nil for the organisation itself.
    public let persona: Int?
    public let actor: Actor
    public let deed: Deed
}

/// What they do, as a form of the desk or the portal would have it.
public enum Deed: Hashable, Sendable {
    // A person outside.
    /// The first message begins the conversation.
    case writes(body: String, danger: DangerRating, safeContact: String)

    // The organisation.
    /// The worker asks from a machine of their own, and the director lets them in.
    case admits(WorldWorker)
    case changesRoles(WorldWorker, Set<MemberRole>)
    case removes(WorldWorker, reason: String)

    // The person's request, or their case's conversation.
    case reads
    case moves(RequestState, DeclineReason?, note: String)
    case steps(RequestStep, note: String)
    /// The same person as another who wrote.
    case links(to: Int, note: String)
    case notes(String)
    case replies(String)

    // The person's case.
    case opensCase(CasePlan)
    case opensPart(PartPlan)
    case grants(CompartmentKind, WorldWorker, reason: String)
    case ends(CompartmentKind, WorldWorker, reason: String)
    case says(CompartmentKind, [Line])
}

/// A case that is about to be opened.
public struct CasePlan: Hashable, Sendable {
    public var alias: String
    public var danger: DangerRating
    public var note: String
    /// Whether it comes from the person's request; otherwise the person came some other way.
    public var isFromRequest: Bool
    public var parts: [PartPlan]
}

/// A compartment that is about to be opened.
public struct PartPlan: Hashable, Sendable {
    public var kind: CompartmentKind
    /// Who holds it beside whoever opens it, and why they need to know.
    public var members: [WorldWorker: String]
    public var lines: [Line]
}
