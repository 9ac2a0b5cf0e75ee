// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Languages
import Pages

/// Sends whoever sent a form on to a page of its own, whatever the answer is (``HeldPages``). What was typed is forgotten here as soon
/// as it arrived.
struct AnswersElsewhere: RouterMiddleware {
    let site: PortalSite

    func handle(
        _ request: Request, context: PortalContext, next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        let answer = try await next(request, context)
        guard request.isFormOfPerson else { return answer }
        let known = site.again.value(in: request.headers)
        let owner = known ?? Tokens.text()
        let name = Tokens.text()
        let language = site.negotiated(request).language.tag
        guard var way = site.held.way(to: answer, for: owner, named: name, at: "/\(language)/again/\(name)") else {
            if let known, answer.status.kind == .redirection { site.held.forget(known) }
            return answer
        }
        if known == nil { way.headers.append(HTTPField(name: .setCookie, value: site.again.setting(owner))) }
        return way
    }
}

/// The pages that answered forms.
struct AgainRoutes: Sendable {
    let site: PortalSite

    func add(to router: Router<PortalContext>) { router.get("/:lang/again/:name", use: show) }

    private func show(_ request: Request, _ context: PortalContext) throws -> Response {
        let catalogue = try site.catalogue(context)
        let owner = site.again.value(in: request.headers)
        guard let name = context.parameters.get("name"), let page = site.held.page(name, for: owner) else {
            return site.expired(catalogue)
        }
        return page
    }
}
