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
        view.shown = scene.lastMessages.text
        let page = ActPage(
            ExportForm.name, form: view, back: DeskPath.case(scene.record.id), subject: scene.record.alias,
            context: [
                LastWords.block(scene), Self.block(telling, words), review.flatMap { ExportConsent.block($0, scene) },
            ]
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

    private func export(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let answers = FormAnswers(try await FormFields.checked(request, visit.session))
        guard let bag = ID<Bag>(desk.freshBytes()) else { preconditionFailure("sixteen bytes") }
        var files = LookedAtFiles()
        // To look at files takes a while. What the person or a colleague said meanwhile counts: the case is asked anew, until what was asked is what
        // is written down and packed.
        while true {
            let scene = try await desk.caseScene(context, visit)
            switch await decide(answers, scene, bag, files, visit) {
            case .answered(let response): return response
            case .toLookAt(let unseen): for file in unseen { await files.look(at: file, desk.work) }
            case .leaves(let order, let review):
                do throws(WorkspaceError) {
                    guard
                        let state = try await desk.work.disclose(
                            order.disclosures(visit.words), since: scene.state.fingerprint)
                    else { continue }
                    return answer(try await pack(order, scene.with(state), files), to: order)
                } catch {
                    return await show(
                        scene, visit, answers, trouble: visit.words.explanation(of: error), review: review)
                }
            }
        }
    }

    /// What is to be done about an export, as the case stands.
    private enum Decision {
        /// It does not leave, and why.
        case answered(Response)
        /// Files that leave, and at which nobody has looked.
        case toLookAt([FileReference])
        case leaves(ExportOrder, ReleaseReview)
    }

    private func decide(
        _ answers: FormAnswers, _ scene: CaseScene, _ bag: ID<Bag>, _ files: LookedAtFiles, _ visit: Visit
    ) async -> Decision {
        guard await standing(scene).isEmpty else { return .answered(await show(scene, visit, answers)) }
        let order: ExportOrder
        do throws(ExportForm.Refusal) {
            order = try ExportForm.order(answers, scene, bag: bag)
        } catch {
            switch error {
            case .problem(let problem): return .answered(await show(scene, visit, answers, problem: problem))
            case .keys(let problem):
                return .answered(await show(scene, visit, answers, trouble: visit.words.explanation(of: problem)))
            }
        }
        let unseen = order.files.filter { !files.hold($0) }
        guard unseen.isEmpty else { return .toLookAt(unseen) }
        let review = scene.review { person, day in
            ReleaseReview(of: order.parts, in: person, for: order.consent.purpose, on: day)
        }
        let obstacles =
            ((answers.shown ?? .nothing) == scene.lastMessages ? [] : [.overtaken])
            + ExportForm.obstacles(order, review, answers, scene)
            + (files.telling.isEmpty || answers.isTicked("traces") ? [] : [.traced])
        guard obstacles.isEmpty else {
            return .answered(
                await show(
                    scene, visit, answers, trouble: visit.words.text(of: obstacles), review: review,
                    telling: files.telling))
        }
        guard let documented = order.documented(review, visit.words) else {
            return .answered(
                await show(
                    scene, visit, answers, problem: FormProblem(field: "why", reason: "problem.too-long"),
                    review: review))
        }
        return .leaves(documented, review)
    }

    /// Of the case as it was decided about, with its own leaving.
    private func pack(
        _ order: ExportOrder, _ scene: CaseScene, _ files: LookedAtFiles
    ) async throws(WorkspaceError) -> CaseBag {
        var signed: [ID<Entry>: [UInt8]] = [:]
        for part in order.parts {
            signed.merge(try await desk.work.signedLog(of: part.compartment)) { old, _ in old }
        }
        do {
            let kept = Set(order.parts.map(\.compartment))
            let now = order.with(CasePage.readingOrder(scene.record.parts).filter { kept.contains($0.compartment) })
            return try CaseBag(
                now,
                BagMaterials(
                    scene: scene, templates: desk.templates,
                    fingerprint: await desk.work.identity?.wholeFingerprint ?? "", signed: signed,
                    readable: files.readable))
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

/// Files of an export at which the desk has looked.
private struct LookedAtFiles {
    private var seen: Set<[UInt8]> = []
    /// Those that can be read now; the others are named in the bag and left out.
    private(set) var readable: Set<[UInt8]> = []
    private(set) var telling = TellingFiles()

    func hold(_ file: FileReference) -> Bool { seen.contains(file.blob) }

    mutating func look(at file: FileReference, _ work: any DeskWork) async {
        seen.insert(file.blob)
        telling.add(file.name, await OutgoingTraces(of: file, reading: work).found())
        if (try? await work.read(file)) != nil { readable.insert(file.blob) }
    }
}
