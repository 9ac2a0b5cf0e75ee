// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

/// The state of an organisation's work: a fold over events in ledger order. The same events in the same order
/// give the same state on every desk; there is no clock, no chance and no input beside them.
///
/// Copies are cheap: the records share their storage until one of them changes.
public struct CaseworkState: Sendable, Equatable, Confidential {
    public private(set) var organisation: OrganisationRecord?
    public private(set) var card: CardRecord?
    public private(set) var devices: [ID<Device>: DeviceRecord] = [:]
    /// In the order in which they arrived.
    public private(set) var requests: [RequestRecord] = []
    /// Everything that changed nothing, in ledger order, with the reason.
    public private(set) var refused: [RefusedEvent] = []
    /// Events of kinds that this version does not know.
    public private(set) var unknown: [LedgerEvent] = []
    /// SHA-256 of envelopes that no intake key opened.
    public private(set) var unreadableDigests: Set<[UInt8]> = []

    private var positions: [ID<Request>: Int] = [:]
    private var messages: Set<MessageInConversation> = []
    private var entries: Set<ID<Entry>> = []

    public init() {}

    /// The request with this identifier.
    public func request(_ id: ID<Request>) -> RequestRecord? {
        positions[id].map { requests[$0] }
    }

    /// What was refused in one conversation.
    public func refused(in request: ID<Request>) -> [RefusedEvent] {
        refused.filter { $0.entry.event.request == request }
    }

    /// Takes the next event. An entry that was taken before changes nothing; an event that its author had no right
    /// to, or that does not fit what came before, is kept in ``refused`` and changes nothing else.
    public mutating func apply(_ entry: LedgerEvent) {
        guard entries.insert(entry.id).inserted else { return }
        do throws(Refusal) {
            try accept(entry)
        } catch {
            refused.append(RefusedEvent(entry: entry, refusal: error))
        }
    }

    private mutating func accept(_ entry: LedgerEvent) throws(Refusal) {
        if case .memberAdmitted(let member, let name, let device, let key, let recipient, let endorsement) = entry.event
        {
            guard endorsement != nil || devices[entry.author] != nil else { throw .admissionNotVouchedFor }
            guard devices[device] == nil else { throw .deviceAlreadyAdmitted }
            devices[device] = DeviceRecord(
                device: device, member: member, memberName: name, verificationKey: key, recipient: recipient,
                admittedAt: entry.recordedAt)
            return
        }
        guard devices[entry.author] != nil else { throw .unknownAuthor }
        try acceptFromMember(entry)
    }

    private mutating func acceptFromMember(_ entry: LedgerEvent) throws(Refusal) {
        switch entry.event {
        case .memberAdmitted:
            preconditionFailure("admissions are taken before the author is looked up")
        case .organisationFounded(let name, let languages):
            guard organisation == nil else { throw .organisationAlreadyFounded }
            organisation = OrganisationRecord(name: name, languages: languages)
        case .requestReceived(let request, let message, let secret, let recipient, let language):
            try receive(
                request, message: message, secret: secret, recipient: recipient, language: language, in: entry)
        case .messageReceived(let request, let message):
            let position = try position(of: request)
            try remember(message.id, in: request)
            requests[position].receive(message, in: entry)
        case .requestOpened(let request):
            requests[try position(of: request)].open(in: entry)
        case .requestMoved(let request, let state, let reason, let note):
            try requests[try position(of: request)].move(to: state, reason: reason, note: note, in: entry)
        case .replySent(let request, let number, let body, let files):
            try requests[try position(of: request)].reply(number, body: body, files: files, in: entry)
        case .noteAdded(let request, let body):
            requests[try position(of: request)].note(body, in: entry)
        case .intakeUnreadable(let digest):
            guard unreadableDigests.insert(digest).inserted else { throw .duplicateUnreadable }
        case .cardPublished(let version, let validUntil):
            guard version > card?.version ?? 0 else { throw .cardVersionNotNewer }
            card = CardRecord(version: version, validUntil: validUntil)
        case .unknown:
            unknown.append(entry)
        }
    }

    /// A first message may come twice with different words, from somebody who did not learn that the first had
    /// arrived: the second joins the conversation.
    private mutating func receive(
        _ request: ID<Request>, message: ReceivedMessage, secret: [UInt8], recipient: [UInt8], language: String,
        in entry: LedgerEvent
    ) throws(Refusal) {
        guard let position = positions[request] else {
            try remember(message.id, in: request)
            positions[request] = requests.count
            requests.append(
                RequestRecord(
                    request, secret: secret, recipient: recipient, language: language, first: message, in: entry))
            return
        }
        guard requests[position].secret.exposed == secret, requests[position].recipient == recipient else {
            throw .conversationDiffers
        }
        try remember(message.id, in: request)
        requests[position].receive(message, in: entry)
    }

    private func position(of request: ID<Request>) throws(Refusal) -> Int {
        guard let position = positions[request] else { throw .unknownRequest }
        return position
    }

    private mutating func remember(_ message: ID<Message>, in request: ID<Request>) throws(Refusal) {
        let place = MessageInConversation(request: request, message: message)
        guard messages.insert(place).inserted else { throw .duplicateMessage }
    }
}

/// Message identifiers are unique within a conversation: nobody outside it can use one up.
private struct MessageInConversation: Hashable {
    let request: ID<Request>
    let message: ID<Message>
}
