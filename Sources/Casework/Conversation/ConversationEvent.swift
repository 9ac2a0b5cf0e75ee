// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

/// What happens to a conversation that belongs to a case, beside what happens to every request.
public enum ConversationEvent: Hashable, Sendable, Confidential {
    /// Brings along what stood in the intake when the request was accepted: `event`, which is about a request, with
    /// the device that wrote it then and its time in seconds since 1970. Whoever adopts it vouches for the copy.
    indirect case adopted(author: ID<Device>, recordedAt: UInt64, event: Event)
    /// Reply number 1, 2, ... that asks the person for consent, or says where their answers stand. With an empty body a desk
    /// sent it by itself.
    indirect case told(request: ID<Request>, number: UInt32, body: String, [ToldConsent])
    /// A follow-up that answers a question about consent. The body of the message is the person's receipt.
    indirect case answered(request: ID<Request>, ReceivedMessage, PortalAnswer)
}

extension ConversationEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case adopted = 0x1000
        case told = 0x1014
        case answered = 0x1015
    }

    var kind: Kind {
        switch self {
        case .adopted: .adopted
        case .told: .told
        case .answered: .answered
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .adopted:
            let author: ID<Device> = try reader.id()
            let recordedAt = try reader.u64()
            let count = try reader.u32()
            guard count <= EventLimits.maximumByteCount else { throw .tooLarge }
            let event = try Event(decoding: try reader.raw(Int(count)))
            guard event.isOfRequests else { throw .malformed }
            self = .adopted(author: author, recordedAt: recordedAt, event: event)
        case .told:
            self = .told(
                request: try reader.id(), number: try reader.u32(), body: try reader.body(), try reader.list())
        case .answered:
            self = .answered(request: try reader.id(), try reader.payload(), try reader.payload())
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .adopted(let author, let recordedAt, let event):
            guard event.isOfRequests else { throw .notAdoptable }
            writer.id(author)
            writer.u64(recordedAt)
            let encoded = try event.encoded()
            writer.field(.event(event)) { $0.sized32(encoded) }
        case .told(let request, let number, let body, let told):
            writer.id(request)
            writer.u32(number)
            try writer.body(body)
            try writer.list(told, .list)
        case .answered(let request, let message, let answer):
            writer.id(request)
            try writer.payload(message)
            try writer.payload(answer)
        }
    }
}

extension Event {
    /// Whether it is one of the events that make a conversation; none of them holds another event.
    var isOfRequests: Bool {
        switch self {
        case .requestReceived, .messageReceived, .requestOpened, .requestMoved, .requestStepped, .replySent,
            .noteAdded:
            true
        case .organisationFounded, .memberAdmitted, .memberRemoved, .rolesSet, .deviceEnrolled, .ledgerEpochStarted,
            .compartmentsErased, .requestsErased, .intakeUnreadable, .cardPublished,
            .inCompartment, .unknown:
            false
        }
    }
}
