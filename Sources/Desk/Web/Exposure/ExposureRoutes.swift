// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import DeskFormats
import HTTPTypes
import Hummingbird
import Languages
import Pages
import WebForms

/// Lists and texts against the names of open cases. What comes in goes to the workspace and nowhere else.
struct ExposureRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.exposure)) { request, context -> Response in
            let number = request.uri.queryParameters["page"].flatMap { Int($0) } ?? 1
            return try await show(try desk.visit(request, context), number: number)
        }
        router.post(RouterPath("\(DeskPath.exposure)/lists"), use: addList)
        router.post(RouterPath("\(DeskPath.exposure)/texts"), use: compareText)
        router.post("/exposure/lists/:list/compare") { request, context -> Response in
            let (visit, id) = try await checked(request, context)
            return try await answer(visit, to: .list) { () throws(WorkspaceError) in
                try await desk.work.compareList(id)
            }
        }
        router.post("/exposure/lists/:list/remove") { request, context -> Response in
            let (visit, id) = try await checked(request, context)
            return try await answer(visit, to: .list) { () throws(WorkspaceError) in
                try await desk.work.removeList(id)
            }
        }
    }

    private func checked(_ request: Request, _ context: DeskContext) async throws -> (Visit, ID<KeptList>) {
        let visit = try desk.visit(request, context)
        _ = try await FormFields.checked(request, visit.session)
        guard let id = context.parameters.get("list").flatMap({ ID<KeptList>(hex: $0) }) else {
            throw HTTPError(.notFound)
        }
        return (visit, id)
    }

    private func addList(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        var form = UploadForm(
            token: visit.session.formToken, fields: ["title", "source", "date", "licence"],
            fileLimit: ListContent.maximumFileByteCount)
        try await form.read(request)
        let typed = form.typed
        let draft: ListDraft
        do throws(FormProblem) {
            try form.refuseProblem()
            draft = ListDraft(
                title: try form.required("title"), source: try form.required("source"),
                date: try form.day("date", notAfter: Day(at: visit.now)), licence: try form.optional("licence"))
        } catch {
            return try await refuse(visit, .list, visit.words.why(error, of: form), typed)
        }
        guard let bytes = form.file, !bytes.isEmpty else {
            return try await refuse(visit, .list, visit.words.text("exposure.no-file"), typed)
        }
        return try await answer(visit, to: .list, typed, named: "lists") { () throws(WorkspaceError) in
            try await desk.work.addList(draft, bytes: bytes)
        }
    }

    private func compareText(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        var form = UploadForm(
            token: visit.session.formToken, fields: ["title", "date", "text"],
            long: ["text": TextDraft.maximumByteCount], fileLimit: TextDraft.maximumByteCount)
        try await form.read(request)
        let typed = form.typed
        let draft: TextDraft
        do throws(FormProblem) {
            try form.refuseProblem()
            draft = TextDraft(
                title: try form.required("title"), date: try form.day("date", notAfter: Day(at: visit.now)),
                text: try form.textOrFile())
        } catch {
            return try await refuse(visit, .text, visit.words.why(error, of: form), typed)
        }
        return try await answer(visit, to: .text, typed, named: "texts") { () throws(WorkspaceError) in
            try await desk.work.compareText(draft)
        }
    }

    private func answer(
        _ visit: Visit, to form: ExposurePage.Refused.Form, _ typed: ExposurePage.Typed = .init(),
        named anchor: String = "lists", act: () async throws(WorkspaceError) -> Void
    ) async throws -> Response {
        do throws(WorkspaceError) {
            try await act()
        } catch {
            return try await refuse(visit, form, visit.words.explanation(of: error), typed)
        }
        return .see("\(DeskPath.exposure)#\(anchor)")
    }

    private func refuse(
        _ visit: Visit, _ form: ExposurePage.Refused.Form, _ why: String, _ typed: ExposurePage.Typed
    ) async throws -> Response {
        try await show(
            visit, refused: ExposurePage.Refused(form: form, why: why, typed: typed), status: .unprocessableContent)
    }

    private func show(
        _ visit: Visit, number: Int = 1, refused: ExposurePage.Refused? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let overview: ExposureOverview
        do throws(WorkspaceError) { overview = try await desk.work.exposure() } catch {
            // Locked between the gate and here.
            return .see(DeskPath.start)
        }
        let scene = await desk.scene(visit)
        let page = ExposurePage(scene, desk.shelf.lines(scene), overview, number: number, refused: refused)
        return await desk.show("exposure", title: "exposure.title", page, to: visit, status: status)
    }
}

extension UploadForm {
    fileprivate var typed: ExposurePage.Typed {
        func field(_ name: String) -> String { (fields[name] ?? "").trimmed }
        return ExposurePage.Typed(
            title: field("title"), source: field("source"), date: field("date"), licence: field("licence"),
            text: fields["text"] ?? "")
    }

    fileprivate func refuseProblem() throws(FormProblem) {
        guard let problem else { return }
        switch problem {
        case .fieldTooLong(let name): throw FormProblem(field: name, reason: "exposure.field-too-long")
        case .fileTooLarge: throw FormProblem(field: nil, reason: "exposure.file-too-large")
        case .notText(let name): throw FormProblem(field: name, reason: "exposure.not-text")
        }
    }

    fileprivate func required(_ name: String) throws(FormProblem) -> String {
        let text = try optional(name)
        guard !text.isEmpty else { throw FormProblem(field: name, reason: "problem.missing") }
        return text
    }

    /// As long as an event can carry it.
    fileprivate func optional(_ name: String) throws(FormProblem) -> String {
        let text = OneLine.withoutUnseen(fields[name] ?? "").trimmed
        guard OneLine.holds(text) else { throw FormProblem(field: name, reason: "problem.one-line") }
        guard text.utf8.count <= EventLimits.maximumTitleByteCount else {
            throw FormProblem(field: name, reason: "exposure.field-too-long")
        }
        return text
    }

    /// A day that has come, or none.
    fileprivate func day(_ name: String, notAfter today: Day) throws(FormProblem) -> Day? {
        let text = (fields[name] ?? "").trimmed
        guard !text.isEmpty else { return nil }
        guard let day = Day(iso: text) else { throw FormProblem(field: name, reason: "problem.day") }
        // A day of tolerance: the list may come from further east.
        guard day.number <= today.number + 1 else { throw FormProblem(field: name, reason: "exposure.day-ahead") }
        return day
    }

    fileprivate func textOrFile() throws(FormProblem) -> String {
        let pasted = fields["text"] ?? ""
        guard pasted.trimmed.isEmpty else { return pasted }
        guard let file, !file.isEmpty else { throw FormProblem(field: "text", reason: "exposure.no-text") }
        guard let text = String(validating: file, as: UTF8.self) else {
            throw FormProblem(field: "text", reason: EngineMessage.textNotText.rawValue)
        }
        return text
    }
}

extension Catalogue {
    /// Above the form: which field, and what to do; and that a file has to be chosen again.
    fileprivate func why(_ problem: FormProblem, of form: UploadForm) -> String {
        let field = problem.field.map { "\(text("exposure.field-\($0)")): " } ?? ""
        let again = form.file == nil ? "" : " \(text("exposure.file-again"))"
        return "\(field)\(text(problem.reason))\(again)"
    }
}
