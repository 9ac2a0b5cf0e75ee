// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Hummingbird
import Languages

/// The list of requests.
struct RequestListRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.requests)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let scene = await desk.scene(visit)
            var page = RequestListPage(
                scene.state, desk.shelf.lines(scene), filter: RequestFilter(request), visit: visit)
            if scene.state.isOnIntake(scene.me) {
                page.importing = Act(href: DeskPath.importing, text: visit.words.text("import.title"))
            }
            return await desk.show("requests", title: "requests.title", page, to: visit)
        }
    }
}

extension RequestFilter {
    /// What the address does not say, or says wrongly, is not filtered.
    init(_ request: Request) {
        func number(_ name: String) -> UInt8? { request.uri.queryParameters[Substring(name)].flatMap { UInt8($0) } }
        state = number("state").flatMap(RequestState.init(rawValue:))
        danger = number("danger").flatMap(DangerRating.init(rawValue:))
        onlyUnread = request.uri.queryParameters["unread"] == "1"
        self.number = request.uri.queryParameters["page"].flatMap { Int($0) } ?? 1
    }
}
