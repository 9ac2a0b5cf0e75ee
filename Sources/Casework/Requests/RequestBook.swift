// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

/// Requests of one compartment: those of the intake, or the one of a case's conversation.
struct RequestBook: Sendable, Equatable {
    /// In the order in which they arrived.
    private(set) var requests: [RequestRecord] = []
    private var positions: [ID<Request>: Int] = [:]
    private var messages: Set<MessageInConversation> = []
    /// Requests of which nothing is left but the steps by which two agreed that they are destroyed.
    private(set) var destroyed: Set<ID<Request>> = []
    private var destroyers: [ID<Request>: Set<ID<Member>>] = [:]
    private let isOfCase: Bool

    init(isOfCase: Bool) { self.isOfCase = isOfCase }

    subscript(request: ID<Request>) -> RequestRecord? { positions[request].map { requests[$0] } }

    /// Changes nothing where it throws.
    mutating func apply(_ context: FoldContext) throws(Refusal) {
        let entry = context.entry
        switch entry.event {
        case .requestReceived(let request, let message, let secret, let recipient, let language):
            try receive(
                request, message: message, secret: secret, recipient: recipient, language: language, in: entry,
                context.standing)
        case .messageReceived(let request, let message):
            let position = try position(of: request)
            try remember(message.id, in: request)
            requests[position].receive(message, in: entry, context.standing)
        case .requestOpened(let request):
            requests[try position(of: request)].open(in: entry, context.standing)
        case .requestMoved(let request, let state, let reason, let note):
            try requests[try position(of: request)].move(to: state, reason: reason, note: note, context)
        case .requestStepped(let request, let step, let note)
        where step.kind.isOfErasure && note.isEmpty && positions[request] == nil:
            // What remains of a request that was destroyed.
            let known = destroyers[request] ?? []
            if step.kind == .erasureProposed { destroyers[request] = known.union([context.author]) }
            if step.kind == .erasureConfirmed, !known.subtracting([context.author]).isEmpty {
                destroyed.insert(request)
            }
        case .requestStepped(let request, let step, let note):
            let position = try position(of: request)
            if case .linked(let other) = step { try requireLinkable(request, to: other) }
            try requests[position].take(step, note: note, context)
        case .replySent(let request, let number, let body, let files):
            try requests[try position(of: request)].reply(
                number, body: body, files: files, in: entry, context.standing)
        case .noteAdded(let request, let body):
            requests[try position(of: request)].note(body, in: entry)
        case .organisationFounded, .memberAdmitted, .memberRemoved, .rolesSet, .deviceEnrolled, .ledgerEpochStarted,
            .compartmentsErased, .requestsErased, .intakeUnreadable, .cardPublished,
            .inCompartment, .unknown:
            throw .wrongCompartment
        }
    }

    /// A reply that says where consent stands, or asks for it: what the person wrote waits for an answer as before.
    mutating func tell(_ request: ID<Request>, _ number: UInt32, body: String, _ context: FoldContext) throws(Refusal) {
        try requests[try position(of: request)].reply(
            number, body: body, files: [], in: context.entry, context.standing, isAnswer: false)
    }

    /// A first message may come twice with different words, from somebody who did not learn that the first had
    /// arrived: the second joins the conversation.
    private mutating func receive(
        _ request: ID<Request>, message: ReceivedMessage, secret: [UInt8], recipient: [UInt8], language: String,
        in entry: LedgerEvent, _ standing: Standing
    ) throws(Refusal) {
        guard let position = positions[request] else {
            try remember(message.id, in: request)
            positions[request] = requests.count
            requests.append(
                RequestRecord(
                    request, secret: secret, recipient: recipient, language: language, first: message,
                    isOfCase: isOfCase, in: entry, standing))
            return
        }
        guard requests[position].secret.exposed == secret, requests[position].recipient == recipient else {
            throw .conversationDiffers
        }
        try remember(message.id, in: request)
        requests[position].receive(message, in: entry, standing)
    }

    private func position(of request: ID<Request>) throws(Refusal) -> Int {
        guard let position = positions[request] else { throw .unknownRequest }
        return position
    }

    private mutating func remember(_ message: ID<Message>, in request: ID<Request>) throws(Refusal) {
        let place = MessageInConversation(request: request, message: message)
        guard messages.insert(place).inserted else { throw .duplicateMessage }
    }

    /// Links lead to a request that is worked on as itself, so there are no chains and no rings.
    private func requireLinkable(_ request: ID<Request>, to other: ID<Request>) throws(Refusal) {
        guard let target = self[other], target.id != request, target.state != .linkedDuplicate,
            !requests.contains(where: { $0.linkedTo == request })
        else { throw .cannotBeLinked }
    }
}

/// Message identifiers are unique within a conversation: nobody outside it can use one up.
private struct MessageInConversation: Hashable {
    let request: ID<Request>
    let message: ID<Message>
}
