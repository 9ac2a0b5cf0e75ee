// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Languages
import Pages
import WebForms

/// A new worker's own machine: asking to be admitted, and waiting for it.
struct JoiningRoutes {
    let desk: DeskSite

    /// In seconds: how often the waiting page looks again by itself, without script.
    private static let refresh = "20"

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.join)) { request, context -> Response in
            guard await desk.work.phase == .empty else { return .see(DeskPath.start) }
            let visit = try desk.visit(request, context)
            return await desk.show("join", title: "join.title", JoinPage(desk.settings, visit), to: visit)
        }
        router.post(RouterPath(DeskPath.join), use: join)
        router.get(RouterPath(DeskPath.joining)) { request, context -> Response in
            guard await desk.work.phase == .joining else { return .see(DeskPath.start) }
            return await showJoining(try desk.visit(request, context))
        }
        router.post(RouterPath(DeskPath.joining), use: goOn)
    }

    private func join(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let form = try await FormFields.checked(request, visit.session)
        var page = JoinPage(desk.settings, visit)
        page.take(form)
        if let draft = page.draft(form, visit) {
            do throws(WorkspaceError) {
                _ = try await desk.work.join(draft)
                return .see(DeskPath.joining)
            } catch {
                page.error = visit.words.explanation(of: error)
            }
        }
        return await desk.show("join", title: "join.title", page, to: visit, status: .unprocessableContent)
    }

    private func goOn(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let form = try await FormFields.checked(request, visit.session)
        do throws(WorkspaceError) {
            switch form["do"] {
            case "look"?:
                if try await desk.work.lookForWelcome() { return .see(DeskPath.start) }
                return await showJoining(visit, error: visit.words.text("joining.not-yet"))
            case "resume"?: _ = try await desk.work.resumeJoining(passphrase: form["passphrase"] ?? "")
            case "abandon"?: try await desk.work.abandonJoining()
            default: return .see(DeskPath.joining)
            }
        } catch {
            return await showJoining(
                visit, error: visit.words.explanation(of: error), status: .unprocessableContent)
        }
        return .see(DeskPath.start)
    }

    private func showJoining(
        _ visit: Visit, error: String? = nil, status: HTTPResponse.Status = .ok
    ) async -> Response {
        let waiting = await desk.work.joining
        let page = JoiningPage(waiting: waiting.map(JoiningPage.Waiting.init), error: error)
        var answer = await desk.show("joining", title: "joining.title", page, to: visit, status: status)
        if waiting != nil, error == nil { answer.headers[.named("Refresh")] = Self.refresh }
        return answer
    }
}
