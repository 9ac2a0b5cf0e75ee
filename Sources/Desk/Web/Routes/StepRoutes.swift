// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Hummingbird
import Languages
import WebForms

/// Steps of a request: referral, duplicates, quarantine, silence, the first of two who decline, and destroying.
struct StepRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        for form in StepForm.allCases {
            router.get("/requests/:request/\(form.rawValue)") { request, context -> Response in
                let visit = try desk.visit(request, context)
                let record = try await desk.record(context)
                guard form.isOffered(record) else { return .see(DeskPath.request(record.id)) }
                return await show(form, record, request.shown ?? record.shown, visit)
            }
            router.post("/requests/:request/\(form.rawValue)") { request, context -> Response in
                let visit = try desk.visit(request, context)
                let answers = FormAnswers(try await FormFields.checked(request, visit.session))
                let record = try await desk.record(context)
                return try await take(form, record, answers.shown ?? record.shown, answers, visit)
            }
        }
    }

    private func take(
        _ form: StepForm, _ record: RequestRecord, _ shown: Shown, _ answers: FormAnswers, _ visit: Visit
    ) async throws -> Response {
        guard form == .keep || !record.holdsMore(than: shown) else {
            return await show(form, record, shown, visit, answers, trouble: visit.words.text("request.overtaken"))
        }
        do {
            let (step, note) = try form.step(answers)
            try await desk.work.step(record.id, step, note: note)
        } catch let problem as FormProblem {
            return await show(form, record, shown, visit, answers, problem: problem)
        } catch let error as WorkspaceError {
            return await show(form, record, shown, visit, answers, trouble: visit.words.explanation(of: error))
        }
        return .see(DeskPath.request(record.id))
    }

    private func show(
        _ form: StepForm, _ record: RequestRecord, _ shown: Shown, _ visit: Visit, _ typed: FormAnswers? = nil,
        problem: FormProblem? = nil, trouble: String? = nil
    ) async -> Response {
        let home = DeskPath.request(record.id)
        var view = FormView(
            form.rawValue, action: "\(home)/\(form.rawValue)",
            fields: form.fields(record, await desk.scene(visit)),
            typed: typed, problem: problem, trouble: trouble, isGrave: form.isGrave, visit.words)
        view.shown = shown.text
        let state = await desk.work.state
        let isErasing = form == .proposeErasure || form == .agreeErasure
        let page = ActPage(
            form.rawValue, form: view, back: home,
            subject: SafeText.firstLine(record.firstMessage?.body ?? "", maximumCount: 90),
            context: isErasing ? [ErasureBlocks.goesWith(record, in: state, visit.words)] : [],
            isContextFirst: isErasing, in: state, visit.words)
        return await desk.show(
            "act", title: "request.title", page, to: visit, status: typed == nil ? .ok : .unprocessableContent)
    }
}
