// SPDX-License-Identifier: AGPL-3.0-or-later
package import Hummingbird
package import Logging

/// What a request carries through the desk: the browser's session, once it has shown one.
package struct DeskContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Set by ``SessionGate`` for every page behind it.
    package var session: BrowserSession?
    /// Seconds since 1970, one reading for the whole request.
    package var now: UInt64 = 0

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    /// A request that came without a connection.
    package init(logger: Logger) {
        coreContext = CoreRequestContextStorage(source: LoggerAlone(logger: logger))
    }

    /// The session of a page behind the gate.
    func signedIn() throws -> BrowserSession {
        guard let session else { throw HTTPError(.unauthorized) }
        return session
    }
}

private struct LoggerAlone: RequestContextSource {
    let logger: Logger
}
