// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Pages
import WebForms

/// Lets through who has a session, and keeps the idle clock: whoever comes back after too long finds the desk locked.
struct SessionGate: RouterMiddleware {
    let desk: DeskSite

    func handle(
        _ request: Request, context: DeskContext,
        next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        guard let session = await desk.sessions.session(secret: desk.cookie.value(in: request.headers)) else {
            throw HTTPError(.unauthorized)
        }
        await desk.lockIfIdle()
        if isUse(request) { await desk.sessions.use(at: desk.clock()) }
        var context = context
        context.session = session
        context.now = desk.now()
        return try await next(request, context)
    }

    /// Live updates come by themselves and keep nothing open.
    private func isUse(_ request: Request) -> Bool {
        request.uri.path != DeskPath.events && request.headers[.live] == nil
    }
}

extension HTTPField.Name {
    /// What desk.js sends with a fetch that no person asked for.
    static let live = HTTPField.Name.named("Lifeboat-Live")
}

extension FormFields {
    /// The fields of a form of ours, after its token has been compared.
    static func checked(_ request: Request, _ session: BrowserSession) async throws -> FormFields {
        let fields: FormFields
        do {
            fields = try await FormFields(reading: request, maximumByteCount: 1 << 20)
        } catch let error as FormError {
            throw HTTPError(error == .tooLarge ? .contentTooLarge : .badRequest)
        }
        guard ConstantTime.areEqual(fields[FormFields.tokenName] ?? "", session.formToken) else {
            throw HTTPError(.forbidden)
        }
        return fields
    }

    static let tokenName = "token"
}
