// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Pages

/// All addresses of the portal. None of them ever holds a secret.
enum PortalRouter {
    static func make(_ site: PortalSite) -> Router<PortalContext> {
        let router = Router(context: PortalContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders(policy: PortalTemplates.policy))
        router.add(middleware: errorPages(site))
        router.add(middleware: OwnFormsOnly(cookie: site.knock))
        // What is no form of ours makes nothing wait; what is one does, also where it failed.
        router.add(middleware: AnswersElsewhere(site: site))
        router.add(middleware: errorPages(site))
        AgainRoutes(site: site).add(to: router)
        FrontRoutes(site: site).add(to: router)
        WordsRoutes(site: site).add(to: router)
        ReturnRoutes(site: site).add(to: router)
        WriteRoutes(site: site).add(to: router)
        InboxRoutes(site: site).add(to: router)
        ConsentRoutes(site: site).add(to: router)
        return router
    }

    private static func errorPages(_ site: PortalSite) -> ErrorPages<PortalContext> {
        ErrorPages { status, request in
            site.counts.add(status.code >= 500 ? .internalErrors : .refusals)
            let kind: NoticePage.Kind = status == .notFound ? .missing : .failed
            return site.page(NoticePage(kind), in: site.negotiated(request), status: status)
        }
    }
}
