// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Pages
import WebForms

/// Sends everybody to the page that comes first: founding, the recovery sheet, the passphrase. A fetch that no person asked
/// for is told so: it could not tell this redirect from any other. A form that comes while the desk is locked comes back
/// whole, to be sent again.
struct UnlockedOnly: RouterMiddleware {
    let desk: DeskSite

    func handle(
        _ request: Request, context: DeskContext,
        next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        let phase = await desk.work.phase
        guard phase == .unlocked, await desk.sheet.isEmpty else {
            if request.headers[.live] != nil { throw HTTPError(.unauthorized) }
            guard request.method == .post, phase == .locked else { return .see(DeskPath.start) }
            return try await keep(request, context)
        }
        return try await next(request, context)
    }

    /// What was typed goes back to the browser that it came from, out of sight, and nowhere else.
    private func keep(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        var form: KeptPage.Form?
        if request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") ?? false {
            let fields = try await FormFields.checked(request, visit.session)
            let names = fields.names.subtracting([FormFields.tokenName]).sorted()
            form = KeptPage.Form(
                address: request.uri.path, fields: names.map { .init(name: $0, value: fields[$0] ?? "") })
        }
        return await desk.show(
            "kept", title: "kept.title", KeptPage(form: form), to: visit,
            status: .init(code: 423, reasonPhrase: "Locked"))
    }
}

/// Says that a form came too late, and holds what it said.
struct KeptPage {
    struct Form {
        struct Field {
            let name: String
            let value: String
        }
        let address: String
        let fields: [Field]
    }

    /// Nil for a form with files, which the browser itself has to send again.
    let form: Form?
}
