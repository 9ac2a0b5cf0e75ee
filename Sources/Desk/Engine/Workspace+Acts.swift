// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Bytes
public import Casework
internal import Correspondence
internal import DeskFormats
internal import Sealing

/// What a worker does about a request, in the intake or, once it is a case, in the case's conversation. Each act is
/// durable on this machine when the call returns, shows at once, and goes out when the relay is there.
extension Workspace {
    /// Marks everything that has arrived as read.
    public func open(_ request: ID<Request>) async throws(WorkspaceError) {
        let place = try place(of: request)
        guard place.record.holdsUnread || place.record.state == .received else { return }
        try act(.requestOpened(request: request), in: place)
    }

    public func move(
        _ request: ID<Request>, to state: RequestState, reason: DeclineReason?, note: String
    ) async throws(WorkspaceError) {
        try act(.requestMoved(request: request, to: state, reason: reason, note: note), in: try place(of: request))
    }

    /// A move that needs more than a reason. A request is accepted with ``openCase(_:)``.
    public func step(_ request: ID<Request>, _ step: RequestStep, note: String) async throws(WorkspaceError) {
        guard step.kind != .accepted else { throw .refused(Refusal.forbiddenTransition.catalogueKey) }
        try act(.requestStepped(request: request, step, note: note), in: try place(of: request))
    }

    public func addNote(_ request: ID<Request>, body: String) async throws(WorkspaceError) {
        try act(.noteAdded(request: request, body: body), in: try place(of: request))
    }

    /// Answers a person: the event for the ledger and the sealed reply for its slot wait in the outbox as one.
    public func reply(_ request: ID<Request>, body: String, files: [ReplyFile]) async throws(WorkspaceError) {
        let desk = try unlocked()
        try queueReply(
            desk, request, body: body, files: files.map { FileReference($0.attachment) },
            blobs: files.map(\.attachment.blob))
    }

    /// Seals a reply under the next number and queues it. From a case it says to whom the person writes from then on.
    /// `told`: what it asks for or says about consent. `discarded`: a file of the reply whose place it takes.
    func queueReply(
        _ desk: OpenDesk, _ request: ID<Request>, body: String, files: [FileReference], blobs: [[UInt8]],
        telling told: [ToldConsent] = [], discarding discarded: [[UInt8]] = []
    ) throws(WorkspaceError) {
        let place = try place(of: request, desk)
        // The reply names the key in use.
        if place.lacksKey(desk) {
            try queue(desk) { writing throws(WorkspaceError) in try writing.ensureKeyInUse(of: place.compartment) }
        }
        guard !place.record.isImported else { throw .refused(EngineMessage.noWayBack) }
        guard let secret = ConversationSecret(place.record.secret.exposed),
            let person = try? HybridRecipient(rawRepresentation: place.record.recipient),
            let voice = desk.keys.voices.last
        else { throw .refused(EngineMessage.noKey) }
        let number = place.record.replyCount + 1
        let reply = Reply(
            number: number, sentHour: UInt32(clamping: surroundings.now() / 3_600), body: body,
            attachments: files.compactMap(\.attachment), writeTo: place.writeTo(desk, in: secret, reply: number),
            offers: told.compactMap { ConsentOffer($0) })
        guard reply.offers.count == told.count else { throw .refused(EngineMessage.eventUnwritable) }
        let content: [UInt8]
        do throws(EnvelopeError) {
            content = try reply.sealed(in: secret, to: person, voice: voice)
        } catch .tooLarge(let excess) {
            throw .tooLarge(limit: max(0, body.utf8.count - excess))
        } catch {
            throw .refused(EngineMessage.eventUnwritable)
        }
        let event =
            told.isEmpty
            ? Event.replySent(request: request, number: number, body: body, files: files)
            : .inCompartment(.conversation(.told(request: request, number: number, body: body, told)))
        try queue(desk) { item in
            (item.blobs, item.discarded) = (blobs, discarded)
            guard let entry = item.entries.last else { return }
            item.slots = [OutboxItem.SlotWrite(name: secret.slotName(number).bytes, content: content, entry: entry.id)]
        } _: { writing throws(WorkspaceError) in
            try writing.say(event, in: place.compartment)
        }
    }

    private func act(_ event: Event, in place: RequestPlace) throws(WorkspaceError) {
        try queue(try unlocked()) { writing throws(WorkspaceError) in try writing.say(event, in: place.compartment) }
    }

    private func place(of request: ID<Request>) throws(WorkspaceError) -> RequestPlace {
        try place(of: request, try unlocked())
    }

    private func place(of request: ID<Request>, _ desk: OpenDesk) throws(WorkspaceError) -> RequestPlace {
        do throws(Refusal) { return try RequestPlace(of: request, in: desk.visible) } catch {
            throw .refused(error.catalogueKey)
        }
    }
}
