// SPDX-License-Identifier: AGPL-3.0-or-later

/// The conversation of a case: one request, carried on from where the intake left it.
public struct ConversationPart: Sendable, Equatable, Confidential, PartFolding {
    private var book = RequestBook(isOfCase: true)

    init() {}

    /// Nil until its first message is here.
    public var record: RequestRecord? { book.requests.first }

    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) {
        guard case .conversation(.adopted(let author, let recordedAt, let event)) = event else {
            throw .wrongCompartment
        }
        try take(context.adopting(event, author: author, recordedAt: recordedAt))
    }

    /// One of the events that every request has. Where a case stands is said in its casework, not by moves of the
    /// request that it came from.
    mutating func apply(_ context: FoldContext) throws(Refusal) {
        switch context.entry.event {
        case .requestMoved, .requestStepped: throw .wrongCompartment
        case .requestReceived, .messageReceived, .requestOpened, .replySent, .noteAdded, .organisationFounded,
            .memberAdmitted, .memberRemoved, .rolesSet, .deviceEnrolled, .ledgerEpochStarted,
            .compartmentsErased, .requestsErased, .intakeUnreadable, .cardPublished, .inCompartment, .unknown:
            try take(context)
        }
    }

    private mutating func take(_ context: FoldContext) throws(Refusal) {
        guard let request = context.entry.event.request else { throw .wrongCompartment }
        if let record, record.id != request { throw .unknownRequest }
        try book.apply(context)
    }
}
