// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import HTTPTypes
import Hummingbird
import Languages
import Pages
import Tables
import WebForms

/// Requests from a table. Nothing is written before somebody has seen what each column means and what each row becomes.
struct ImportRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.importing)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            try await requireDuty()
            return await show(visit)
        }
        router.post(RouterPath(DeskPath.importing), use: upload)
        router.post(RouterPath(DeskPath.importChecked), use: decide)
    }

    /// Only who is on intake duty reads what has not become a case. For others there is no such page.
    private func requireDuty() async throws {
        guard await desk.work.state.isOnIntake(await desk.work.me) else { throw HTTPError(.notFound) }
    }

    private func show(_ visit: Visit, error: String? = nil) async -> Response {
        var page = ImportPage(visit.words)
        page.error = error
        if let result = await desk.imports.result {
            let words = visit.words
            page.done =
                ([
                    words.plural("import.written", result.outcome.written),
                    words.plural("import.known", result.outcome.known),
                ] + words.destroyedImports(result.outcome.destroyed)
                + [words.plural("import.broken", result.brokenCount)]).joined(separator: " ")
        }
        if let pending = await desk.imports.pending {
            let reading = await read(pending, visit)
            let known = await desk.work.knownImports(reading.rows.map(\.request))
            page.check = ImportPage.Check(pending, reading, known: known, visit.words)
        }
        return await desk.show(
            "import", title: "import.title", page, to: visit, status: error == nil ? .ok : .unprocessableContent)
    }

    private func read(_ pending: ImportDrawer.Pending, _ visit: Visit) async -> ImportReading {
        let language = await desk.work.state.organisation?.languages.first ?? visit.words.language.tag
        return ImportReading(pending.table, pending.mapping, language: language, now: visit.now, visit.words)
    }

    private func upload(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        try await requireDuty()
        var upload = UploadForm(
            token: visit.session.formToken, fields: ["encoding"], fileLimit: Table.maximumByteCount)
        try await upload.read(request)
        do throws(TableError) {
            if case .fileTooLarge = upload.problem { throw TableError.tooLarge }
            // Whatever else is wrong did not come from a page of ours.
            guard let encoding = upload.fields["encoding"].flatMap(TableEncoding.init(rawValue:)),
                upload.problem == nil
            else { return Response(status: .badRequest) }
            let table = try Table(upload.file ?? [], as: encoding)
            await desk.imports.put(table, named: upload.fileName, token: Hex.encode(desk.freshBytes()))
        } catch {
            return await show(visit, error: visit.words.explanation(of: error))
        }
        return .see(DeskPath.importing)
    }

    /// Another meaning for a column, or the word that it may be written.
    private func decide(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let form = try await FormFields.checked(request, visit.session)
        try await requireDuty()
        guard var pending = await desk.imports.pending, form["shown"] == pending.token else {
            return await show(visit, error: visit.words.text("import.problem.other"))
        }
        if form["do"] == "drop" {
            await desk.imports.empty()
            return .see(DeskPath.importing)
        }
        pending.mapping = ImportMapping(
            meanings: pending.table.heading.indices.map { place in
                form["column-\(place)"].flatMap { UInt8($0) }.flatMap(ImportColumn.init(rawValue:))
            })
        let isAsShown = await desk.imports.pending?.mapping == pending.mapping
        await desk.imports.map(pending.mapping)
        // Nobody writes what they have not seen with these meanings.
        guard form["do"] == "write", isAsShown, pending.mapping.problem == nil else { return .see(DeskPath.importing) }
        let reading = await read(pending, visit)
        do throws(WorkspaceError) {
            let outcome = try await desk.work.importRequests(reading.rows.map(\.request))
            await desk.imports.finish(outcome, brokenCount: reading.problems.count)
        } catch {
            return await show(visit, error: visit.words.explanation(of: error))
        }
        return .see(DeskPath.importing)
    }
}

extension CaseworkState {
    /// Whether a member reads what arrives.
    func isOnIntake(_ member: ID<Member>?) -> Bool {
        member.flatMap { members[$0] }?.roles.contains(.intake) ?? false
    }
}

extension Catalogue {
    /// Why a file is no table, and what to do.
    func explanation(of error: TableError) -> String {
        switch error {
        case .tooLarge:
            text("import.refused.too-large", ["size": size(byteCount: UInt64(Table.maximumByteCount))])
        case .notText: text("import.refused.not-text")
        case .noHeading: text("import.refused.no-heading")
        case .brokenHeading: text("import.refused.broken-heading")
        case .tooManyRows: text("import.refused.too-many-rows", ["rows": "\(Table.maximumRowCount)"])
        }
    }
}
