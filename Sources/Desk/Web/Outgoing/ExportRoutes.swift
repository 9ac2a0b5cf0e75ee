// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Hummingbird
import Languages
import Pages
import WebForms

/// A whole case, or some of its parts, as a sealed file. That it leaves is written down in every part before the first byte goes.
struct ExportRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get("/cases/:case/export") { request, context -> Response in
            let visit = try desk.visit(request, context)
            return await show(try await desk.caseScene(context, visit), visit)
        }
        router.post("/cases/:case/export", use: export)
    }

    private func show(
        _ scene: CaseScene, _ visit: Visit, _ typed: FormAnswers? = nil, problem: FormProblem? = nil,
        trouble: String? = nil, review: ReleaseReview? = nil, telling: TellingFiles = TellingFiles()
    ) async -> Response {
        let words = visit.words
        let standing = await standing(scene)
        var view = FormView(
            ExportForm.name, action: "\(DeskPath.case(scene.record.id))/export",
            fields: ExportForm.fields(scene, review, asksTraces: !telling.isEmpty || typed?.typed("traces") != nil),
            typed: typed, problem: problem, trouble: trouble ?? words.text(of: standing), isGrave: true, words)
        // What was typed already is not taken away.
        view.isClosed = !standing.isEmpty && typed == nil
        view.shown = scene.shownMessages
        let page = ActPage(
            ExportForm.name, form: view, back: DeskPath.case(scene.record.id), subject: scene.record.alias,
            context: [Self.block(telling, words), review.flatMap { ExportConsent.block($0, scene) }]
                .compactMap(\.self)
                + ExportForm.consequences(words, fingerprint: await desk.work.identity?.wholeFingerprint),
            isContextFirst: true,
            alone: standing.contains(.release(.caseworkUnread)) ? Alone("export.alone", scene.state, words) : nil, words
        )
        return await desk.show(
            "act", title: "export.title", page, to: visit, status: typed == nil ? .ok : .unprocessableContent)
    }

    private func standing(_ scene: CaseScene) async -> [OutgoingObstacle] {
        OutgoingObstacle.standing(exporting: scene, mayVouch: await desk.work.mayVouch, await desk.work.status)
    }

    /// What files tell beside what is to be seen on them; nil where nothing was found.
    private static func block(_ telling: TellingFiles, _ words: Catalogue) -> Block? {
        guard !telling.isEmpty else { return nil }
        var block = Block(id: "export-traces", heading: words.text("export.traces.title"))
        block.summary = words.text("export.traces.text")
        block.pairs = telling.files.map { Pair($0.name, words.text(of: $0.traces)) }
        return block
    }

    private func telling(_ files: [FileReference]) async -> TellingFiles {
        var telling = TellingFiles()
        for file in files { telling.add(file.name, await OutgoingTraces(of: file, reading: desk.work).found) }
        return telling
    }

    private func export(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let answers = FormAnswers(try await FormFields.checked(request, visit.session))
        let scene = try await desk.caseScene(context, visit)
        guard await standing(scene).isEmpty else {
            return await show(scene, visit, answers)
        }
        guard let bag = ID<Bag>(desk.freshBytes()) else { preconditionFailure("sixteen bytes") }
        var order: ExportOrder
        do throws(ExportForm.Refusal) {
            order = try ExportForm.order(answers, scene, bag: bag)
        } catch {
            switch error {
            case .problem(let problem): return await show(scene, visit, answers, problem: problem)
            case .keys(let problem):
                return await show(scene, visit, answers, trouble: visit.words.explanation(of: problem))
            }
        }
        let review = scene.review { record, day in
            ReleaseReview(of: order.parts, in: record, for: order.consent.purpose, on: day)
        }
        let telling = await telling(order.files)
        let obstacles =
            ((answers.typed("shown") ?? "") == scene.shownMessages ? [] : [.overtaken])
            + ExportForm.obstacles(order, review, answers, scene)
            + (telling.isEmpty || answers.isTicked("traces") ? [] : [.traced])
        guard obstacles.isEmpty else {
            return await show(
                scene, visit, answers, trouble: visit.words.text(of: obstacles), review: review, telling: telling)
        }
        guard let documented = order.documented(review, visit.words) else {
            return await show(
                scene, visit, answers, problem: FormProblem(field: "why", reason: "problem.too-long"),
                review: review)
        }
        order = documented
        let filled: CaseBag
        do throws(WorkspaceError) {
            filled = try await make(order, visit, context)
        } catch {
            return await show(
                scene, visit, answers, trouble: visit.words.explanation(of: error), review: review)
        }
        return answer(filled, to: order)
    }

    /// Looks for the files, writes the disclosure down, and reads the case again, so that the bag tells of its own leaving.
    private func make(
        _ order: ExportOrder, _ visit: Visit, _ context: DeskContext
    ) async throws(WorkspaceError) -> CaseBag {
        var readable: Set<[UInt8]> = []
        for file in order.files where (try? await desk.work.read(file)) != nil { readable.insert(file.blob) }
        try await desk.work.disclose(order.disclosures(visit.words))
        var signed: [ID<Entry>: [UInt8]] = [:]
        for part in order.parts {
            signed.merge(try await desk.work.signedLog(of: part.compartment)) { old, _ in old }
        }
        do {
            let scene = try await desk.caseScene(context, visit)
            let kept = Set(order.parts.map(\.compartment))
            let now = order.with(CasePage.readingOrder(scene.record.parts).filter { kept.contains($0.compartment) })
            return try CaseBag(
                now,
                BagMaterials(
                    scene: scene, templates: desk.templates,
                    fingerprint: await desk.work.identity?.wholeFingerprint ?? "", signed: signed, readable: readable))
        } catch {
            throw .refused(EngineMessage.eventUnwritable)
        }
    }

    private func answer(_ bag: CaseBag, to order: ExportOrder) -> Response {
        let (recipients, work) = (order.recipients.all.map(\.recipient), desk.work)
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream",
                .contentDisposition: FileRoutes.disposition("\(order.folder).age"),
                .contentSecurityPolicy: "sandbox; default-src 'none'",
            ],
            body: ResponseBody { writer in
                let pieces = HandOver()
                let sealing = Task { await bag.write(to: recipients, reading: work, into: pieces) }
                do {
                    for try await piece in pieces { try await writer.write(ByteBuffer(bytes: piece)) }
                } catch {
                    // Whoever sent for it is gone, or it broke off: nothing waits for the other.
                    await pieces.refuse()
                    sealing.cancel()
                    throw error
                }
                try await writer.finish(nil)
            })
    }
}
