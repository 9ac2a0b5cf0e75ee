// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Bytes
public import Casework
internal import Correspondence
internal import Sealing

/// What a worker does. Each act is durable on this machine when the call returns, shows at once, and goes out when the
/// relay is there.
extension Workspace {
    /// Marks everything that has arrived as read.
    public func open(_ request: ID<Request>) async throws(WorkspaceError) {
        let record = try record(of: request)
        guard record.unreadCount > 0 || record.state == .received else { return }
        try act(.requestOpened(request: request))
    }

    public func move(
        _ request: ID<Request>, to state: RequestState, reason: DeclineReason?, note: String
    ) async throws(WorkspaceError) {
        try act(.requestMoved(request: request, to: state, reason: reason, note: note))
    }

    public func addNote(_ request: ID<Request>, body: String) async throws(WorkspaceError) {
        try act(.noteAdded(request: request, body: body))
    }

    /// Answers a person: the event for the ledger and the sealed reply for its slot wait in the outbox as one.
    public func reply(_ request: ID<Request>, body: String, files: [ReplyFile]) async throws(WorkspaceError) {
        let desk = try unlocked()
        _ = try record(of: request)
        try queueReply(
            desk, request, body: body, files: files.map { FileReference($0.attachment) },
            blobs: files.map(\.attachment.blob))
        notify()
        desk.wake.signal()
    }

    /// Seals a reply under the next number and queues it.
    func queueReply(
        _ desk: OpenDesk, _ request: ID<Request>, body: String, files: [FileReference], blobs: [[UInt8]]
    ) throws(WorkspaceError) {
        guard let record = desk.visible.request(request) else { throw .refused(Refusal.unknownRequest.catalogueKey) }
        guard let secret = ConversationSecret(record.secret.exposed),
            let person = try? HybridRecipient(rawRepresentation: record.recipient),
            let voice = desk.ledger.projection.keys.voices.last
        else { throw .refused(EngineMessage.noKey) }
        let number = record.replyCount + 1
        let reply = Reply(
            number: number, sentHour: UInt32(clamping: surroundings.now() / 3_600), body: body,
            attachments: files.compactMap(\.attachment))
        let content: [UInt8]
        do throws(EnvelopeError) {
            content = try reply.sealed(in: secret, to: person, voice: voice)
        } catch .tooLarge(let excess) {
            throw .tooLarge(limit: max(0, body.utf8.count - excess))
        } catch {
            throw .refused(EngineMessage.eventUnwritable)
        }
        let event = Event.replySent(request: request, number: number, body: body, files: files)
        try queue(event, desk) { entry in
            let slot = OutboxItem.SlotWrite(name: secret.slotName(number).bytes, content: content, entry: entry.id)
            return OutboxItem(blobs: blobs, entries: [entry], slots: [slot])
        }
    }

    private func act(_ event: Event) throws(WorkspaceError) {
        let desk = try unlocked()
        try queue(event, desk) { OutboxItem(entries: [$0]) }
        notify()
        desk.wake.signal()
    }

    /// Writes the event, asks the fold, and queues what `item` makes of the entry.
    private func queue(
        _ event: Event, _ desk: OpenDesk, item: (WrittenEntry) -> OutboxItem
    ) throws(WorkspaceError) {
        guard let key = desk.ledger.projection.keys.newestKey(.intake) else { throw .refused(EngineMessage.noKey) }
        let second = surroundings.now()
        let entry: WrittenEntry
        do { entry = try desk.author.write(event, for: key, at: second, seen: desk.ledger.verified.seen) } catch {
            throw WorkspaceError(error)
        }
        let pending = LedgerEvent(
            compartment: .intake, sequence: UInt64(desk.ledger.verified.count), id: entry.id,
            author: desk.author.device.id, recordedAt: second, event: event)
        if let refusal = desk.show(pending) { throw .refused(refusal.catalogueKey) }
        do { try desk.outbox.add(item(entry), in: files) } catch {
            desk.refresh()
            throw WorkspaceError(error)
        }
        status.queuedCount = desk.outbox.queued.count
    }

    private func record(of request: ID<Request>) throws(WorkspaceError) -> RequestRecord {
        guard let record = try unlocked().visible.request(request) else {
            throw .refused(Refusal.unknownRequest.catalogueKey)
        }
        return record
    }
}
