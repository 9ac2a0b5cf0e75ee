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
    /// To a question that came with a reply.
    case answersConsent(ID<Consent>, PortalWord)

    // The organisation.
    /// The worker asks from a machine of their own, and the director lets them in.
    case admits(WorldWorker)
    case changesRoles(WorldWorker, Set<MemberRole>)
    case removes(WorldWorker, reason: String)
    /// The names of protected people are compared with what others wrote.
    case comparesList(DroppedList)
    case comparesText(title: String, date: Day, text: String)

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
    /// In the organisation's name, for its recipient.
    case signsFile(ID<Attestation>)
}

/// What a person chooses and says back on the portal's page of consent.
public struct PortalWord: Hashable, Sendable {
    public enum Choice: Hashable, Sendable {
        case everything
        /// All but this.
        case leavingOut(String)
        case nothing
    }

    public var choice: Choice
    /// What they agree to, and what becomes of the help if they say no.
    public var ownWords: [String]
    /// What the portal shows to them and sends along.
    public var receipt: String
}

/// A list as a worker finds it somewhere.
public struct DroppedList: Hashable, Sendable {
    public var title: String
    public var source: String
    public var date: Day
    public var licence: String
    /// A heading line, then one row for each person.
    public var table: String
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
