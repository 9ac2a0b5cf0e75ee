// SPDX-License-Identifier: AGPL-3.0-or-later
import Hummingbird
import Languages
import Pages
import WebForms

/// Where everybody begins, the lock, and the language.
struct StartRoutes {
    let desk: DeskSite

    private struct UnlockPage {
        let error: String?
    }

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.start)) { _, _ -> Response in .see(await beginning()) }

        router.get(RouterPath(DeskPath.unlock)) { request, context -> Response in
            guard await desk.work.phase == .locked else { return .see(DeskPath.start) }
            let visit = try desk.visit(request, context)
            return await desk.show("unlock", title: "unlock.title", UnlockPage(error: nil), to: visit)
        }

        router.post(RouterPath(DeskPath.unlock)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let form = try await FormFields.checked(request, visit.session)
            do throws(WorkspaceError) {
                try await desk.work.unlock(passphrase: form["passphrase"] ?? "")
            } catch {
                let page = UnlockPage(error: visit.words.explanation(of: error))
                return await desk.show("unlock", title: "unlock.title", page, to: visit, status: .unprocessableContent)
            }
            return .see(DeskPath.start)
        }

        // How far the work is that a form of this browser waits for: a sentence, or nothing where nobody can tell.
        router.get(RouterPath(DeskPath.working)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let percent = await desk.work.status.progress.map { String(Int($0 * 100)) }
            let text = percent.map { visit.words.text("working.percent", ["percent": $0]) } ?? ""
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }

        router.post(RouterPath(DeskPath.lock)) { request, context -> Response in
            _ = try await FormFields.checked(request, try context.signedIn())
            await desk.lock()
            return .see(DeskPath.start)
        }

        // Whoever types uses the desk, long before anything is sent: desk.js says so now and then.
        router.post(RouterPath(DeskPath.used)) { _, _ -> Response in Response(status: .noContent) }

        router.post(RouterPath(DeskPath.language)) { request, context -> Response in
            let session = try context.signedIn()
            let form = try await FormFields.checked(request, session)
            guard let tag = form["language"], desk.catalogues[tag] != nil else { throw HTTPError(.badRequest) }
            await desk.sessions.choose(language: tag, for: session)
            let address = DeskPath.own(form["address"])
            // A page that answered a form is there in one language: it is made anew, and nothing is done again.
            if let name = DeskPath.nameOfAnswer(address) {
                await desk.held.remake(name, for: desk.cookie.value(in: request.headers))
            }
            return .see(address)
        }
    }

    private func beginning() async -> String {
        if await !desk.sheet.isEmpty { return DeskPath.sheet }
        return switch await desk.work.phase {
        case .empty: DeskPath.welcome
        case .joining: DeskPath.joining
        case .locked: DeskPath.unlock
        case .unlocked: DeskPath.today
        }
    }
}
