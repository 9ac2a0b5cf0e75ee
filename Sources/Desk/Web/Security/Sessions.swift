// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Pages

/// One browser that has shown a one-time token.
package struct BrowserSession: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The cookie's value.
    package let secret: String
    /// Stands in every form.
    package let formToken: String
    /// BCP 47 tag that the worker chose, or nil: as the browser asks.
    package var language: String?

    package var description: String { "BrowserSession[redacted]" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Who may talk to this desk: one-time tokens become sessions, in memory only.
package actor Sessions {
    private static let maximumSessionCount = 8
    private static let maximumTokenCount = 4

    private var tokens: [String] = []
    private var sessions: [BrowserSession] = []
    private var lastUse: ContinuousClock.Instant

    package init(now: ContinuousClock.Instant) { lastUse = now }

    /// A token that opens the desk once. The oldest unused one goes when there are too many.
    package func makeToken() -> String {
        let token = Self.random()
        tokens.append(token)
        if tokens.count > Self.maximumTokenCount { tokens.removeFirst() }
        return token
    }

    /// Spends a token. Nil if there is no such token, or no longer.
    package func enter(token: String) -> BrowserSession? {
        var match: Int?
        for (index, known) in tokens.enumerated() where ConstantTime.areEqual(known, token) { match = index }
        guard let match else { return nil }
        tokens.remove(at: match)
        let session = BrowserSession(secret: Self.random(), formToken: Self.random(), language: nil)
        sessions.append(session)
        if sessions.count > Self.maximumSessionCount { sessions.removeFirst() }
        return session
    }

    package func session(secret: String?) -> BrowserSession? {
        guard let secret else { return nil }
        var match: BrowserSession?
        for session in sessions where ConstantTime.areEqual(session.secret, secret) { match = session }
        return match
    }

    package func choose(language: String, for session: BrowserSession) {
        for index in sessions.indices where sessions[index].secret == session.secret {
            sessions[index].language = language
        }
    }

    /// A person has done something.
    package func use(at now: ContinuousClock.Instant) { lastUse = max(lastUse, now) }

    /// Since when nobody has done anything. The clock goes on while the machine sleeps.
    package func idleTime(at now: ContinuousClock.Instant) -> Duration { now - lastUse }

    /// Nobody can guess it.
    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64URL.encode((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
}
