// SPDX-License-Identifier: AGPL-3.0-or-later
import Hummingbird
import Languages

/// Who reads a page, in which language, and when.
struct Visit: Sendable {
    let words: Catalogue
    let session: BrowserSession
    /// Seconds since 1970.
    let now: UInt64
    /// Before anything was read for the page.
    let began: ContinuousClock.Instant
    /// Path and query, to come back to.
    let address: String
}

extension DeskSite {
    func visit(_ request: Request, _ context: DeskContext) throws -> Visit {
        let session = try context.signedIn()
        let address = request.method == .get ? request.uri.description : context.answerAddress ?? DeskPath.start
        return Visit(
            words: words(for: session, request), session: session, now: context.now, began: context.began,
            address: address)
    }

    func words(for session: BrowserSession?, _ request: Request) -> Catalogue {
        session?.language.flatMap { catalogues[$0] }
            ?? catalogues.negotiate(acceptLanguage: request.headers[.acceptLanguage])
    }
}
