// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import RelayAPI
internal import RelayConnection
internal import Sealing

extension Workspace {
    private static let pageCount = 256
    /// Of one append: half of what a relay takes.
    private static let appendByteCount = 2 << 20
    private static let mostAttempts = 16

    /// Brings the local ledger up to the relay's newest checkpoint. What was downloaded is believed only when its root
    /// is the one that the relay signed; what contradicts what was believed before is an alarm.
    ///
    /// - Parameter stopsWhenListed: returns as soon as it is known who belongs to the organisation, and leaves the rest of a long
    ///   history to the next call.
    func download(_ desk: OpenDesk, stopsWhenListed: Bool = false) async throws(SyncFailure) {
        // As long as the disk refuses what was checked, the alarm stands, and nothing is checked on top of it.
        try mending { () throws(LedgerTrouble) in try desk.ledger.saveAgain() }
        try await readOn(desk)
        let note = try await asking { () throws(RelayClientError) in try await desk.link.signedCheckpoint() }
        guard note.relayKey == desk.secrets.relayKey else { throw .alarm(.otherRelay) }
        let ledger = desk.ledger
        guard note.checkpoint.size >= UInt64(ledger.verified.count) else { throw .alarm(.rollback) }
        if note.checkpoint.size > UInt64(ledger.verified.count) {
            let hadTail = ledger.downloadedCount > ledger.verified.count
            if try await !fetch(desk, upTo: note) {
                // An earlier run's download may have been torn; only a fresh one convicts the relay.
                guard hadTail, try await fetch(desk, upTo: note) else { throw .alarm(.fork) }
            }
            try await check(desk, upTo: note)
            if !stopsWhenListed { try await readOn(desk) }
        } else if note.checkpoint.root != ledger.verified.root {
            throw .alarm(.fork)
        }
        guard ledger.verified.disputed.isEmpty else { throw .alarm(.forkSeenByAnother) }
    }

    /// Returns when the entries are in the ledger here, checked and durable. Where this desk's member was removed, nothing is
    /// appended: no entry would count.
    /// - Parameter isBound: false for what goes in whatever was written meanwhile.
    func append(_ payloads: [[UInt8]], _ desk: OpenDesk, isBound: Bool = true) async throws(SyncFailure) {
        try await untilFirst { () async throws(SyncFailure) in
            try requireMembership(desk)
            return try await appendNext(payloads, desk, isBound: isBound)
        }
    }

    /// Whoever was removed is told so, and writes nothing more; what waits stays here.
    func requireMembership(_ desk: OpenDesk) throws(SyncFailure) {
        guard desk.ledger.projection.state.member(of: desk.id)?.isCurrent ?? true else { throw .alarm(.removed) }
    }

    /// Tries again as long as others are quicker. Whenever one desk is too late another was not, so of several busy desks one always
    /// gets on; a desk that is too late many times leaves it to a later pass, and they do not come back all at once.
    func untilFirst(_ attempt: () async throws(SyncFailure) -> Bool) async throws(SyncFailure) {
        for _ in 0..<Self.mostAttempts { if try await attempt() { return } }
        throw .relay(.busy(retryAfter: 1))
    }

    /// Appends behind what was checked here and nothing else, and reads on. False where somebody else has written meanwhile: not
    /// all of the entries are in the ledger, and what was written is here now, be it that this desk's member was removed.
    func appendNext(
        _ payloads: [[UInt8]], _ desk: OpenDesk, isBound: Bool = true
    ) async throws(SyncFailure) -> Bool {
        var rest = payloads[...]
        var size = UInt64(desk.ledger.verified.count)
        while !rest.isEmpty {
            var batch: [[UInt8]] = []
            var byteCount = 0
            while let payload = rest.first, batch.isEmpty || byteCount + payload.count <= Self.appendByteCount {
                batch.append(payload)
                byteCount += payload.count
                rest.removeFirst()
                if batch.count == Self.pageCount { break }
            }
            do throws(RelayClientError) {
                let last = try await desk.link.append(batch, onto: isBound ? size : nil).sequences.max() ?? 0
                size = max(size, last + 1)
            } catch .conflict {
                try await download(desk)
                // A relay that refuses and shows nothing that came in between does not do what it is for.
                guard UInt64(desk.ledger.verified.count) != size else { throw .relay(.conflict) }
                return false
            } catch {
                throw SyncFailure(error)
            }
        }
        try await download(desk)
        return true
    }

    /// Whether what is here and what was fetched has the checkpoint's root. If not, nothing unchecked is kept.
    private func fetch(_ desk: OpenDesk, upTo note: CheckpointNote) async throws(SyncFailure) -> Bool {
        let target = Int(note.checkpoint.size)
        let start = desk.ledger.verified.count
        var ready = try await page(desk.link, from: desk.ledger.downloadedCount, upTo: target).get()
        while !ready.isEmpty {
            // The next page is on its way while this one is written down.
            let (items, link, following) = (ready, desk.link, desk.ledger.downloadedCount + ready.count)
            async let next = page(link, from: following, upTo: target)
            try mending { () throws(LedgerTrouble) in try desk.ledger.append(items) }
            progress(desk, Double(desk.ledger.downloadedCount - start) / Double(target - start) / 2, of: target - start)
            ready = try (await next).get()
        }
        if desk.ledger.root(at: target) == note.checkpoint.root { return true }
        try mending { () throws(LedgerTrouble) in try desk.ledger.dropUnchecked() }
        return false
    }

    /// The entries from there on; none when all are here.
    @concurrent private nonisolated func page(
        _ link: any RelayLink, from: Int, upTo target: Int
    ) async -> Result<[LedgerItem], SyncFailure> {
        guard from < target else { return .success([]) }
        do throws(RelayClientError) {
            let items = try await link.readLedger(from: UInt64(from), limit: min(Self.pageCount, target - from))
            guard !items.isEmpty, items.count <= target - from, Self.follow(items, from) else {
                return .failure(.relay(.malformedAnswer))
            }
            return .success(items)
        } catch {
            return .failure(SyncFailure(error))
        }
    }

    /// The relay's client has checked this already; a relay in memory has not.
    private nonisolated static func follow(_ items: [LedgerItem], _ from: Int) -> Bool {
        items.enumerated().allSatisfy { offset, item in
            item.sequence == UInt64(from + offset) && item.leaf.count == 32
                && item.payload.map { MerkleTree.leafHash(of: $0) == item.leaf } ?? true
        }
    }

    private func check(_ desk: OpenDesk, upTo note: CheckpointNote) async throws(SyncFailure) {
        let total = Int(note.checkpoint.size) - desk.ledger.verified.count
        // What was read is shown even where the disk refuses to keep it: the relay has it.
        defer { show(desk) }
        do throws(LedgerTrouble) {
            try await desk.ledger.list(upTo: note) { progress(desk, 0.5 + $0.part / 2, of: total) }
        } catch {
            throw SyncFailure(error)
        }
    }

    /// Reads what of the ledger is still to be read, the newest first. What has come so far is shown meanwhile, and that it is not
    /// everything (``SyncStatus/isPartial``).
    func readOn(_ desk: OpenDesk) async throws(SyncFailure) {
        guard let opening = desk.ledger.opening else { return }
        defer { show(desk) }
        let isChecking = if case .checking = opening.purpose { true } else { false }
        if self.desk === desk { status.isPartial = true }
        do throws(LedgerTrouble) {
            try await desk.ledger.readOn { reading in
                status(desk, of: isChecking ? 0.5 + reading.part / 2 : reading.part)
                let second = surroundings.now()
                guard desk.shownAt != second else { return }
                desk.shownAt = second
                if self.desk === desk { refresh(desk) }
            }
        } catch {
            throw SyncFailure(error)
        }
    }

    private func status(_ desk: OpenDesk, of part: Double) {
        // Every open page asks again when the status changes: once for each hundredth is enough.
        let part = (part * 100).rounded(.down) / 100
        let isShown = self.desk === desk || self.desk == nil && isEntering
        if isShown, status.progress != part { status.progress = part }
    }

    /// Shows what was read.
    private func show(_ desk: OpenDesk) {
        desk.intakeMayChange = true
        if self.desk === desk { refresh(desk) } else { desk.refresh() }
    }

    /// Shown for a download of many entries only.
    private func progress(_ desk: OpenDesk, _ part: Double, of count: Int) {
        guard count > Self.pageCount else { return }
        status(desk, of: part)
    }

    func mending<Value>(_ work: () throws(LedgerTrouble) -> Value) throws(SyncFailure) -> Value {
        do { return try work() } catch { throw SyncFailure(error) }
    }
}
