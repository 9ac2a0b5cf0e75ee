// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Hummingbird
import Languages

/// Reading: today, the lists, one case, its history, who could know it, the plots.
struct CaseRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.today)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let scene = await desk.scene(visit)
            let status = await desk.work.status
            let page = TodayPage(
                scene, desk.shelf.lines(scene), room: status.room, asking: await desk.work.applicants.count,
                duty: DutyNotice.all(scene, status), filter: TodayFilter(request))
            return await desk.show("today", title: "today.title", page, to: visit)
        }
        router.get(RouterPath(DeskPath.doubts)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let scene = await desk.scene(visit)
            let page = DoubtsPage(scene, desk.shelf.lines(scene), filter: DoubtsFilter(request))
            return await desk.show("doubts", title: "doubts.page", page, to: visit)
        }
        router.get(RouterPath(DeskPath.numbers)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let scene = await desk.scene(visit)
            let page = NumbersPage(scene, desk.shelf.lines(scene))
            return await desk.show("numbers", title: "numbers.title", page, to: visit)
        }
        router.get(RouterPath(DeskPath.cases)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let scene = await desk.scene(visit)
            let page = CaseListPage(scene, desk.shelf.lines(scene), filter: CaseFilter(request))
            return await desk.show("cases", title: "cases.title", page, to: visit)
        }
        router.get("/cases/:case") { request, context -> Response in
            let visit = try desk.visit(request, context)
            let scene = try await desk.caseScene(context, visit)
            return await desk.show("case", title: "case.title", CasePage(scene), to: visit)
        }
        router.get("/cases/:case/history") { request, context -> Response in
            let visit = try desk.visit(request, context)
            let number = request.uri.queryParameters["page"].flatMap { Int($0) } ?? 1
            let page = HistoryPage(try await desk.caseScene(context, visit), number: number)
            return await desk.show("history", title: "history.title", page, to: visit)
        }
        router.get("/cases/:case/access") { request, context -> Response in
            let visit = try desk.visit(request, context)
            let page = AccessPage(try await desk.caseScene(context, visit))
            return await desk.show("access", title: "access.title", page, to: visit)
        }
        router.get("/cases/:case/:part/answered") { request, context -> Response in
            let visit = try desk.visit(request, context)
            let scene = try await desk.caseScene(context, visit)
            let form = FormScene(
                scene, part: try desk.part(context, scene), about: request.value("about").map(String.init),
                fresh: desk.freshBytes)
            guard let page = AnsweredPage(form) else { throw HTTPError(.notFound) }
            return await desk.show("answered", title: "case.title", page, to: visit)
        }
        router.get("/cases/:case/:part/who") { request, context -> Response in
            let visit = try desk.visit(request, context)
            let scene = try await desk.caseScene(context, visit)
            guard let entry = request.uri.queryParameters["entry"].flatMap({ ID<Entry>(hex: $0) }),
                let page = WhoPage(entry, in: try desk.part(context, scene), scene)
            else { throw HTTPError(.notFound) }
            return await desk.show("who", title: "access.title", page, to: visit)
        }
    }
}

extension CaseFilter {
    /// What the address does not say, or says wrongly, is not filtered.
    init(_ request: Request) {
        view = request.value("view").flatMap { View(rawValue: String($0)) } ?? .queue
        state = request.value("state").flatMap { UInt8($0) }.flatMap(CaseState.init(rawValue:))
        danger = request.value("danger").flatMap { UInt8($0) }.flatMap(DangerRating.init(rawValue:))
        owner = request.value("owner").flatMap { ID<Member>(hex: $0) }
        number = request.pageNumber
    }
}

extension TodayFilter {
    /// What the address does not say, or says wrongly, is the whole day.
    init(_ request: Request) {
        group = request.value("group").flatMap { name in Today.Standing.allCases.first { "\($0)" == name } }
        number = request.pageNumber
    }
}

extension DoubtsFilter {
    /// What the address does not say, or says wrongly, is the first.
    init(_ request: Request) {
        self.init(
            list: request.value("list").flatMap { List(rawValue: String($0)) } ?? .open,
            topic: request.value("topic").flatMap { UInt8($0) }.flatMap(StatementTopic.init(rawValue:))
                ?? .knowledgeOfCrimes, number: request.pageNumber)
    }
}

extension Request {
    fileprivate func value(_ name: Substring) -> Substring? { uri.queryParameters[name] }

    /// Of a list's pages, from 1; one that is not there is brought to the nearest by ``Paging``.
    var pageNumber: Int { value("page").flatMap { Int($0) } ?? 1 }
}

extension DeskSite {
    func scene(_ visit: Visit) async -> DeskScene {
        let era = shelf.era
        return DeskScene(
            state: await work.state, me: await work.me, words: visit.words, now: visit.now, era: era)
    }

    /// The case that the address names. One that this desk cannot open is not there, like one that is nowhere.
    func caseScene(_ context: DeskContext, _ visit: Visit) async throws -> CaseScene {
        let scene = await scene(visit)
        let id = context.parameters.get("case").flatMap { ID<Case>(hex: $0) }
        guard let id, let record = scene.state.case(id) else { throw HTTPError(.notFound) }
        return scene.scene(record)
    }

    /// The part of this case that the address names.
    func part(_ context: DeskContext, _ scene: CaseScene) throws -> PartRecord {
        let id = context.parameters.get("part").flatMap { ID<Compartment>(hex: $0) }
        guard let id, let part = scene.record.part(id) else { throw HTTPError(.notFound) }
        return part
    }
}
