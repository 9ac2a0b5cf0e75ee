// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import NIOCore
import Pages

/// Sends whoever sent a form on to a page of its own, whatever the answer is (``HeldPages``): a browser would keep what was typed or searched
/// on its disk, past the locking of the desk. The form is kept beside the page, so that it can be shown in another language.
struct AnswersElsewhere: RouterMiddleware {
    let desk: DeskSite
    /// The same pages without what stands in front of them.
    let pages: any HTTPResponder<DeskContext>

    func handle(
        _ request: Request, context: DeskContext, next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        guard request.isFormOfPerson, let owner = desk.cookie.value(in: request.headers) else {
            return try await next(request, context)
        }
        let name = Sessions.random()
        var context = context
        context.answerAddress = DeskPath.again(name, from: request.uri.path)
        var request = request
        let body = try await request.holdShortBody()
        let outcome = FormAnswering.Outcome()
        let answer = try await FormAnswering.$current.withValue(.first(outcome)) {
            [request, context] in try await next(request, context)
        }
        let form = body.map { body in
            (byteCount: body.readableBytes, remake: remaking(request, body, context.answerAddress, outcome))
        }
        return desk.held.way(
            to: answer, for: owner, named: name, at: context.answerAddress ?? DeskPath.start, of: form) ?? answer
    }

    private func remaking(
        _ request: Request, _ body: ByteBuffer, _ address: String?, _ outcome: FormAnswering.Outcome
    ) -> HeldPages.Remaking {
        { [desk, pages] in
            guard let session = await desk.sessions.session(secret: desk.cookie.value(in: request.headers)) else {
                return nil
            }
            var context = DeskContext()
            (context.session, context.now, context.answerAddress) = (session, desk.now(), address)
            let again = Request(head: request.head, body: RequestBody(buffer: body))
            return try? await FormAnswering.$current.withValue(.again(outcome.again)) { [context] in
                try await pages.respond(to: again, context: context)
            }
        }
    }
}

extension Request {
    /// What a form says is longer than this only where it brings a file.
    private static let mostHeldBytes = 1 << 20

    /// The body of a form that is short, which can be read as before; nil of one that is long, or does not say how long it is.
    fileprivate mutating func holdShortBody() async throws -> ByteBuffer? {
        guard let length = headers[.contentLength].flatMap({ Int($0) }), length <= Self.mostHeldBytes else {
            return nil
        }
        return try await collectBody(upTo: Self.mostHeldBytes)
    }
}

/// The pages that answered forms, until the desk is locked.
struct AgainRoutes {
    let desk: DeskSite

    func addRoutes(to router: some RouterMethods<DeskContext>) {
        router.get("\(DeskPath.again)/:name") { request, context -> Response in
            let owner = desk.cookie.value(in: request.headers)
            guard let name = context.parameters.get("name"), let page = desk.held.page(name, for: owner) else {
                return .see(DeskPath.own(request.uri.queryParameters["from"].map(String.init)))
            }
            return page
        }
    }
}
