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
            let page = SearchPage(await desk.work.state, visit)
            return await desk.show("search", title: "search.title", page, to: visit)
        }
        router.post(RouterPath(DeskPath.search)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let form = try await FormFields.checked(request, visit.session)
            let query = String((form["query"]?.trimmed ?? "").prefix(200))
            let filter = SearchFilter(form)
            let state = await desk.work.state
            let scope = filter.scope(state, east: LocalTime.east(at: visit.now))
            // One more than is shown says that there are more.
            let found =
                query.isEmpty ? [] : await desk.work.search(query, limit: Self.maximumHitCount + 1, in: scope)
            let page = SearchPage(query: query, filter: filter, hits: found, in: state, visit)
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
    /// Whose case it is; what belongs to no case is nobody's.
    var owner: ID<Member>?
    var danger: DangerRating?
    /// The first and the last day on which it was said.
    var since: Day?
    var until: Day?

    var isOpen: Bool { place == .everywhere && !onlyOpen && owner == nil && danger == nil }

    static let places: [Place] = [.everywhere, .requests] + CompartmentKind.allCases.map(Place.part)

    init() {}

    /// What the form does not say, or says wrongly, is not filtered.
    init(_ form: FormFields) {
        place = Self.places.first { $0.value == form["place"] } ?? .everywhere
        onlyOpen = form["open"] == "1"
        owner = form["owner"].flatMap { ID<Member>(hex: $0) }
        danger = form["danger"].flatMap { UInt8($0) }.flatMap(DangerRating.init(rawValue:))
        since = form["since"].flatMap { Day(iso: $0) }
        until = form["until"].flatMap { Day(iso: $0) }
    }

    /// - Parameter east: how many seconds the worker's clock is ahead of UTC.
    func scope(_ state: CaseworkState, east: Int) -> SearchScope {
        var scope = SearchScope(seconds: Day.seconds(from: since, to: until, east: east))
        if !isOpen { scope.admits = { [self] in admits($0, in: state) } }
        return scope
    }

    func admits(_ subject: SearchSubject, in state: CaseworkState) -> Bool {
        switch subject {
        case .request(let id):
            let request = state.request(id)
            let isOpen = request.map { !$0.state.isResting } ?? false
            return (place == .everywhere || place == .requests) && (!onlyOpen || isOpen) && owner == nil
                && (danger == nil || request?.danger == danger)
        case .part(let id, let compartment):
            guard let record = state.case(id), let part = record.part(compartment) else { return false }
            let lifecycle = record.casework?.lifecycle
            return (place == .everywhere || place == .part(part.kind))
                && (!onlyOpen || lifecycle?.state.isOpen ?? true) && (owner == nil || lifecycle?.owner == owner)
                && (danger == nil || lifecycle?.danger == danger)
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
    let owners: [CaseListPage.Choice]
    let dangers: [CaseListPage.Choice]
    let since: String
    let until: String
    let onlyOpen: Bool
    let hits: [Hit]
    let summary: String?
    /// That there are more than are shown.
    let more: String?

    init(_ state: CaseworkState, _ visit: Visit) {
        self.init(query: "", filter: SearchFilter(), hits: [], in: state, visit)
    }

    init(query: String, filter: SearchFilter, hits found: [SearchHit], in state: CaseworkState, _ visit: Visit) {
        let words = visit.words
        self.query = query
        places = SearchFilter.places.map {
            .init(value: $0.value, text: $0.name(words), isChosen: $0 == filter.place)
        }
        owners = CaseListPage.owners(state, chosen: filter.owner)
        dangers = CaseListPage.choices(DangerRating.self, chosen: filter.danger, words)
        (since, until) = (filter.since?.iso ?? "", filter.until?.iso ?? "")
        onlyOpen = filter.onlyOpen
        hits = Self.once(found.prefix(SearchRoutes.maximumHitCount), in: state).compactMap {
            Hit($0, in: state, words)
        }
        let isMore = found.count > SearchRoutes.maximumHitCount
        summary = query.isEmpty || isMore ? nil : words.plural("search.summary", hits.count)
        more = isMore ? words.text("search.more", ["count": "\(hits.count)"]) : nil
    }

    private struct Said: Hashable {
        let request: ID<Casework.Request>
        let excerpt: String
    }

    /// What a case took over from the intake stands in both: where the case's conversation can be read it is shown there alone.
    static func once(_ found: some Sequence<SearchHit>, in state: CaseworkState) -> [SearchHit] {
        var inCases: Set<Said> = []
        for hit in found {
            guard case .part(let id, let compartment) = hit.subject,
                case .conversation(let talk)? = state.case(id)?.part(compartment)?.content, let record = talk.record
            else { continue }
            inCases.insert(Said(request: record.id, excerpt: hit.excerpt))
        }
        return found.filter { hit in
            hit.request.map { !inCases.contains(Said(request: $0, excerpt: hit.excerpt)) } ?? true
        }
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
                LocalTime.text(second: hit.saidAt),
            ].joined(separator: " · ")
        case .part(let id, let compartment):
            guard let record = state.case(id), let part = record.part(compartment) else { return nil }
            href = "\(DeskPath.case(id))#part-\(compartment.hex)"
            let lifecycle = record.casework?.lifecycle
            dangerClass = lifecycle.map { "danger-\($0.danger.rawValue)" } ?? ""
            place = [
                Bidirectional.isolated(record.alias), words.name(of: part, in: record),
                lifecycle.map { words.name(of: $0.state) },
                Day(at: hit.saidAt, east: LocalTime.east(at: hit.saidAt)).iso,
            ]
            .compactMap(\.self).joined(separator: " · ")
        }
        before = String(hit.excerpt[..<hit.match.lowerBound])
        match = String(hit.excerpt[hit.match])
        after = String(hit.excerpt[hit.match.upperBound...])
    }
}
