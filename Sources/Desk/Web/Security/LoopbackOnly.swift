// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Pages

/// Answers only to the names of this machine: a site that points its own name at 127.0.0.1 (DNS rebinding) gets 421.
struct LoopbackOnly: RouterMiddleware {
    let port: @Sendable () -> Int

    func handle(
        _ request: Request, context: DeskContext,
        next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        let port = port()
        guard let authority = request.head.authority,
            authority == "127.0.0.1:\(port)" || authority == "localhost:\(port)"
        else { throw HTTPError(.misdirectedRequest) }
        return try await next(request, context)
    }
}

/// Refuses what another site, also another port of this machine, made the browser send. `Referrer-Policy: no-referrer`
/// makes browsers send `Origin: null` with forms, so `Sec-Fetch-Site` decides where it is there (Fetch Metadata).
struct SameOriginOnly: RouterMiddleware {
    func handle(
        _ request: Request, context: DeskContext,
        next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        let site = request.headers[.named("Sec-Fetch-Site")]
        let origin = request.headers[.origin]
        let isEntry = request.method == .get && request.uri.path == DeskPath.enter
        switch site {
        case "same-origin"?: break
        case "none"?: guard isReading(request) else { throw HTTPError(.forbidden) }
        case .some: guard isEntry else { throw HTTPError(.forbidden) }
        case nil: guard isReading(request) || origin != nil else { throw HTTPError(.forbidden) }
        }
        if let origin, origin != "http://\(request.head.authority ?? "")" {
            guard origin == "null", site == "same-origin" else { throw HTTPError(.forbidden) }
        }
        return try await next(request, context)
    }

    private func isReading(_ request: Request) -> Bool { request.method == .get || request.method == .head }
}
