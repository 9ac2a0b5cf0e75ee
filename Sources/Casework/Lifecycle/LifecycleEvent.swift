// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where a case stands, who carries it, and who agreed. Judged by ``CaseworkPart``.
public enum LifecycleEvent: Hashable, Sendable, Confidential {
    /// The first event of the casework.
    case registered(Registration)
    /// `replaces`: the assignments whose place it takes, as its author saw them.
    case assigned(owner: ID<Member>, deputy: ID<Member>, reason: String, replaces: [ID<Entry>])
    /// The organisation's own rating. `replaces`: the entries whose rating it takes the place of, as its author saw them.
    case dangerRated(DangerRating, note: String, replaces: [ID<Entry>])
    case moved(to: CaseState, reason: MoveReason?, note: String)
    /// For colleagues.
    case noted(String)
    /// The first of the two who close a case.
    case closingProposed(ClosureReason, note: String)
    case closingConfirmed
    /// To another organisation. `consent`: how and when the person agreed.
    case transferOffered(to: String, consent: String)
    /// `receipt`: what the other organisation gave for the handed-over keys and documents.
    case transferAccepted(receipt: String)
    /// The first of the two who have a case's keys destroyed.
    case erasureRequested(reason: String)
    case erasureConfirmed
    case erasureCancelled(reason: String)
    /// The person wrote what those who agreed to the erasure had not seen, or nobody has read. Said by a desk that holds their conversation too.
    case erasureOvertaken
    /// The first of the two who take up a case that others laid aside.
    case takingUpProposed(reason: String)
    /// By another who agrees, or by whoever laid it aside. `note`: what has changed.
    case takenUp(note: String)
}

/// How a case begins.
public struct Registration: Hashable, Sendable, Confidential {
    /// The request that it came from, where it came from one.
    public var request: ID<Request>?
    public var owner: ID<Member>
    public var deputy: ID<Member>
    public var danger: DangerRating

    public init(request: ID<Request>?, owner: ID<Member>, deputy: ID<Member>, danger: DangerRating) {
        self.request = request
        self.owner = owner
        self.deputy = deputy
        self.danger = danger
    }
}

extension LifecycleEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case registered = 0x0200
        // 0x0201 and 0x0202 said no `replaces`.
        case moved = 0x0203
        case noted, closingProposed, closingConfirmed, transferOffered, transferAccepted, erasureRequested,
            erasureConfirmed, erasureCancelled, dangerRated, assigned, erasureOvertaken, takingUpProposed, takenUp
    }

    var kind: Kind {
        switch self {
        case .registered: .registered
        case .assigned: .assigned
        case .dangerRated: .dangerRated
        case .moved: .moved
        case .noted: .noted
        case .closingProposed: .closingProposed
        case .closingConfirmed: .closingConfirmed
        case .transferOffered: .transferOffered
        case .transferAccepted: .transferAccepted
        case .erasureRequested: .erasureRequested
        case .erasureConfirmed: .erasureConfirmed
        case .erasureCancelled: .erasureCancelled
        case .erasureOvertaken: .erasureOvertaken
        case .takingUpProposed: .takingUpProposed
        case .takenUp: .takenUp
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .registered: self = .registered(try reader.payload())
        case .assigned:
            self = .assigned(
                owner: try reader.id(), deputy: try reader.id(), reason: try reader.text16(.reason),
                replaces: try reader.ids())
        case .dangerRated:
            self = .dangerRated(try reader.value(), note: try reader.body(), replaces: try reader.ids())
        case .moved: self = .moved(to: try reader.value(), reason: try reader.valueOrZero(), note: try reader.body())
        case .noted: self = .noted(try reader.body())
        case .closingProposed: self = .closingProposed(try reader.value(), note: try reader.body())
        case .closingConfirmed: self = .closingConfirmed
        case .transferOffered:
            self = .transferOffered(to: try reader.text16(.title), consent: try reader.text16(.reason))
        case .transferAccepted: self = .transferAccepted(receipt: try reader.text16(.reason))
        case .erasureRequested: self = .erasureRequested(reason: try reader.text16(.reason))
        case .erasureConfirmed: self = .erasureConfirmed
        case .erasureCancelled: self = .erasureCancelled(reason: try reader.text16(.reason))
        case .erasureOvertaken: self = .erasureOvertaken
        case .takingUpProposed: self = .takingUpProposed(reason: try reader.text16(.reason))
        case .takenUp: self = .takenUp(note: try reader.text16(.reason))
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .registered(let registration): try writer.payload(registration)
        case .assigned(let owner, let deputy, let reason, let replaces):
            writer.id(owner)
            writer.id(deputy)
            try writer.text16(reason, .reason)
            try writer.ids(replaces, .list)
        case .dangerRated(let danger, let note, let replaces):
            writer.value(danger)
            try writer.body(note)
            try writer.ids(replaces, .list)
        case .moved(let state, let reason, let note):
            writer.value(state)
            writer.valueOrZero(reason)
            try writer.body(note)
        case .noted(let text): try writer.body(text)
        case .closingProposed(let reason, let note):
            writer.value(reason)
            try writer.body(note)
        case .transferOffered(let organisation, let consent):
            try writer.text16(organisation, .title)
            try writer.text16(consent, .reason)
        case .transferAccepted(let text), .erasureRequested(let text), .erasureCancelled(let text),
            .takingUpProposed(let text), .takenUp(let text):
            try writer.text16(text, .reason)
        case .closingConfirmed, .erasureConfirmed, .erasureOvertaken: break
        }
    }
}

extension Registration: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        request = try reader.idIfAny()
        owner = try reader.id()
        deputy = try reader.id()
        danger = try reader.value()
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.idIfAny(request)
        writer.id(owner)
        writer.id(deputy)
        writer.value(danger)
    }
}
