// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import RelayConnection
internal import Sealing

extension Workspace {
    /// Does at the relay what was decided here, item by item in order. Each item is removed when all of it is done; after
    /// a crash it is done again from the start, which changes nothing.
    func sendOutbox(_ desk: OpenDesk) async throws(SyncFailure) {
        while let queued = desk.outbox.queued.first {
            guard self.desk === desk else { throw .locked }
            let item = queued.item
            for blob in item.blobs { try await upload(blob, desk) }
            if !item.entries.isEmpty {
                try await append(item.entries.map(\.payload), desk)
            }
            for slot in item.slots { try await write(slot, desk) }
            if !item.erasures.isEmpty {
                try await asking { () throws(RelayClientError) in try await desk.link.eraseLedger(item.erasures) }
            }
            try storing { () throws(StorageError) in try desk.outbox.remove(queued.number, in: files) }
            if self.desk === desk { refresh(desk) }
        }
    }

    /// Writes a slot whose entry counts. Where another desk took a reply's number first, or the slot is taken, the reply
    /// goes out again under the next number.
    private func write(_ slot: OutboxItem.SlotWrite, _ desk: OpenDesk) async throws(SyncFailure) {
        let refused = desk.ledger.projection.state.refused.last { $0.entry.id == slot.entry }
        if let refused {
            if refused.refusal == .replyNumberOutOfOrder { try repeatReply(refused.entry.event, desk) }
            return
        }
        do throws(RelayClientError) {
            try await desk.link.writeSlot(slot.name, content: slot.content)
        } catch .conflict {
            if let event = desk.ledger.projection.event(slot.entry) { try repeatReply(event, desk) }
        } catch {
            throw SyncFailure(error)
        }
    }

    private func repeatReply(_ event: Event, _ desk: OpenDesk) throws(SyncFailure) {
        guard case .replySent(let request, _, let body, let files) = event,
            !desk.outbox.queued.dropFirst().contains(where: { desk.event(in: $0.item)?.repeats(event) == true })
        else { return }
        do { try queueReply(desk, request, body: body, files: files, blobs: []) } catch {
            // The conversation is gone or the words no longer fit: the refused event stays in the ledger, in sight.
            return
        }
    }
}

extension Event {
    /// Whether it is the same reply, under whatever number.
    func repeats(_ other: Event) -> Bool {
        guard case .replySent(let request, _, let body, let files) = self,
            case .replySent(let otherRequest, _, let otherBody, let otherFiles) = other
        else { return false }
        return request == otherRequest && body == otherBody && files == otherFiles
    }
}
