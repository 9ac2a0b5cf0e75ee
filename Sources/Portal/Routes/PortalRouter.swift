// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Pages

/// All addresses of the portal. None of them ever holds a secret.
enum PortalRouter {
    static func make(_ site: PortalSite) -> Router<PortalContext> {
        let router = Router(context: PortalContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders(policy: PortalTemplates.policy))
        router.add(
            middleware: ErrorPages { status, request in
                site.counts.add(status.code >= 500 ? .internalErrors : .refusals)
                let kind: NoticePage.Kind = status == .notFound ? .missing : .failed
                return site.page(NoticePage(kind), in: site.negotiated(request), status: status)
            })
        router.add(middleware: OwnFormsOnly())
        FrontRoutes(site: site).add(to: router)
        WordsRoutes(site: site).add(to: router)
        ReturnRoutes(site: site).add(to: router)
        WriteRoutes(site: site).add(to: router)
        InboxRoutes(site: site).add(to: router)
        ConsentRoutes(site: site).add(to: router)
        return router
    }
}

/// Refuses forms that a browser says were sent from another site (Fetch Metadata). Browsers that do not say are held
/// to the token in each form; the two forms without a session have nothing that another site could want.
struct OwnFormsOnly: RouterMiddleware {
    func handle(
        _ request: Request, context: PortalContext, next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        if request.method == .post, let site = request.headers[.named("Sec-Fetch-Site")],
            site != "same-origin", site != "none"
        {
            throw HTTPError(.forbidden)
        }
        return try await next(request, context)
    }
}
