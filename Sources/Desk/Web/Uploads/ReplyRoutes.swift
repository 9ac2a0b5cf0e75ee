// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Hummingbird
import Languages

/// Answers a person, with files.
struct ReplyRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.post("/requests/:request/reply") { request, context -> Response in
            let visit = try desk.visit(request, context)
            let record = try await desk.record(context)
            var form = ReplyForm(
                token: visit.session.formToken, maximumFileByteCount: desk.settings.maximumFileByteCount,
                work: desk.work)
            do {
                try await form.read(request)
                // What came while it was written and sent: nobody has read that, and what was typed may not fit it.
                if try await desk.record(context).holdsMore(than: form.shown) {
                    return await again(try await desk.record(context), visit, form, visit.words.text("reply.overtaken"))
                }
                guard form.telling.isEmpty || form.mayTell else {
                    return await again(record, visit, form, visit.words.text("reply.traces"))
                }
                try await desk.work.reply(record.id, body: form.body, files: form.files)
                return .see(DeskPath.request(record.id))
            } catch {
                guard let why = explanation(of: error, visit) else { throw error }
                return await again(record, visit, form, why)
            }
        }
    }

    /// Nil for what is no answer to a form of ours.
    private func explanation(of error: any Error, _ visit: Visit) -> String? {
        switch error {
        case let error as WorkspaceError: visit.words.explanation(of: error)
        case ReplyFormError.empty: visit.words.text("reply.empty")
        case ReplyFormError.textTooLong:
            visit.words.text(
                "reply.text-too-long", ["size": visit.words.size(byteCount: UInt64(ReplyForm.maximumBodyByteCount))])
        case ReplyFormError.tooManyFiles: visit.words.plural("reply.too-many-files", ReplyForm.maximumFileCount)
        default: nil
        }
    }

    /// The page again, with the words that were typed. Browsers do not keep chosen files: the page says so.
    private func again(_ record: RequestRecord, _ visit: Visit, _ form: ReplyForm, _ why: String) async -> Response {
        await desk.showRequest(record.id, readUpTo: nil, to: visit, status: .unprocessableContent) {
            $0.reply = form.body
            $0.telling = form.telling.lines(visit.words)
            $0.error = form.sawFile ? "\(why) \(visit.words.text("reply.files-again"))" : why
        }
    }
}
