// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import HTTPTypes
import Hummingbird
import Languages
import Pages
import WebForms

/// Choosing many requests of the list, setting them apart in one act, bringing them back, and declining what was set apart.
struct SetApartRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.post(RouterPath(DeskPath.together), use: choose)
        router.get("\(DeskPath.together)/:token") { request, context -> Response in
            try await show(try desk.visit(request, context), context)
        }
        router.post("\(DeskPath.together)/:token", use: act)
        router.get("\(DeskPath.setAparts)/:request") { request, context -> Response in
            try await showAct(try desk.visit(request, context), context)
        }
        router.post("\(DeskPath.setAparts)/:request", use: bringBack)
    }

    /// Only who is on intake duty decides about what has not become a case. For others there are no such pages.
    private func dutyScene(_ visit: Visit) async throws -> DeskScene {
        let scene = await desk.scene(visit)
        guard scene.state.isOnIntake(scene.me) else { throw HTTPError(.notFound) }
        return scene
    }

    /// Keeps what was chosen, as it stands now: it is what the page shows, and what the next form is about.
    private func choose(_ request: Hummingbird.Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let form = try await FormFields.checked(request, visit.session)
        let scene = try await dutyScene(visit)
        let lines = desk.shelf.lines(scene)
        let sifted = await desk.sift(RequestFilter(query: form["of"] ?? ""), scene, lines)
        let chosen = Self.chosen(form, sifted)
        guard !chosen.isEmpty else { return .see(sifted.filter.address()) }
        let choice = SetApartDrawer.Choice(
            token: Hex.encode(desk.freshBytes()),
            purpose: form["what"]?.hasPrefix(Self.declining) == true ? .decline : .setApart,
            shown: chosen.prefix(SetApartDrawer.mostRequests).compactMap { scene.state.shown($0, to: scene.me) },
            cutOff: max(0, chosen.count - SetApartDrawer.mostRequests), list: sifted.filter.address())
        await desk.apart.put(choice)
        return .see("\(DeskPath.together)/\(choice.token)")
    }

    /// With what begins what the buttons say that decline.
    private static let declining = "decline-"

    /// In the order of the list: all of it, or the rows whose box was ticked.
    private static func chosen(_ form: FormFields, _ sifted: SiftedRequests) -> [ID<Casework.Request>] {
        if form["what"] == "all" || form["what"] == "\(declining)all" {
            return sifted.filter.isNarrowed ? sifted.requests.map(\.id) : []
        }
        let names = form.names
        return sifted.listed.flatMap { listed -> [ID<Casework.Request>] in
            switch listed {
            case .one(let request): names.contains("one-\(request.id.hex)") ? [request.id] : []
            case .alike(_, let requests):
                // The row may stand under another of its requests by now.
                requests.contains { names.contains("row-\($0.id.hex)") }
                    ? requests.map(\.id)
                    : requests.filter { names.contains("one-\($0.id.hex)") }.map(\.id)
            }
        }
    }

    private func choice(_ context: DeskContext) async -> SetApartDrawer.Choice? {
        guard let token = context.parameters.get("token") else { return nil }
        return await desk.apart.choice(token)
    }

    private func show(
        _ visit: Visit, _ context: DeskContext, typed: FormAnswers? = nil, problem: FormProblem? = nil
    ) async throws -> Response {
        let scene = try await dutyScene(visit)
        // What was chosen before the desk was locked is not known any more.
        guard let choice = await choice(context) else { return .see(DeskPath.requests) }
        let page = SetApartPage(
            choice, await desk.apart.run(choice.token), desk.shelf.lines(scene), in: scene, typed: typed,
            problem: problem)
        return await desk.show(
            "set_apart", title: "requests.title", page, to: visit, status: problem == nil ? .ok : .unprocessableContent)
    }

    private func act(_ request: Hummingbird.Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let fields = try await FormFields.checked(request, visit.session)
        let answers = FormAnswers(fields)
        _ = try await dutyScene(visit)
        guard let choice = await choice(context) else { return .see(DeskPath.requests) }
        do throws(FormProblem) {
            if fields["what"] == "resume" {
                await desk.apart.resume(choice, desk.work)
            } else {
                try await begin(choice, answers, visit)
            }
        } catch {
            return try await show(visit, context, typed: answers, problem: error)
        }
        return .see("\(DeskPath.together)/\(choice.token)")
    }

    private func begin(
        _ choice: SetApartDrawer.Choice, _ answers: FormAnswers, _ visit: Visit
    ) async throws(FormProblem) {
        let note = choice.purpose == .setApart ? try answers.prose("note") : answers.optionalProse("note")
        guard note.utf8.count <= EventLimits.maximumReasonByteCount else {
            throw FormProblem(field: "note", reason: "problem.too-long")
        }
        switch choice.purpose {
        case .setApart: await desk.apart.setApart(choice, note: note, at: visit.now, desk.work)
        case .decline:
            let reason: DeclineReason = try answers.choice("decline-reason")
            await desk.apart.decline(choice, for: reason, note: note, at: visit.now, desk.work)
        }
    }

    private func showAct(_ visit: Visit, _ context: DeskContext, error: String? = nil) async throws -> Response {
        let scene = await desk.scene(visit)
        let id = context.parameters.get("request").flatMap { ID<Casework.Request>(hex: $0) }
        guard let id else { throw HTTPError(.notFound) }
        let run = await desk.apart.run(id.hex)
        let page = SetApartActPage(
            id, run, mayDecide: scene.state.isOnIntake(scene.me), in: scene.state, error: error, visit.words)
        guard let page else { throw HTTPError(.notFound) }
        return await desk.show(
            "set_apart_act", title: "requests.title", page, to: visit,
            status: error == nil ? .ok : .unprocessableContent)
    }

    private func bringBack(_ request: Hummingbird.Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        _ = try await FormFields.checked(request, visit.session)
        let scene = try await dutyScene(visit)
        let id = context.parameters.get("request").flatMap { ID<Casework.Request>(hex: $0) }
        guard let id, let act = scene.state.request(id)?.lastSetApart else { throw HTTPError(.notFound) }
        let resting = SetApartAct.members(with: id, in: scene.state).filter { $0.restsSetApart == act }.map(\.id)
        guard !resting.isEmpty else {
            return try await showAct(visit, context, error: visit.words.text("apart.nothing-rests"))
        }
        await desk.apart.bringBack(resting, from: act, id.hex, desk.work)
        return .see(DeskPath.setApart(id))
    }
}
