// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import RelayAPI
internal import RelayConnection
internal import Sealing

/// Claims at the relay every blob that this desk can name, so that the relay keeps it
/// (docs/decisions/0066-what-nobody-names.md).
extension Workspace {
    /// Runs while the workspace is unlocked, by a clock of its own: what the desk asks of the relay otherwise says nothing of when.
    func keepBlobs(_ token: OpenDesk.Token) async {
        guard let connect = surroundings.connectApart else { return }
        var random = SystemRandomNumberGenerator()
        while let desk = try? current(token) {
            lookAtBlobs(desk, &random)
            let pause = desk.keeping.pause(at: surroundings.now(), &random)
            guard (try? await surroundings.sleep(.seconds(pause))) != nil, let desk = try? current(token) else {
                return
            }
            lookAtBlobs(desk, &random)
            guard let blobs = desk.keeping.blobs(at: surroundings.now(), &random) else { continue }
            // What the relay did not take now is tried again at another moment.
            try? await claim(blobs, desk, connect, &random)
        }
    }

    /// One look of ``keepBlobs(_:)``, which claims whatever may be claimed now.
    package func claimBlobs() async throws(WorkspaceError) {
        let desk = try unlocked()
        var random = SystemRandomNumberGenerator()
        lookAtBlobs(desk, &random)
        for _ in 0..<1_000 {
            guard let blobs = desk.keeping.blobs(at: surroundings.now(), &random) else { continue }
            do throws(SyncFailure) {
                try await claim(blobs, desk, surroundings.connectApart ?? surroundings.connect, &random)
            } catch { throw error.workspaceError }
        }
    }

    /// Says to the relay, once after each unlocking and for each epoch of the ledger, by which key desks claim. A relay that does not
    /// know of it, or cannot be reached, is no reason to leave anything else undone.
    func announceKeeping(_ desk: OpenDesk) async {
        let key = keepingKey(desk).verificationKey
        guard desk.announcedKey != key else { return }
        do throws(RelayClientError) { try await desk.link.announce(keepingKey: key) } catch {
            guard error == .notFound else { return }
        }
        desk.announcedKey = key
    }

    /// What went from the relay is not claimed any more, and nothing here says that it was.
    func forgetClaim(on blob: [UInt8], _ desk: OpenDesk) throws(SyncFailure) {
        guard desk.keeping.forget(blob) else { return }
        try storing { () throws(StorageError) in try saveClaims(desk) }
    }

    private func keepingKey(_ desk: OpenDesk) -> AccessKey {
        guard let key = try? AccessKey(seed: desk.ledgerKey.keepingSeed) else {
            preconditionFailure("a seed is 32 bytes")
        }
        return key
    }

    private func lookAtBlobs(_ desk: OpenDesk, _ random: inout some RandomNumberGenerator) {
        guard let named = desk.namedBlobs else { return }
        if desk.keeping.look(at: named, at: surroundings.now(), &random) { try? saveClaims(desk) }
    }

    /// Over a connection that is used for nothing else.
    private func claim(
        _ blobs: [[UInt8]], _ desk: OpenDesk, _ connect: (AccessKey, [UInt8]?) -> any RelayLink,
        _ random: inout some RandomNumberGenerator
    ) async throws(SyncFailure) {
        let link = connect(keepingKey(desk), desk.secrets.relayKey)
        let names = KeepingPlan.names(around: blobs, &random)
        do throws(RelayClientError) { try await link.keep(names) } catch {
            await link.shutdown()
            // Newer keys took its place, or the relay is another one by now: the next pass announces it again.
            if error == .notAuthorised { desk.announcedKey = nil }
            throw SyncFailure(error)
        }
        await link.shutdown()
        desk.keeping.claimed(blobs, at: surroundings.now(), &random)
        try storing { () throws(StorageError) in try saveClaims(desk) }
    }

    private func saveClaims(_ desk: OpenDesk) throws(StorageError) {
        try desk.keeping.record.save(in: files, desk.secrets.storageKey)
    }
}

extension OpenDesk {
    /// Every blob that stands in what this desk can open, or that it put there itself; nil while not everything was read.
    fileprivate var namedBlobs: Set<[UInt8]>? {
        guard !isPartial, ledger.beforeRereading == nil else { return nil }
        let own = (outbox.queued + outbox.unsent.map(\.queued)).flatMap(\.item.blobs)
        return Set(ledger.projection.files.all.map(\.blob)).union(own)
            .subtracting(outbox.queued.flatMap(\.item.discarded))
    }
}
