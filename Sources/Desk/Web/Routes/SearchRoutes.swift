// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Hummingbird
import Languages
import Pages
import WebForms

/// Search over everything that is decrypted. The words travel in the body of a form, never in an address: browsers
/// write addresses to disk.
struct SearchRoutes {
    static let maximumHitCount = 60
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.search)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            return await desk.show("search", title: "search.title", SearchPage(visit), to: visit)
        }
        router.post(RouterPath(DeskPath.search)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let form = try await FormFields.checked(request, visit.session)
            let query = String((form["query"]?.trimmed ?? "").prefix(200))
            let hits = query.isEmpty ? [] : await desk.work.search(query, limit: Self.maximumHitCount)
            let page = SearchPage(query: query, hits: hits, in: await desk.work.state, visit)
            return await desk.show("search", title: "search.title", page, to: visit)
        }
    }
}

struct SearchPage {
    struct Hit {
        let href: String
        let before: String
        let match: String
        let after: String
        let state: String
        let danger: String
        let dangerClass: String
        let received: String
    }

    let query: String
    let hits: [Hit]
    let summary: String?

    init(_ visit: Visit) {
        query = ""
        hits = []
        summary = nil
    }

    init(query: String, hits found: [SearchHit], in state: CaseworkState, _ visit: Visit) {
        self.query = query
        hits = found.compactMap { hit in
            guard let id = hit.request, let request = state.request(id) else { return nil }
            return Hit(
                href: DeskPath.request(id), before: String(hit.excerpt[..<hit.match.lowerBound]),
                match: String(hit.excerpt[hit.match]), after: String(hit.excerpt[hit.match.upperBound...]),
                state: visit.words.name(of: request.state), danger: visit.words.name(of: request.danger),
                dangerClass: "danger-\(request.danger.rawValue)", received: LocalTime.text(second: request.receivedAt))
        }
        summary = query.isEmpty ? nil : visit.words.plural("search.summary", hits.count)
    }
}
