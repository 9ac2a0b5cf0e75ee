// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

/// What happens to a conversation that belongs to a case, beside what happens to every request.
public enum ConversationEvent: Hashable, Sendable, Confidential {
    /// Brings along what stood in the intake when the request was accepted: `event`, which is about a request, with
    /// the device that wrote it then and its time in seconds since 1970. Whoever adopts it vouches for the copy.
    indirect case adopted(author: ID<Device>, recordedAt: UInt64, event: Event)
}

extension ConversationEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case adopted = 0x1000
    }

    var kind: Kind {
        switch self {
        case .adopted: .adopted
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
