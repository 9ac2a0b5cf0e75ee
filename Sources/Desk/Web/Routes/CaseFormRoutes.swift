// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Hummingbird
import Languages
import WebForms

/// Stating something in one part of a case. A refused form comes back as it was typed, with what to do next.
struct CaseFormRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get("/cases/:case/:part/:form") { request, context -> Response in
            let visit = try desk.visit(request, context)
            let (form, scene) = try await find(request, context, visit)
            if let state = CaseForm.obstacle(to: form.name, in: scene.part, scene.scene) {
                return await show(form, scene, visit, trouble: visit.words.isOver(state))
            }
            // What it was about is settled meanwhile: the case says how.
            guard form.subject(scene) else { return .see(DeskPath.case(scene.scene.record.id)) }
            return await show(form, scene, visit, trouble: form.stopped(scene).map { visit.words.text($0) })
        }
        router.post("/cases/:case/:part/:form", use: state)
    }

    private func state(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        var (form, scene) = try await find(request, context, visit)
        let answers: FormAnswers
        do {
            answers = try await FormAnswers.read(request, visit.session, form.fields(scene))
        } catch let unreadable as FormAnswers.Unreadable {
            let answers = FormAnswers(unreadable.typed)
            scene = scene.showing(answers.shown ?? .nothing)
            return await show(form, scene, visit, answers, problem: unreadable.problem)
        }
        // The address of a form that is sent says nothing of what its page showed.
        scene = scene.showing(answers.shown ?? .nothing)
        if let state = CaseForm.obstacle(to: form.name, in: scene.part, scene.scene) {
            return await show(form, scene, visit, answers, trouble: visit.words.isOver(state))
        }
        guard form.subject(scene) else {
            return await show(form, scene, visit, answers, trouble: visit.words.text("forms.overtaken"))
        }
        if let stop = form.stopped(scene) {
            return await show(form, scene, visit, answers, trouble: visit.words.text(stop))
        }
        let said: [PartEvents]
        do throws(FormProblem) {
            said =
                [PartEvents(compartment: scene.part.compartment, events: try form.events(answers, scene))]
                + (try form.elsewhere(answers, scene))
        } catch {
            return await show(form, scene, visit, answers, problem: error)
        }
        do throws(WorkspaceError) {
            try await desk.work.say(said)
        } catch {
            return await show(form, scene, visit, answers, trouble: visit.words.explanation(of: error))
        }
        let home = "\(DeskPath.case(scene.scene.record.id))#part-\(scene.part.compartment.hex)"
        return .see(form.next(scene, answers) ?? home)
    }

    private func find(
        _ request: Request, _ context: DeskContext, _ visit: Visit
    ) async throws -> (CaseForm, FormScene) {
        let scene = try await desk.caseScene(context, visit)
        let part = try desk.part(context, scene)
        guard let form = context.parameters.get("form").flatMap({ CaseForm.form($0, in: part.kind) }) else {
            throw HTTPError(.notFound)
        }
        let about = request.uri.queryParameters["about"].map(String.init)
        let shown = request.shown ?? .nothing
        return (form, FormScene(scene, part: part, about: about, shown: shown, fresh: desk.freshBytes))
    }

    private func show(
        _ form: CaseForm, _ scene: FormScene, _ visit: Visit, _ typed: FormAnswers? = nil,
        problem: FormProblem? = nil, trouble: String? = nil
    ) async -> Response {
        var view = FormView(
            form.name, action: scene.address(of: form.name), fields: form.fields(scene), typed: typed,
            problem: problem, trouble: trouble, isGrave: form.isGrave, visit.words)
        view.isClosed = form.stopped(scene) != nil
        view.shown = scene.shown == .nothing ? nil : scene.shown.text
        let home = "\(DeskPath.case(scene.scene.record.id))#part-\(scene.part.compartment.hex)"
        let page = ActPage(
            form.name, form: view, back: home,
            subject: visit.words.title(of: scene.part, in: scene.scene.record),
            about: scene.thing(of: form.name), context: form.context(scene).map(\.withoutActs), in: scene.scene.state,
            visit.words)
        return await desk.show(
            "act", title: "case.title", page, to: visit, status: typed == nil ? .ok : .unprocessableContent)
    }
}

extension DeskSite {
    /// Sixteen bytes that nobody can guess.
    var freshBytes: @Sendable () -> [UInt8] {
        {
            var generator = SystemRandomNumberGenerator()
            return (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
    }
}
