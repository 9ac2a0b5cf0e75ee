// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Pages
import RelayAPI

/// The pages that need no session, and the quick exit.
struct FrontRoutes: Sendable {
    let site: PortalSite

    func add(to router: Router<PortalContext>) {
        router.get("/", use: languages)
        router.get("/:lang", use: home)
        router.get("/:lang/help", use: help)
        router.get("/leave", use: leave)
        router.post("/leave", use: leave)
        router.get("/favicon.ico") { _, _ in Response(status: .noContent) }
        router.get("/robots.txt") { _, _ in "User-agent: *\nDisallow: /\n" }
    }

    private func languages(_ request: Request, _ context: PortalContext) -> Response {
        site.page(LanguagesPage(hasGreeting: site.organisation != nil), in: site.negotiated(request))
    }

    private func home(_ request: Request, _ context: PortalContext) async throws -> Response {
        let catalogue = try site.catalogue(context)
        _ = try await site.openDoor(catalogue)
        return site.page(HomePage(isOnion: Self.isOnion(request), isFull: site.door.hasNoRoom), in: catalogue)
    }

    private func help(_ request: Request, _ context: PortalContext) throws -> Response {
        site.page(HelpPage(), in: try site.catalogue(context))
    }

    /// Forgets the visit and leaves. The browser's cache is not cleared: no page is ever in it, and clearing can
    /// take seconds that somebody may not have.
    private func leave(_ request: Request, _ context: PortalContext) -> Response {
        site.sessions.end(site.token(request))
        var response = Response.redirect(to: site.settings.neutralPage, type: .normal)
        if let owner = site.again.value(in: request.headers) { site.held.forget(owner) }
        for cookie in [site.cookie, site.again, site.knock] {
            response.headers.append(HTTPField(name: .setCookie, value: cookie.expiring))
        }
        response.headers[.named("Clear-Site-Data")] = "\"cookies\", \"storage\""
        return response
    }

    private static func isOnion(_ request: Request) -> Bool {
        let host = (request.head.authority ?? "").split(separator: ":").first ?? ""
        return host.hasSuffix(".onion")
    }
}
