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
    /// How many are asked for when a filter takes some away.
    private static let maximumFoundCount = 600
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
            let filter = SearchFilter(form)
            let limit = filter.isOpen ? Self.maximumHitCount : Self.maximumFoundCount
            let found = query.isEmpty ? [] : await desk.work.search(query, limit: limit)
            let state = await desk.work.state
            let hits = found.filter { filter.admits($0.subject, in: state) }.prefix(Self.maximumHitCount)
            let page = SearchPage(query: query, filter: filter, hits: Array(hits), in: state, visit)
            return await desk.show("search", title: "search.title", page, to: visit)
        }
    }
}

/// Where the words are looked for.
struct SearchFilter: Equatable {
    enum Place: Hashable {
        case everywhere, requests
        case part(CompartmentKind)
    }

    var place = Place.everywhere
    var onlyOpen = false

    var isOpen: Bool { place == .everywhere && !onlyOpen }

    static let places: [Place] = [.everywhere, .requests] + CompartmentKind.allCases.map(Place.part)

    init() {}

    /// What the form does not say, or says wrongly, is not filtered.
    init(_ form: FormFields) {
        place = Self.places.first { $0.value == form["place"] } ?? .everywhere
        onlyOpen = form["open"] == "1"
    }

    func admits(_ subject: SearchSubject, in state: CaseworkState) -> Bool {
        switch subject {
        case .request(let id):
            let isOpen = state.request(id).map { !$0.state.isResting } ?? false
            return (place == .everywhere || place == .requests) && (!onlyOpen || isOpen)
        case .part(let id, let compartment):
            guard let record = state.case(id), let part = record.part(compartment) else { return false }
            let isOpen = record.casework?.lifecycle?.state.isOpen ?? true
            return (place == .everywhere || place == .part(part.kind)) && (!onlyOpen || isOpen)
        }
    }
}

extension SearchFilter.Place {
    var value: String {
        switch self {
        case .everywhere: ""
        case .requests: "requests"
        case .part(let kind): "\(kind.rawValue)"
        }
    }

    func name(_ words: Catalogue) -> String {
        switch self {
        case .everywhere: words.text("search.everywhere")
        case .requests: words.text("nav.requests")
        case .part(let kind): words.text("search.in-cases", ["part": words.name(of: kind)])
        }
    }
}

struct SearchPage {
    struct Hit {
        let href: String
        let before: String
        let match: String
        let after: String
        let dangerClass: String
        /// Where it stands.
        let place: String
    }

    let query: String
    let places: [CaseListPage.Choice]
    let onlyOpen: Bool
    let hits: [Hit]
    let summary: String?

    init(_ visit: Visit) {
        self.init(query: "", filter: SearchFilter(), hits: [], in: CaseworkState(), visit)
    }

    init(query: String, filter: SearchFilter, hits found: [SearchHit], in state: CaseworkState, _ visit: Visit) {
        let words = visit.words
        self.query = query
        places = SearchFilter.places.map {
            .init(value: $0.value, text: $0.name(words), isChosen: $0 == filter.place)
        }
        onlyOpen = filter.onlyOpen
        hits = found.compactMap { Hit($0, in: state, words) }
        summary = query.isEmpty ? nil : words.plural("search.summary", hits.count)
    }
}

extension SearchPage.Hit {
    /// Nil for what is not there any more.
    init?(_ hit: SearchHit, in state: CaseworkState, _ words: Catalogue) {
        switch hit.subject {
        case .request(let id):
            guard let request = state.request(id) else { return nil }
            href = DeskPath.request(id)
            dangerClass = "danger-\(request.danger.rawValue)"
            place = [
                words.name(of: request.danger), words.name(of: request.state),
                LocalTime.text(second: request.receivedAt),
            ].joined(separator: " · ")
        case .part(let id, let compartment):
            guard let record = state.case(id), let part = record.part(compartment) else { return nil }
            href = "\(DeskPath.case(id))#part-\(compartment.hex)"
            let lifecycle = record.casework?.lifecycle
            dangerClass = lifecycle.map { "danger-\($0.danger.rawValue)" } ?? ""
            place = [record.alias, words.name(of: part.kind), lifecycle.map { words.name(of: $0.state) }]
                .compactMap(\.self).joined(separator: " · ")
        }
        before = String(hit.excerpt[..<hit.match.lowerBound])
        match = String(hit.excerpt[hit.match])
        after = String(hit.excerpt[hit.match.upperBound...])
    }
}
