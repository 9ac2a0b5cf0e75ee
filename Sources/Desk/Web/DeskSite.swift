// SPDX-License-Identifier: AGPL-3.0-or-later
import Hummingbird
import Languages
import Pages
import Synchronization

/// What every page of the desk stands on.
package struct DeskSite: Sendable {
    package let settings: DeskSettings
    package let work: any DeskWork
    package let sessions: Sessions
    /// Seconds since 1970.
    package let now: @Sendable () -> UInt64
    /// For measuring idleness; goes on while the machine sleeps.
    package let clock: @Sendable () -> ContinuousClock.Instant
    let previews: Previews
    let sheet = SheetDrawer()
    let imports = ImportDrawer()
    let shelf = CaseShelf()
    let found = FoundWords()
    let apart = SetApartDrawer()
    let answered = AnsweredForms()
    let catalogues: Catalogues
    let templates: TemplateLibrary
    let assets: StaticAssets
    let streams = OpenStreams()
    private let started = ContinuousClock.now
    let held: HeldPages
    private let boundPort: BoundPort

    /// Throws if the embedded templates or catalogues do not hold together, which tests find.
    package init(
        settings: DeskSettings, work: any DeskWork, now: @escaping @Sendable () -> UInt64,
        clock: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) throws {
        self.settings = settings
        self.work = GuardedWork(work: work)
        self.now = now
        self.clock = clock
        sessions = Sessions(now: clock())
        previews = Previews()
        catalogues = try DeskResources.catalogues()
        templates = try DeskResources.templates()
        assets = DeskResources.assets
        held = HeldPages(maximumByteCount: 32 << 20, lifetime: .seconds(8 * 3600), now: clock)
        boundPort = BoundPort(settings.port)
    }

    /// Of this desk alone: a browser keeps cookies by host and not by port, and live work and a rehearsal may be open beside each other.
    var cookie: SessionCookie { SessionCookie(name: "lifeboat-desk-\(port)", isSecure: false) }

    /// The port that the desk really listens on.
    package var port: Int { boundPort.value.withLock { $0 } }

    package func listens(on port: Int) { boundPort.value.withLock { $0 = port } }

    /// An address that opens the desk once.
    package func makeEntryAddress() async -> String {
        "http://127.0.0.1:\(port)\(DeskPath.enter)?token=\(await sessions.makeToken())"
    }

    /// Locks when nobody has used the desk for too long; everything that was shown is forgotten.
    package func lockIfIdle() async {
        guard await sessions.idleTime(at: clock()) >= .seconds(settings.idleMinutes * 60) else { return }
        if await work.phase == .unlocked { await lock() }
    }

    /// Lets go of what the desk cannot open any longer as soon as the workspace says that something changed. Ends when it is cancelled.
    func followChanges() async {
        for await _ in await work.changes() {
            if await work.phase == .unlocked { shelf.follow(await work.state) } else { shelf.forget() }
            await forgetDestroyed()
        }
    }

    /// Pictures of what was destroyed go with it.
    package func forgetDestroyed() async { await previews.forget(missingIn: await work.state) }

    /// How long after the start of the desk, in microseconds: by it a page says how new it is.
    func age(of instant: ContinuousClock.Instant) -> Int64 {
        let passed = (instant - started).components
        return passed.seconds * 1_000_000 + passed.attoseconds / 1_000_000_000_000
    }

    /// Whether something changed since a page was made, by its ``age(of:)``.
    func hasChanged(since age: Int64) async -> Bool { self.age(of: await work.changedAt) >= age }

    func lock() async {
        await previews.forget()
        await sheet.empty()
        await imports.empty()
        await work.lock()
        held.forgetAll()
        found.forget()
        await apart.forget()
        shelf.forget()
    }
}

private final class BoundPort: Sendable {
    let value: Mutex<Int>
    init(_ port: Int) { value = Mutex(port) }
}

/// Holds the recovery sheet from the founding until the worker says that it is on paper.
actor SheetDrawer {
    private(set) var sheet: RecoverySheet?
    var isEmpty: Bool { sheet == nil }
    func put(_ sheet: RecoverySheet) { self.sheet = sheet }
    func empty() { sheet = nil }
}
