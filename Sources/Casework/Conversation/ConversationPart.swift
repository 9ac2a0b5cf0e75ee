// SPDX-License-Identifier: AGPL-3.0-or-later

/// The conversation of a case: one request, carried on from where the intake left it.
public struct ConversationPart: Sendable, Equatable, Confidential, PartFolding {
    private var book = RequestBook(isOfCase: true)
    /// What the person said to questions about consent, in ledger order.
    public private(set) var answers: [AnsweredConsent] = []
    /// What each reply told of consent, by its entry.
    public private(set) var tellings: [ID<Entry>: [ToldConsent]] = [:]
    /// What the person was told last of each question.
    public private(set) var told: [ID<Consent>: ToldConsent] = [:]

    init() {}

    /// Whether a message answers a question about consent: its body is the whole receipt, which begins with our words and ends with the person's.
    public func isAnswer(_ message: ID<Message>) -> Bool { answers.contains { $0.message == message } }

    /// Nil until its first message is here.
    public var record: RequestRecord? { book.requests.first }

    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) {
        guard case .conversation(let event) = event else { throw .wrongCompartment }
        switch event {
        case .adopted(let author, let recordedAt, let event):
            try take(context.adopting(event, author: author, recordedAt: recordedAt))
        case .told(let request, let number, let body, let standing):
            guard !standing.isEmpty else { throw .nothingNamed }
            if let record, record.id != request { throw .unknownRequest }
            try book.tell(request, number, body: body, context)
            tellings[context.entry.id] = standing
            for each in standing { told[each.id] = each }
        case .answered(let request, let message, let answer):
            try take(context.saying(.messageReceived(request: request, message: message)))
            answers.append(
                AnsweredConsent(
                    message: message.id, sentHour: message.sentHour, shown: message.body, answer: answer))
        }
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
