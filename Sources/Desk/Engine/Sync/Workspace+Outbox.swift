// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import RelayAPI
internal import RelayConnection
internal import Sealing

extension Workspace {
    /// Does at the relay what was decided here, item by item in order. Each item is removed when all of it is done; after
    /// a crash it is done again from the start, which changes nothing. An item whose file is damaged and nowhere else is set
    /// aside: the others go on.
    func sendOutbox(_ desk: OpenDesk) async throws(SyncFailure) {
        while let queued = desk.outbox.queued.first {
            guard self.desk === desk else { throw .locked }
            let item = queued.item
            guard try await upload(item.blobs, desk) else {
                desk.outbox.setAside(queued.number)
                if self.desk === desk { refresh(desk) }
                continue
            }
            for key in item.enrolments {
                try await asking { () throws(RelayClientError) in try await desk.link.admit(key) }
            }
            if !item.entries.isEmpty {
                try await append(item.entries.map(\.payload), desk)
            }
            for slot in item.slots { try await write(slot, desk) }
            try await clear(item, desk)
            try storing { () throws(StorageError) in try desk.outbox.remove(queued.number, in: files) }
            if self.desk === desk { refresh(desk) }
        }
    }

    /// What goes from the relay when the rest of an item is done.
    private func clear(_ item: OutboxItem, _ desk: OpenDesk) async throws(SyncFailure) {
        let link = desk.link
        for envelopes in Self.calls(item.envelopes) {
            try await asking { () throws(RelayClientError) in try await link.removeIntake(envelopes) }
        }
        for erasures in Self.calls(item.erasures) {
            try await asking { () throws(RelayClientError) in try await link.eraseLedger(erasures) }
        }
        for names in Self.calls(item.vacated) {
            try await asking { () throws(RelayClientError) in try await link.removeSlots(names) }
        }
        for blob in item.discarded {
            try await asking { () throws(RelayClientError) in try await link.removeBlob(blob) }
            try storing { () throws(StorageError) in try blobs.remove(blob) }
        }
        for key in item.expulsions {
            try await asking { () throws(RelayClientError) in try await link.expel(key) }
        }
    }

    /// As many at once as a relay takes.
    private static func calls<Element>(_ all: [Element]) -> [[Element]] {
        let most = RelayLimits().removalsPerCall
        return stride(from: 0, to: all.count, by: most).map { Array(all[$0..<min($0 + most, all.count)]) }
    }

    /// Writes a slot whose entry counts. Where another desk took a reply's number first, or the slot is taken, the reply
    /// goes out again under the next number. What a refused reply told of consent is told by whoever tends it
    /// (Workspace+Consent.swift), if nobody has meanwhile.
    private func write(_ slot: OutboxItem.SlotWrite, _ desk: OpenDesk) async throws(SyncFailure) {
        let refused = desk.ledger.projection.state.refused.last { $0.entry.id == slot.entry }
        if let refused {
            if refused.refusal == .replyNumberOutOfOrder { try repeatReply(refused.entry.event, desk) }
            return
        }
        do throws(RelayClientError) {
            try await desk.link.writeSlot(slot.name, content: slot.content)
        } catch .conflict {
            guard let event = desk.ledger.projection.state.reply(slot.entry) else { return }
            if case .inCompartment(.conversation(.told(let request, _, let body, let told))) = event {
                try? queueReply(desk, request, body: body, files: [], blobs: [], telling: told)
            } else {
                try repeatReply(event, desk)
            }
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

extension CaseworkState {
    /// A reply as the ledger has it.
    fileprivate func reply(_ entry: ID<Entry>) -> Event? {
        let parts = cases.lazy.flatMap(\.parts).compactMap(\.conversation)
        for request in requests + parts.compactMap(\.record) {
            for item in request.timeline where item.entry == entry {
                guard case .reply(let number, let body, let files) = item.content else { return nil }
                if let told = parts.compactMap({ $0.tellings[entry] }).first {
                    return .inCompartment(
                        .conversation(.told(request: request.id, number: number, body: body, told)))
                }
                return .replySent(request: request.id, number: number, body: body, files: files)
            }
        }
        return nil
    }
}
