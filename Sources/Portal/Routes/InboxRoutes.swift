// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import HTTPTypes
import Hummingbird
import Languages
import NIOCore
import Pages

/// Answers and their files.
struct InboxRoutes: Sendable {
    let site: PortalSite

    func add(to router: Router<PortalContext>) {
        router.get("/:lang/inbox", use: show)
        router.get("/:lang/file/:answer/:index", use: file)
    }

    private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
        let catalogue = try site.catalogue(context)
        let open = try await site.openDoor(catalogue)
        let token = site.token(request)
        guard let keys = site.sessions.use(token, { $0.conversation?.keys }) else { return site.expired(catalogue) }
        guard let keys else { return site.redirect(catalogue, "confirm") }
        let answers: AnswerReader.Answers
        do {
            answers = try await AnswerReader(relay: site.relay).read(keys: keys, voices: open.card.voices)
        } catch {
            site.counts.add(.relayFailures)
            return site.page(InboxPage.away, in: catalogue, status: .serviceUnavailable)
        }
        remember(answers, token)
        return site.page(
            InboxPage(
                answers.replies, consents: site.sessions.use(token) { $0.conversation?.consents ?? [] } ?? [],
                hour: site.clock.hour, damagedCount: answers.damagedCount, missingCount: answers.missingCount,
                organisation: open.card.name, in: catalogue),
            in: catalogue)
    }

    private func remember(_ answers: AnswerReader.Answers, _ token: String?) {
        site.counts.add(.answersShown, answers.replies.count)
        site.counts.add(.answersUnverified, answers.damagedCount)
        var files: [AnswerFile: Attachment] = [:]
        for reply in answers.replies {
            for (index, attachment) in reply.attachments.enumerated() {
                files[AnswerFile(answer: reply.number, index: index + 1)] = attachment
            }
        }
        _ = site.sessions.use(token) { session in
            session.conversation?.take(answers.replies)
            if !files.isEmpty { session.conversation?.files = files }
        }
    }

    /// A file of an answer that was shown in this visit, opened as it passes through.
    private func file(_ request: Request, _ context: PortalContext) async throws -> Response {
        let catalogue = try site.catalogue(context)
        let token = site.token(request)
        guard let answer = context.parameters.get("answer", as: UInt32.self),
            let index = context.parameters.get("index", as: Int.self)
        else { throw HTTPError(.notFound) }
        let found = site.sessions.use(token) { $0.conversation?.files[AnswerFile(answer: answer, index: index)] }
        guard let found else { return site.expired(catalogue) }
        guard let attachment = found else { throw HTTPError(.notFound) }
        do {
            let ciphertext = try await site.relay.readBlob(attachment.blob)
            return download(attachment, ciphertext, token)
        } catch {
            site.counts.add(.relayFailures)
            return site.page(NoticePage(.file), in: catalogue, status: .serviceUnavailable)
        }
    }

    /// Never shown by the browser itself: saved, with no type that it could run.
    private func download(
        _ attachment: Attachment, _ ciphertext: any AsyncSequence<ByteBuffer, any Error> & Sendable, _ token: String?
    ) -> Response {
        let site = site
        let body = ResponseBody(contentLength: Int(clamping: attachment.byteCount)) { writer in
            var opener = try AttachmentOpener(attachment)
            for try await piece in ciphertext {
                // The visit's end, by the quick exit for one, ends the download.
                guard site.sessions.touch(token) else { throw CancellationError() }
                let plaintext = try opener.update(piece.readableBytesView)
                if !plaintext.isEmpty { try await writer.write(ByteBuffer(bytes: plaintext)) }
            }
            let last = try opener.finish()
            if !last.isEmpty { try await writer.write(ByteBuffer(bytes: last)) }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: MediaType.unknown,
                .contentDisposition: Download.contentDisposition(attachment.name),
                .contentSecurityPolicy: "default-src 'none'; sandbox",
            ], body: body)
    }
}
