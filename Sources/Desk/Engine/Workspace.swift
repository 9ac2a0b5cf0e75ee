// SPDX-License-Identifier: AGPL-3.0-or-later
public import Casework
internal import Correspondence
internal import DeskFormats
internal import RelayConnection
internal import Sealing

/// One worker's view of one organisation: keys, sync, projection. Everything a page may ask for or do.
///
/// On disk there is ciphertext only (docs/protocol.md, section 7); what can be read is in memory, from unlocking to
/// locking.
public actor Workspace {
    let settings: WorkspaceSettings
    let files: DeskDirectory
    let surroundings: Surroundings

    /// Nil while locked or empty.
    var desk: OpenDesk?
    /// While this machine waits to be admitted, and since its keys were made or unlocked.
    var applicant: ApplicantSecrets?
    /// One unlocking, founding or recovery at a time.
    var isEntering = false {
        didSet { if !isEntering, desk == nil { status.progress = nil } }
    }
    var failedUnlocks = 0
    var background: Task<Void, Never>?
    private var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    private var nextListener = 0
    /// When state or status changed last.
    package private(set) var changedAt = ContinuousClock.now

    public internal(set) var status = SyncStatus() {
        didSet { if status != oldValue { notify() } }
    }

    /// Takes the directory for this process: a second desk on it is refused.
    public init(_ settings: WorkspaceSettings) throws(WorkspaceError) {
        try self.init(settings, surroundings: .real(settings))
    }

    package init(_ settings: WorkspaceSettings, surroundings: Surroundings) throws(WorkspaceError) {
        self.settings = settings
        self.surroundings = surroundings
        do { files = try DeskDirectory(settings.directory) } catch { throw WorkspaceError(error) }
    }

    public var phase: WorkspacePhase {
        if desk != nil { return .unlocked }
        if files.exists(KeyFile.name), files.exists(Self.joiningMark) { return .joining }
        return files.exists(KeyFile.name) && !files.exists(EntryRecord.name) ? .locked : .empty
    }

    /// The checked ledger with what waits to be sent on top; empty while locked.
    public var state: CaseworkState { desk?.visible ?? CaseworkState() }

    /// Yields after every change of state or status; the newest only.
    public func changes() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = nextListener
        nextListener += 1
        listeners[number] = continuation
        continuation.onTermination = { [weak self] _ in
            Task { await self?.forget(listener: number) }
        }
        return stream
    }

    /// What a portal and a partner know the organisation by; nil while locked.
    package var identity: OrganisationIdentity? {
        desk.map {
            OrganisationIdentity(
                fingerprint: $0.secrets.fingerprint.shortText, wholeFingerprint: $0.secrets.fingerprint.text,
                link: $0.secrets.link.text)
        }
    }

    private func forget(listener number: Int) { listeners[number] = nil }

    func notify() {
        changedAt = .now
        for listener in listeners.values { listener.yield() }
    }

    /// Forgets every key and everything that was read. What waits in the outbox stays there, sealed.
    public func lock() async {
        let (locked, running) = (desk, background)
        desk = nil
        applicant = nil
        background = nil
        running?.cancel()
        status = SyncStatus()
        notify()
        await running?.value
        await locked?.link.shutdown()
    }

    /// From here on the workspace is unlocked.
    func begin(_ desk: OpenDesk) {
        self.desk = desk
        failedUnlocks = 0
        refresh(desk)
        notify()
        guard surroundings.runsInBackground else { return }
        let token = desk.token
        background = Task { [weak self] in await self?.run(token) }
    }

    /// The open desk if it is still the one that `token` names; otherwise somebody locked the workspace meanwhile.
    func current(_ token: OpenDesk.Token) throws(SyncFailure) -> OpenDesk {
        guard let desk, desk.token == token else { throw .locked }
        return desk
    }

    func unlocked() throws(WorkspaceError) -> OpenDesk {
        guard let desk else { throw .locked }
        return desk
    }

    /// Shows what changed in the ledger or the outbox. Where that is nothing that this desk can read, no page hears of it: one that
    /// asked anew would say to whoever looks on that somewhere something was written.
    func refresh(_ desk: OpenDesk) {
        let before = desk.visible.fingerprint
        desk.refresh()
        status.isPartial = desk.isPartial
        status.queuedCount = desk.outbox.queued.count
        status.waitingReplies = desk.waitingReplies
        status.damagedCount = desk.outbox.damaged.count
        status.unsentTo = desk.outbox.unsent.map(\.request)
        status.isSheetUnconfirmed = files.exists(Self.unconfirmedSheet)
        status.take(desk, at: surroundings.now())
        status.removedAuthorsCount = desk.ledger.verified.rejections.values.count { $0 == .authorRemoved }
        status.cardValidUntil = desk.visible.card?.validUntil
        if desk.visible.fingerprint != before { notify() }
    }
}
