// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Languages
import Pages

/// How the desk stands with its relay, going on after an alarm, and the help page.
struct StatusRoutes {
    let desk: DeskSite

    private struct HelpPage {
        let idle: String
    }

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.status)) { request, context -> Response in
            await showStatus(to: try desk.visit(request, context))
        }
        router.post(RouterPath(DeskPath.goOn), use: goOn)
        router.get(RouterPath(DeskPath.help)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let page = HelpPage(idle: visit.words.plural("help.idle", desk.settings.idleMinutes))
            return await desk.show("help", title: "help.title", page, to: visit)
        }
    }

    /// Takes a decision about the alarm that stands now. Where another one has come meanwhile, it is shown instead.
    private func goOn(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let form = try await FormFields.checked(request, visit.session)
        guard case .alarm(let key) = await desk.work.status.connection, key == form["alarm"],
            Alarm(rawValue: key)?.awaitsDecision == true
        else { return .see(DeskPath.status) }
        do throws(WorkspaceError) {
            try await desk.work.continueAfterAlarm()
        } catch {
            return await showStatus(
                to: visit, error: visit.words.explanation(of: error), status: .unprocessableContent)
        }
        return .see(DeskPath.status)
    }

    private func showStatus(
        to visit: Visit, error: String? = nil, status: HTTPResponse.Status = .ok
    ) async -> Response {
        let page = StatusPage(
            await desk.work.status, await desk.work.state, await desk.work.identity, relay: desk.settings.relay,
            error: error, visit)
        return await desk.show("status", title: "status.title", page, to: visit, status: status)
    }
}
