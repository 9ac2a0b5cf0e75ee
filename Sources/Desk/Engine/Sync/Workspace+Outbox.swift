// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import RelayAPI
internal import RelayConnection
internal import Sealing

extension Workspace {
    /// Does at the relay what was decided here, item by item in order. Each item is removed when all of it is done; after
    /// a crash it is done again from the start, which changes nothing. A reply whose file cannot go out holds up nothing but
    /// later replies to the same person: where the file is damaged and nowhere else it is set aside, where the relay never
    /// takes the file it is turned back, and where that may pass it is `held` until the next pass.
    func sendOutbox(_ desk: OpenDesk, holding held: inout HeldReplies) async throws(SyncFailure) {
        while let queued = desk.outbox.queued.first(where: { !held.numbers.contains($0.number) }) {
            guard self.desk === desk else { throw .locked }
            let item = queued.item
            guard !held.requests.isEmpty || !item.blobs.isEmpty else {
                try await send(queued, desk)
                continue
            }
            let request = item.slots.isEmpty ? nil : desk.event(in: item)?.answered
            if let request, held.requests.contains(request) {
                held.hold(queued.number)
                continue
            }
            switch (try await upload(item.blobs, desk), request) {
            case (.done, _): try await send(queued, desk)
            case (.turnedBack(let blob, let limit), let request?):
                desk.outbox.turnBack(.init(queued: queued, request: request, blob: blob, limit: limit))
            case (.held(let error), let request?):
                held.hold(queued.number, request, error)
                continue
            case (.lost, _), (.turnedBack, nil), (.held, nil): desk.outbox.setAside(queued.number)
            }
            if self.desk === desk { refresh(desk) }
        }
    }

    /// Everything of an item whose files the relay has. A desk whose member was removed sends nothing more: no entry would
    /// count, and a slot that it took or an envelope that it removed would be missing to the others.
    private func send(_ queued: Outbox.Queued, _ desk: OpenDesk) async throws(SyncFailure) {
        let item = queued.item
        try requireMembership(desk)
        for key in item.enrolments {
            try await asking { () throws(RelayClientError) in try await desk.link.admit(key) }
        }
        if !item.entries.isEmpty {
            // A removal waits for nobody: whoever is removed could otherwise stay in by writing without end.
            try await append(item.entries.map(\.payload), desk, isBound: item.expulsions.isEmpty)
        }
        for slot in item.slots { try await write(slot, of: queued.number, desk) }
        try await clear(item, desk)
        try storing { () throws(StorageError) in try desk.outbox.remove(queued.number, in: files) }
        if self.desk === desk { refresh(desk) }
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
            try forgetClaim(on: blob, desk)
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
    private func write(
        _ slot: OutboxItem.SlotWrite, of number: UInt64, _ desk: OpenDesk
    ) async throws(SyncFailure) {
        let refused = desk.ledger.projection.state.refused.last { $0.entry.id == slot.entry }
        if let refused {
            if refused.refusal == .replyNumberOutOfOrder { try repeatReply(refused.entry.event, of: number, desk) }
            return
        }
        do throws(RelayClientError) {
            try await desk.link.writeSlot(slot.name, content: slot.content)
        } catch .conflict {
            guard let event = desk.ledger.projection.state.reply(slot.entry) else { return }
            if case .inCompartment(.conversation(.told(let request, _, let body, let told))) = event {
                try? queueReply(desk, request, body: body, files: [], blobs: [], telling: told)
            } else {
                try repeatReply(event, of: number, desk)
            }
        } catch {
            throw SyncFailure(error)
        }
    }

    private func repeatReply(_ event: Event, of number: UInt64, _ desk: OpenDesk) throws(SyncFailure) {
        guard case .replySent(let request, _, let body, let files) = event,
            !desk.outbox.queued.contains(where: {
                $0.number != number && desk.event(in: $0.item)?.repeats(event) == true
            })
        else { return }
        do { try queueReply(desk, request, body: body, files: files, blobs: []) } catch {
            // The conversation is gone or the words no longer fit: the refused event stays in the ledger, in sight.
            return
        }
    }
}

/// Replies that a pass leaves in the outbox, because a file of theirs does not go out now, and why. The passes that follow leave them
/// there too, until it is time to try again.
struct HeldReplies {
    private(set) var numbers: Set<UInt64> = []
    /// Whom they are for: whoever is answered twice reads the first answer first.
    private(set) var requests: Set<ID<Request>> = []
    private(set) var why: RelayClientError?

    mutating func hold(_ number: UInt64, _ request: ID<Request>, _ why: RelayClientError) {
        numbers.insert(number)
        requests.insert(request)
        self.why = self.why ?? why
    }

    mutating func hold(_ number: UInt64) { numbers.insert(number) }
}

extension Event {
    /// The request that it is a reply to.
    var answered: ID<Request>? {
        switch self {
        case .replySent(let request, _, _, _), .inCompartment(.conversation(.told(let request, _, _, _))): request
        default: nil
        }
    }

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
