// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Languages
import Pages
import RelayAPI
import WebForms

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
        router.post(RouterPath(DeskPath.sheetKept)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            _ = try await FormFields.checked(request, visit.session)
            return await finish(visit) { () throws(WorkspaceError) in try await desk.work.confirmSheet() }
        }
        router.post(RouterPath(DeskPath.damagedSeen)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let form = try await FormFields.checked(request, visit.session)
            let count = form["count"].flatMap { Int($0) } ?? 0
            return await finish(visit) { () throws(WorkspaceError) in try await desk.work.forgetDamaged(count) }
        }
        router.post(RouterPath(DeskPath.envelopesSeen)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let form = try await FormFields.checked(request, visit.session)
            guard let count = form["count"].flatMap({ Int($0) }), let removed = form["removed"].flatMap({ Int($0) }),
                let last = form["last"].flatMap({ UInt64($0) })
            else { throw HTTPError(.badRequest) }
            return await finish(visit, at: DeskPath.today) { () throws(WorkspaceError) in
                try await desk.work.seeEnvelopes(ClosedEnvelopes(count: count, removedCount: removed, upTo: last))
            }
        }
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
        return await finish(visit) { () throws(WorkspaceError) in try await desk.work.continueAfterAlarm() }
    }

    /// Back to the page of the form; where the workspace refused, to the status page with its reason.
    private func finish(
        _ visit: Visit, at path: String = DeskPath.status, act: () async throws(WorkspaceError) -> Void
    ) async -> Response {
        do throws(WorkspaceError) {
            try await act()
        } catch {
            return await showStatus(
                to: visit, error: visit.words.explanation(of: error), status: .unprocessableContent)
        }
        return .see(path)
    }

    private func showStatus(
        to visit: Visit, error: String? = nil, status: HTTPResponse.Status = .ok
    ) async -> Response {
        let page = StatusPage(
            await desk.work.status, await desk.work.state, await desk.work.identity, relay: desk.settings.relay,
            me: await desk.work.me, error: error, visit)
        return await desk.show("status", title: "status.title", page, to: visit, status: status)
    }
}
