// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import RelayConnection
import ServiceLifecycle
import Synchronization

/// Whether the portal may speak for its organisation, and with which card. Looks for newer cards as long as it runs.
final class OrganisationDoor: Service {
    enum Status: Sendable {
        /// No link or no card yet.
        case notOpen
        /// The last card is out of date, or nobody has seen lately that it is the newest: its intake key may be destroyed, or a relay
        /// withholds a new one.
        case expired
        case open(OpenDoor)
    }

    /// A card and the organisation it belongs to.
    struct OpenDoor: Sendable {
        let card: OrganisationCard
        let fingerprint: OrganisationFingerprint
    }

    private struct State {
        var link: OrganisationLink?
        var card: OrganisationCard?
        /// A card was found that is out of date, and none better.
        var foundExpired = false
        var lastRefresh: Moment?
        /// When `card` was last found to be the newest there is.
        var confirmed: Moment?
        /// A look that somebody at the door waits for.
        var looking: Task<Void, Never>?
        /// What came of the last look, where no card did.
        var trouble: DoorTrouble?
        /// Whether the relay had no room for messages, when the portal last looked by itself.
        var hasNoRoom = false
        /// What the operator was told last; nil where that was nothing, or that the door is open.
        var told: DoorTrouble?
    }

    /// A time by both clocks. Of a machine that was paused, or brought back as it was weeks ago, one alone says nothing: the clock that does
    /// not jump stood still meanwhile, and the other may not have been put right yet.
    private struct Moment {
        let elapsed: Duration
        let wall: UInt64

        init(_ clock: PortalClock) { (elapsed, wall) = (clock.elapsed(), clock.wallSeconds()) }

        /// How far the other moment is away by the clock that says more, in whichever direction the other one was put right.
        func distance(to other: Moment) -> Duration {
            let byWall = max(wall, other.wall) - min(wall, other.wall)
            return max(other.elapsed - elapsed, .seconds(Int64(clamping: byWall)))
        }
    }

    /// How long a card serves without anybody having seen that it is the newest. A desk keeps a replaced intake key for two weeks, and nobody
    /// may be told "sent" for a key that is gone (decision 0100).
    private static let longestUnconfirmed: Duration = .seconds(7 * 24 * 3600)

    private static let shortestPause: Duration = .seconds(10)

    private let source: LinkSource
    private let relay: any PortalRelay
    private let clock: PortalClock
    private let settings: PortalSettings
    private let counts: PortalCounts
    private let tell: @Sendable (DoorTrouble?) -> Void
    private let state = Mutex(State())

    /// - Parameter tell: hears why the door is closed, once and whenever that changes, and with nil that it is open again.
    init(
        source: LinkSource, relay: any PortalRelay, clock: PortalClock, settings: PortalSettings, counts: PortalCounts,
        tell: @escaping @Sendable (DoorTrouble?) -> Void = { _ in }
    ) {
        self.tell = tell
        self.source = source
        self.relay = relay
        self.clock = clock
        self.settings = settings
        self.counts = counts
    }

    var status: Status {
        state.withLock { state in
            guard let card = state.card, let link = state.link else {
                return state.foundExpired ? .expired : .notOpen
            }
            let now = Moment(clock)
            guard now.wall <= card.validUntil, isConfirmed(state, at: now) else { return .expired }
            return .open(OpenDoor(card: card, fingerprint: link.fingerprint))
        }
    }

    /// ``status``, behind a look where the card was not seen to be the newest for too long: nothing is sealed to it before.
    func confirmedStatus() async -> Status {
        let isStale = state.withLock { $0.card != nil && !isConfirmed($0, at: Moment(clock)) }
        if isStale { await refreshAfterFailure() }
        return status
    }

    private func isConfirmed(_ state: State, at now: Moment) -> Bool {
        state.confirmed.map { $0.distance(to: now) <= Self.longestUnconfirmed } ?? false
    }

    /// Whether the relay takes no message, as it said when the portal looked for the card. No visitor moves it: what one of them is refused, or
    /// gets through, tells the next one nothing (decision 0091).
    var hasNoRoom: Bool { state.withLock { $0.hasNoRoom } }

    private var isOpen: Bool {
        if case .open = status { true } else { false }
    }

    func run() async throws {
        try? await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                await look()
                // The card that is here may run out meanwhile, at once where the machine slept or its clock was put right.
                var waited = Duration.zero
                repeat {
                    let pause = isOpen ? min(settings.cardRetry, settings.cardRefresh) : settings.cardRetry
                    try await Task.sleep(for: pause)
                    waited += pause
                } while isOpen && waited < settings.cardRefresh
            }
        }
    }

    /// Refreshes, and says to whoever operates the portal what they do not know yet.
    func look() async {
        await refresh()
        let isOpen = isOpen
        let news = state.withLock { state -> DoorTrouble?? in
            let why = isOpen ? nil : state.trouble ?? (state.card != nil || state.foundExpired ? .expired : .noCard)
            guard why != state.told else { return nil }
            state.told = why
            return .some(why)
        }
        if let news { tell(news) }
    }

    /// Looks again because something did not fit, but not more often than every ten seconds. Whoever comes meanwhile waits for the same look.
    func refreshAfterFailure() async {
        let look = state.withLock { state -> Task<Void, Never>? in
            if let looking = state.looking { return looking }
            let now = Moment(clock)
            guard state.lastRefresh.map({ $0.distance(to: now) >= Self.shortestPause }) ?? true else { return nil }
            let looking = Task {
                await refresh()
                self.state.withLock { $0.looking = nil }
            }
            state.looking = looking
            return looking
        }
        await look?.value
    }

    /// Takes the newest card that exists and is valid. What was there before stays when nothing better is found.
    func refresh() async {
        // From before it asks: what it hears is not newer than that.
        let now = Moment(clock)
        state.withLock { $0.lastRefresh = now }
        guard let link = link() else { return note(.noLink) }
        let known = state.withLock { $0.card?.version ?? 0 }
        do {
            let found = try await newest(of: link, after: known)
            let hasNoRoom = relay.refusesMessages
            state.withLock { $0.hasNoRoom = hasNoRoom }
            guard let found else {
                state.withLock { $0.confirmed = now }
                return note(nil)
            }
            let card = try OrganisationCard(
                opening: found.slot, version: found.version, link: link, now: clock.wallSeconds())
            guard card.isRehearsal == settings.isRehearsal else {
                note(.otherKind)
                return counts.add(.cardFailures)
            }
            note(nil)
            state.withLock { state in
                guard card.version > state.card?.version ?? 0 else { return }
                state.card = card
                state.confirmed = now
            }
        } catch CardError.expired {
            state.withLock { $0.foundExpired = true }
            note(.expired)
        } catch CardError.notYetValid {
            note(.notYetValid)
            counts.add(.cardFailures)
        } catch {
            note(error is CardError ? .refused : .relayAway)
            counts.add(.cardFailures)
        }
    }

    private func note(_ trouble: DoorTrouble?) { state.withLock { $0.trouble = trouble } }

    private func link() -> OrganisationLink? {
        if let link = state.withLock({ $0.link }) { return link }
        guard let link = source.read() else { return nil }
        state.withLock { $0.link = link }
        return link
    }

    private func newest(of link: OrganisationLink, after known: UInt32) async throws -> (
        version: UInt32, slot: [UInt8]
    )? {
        var search = CardSearch(from: known)
        var newest: (version: UInt32, slot: [UInt8])?
        while !search.guesses.isEmpty {
            let versions = search.guesses
            var names = versions.map { link.cardSlotName(version: $0).bytes }
            while names.count < CardSearch.guessCount { names.append(SlotName.random().bytes) }
            let slots = try await relay.fetchSlots(names)
            guard slots.count == names.count else { throw RelayClientError.malformedAnswer }
            let found = zip(versions, slots).compactMap { version, slot in slot.map { (version: version, slot: $0) } }
            search.record(existing: Set(found.map(\.version)))
            if let best = found.max(by: { $0.version < $1.version }), best.version > newest?.version ?? known {
                newest = best
            }
        }
        return newest
    }
}
