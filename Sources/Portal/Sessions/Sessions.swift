// SPDX-License-Identifier: AGPL-3.0-or-later
import ServiceLifecycle
import Synchronization

/// The visits of this moment, by the random value of their cookie. Bounded: a flood makes room for itself by ending
/// visits that have not confirmed their words, then those that nobody knows, whose words anybody can make, then those that have
/// been idle longest; nobody is locked out.
final class Sessions: Service {
    private struct Entry: Sendable {
        var session: VisitorSession
        var lastUse: Duration
    }

    private static let sweepInterval: Duration = .seconds(20)

    private let entries = Mutex<[String: Entry]>([:])
    private let idle: Duration
    private let maximumCount: Int
    private let clock: PortalClock

    init(settings: PortalSettings, clock: PortalClock) {
        idle = settings.sessionIdle
        maximumCount = max(1, settings.maximumSessionCount)
        self.clock = clock
    }

    var count: Int { entries.withLock { $0.count } }

    /// Begins a visit and returns its cookie's value.
    func begin(_ stage: VisitorSession.Stage) -> String {
        let token = Tokens.text()
        let now = clock.elapsed()
        entries.withLock { entries in
            while entries.count >= maximumCount, let leaver = Self.leaver(of: entries) { entries[leaver] = nil }
            entries[token] = Entry(session: VisitorSession(stage: stage), lastUse: now)
        }
        return token
    }

    /// Reads or changes the session of `token`; nil if there is none or it has been idle too long. Counts as a use.
    func use<Value: Sendable>(_ token: String?, _ body: (inout VisitorSession) -> Value) -> Value? {
        guard let token else { return nil }
        let now = clock.elapsed()
        return entries.withLock { entries in
            guard var entry = entries[token] else { return nil }
            guard now - entry.lastUse <= idle || entry.session.isSending else {
                entries[token] = nil
                return nil
            }
            entry.lastUse = now
            // Taken out so that the session is changed in place, not copied.
            entries[token] = nil
            defer { entries[token] = entry }
            return body(&entry.session)
        }
    }

    /// Whether the visit still goes on; counts as a use.
    func touch(_ token: String?) -> Bool { use(token) { _ in } != nil }

    /// Forgets a visit and its keys.
    func end(_ token: String?) {
        guard let token else { return }
        entries.withLock { $0[token] = nil }
    }

    /// Forgets everyone who has been idle too long.
    func sweep() {
        let now = clock.elapsed()
        entries.withLock { entries in
            entries = entries.filter { now - $0.value.lastUse <= idle || $0.value.session.isSending }
        }
    }

    func run() async throws {
        try? await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                try await Task.sleep(for: Self.sweepInterval)
                sweep()
            }
        }
        entries.withLock { $0 = [:] }
    }

    private static func leaver(of entries: [String: Entry]) -> String? {
        let rank = { (entry: Entry) in
            if entry.session.isSending { return 3 }
            guard let conversation = entry.session.conversation else { return 0 }
            return conversation.isKnown ? 2 : 1
        }
        return entries.min { left, right in
            (rank(left.value), left.value.lastUse) < (rank(right.value), right.value.lastUse)
        }?.key
    }
}
