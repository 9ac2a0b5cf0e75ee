// SPDX-License-Identifier: AGPL-3.0-or-later
public import HTTPTypes
public import Hummingbird

/// An error that brings the page to show.
public protocol ErrorWithPage: Error {
    var page: Response { get }
}

/// Turns everything that is thrown into a page. What went wrong inside is never shown, for it may hold what a person
/// typed; the page is chosen by status alone.
public struct ErrorPages<Context: RequestContext>: RouterMiddleware {
    private let page: @Sendable (HTTPResponse.Status, Request) -> Response

    /// - Parameter page: the answer for a status; called for the server's own failures too.
    public init(page: @escaping @Sendable (HTTPResponse.Status, Request) -> Response) { self.page = page }

    public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any ErrorWithPage {
            return error.page
        } catch let error as any HTTPResponseError {
            return page(error.status, request)
        } catch {
            return page(.internalServerError, request)
        }
    }
}
