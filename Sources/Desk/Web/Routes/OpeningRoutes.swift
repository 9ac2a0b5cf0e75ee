// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Hummingbird
import Languages
import WebForms

/// Opening a case, from a request or without one, and one more part of a case.
struct OpeningRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get("/cases/new") { request, context -> Response in
            let visit = try desk.visit(request, context)
            return await show(OpeningForm(desk: await desk.scene(visit), request: nil), visit)
        }
        router.post("/cases/new") { request, context -> Response in
            let visit = try desk.visit(request, context)
            return try await open(OpeningForm(desk: await desk.scene(visit), request: nil), request, visit)
        }
        router.get("/requests/:request/accept") { request, context -> Response in
            let visit = try desk.visit(request, context)
            let record = try await desk.record(context)
            guard record.state.steps.contains(.accepted) else { return .see(DeskPath.request(record.id)) }
            return await show(OpeningForm(desk: await desk.scene(visit), request: record), visit)
        }
        router.post("/requests/:request/accept") { request, context -> Response in
            let visit = try desk.visit(request, context)
            let record = try await desk.record(context)
            return try await open(OpeningForm(desk: await desk.scene(visit), request: record), request, visit)
        }
        router.get("/cases/:case/open") { request, context -> Response in
            let visit = try desk.visit(request, context)
            return await showPart(try await desk.caseScene(context, visit), visit)
        }
        router.post("/cases/:case/open", use: openPart)
    }

    private func open(_ form: OpeningForm, _ request: Request, _ visit: Visit) async throws -> Response {
        let answers = FormAnswers(try await FormFields.checked(request, visit.session))
        do {
            let answer = try form.read(answers)
            guard !form.isTaken(answer.alias) || answers.isTicked("same-alias") else {
                throw FormProblem(field: "alias", reason: "problem.alias-taken")
            }
            let acceptance = form.request.map { Acceptance(request: $0.id, danger: answer.danger) }
            let id = try await desk.work.openCase(
                CaseDraft(alias: answer.alias, acceptance: acceptance, parts: answer.parts.map(PartDraft.init)))
            return .see(DeskPath.case(id))
        } catch let problem as FormProblem {
            return await show(form, visit, answers, problem: problem)
        } catch let error as WorkspaceError {
            return await show(form, visit, answers, trouble: visit.words.explanation(of: error))
        }
    }

    private func show(
        _ form: OpeningForm, _ visit: Visit, _ typed: FormAnswers? = nil, problem: FormProblem? = nil,
        trouble: String? = nil
    ) async -> Response {
        let back = form.request.map { DeskPath.request($0.id) } ?? DeskPath.cases
        let action = form.request.map { "\(DeskPath.request($0.id))/accept" } ?? "\(DeskPath.cases)/new"
        let asksSameAlias = problem?.reason == "problem.alias-taken" || typed?.isTicked("same-alias") == true
        let view = FormView(
            form.name, action: action, fields: form.fields(asksSameAlias: asksSameAlias), typed: typed,
            problem: problem, trouble: trouble,
            visit.words)
        let page = ActPage(form.name, form: view, back: back, in: await desk.work.state, visit.words)
        return await desk.show(
            "act", title: "case.title", page, to: visit, status: typed == nil ? .ok : .unprocessableContent)
    }

    private func openPart(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let answers = FormAnswers(try await FormFields.checked(request, visit.session))
        let scene = try await desk.caseScene(context, visit)
        do {
            let part = try OpenPartForm.read(answers, scene)
            let id = try await desk.work.openCompartment(PartDraft(part), in: scene.record.id)
            return .see("\(DeskPath.case(scene.record.id))#part-\(id.hex)")
        } catch let problem as FormProblem {
            return await showPart(scene, visit, answers, problem: problem)
        } catch let error as WorkspaceError {
            return await showPart(scene, visit, answers, trouble: visit.words.explanation(of: error))
        }
    }

    private func showPart(
        _ scene: CaseScene, _ visit: Visit, _ typed: FormAnswers? = nil, problem: FormProblem? = nil,
        trouble: String? = nil
    ) async -> Response {
        let home = DeskPath.case(scene.record.id)
        let view = FormView(
            "open-part", action: "\(home)/open", fields: OpenPartForm.fields(scene), typed: typed, problem: problem,
            trouble: trouble, visit.words)
        let page = ActPage("open-part", form: view, back: home, subject: scene.record.alias, visit.words)
        return await desk.show(
            "act", title: "case.title", page, to: visit, status: typed == nil ? .ok : .unprocessableContent)
    }
}

extension PartDraft {
    init(_ part: OpeningForm.Answer.Part) {
        self.init(kind: part.kind, members: part.members, events: part.events)
    }
}
