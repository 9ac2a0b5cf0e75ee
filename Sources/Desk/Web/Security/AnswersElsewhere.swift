// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Pages

/// Sends whoever sent a form on to a page of its own, whatever the answer is (``HeldPages``): a browser would keep what was typed or searched
/// on its disk, past the locking of the desk.
struct AnswersElsewhere: RouterMiddleware {
    let desk: DeskSite

    func handle(
        _ request: Request, context: DeskContext, next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        let answer = try await next(request, context)
        guard request.isFormOfPerson, let owner = desk.cookie.value(in: request.headers) else { return answer }
        let name = Sessions.random()
        return desk.held.way(to: answer, for: owner, named: name, at: "\(DeskPath.again)/\(name)") ?? answer
    }
}

/// The pages that answered forms, until the desk is locked.
struct AgainRoutes {
    let desk: DeskSite

    func addRoutes(to router: some RouterMethods<DeskContext>) {
        router.get("\(DeskPath.again)/:name") { request, context -> Response in
            let owner = desk.cookie.value(in: request.headers)
            guard let name = context.parameters.get("name"), let page = desk.held.page(name, for: owner) else {
                return .see(DeskPath.start)
            }
            return page
        }
    }
}
