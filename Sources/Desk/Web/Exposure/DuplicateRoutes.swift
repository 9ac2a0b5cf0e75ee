// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import DeskFormats
import HTTPTypes
import Hummingbird
import Languages
import WebForms

/// Pairs that may be one person's, and what a worker decides about one.
struct DuplicateRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.duplicates)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let number = request.uri.queryParameters["page"].flatMap { Int($0) } ?? 1
            let page = DuplicatesPage(await desk.scene(visit), try await found(), number: number)
            return await desk.show("duplicates", title: "duplicates.title", page, to: visit)
        }
        router.get("/exposure/duplicates/:pair") { request, context -> Response in
            let visit = try desk.visit(request, context)
            return await show(try await duplicate(context), visit)
        }
        router.post("/exposure/duplicates/:pair") { request, context -> Response in
            let visit = try desk.visit(request, context)
            let answers = FormAnswers(try await FormFields.checked(request, visit.session))
            let duplicate = try await duplicate(context)
            do {
                let verdict: ExposureVerdict = try answers.choice("verdict")
                try await desk.work.decide(duplicate.pair, verdict, reason: try answers.prose("reason"))
            } catch let problem as FormProblem {
                return await show(duplicate, visit, answers, problem: problem)
            } catch let error as WorkspaceError {
                return await show(duplicate, visit, answers, trouble: visit.words.explanation(of: error))
            }
            return .see(DeskPath.duplicates)
        }
    }

    private func found() async throws -> [PossibleDuplicate] {
        do throws(WorkspaceError) { return try await desk.work.possibleDuplicates() } catch {
            throw HTTPError(.notFound)
        }
    }

    private func duplicate(_ context: DeskContext) async throws -> PossibleDuplicate {
        guard
            let pair = context.parameters.get("pair").flatMap({ Hex.decode($0) }).flatMap({ DuplicatePair(bytes: $0) }),
            let duplicate = try await found().first(where: { $0.pair == pair })
        else { throw HTTPError(.notFound) }
        return duplicate
    }

    private func show(
        _ duplicate: PossibleDuplicate, _ visit: Visit, _ typed: FormAnswers? = nil, problem: FormProblem? = nil,
        trouble: String? = nil
    ) async -> Response {
        let words = visit.words
        let view = FormView(
            "pair-decide", action: "\(DeskPath.duplicates)/\(duplicate.pair.hex)",
            fields: [.choice("verdict", of: ExposureVerdict.self, words), .prose("reason")], typed: typed,
            problem: problem, trouble: trouble, words)
        var block = Block(id: "pair", heading: words.text("duplicates.title"))
        block.cards = DuplicatesPage.card(duplicate, await desk.scene(visit)).map { [$0] } ?? []
        let page = ActPage(
            "pair-decide", form: view, back: DeskPath.duplicates, backText: words.text("duplicates.title"),
            context: [block.withoutActs], words)
        return await desk.show(
            "act", title: "duplicates.title", page, to: visit, status: typed == nil ? .ok : .unprocessableContent)
    }
}
