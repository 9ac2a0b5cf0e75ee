// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import HTTPTypes
import Hummingbird
import Languages
import NIOCore
import Pages
import PortalForms

/// Writing: the form, what becomes of it, and the page that says so.
struct WriteRoutes: Sendable {
    private static let repetitionPause: Duration = .milliseconds(250)
    private static let repetitionPatience: Duration = .seconds(60)

    let site: PortalSite

    func add(to router: Router<PortalContext>) {
        router.get("/:lang/write", use: show)
        router.post("/:lang/write", use: receive)
        router.get("/:lang/sent", use: sent)
    }

    private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
        let catalogue = try site.catalogue(context)
        _ = try await site.openDoor(catalogue)
        let issued = site.sessions.use(site.token(request)) { session in
            session.conversation == nil ? nil : (session.issueForm(), session.csrf)
        }
        switch issued {
        case .none: return site.expired(catalogue)
        case .some(.none): return site.redirect(catalogue, "confirm")
        case .some(.some((let form, let csrf))):
            return site.page(
                WritePage(form: form, csrf: csrf, isFull: site.door.hasNoRoom, in: catalogue), in: catalogue)
        }
    }

    private func sent(_ request: Request, _ context: PortalContext) throws -> Response {
        let catalogue = try site.catalogue(context)
        guard let receipt = site.sessions.use(site.token(request), { $0.conversation?.receipt }) ?? nil else {
            return site.expired(catalogue)
        }
        return site.page(SentPage(receipt, in: catalogue), in: catalogue)
    }

    private func receive(_ request: Request, _ context: PortalContext) async throws -> Response {
        let catalogue = try site.catalogue(context)
        var intake = MessageIntake(site: site, request: request, language: catalogue.language.tag)
        let outcome = await intake.receive(request.body, contentType: request.headers[.contentType] ?? "")
        var response = await answer(outcome, request, catalogue)
        if !outcome.isReadWhole {
            response.headers[.connection] = "close"
            let channel = context.channel
            let announced = request.headers[.contentLength].flatMap { UInt64($0) } ?? 0
            channel.eventLoop.scheduleTask(in: Self.lingering(announced)) { channel.close(promise: nil) }
        }
        return response
    }

    /// How long a connection lives on after an answer to a form that was not read whole. The browser goes on sending
    /// meanwhile, what it sends is read and thrown away, and only then it looks for the answer: a connection that was closed
    /// under it would show an error in place of the page with what was typed.
    /// - Parameter byteCount: what the form said that it has. It costs no more than a form that is taken: a second for
    ///   each 64 KiB, up to a quarter of an hour, and whoever stops sending is gone with the connection's idle time.
    static func lingering(_ byteCount: UInt64) -> TimeAmount {
        .seconds(15 + Int64(min(byteCount / 65_536, 900)))
    }

    private func answer(_ outcome: MessageIntake.Outcome, _ request: Request, _ catalogue: Catalogue) async -> Response
    {
        switch outcome.ending {
        case .sent: return site.redirect(catalogue, "sent")
        case .failed(let problem): return again(outcome.draft, problem, outcome.form, request, catalogue)
        case .beingSent(let form, let claim, let content):
            guard let problem = await problemAfterRepetition(of: form, claim, saying: content, request) else {
                return site.redirect(catalogue, "sent")
            }
            return again(outcome.draft, problem, form, request, catalogue)
        }
    }

    /// Waits for the request that is sending the same form. Nil: exactly this has arrived.
    private func problemAfterRepetition(
        of form: MessageID, _ claim: Int, saying content: MessageContent, _ request: Request
    ) async -> MessageProblem? {
        var waited: Duration = .zero
        while waited < Self.repetitionPatience {
            switch site.sessions.use(site.token(request), { $0.fate(of: content, in: form, since: claim) }) ?? nil {
            case .sent: return nil
            case .notSent: return .interrupted
            case .unknown: return .unanswered
            case .none: return .expired
            case .open: break
            }
            do { try await Task.sleep(for: Self.repetitionPause) } catch { return .interrupted }
            waited += Self.repetitionPause
        }
        return .unanswered
    }

    /// The same form with everything that was typed, and why it was not sent: what arrived after all counts once, and what
    /// is changed now arrives as another message. Without a session the text goes along to the page that asks for the words.
    private func again(
        _ draft: MessageDraft, _ problem: MessageProblem, _ form: MessageID?, _ request: Request,
        _ catalogue: Catalogue
    ) -> Response {
        let issued = site.sessions.use(site.token(request)) { session in
            session.conversation == nil ? nil : (session.form(again: form), session.csrf)
        }
        guard problem != .expired, case .some(.some((let form, let csrf))) = issued else {
            let page = ReturnPage(carrying: draft, in: catalogue)
            return site.page(page, in: catalogue, status: MessageProblem.expired.status)
        }
        let values = site.pages.values(in: catalogue, organisation: site.organisation)
        let page = WritePage(
            draft, form: form, csrf: csrf,
            problem: .init(
                title: problem.title(in: catalogue), text: problem.text(in: catalogue, values),
                kept: problem.kept(in: catalogue)), in: catalogue)
        return site.page(page, in: catalogue, status: problem.status)
    }
}
