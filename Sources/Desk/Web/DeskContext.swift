// SPDX-License-Identifier: AGPL-3.0-or-later
package import Hummingbird
import Logging

/// What a request carries through the desk: the browser's session, once it has shown one.
package struct DeskContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Set by ``SessionGate`` for every page behind it.
    package var session: BrowserSession?
    /// Seconds since 1970, one reading for the whole request.
    package var now: UInt64 = 0
    /// Before anything was read for the answer.
    package let began = ContinuousClock.now
    /// Where the page will be that answers a form; nil for what is no form.
    package var answerAddress: String?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    /// A request that came without a connection.
    package init() {
        coreContext = CoreRequestContextStorage(source: NoConnection())
    }

    /// The session of a page behind the gate.
    func signedIn() throws -> BrowserSession {
        guard let session else { throw HTTPError(.unauthorized) }
        return session
    }
}

private struct NoConnection: RequestContextSource {
    let logger = Logger(label: "desk") { _ in SwiftLogNoOpLogHandler() }
}
