// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Hummingbird
import Languages
import WebForms

/// The list of requests.
struct RequestListRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.requests)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let scene = await desk.scene(visit)
            let lines = desk.shelf.lines(scene)
            let isOnIntake = scene.state.isOnIntake(scene.me)
            var page = RequestListPage(
                scene.state, lines, await desk.sift(RequestFilter(request), scene, lines), mayDecide: isOnIntake,
                visit: visit)
            if isOnIntake { page.importing = Act(href: DeskPath.importing, text: visit.words.text("import.title")) }
            return await desk.show("requests", title: "requests.title", page, to: visit)
        }
        // The words travel in the body of a form, and stay here.
        router.post(RouterPath(DeskPath.requests)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let form = try await FormFields.checked(request, visit.session)
            var filter = RequestFilter(form)
            let text = String((form["containing"]?.trimmed ?? "").prefix(FoundWords.mostLetters))
            filter.words = text.isEmpty ? nil : desk.found.put(text)
            return .see(filter.address())
        }
    }
}
