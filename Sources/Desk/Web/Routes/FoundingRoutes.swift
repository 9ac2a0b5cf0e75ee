// SPDX-License-Identifier: AGPL-3.0-or-later
import Hummingbird
import Languages
import Pages
import WebForms

/// A new desk: found an organisation, or come back into one with the words of the recovery sheet.
struct FoundingRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.welcome)) { request, context -> Response in
            guard await desk.work.phase == .empty else { return .see(DeskPath.start) }
            let visit = try desk.visit(request, context)
            return await desk.show("welcome", title: "welcome.title", WelcomePage(desk.settings, visit), to: visit)
        }
        router.post(RouterPath(DeskPath.welcome), use: found)

        router.get(RouterPath(DeskPath.recover)) { request, context -> Response in
            guard await desk.work.phase == .empty else { return .see(DeskPath.start) }
            let visit = try desk.visit(request, context)
            return await desk.show("recover", title: "recover.title", RecoverPage(desk.settings, visit), to: visit)
        }
        router.post(RouterPath(DeskPath.recover), use: recover)

        router.get(RouterPath(DeskPath.sheet)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            guard let sheet = await desk.sheet.sheet else { return .see(DeskPath.start) }
            return await desk.show("sheet", title: "sheet.title", SheetPage(sheet, error: nil), to: visit)
        }
        router.post(RouterPath(DeskPath.sheet), use: confirmSheet)
    }

    private func found(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let form = try await FormFields.checked(request, visit.session)
        var page = WelcomePage(desk.settings, visit)
        page.take(form)
        guard let draft = page.draft(form, visit) else {
            return await desk.show("welcome", title: "welcome.title", page, to: visit, status: .unprocessableContent)
        }
        do throws(WorkspaceError) {
            await desk.sheet.put(try await desk.work.create(draft))
        } catch {
            page.error = visit.words.explanation(of: error)
            return await desk.show("welcome", title: "welcome.title", page, to: visit, status: .unprocessableContent)
        }
        return .see(DeskPath.sheet)
    }

    private func recover(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let form = try await FormFields.checked(request, visit.session)
        var page = RecoverPage(desk.settings, visit)
        page.take(form)
        guard page.isComplete(form, visit) else {
            return await desk.show("recover", title: "recover.title", page, to: visit, status: .unprocessableContent)
        }
        do throws(WorkspaceError) {
            try await desk.work.recover(
                words: page.words, memberName: page.memberName, passphrase: form["passphrase"] ?? "")
        } catch {
            page.error = visit.words.explanation(of: error)
            return await desk.show("recover", title: "recover.title", page, to: visit, status: .unprocessableContent)
        }
        return .see(DeskPath.start)
    }

    private func confirmSheet(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let form = try await FormFields.checked(request, visit.session)
        guard let sheet = await desk.sheet.sheet else { return .see(DeskPath.start) }
        guard form["kept"] == "1" else {
            let page = SheetPage(sheet, error: visit.words.text("sheet.tick-first"))
            return await desk.show("sheet", title: "sheet.title", page, to: visit, status: .unprocessableContent)
        }
        do throws(WorkspaceError) {
            try await desk.work.confirmSheet()
        } catch {
            let page = SheetPage(sheet, error: visit.words.explanation(of: error))
            return await desk.show("sheet", title: "sheet.title", page, to: visit, status: .unprocessableContent)
        }
        await desk.sheet.empty()
        return .see(DeskPath.start)
    }
}
