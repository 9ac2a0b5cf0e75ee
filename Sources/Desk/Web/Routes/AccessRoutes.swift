// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Hummingbird
import Languages
import WebForms

/// Who may read a part: giving its key, ending access, and writing down that somebody was told.
struct AccessRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        for form in AccessForm.allCases {
            router.get("/cases/:case/:part/\(form.rawValue)") { request, context -> Response in
                let visit = try desk.visit(request, context)
                return await show(form, try await find(request, context, visit), visit)
            }
            router.post("/cases/:case/:part/\(form.rawValue)") { request, context -> Response in
                let visit = try desk.visit(request, context)
                let answers = FormAnswers(try await FormFields.checked(request, visit.session))
                return try await state(form, answers, try await find(request, context, visit), visit)
            }
        }
    }

    private func find(_ request: Request, _ context: DeskContext, _ visit: Visit) async throws -> FormScene {
        let scene = try await desk.caseScene(context, visit)
        let about = request.uri.queryParameters["about"].map(String.init)
        return FormScene(scene, part: try desk.part(context, scene), about: about, fresh: desk.freshBytes)
    }

    private func state(
        _ form: AccessForm, _ answers: FormAnswers, _ scene: FormScene, _ visit: Visit
    ) async throws -> Response {
        let compartment = scene.part.compartment
        do {
            switch form {
            case .grant:
                let (member, reason) = (try answers.id("member", of: Member.self), try answers.prose("reason"))
                try PrivilegedPart.check(answers, kind: scene.part.kind, readers: [member], scene.scene)
                try await desk.work.grantAccess(to: compartment, member: member, reason: reason)
            case .endAccess:
                guard let member = scene.id(0, Member.self) else { throw HTTPError(.notFound) }
                try await desk.work.endAccess(
                    to: compartment, member: member, reason: try answers.prose("reason"))
            case .disclose:
                try await desk.work.say([try AccessForm.disclosure(answers)], in: compartment)
            case .destroyPart:
                try answers.requireTick("agree-destroy-part")
                try await desk.work.destroyPart(compartment)
                return .see(DeskPath.today)
            }
        } catch let problem as FormProblem {
            return await show(form, scene, visit, answers, problem: problem)
        } catch let error as WorkspaceError {
            return await show(form, scene, visit, answers, trouble: visit.words.explanation(of: error))
        }
        return .see("\(DeskPath.case(scene.scene.record.id))/access#access-\(compartment.hex)")
    }

    private func show(
        _ form: AccessForm, _ scene: FormScene, _ visit: Visit, _ typed: FormAnswers? = nil,
        problem: FormProblem? = nil, trouble: String? = nil
    ) async -> Response {
        let back = "\(DeskPath.case(scene.scene.record.id))/access"
        guard let fields = form.fields(scene) else { return .see(back) }
        let view = FormView(
            form.rawValue, action: scene.address(of: form.rawValue), fields: fields, typed: typed, problem: problem,
            trouble: trouble, isGrave: form.isGrave, visit.words)
        let page = ActPage(
            form.rawValue, form: view, back: back, subject: form.subject(scene), about: form.thing(scene),
            visit.words)
        return await desk.show(
            "act", title: "access.title", page, to: visit, status: typed == nil ? .ok : .unprocessableContent)
    }
}
