// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Hummingbird
import Languages
import Pages
import WebForms

/// One conversation: reading, notes, moves.
struct RequestRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get("/requests/:request", use: read)
        router.post("/requests/:request/opened") { request, context -> Response in
            let visit = try desk.visit(request, context)
            _ = try await FormFields.checked(request, visit.session)
            let record = try await desk.record(context)
            return try await finish(record, visit) { () throws(WorkspaceError) in try await desk.work.open(record.id) }
        }
        router.post("/requests/:request/note", use: note)
        router.post("/requests/:request/unsent", use: decideUnsent)
        router.post("/requests/:request/move", use: move)
    }

    /// A page that a person asked for has been read; one that refreshed itself has not.
    private func read(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let record = try await desk.record(context)
        let isLive = request.headers[.live] != nil
        let before = request.uri.queryParameters["after"].flatMap { UInt64($0) }
        let readUpTo = isLive ? request.headers[.live].flatMap { UInt64($0) } : before ?? record.readUpTo
        var problem: String?
        let isPartial = await desk.work.status.isPartial
        // An older page shows nothing of what came last.
        if !isLive, request.isLookedAt, !isPartial, request.pageNumber == 1,
            record.holdsUnread || record.state == .received
        {
            do throws(WorkspaceError) {
                try await desk.work.open(record.id)
            } catch {
                problem = visit.words.explanation(of: error)
            }
        }
        return await desk.showRequest(record.id, readUpTo: readUpTo, number: request.pageNumber, to: visit) {
            $0.error = problem
        }
    }

    private func note(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let form = try await FormFields.checked(request, visit.session)
        let record = try await desk.record(context)
        let body = form["body"]?.trimmed ?? ""
        guard !body.isEmpty else { return .see(DeskPath.request(record.id)) }
        return try await finish(record, visit, keep: { $0.note = body }) { () throws(WorkspaceError) in
            try await desk.work.addNote(record.id, body: body)
        }
    }

    private func decideUnsent(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let form = try await FormFields.checked(request, visit.session)
        let record = try await desk.record(context)
        guard let number = form["number"].flatMap({ UInt64($0) }),
            let unsent = await desk.work.unsentReplies(to: record.id).first(where: { $0.number == number })
        else { return .see(DeskPath.request(record.id)) }
        switch form["act"] {
        case "resend":
            return try await finish(record, visit) { () throws(WorkspaceError) in try await desk.work.resend(number) }
        case "withdraw":
            do throws(WorkspaceError) { try await desk.work.withdraw(number) } catch {
                return try await finish(record, visit) { () throws(WorkspaceError) in throw error }
            }
            // What was written is there to be written again.
            return await desk.showRequest(record.id, readUpTo: nil, to: visit) { $0.reply = unsent.body }
        default: return .see(DeskPath.request(record.id))
        }
    }

    private func move(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let form = try await FormFields.checked(request, visit.session)
        let record = try await desk.record(context)
        guard let state = form["state"].flatMap({ UInt8($0) }).flatMap(RequestState.init(rawValue:)) else {
            throw HTTPError(.badRequest)
        }
        let note = form["note"]?.trimmed ?? ""
        let chosen = form["reason"].flatMap { UInt8($0) }.flatMap(DeclineReason.init(rawValue:))
        let reason = state == .declined ? chosen : nil
        guard state != .declined || reason != nil else {
            return await desk.showRequest(record.id, readUpTo: nil, to: visit, status: .unprocessableContent) {
                $0.error = visit.words.text(Refusal.reasonMissing.catalogueKey)
                $0.moveNote = note
            }
        }
        guard !state.isResting || !record.holdsMore(than: form[Shown.field].map { Shown($0) }) else {
            return await desk.showRequest(record.id, readUpTo: nil, to: visit, status: .unprocessableContent) {
                $0.error = visit.words.text("request.overtaken")
                $0.moveNote = note
            }
        }
        return try await finish(record, visit, keep: { $0.moveNote = note }) { () throws(WorkspaceError) in
            try await desk.work.move(record.id, to: state, reason: reason, note: note)
        }
    }

    /// Back to the conversation; where the workspace refused, with its reason and what was typed.
    private func finish(
        _ record: RequestRecord, _ visit: Visit, keep: (inout RequestPage) -> Void = { _ in },
        act: () async throws(WorkspaceError) -> Void
    ) async throws -> Response {
        do throws(WorkspaceError) {
            try await act()
            return .see(DeskPath.request(record.id))
        } catch {
            return await desk.showRequest(record.id, readUpTo: nil, to: visit, status: .unprocessableContent) {
                keep(&$0)
                $0.error = visit.words.explanation(of: error)
            }
        }
    }
}

extension DeskSite {
    /// The conversation that the address names.
    func record(_ context: DeskContext) async throws -> RequestRecord {
        let id = context.parameters.get("request").flatMap { ID<Casework.Request>(hex: $0) }
        guard let id, let record = await work.state.conversation(id, for: work.me) else { throw HTTPError(.notFound) }
        return record
    }

    func showRequest(
        _ id: ID<Casework.Request>, readUpTo: UInt64?, number: Int = 1, to visit: Visit,
        status: HTTPResponse.Status = .ok, adjust: (inout RequestPage) -> Void
    ) async -> Response {
        let state = await work.state
        guard let record = state.conversation(id, for: await work.me) else { return .see(DeskPath.requests) }
        var page = RequestPage(record, in: state, readUpTo: readUpTo, number: number, settings: settings, visit: visit)
        let me = await work.me.flatMap { state.members[$0] }
        page.isMute = me.map { !$0.roles.holdsVoice } ?? false
        page.unsent = await work.unsentReplies(to: id).map { .init($0, visit.words) }
        adjust(&page)
        page.mark(await work.status, visit.words)
        return await show("request", title: "request.title", page, to: visit, status: status)
    }
}

extension CaseworkState {
    /// A request where it is worked on: in the case that it became, if this desk holds its conversation, or in the intake. What came to the
    /// intake unread since the member handed the conversation over is read there.
    func conversation(_ id: ID<Casework.Request>, for member: ID<Member>?) -> RequestRecord? {
        let (part, arrived) = (conversation(of: id), request(id))
        guard let part, let talk = part.conversation?.record else { return arrived }
        let isPast = member.map { part.access.ending(of: $0) != nil } ?? false
        return isPast && arrived?.holdsUnread == true ? arrived : talk
    }
}

extension Hummingbird.Request {
    /// Whether somebody has the page in front of them: what a browser fetches ahead is on no screen (W3C, Fetch Metadata; Prefetch, `Sec-Purpose`).
    fileprivate var isLookedAt: Bool {
        let purposes = ["Sec-Purpose", "Purpose"].compactMap { headers[.named($0)] }
        return !purposes.contains { $0.contains("prefetch") || $0.contains("prerender") }
            && (headers[.named("Sec-Fetch-Dest")] ?? "document") == "document"
    }
}
