// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import HTTPTypes
import Hummingbird
import Languages
import Pages
import WebForms

/// Twelve words: shown, exchanged for others, and confirmed. Nobody writes before that.
struct WordsRoutes: Sendable {
    private static let maximumFormByteCount = 4_096

    let site: PortalSite

    func add(to router: Router<PortalContext>) {
        router.post("/:lang/start", use: start)
        router.get("/:lang/words", use: show)
        router.post("/:lang/words", use: change)
        router.get("/:lang/confirm", use: ask)
        router.post("/:lang/confirm", use: confirm)
    }

    private func start(_ request: Request, _ context: PortalContext) async throws -> Response {
        let catalogue = try site.catalogue(context)
        _ = try await site.openDoor(catalogue)
        site.sessions.end(site.token(request))
        let list = WordList(rawValue: catalogue.language.tag) ?? .english
        return site.redirect(catalogue, "words", cookie: site.sessions.begin(.choosing(WordChoice(in: list))))
    }

    private func show(_ request: Request, _ context: PortalContext) throws -> Response {
        let catalogue = try site.catalogue(context)
        let shown = site.sessions.use(site.token(request)) { ($0.choice, $0.csrf) }
        switch shown {
        case .none: return site.redirect(catalogue, "")
        case .some((.none, _)): return site.redirect(catalogue, "write")
        case .some((.some(let choice), let csrf)):
            return site.page(WordsPage(choice.codephrase, csrf: csrf, in: catalogue), in: catalogue)
        }
    }

    private func change(_ request: Request, _ context: PortalContext) async throws -> Response {
        let catalogue = try site.catalogue(context)
        let form = try await FormFields(
            reading: request, maximumByteCount: Self.maximumFormByteCount, patience: site.settings.patience)
        guard let list = form["list"].flatMap(WordList.init(rawValue:)) else { throw HTTPError(.badRequest) }
        _ = try site.sessions.use(site.token(request)) { session -> Result<Void, HTTPError> in
            guard ConstantTime.areEqual(session.csrf, form["csrf"] ?? "") else {
                return .failure(HTTPError(.forbidden))
            }
            if session.choice != nil { session.stage = .choosing(WordChoice(in: list)) }
            return .success(())
        }?.get()
        return site.redirect(catalogue, "words")
    }

    private func ask(_ request: Request, _ context: PortalContext) throws -> Response {
        let catalogue = try site.catalogue(context)
        let shown = site.sessions.use(site.token(request)) { ($0.choice, $0.csrf) }
        switch shown {
        case .none: return site.redirect(catalogue, "")
        case .some((.none, _)): return site.redirect(catalogue, "write")
        case .some((.some(let choice), let csrf)):
            return site.page(
                ConfirmPage(asked: choice.asked, mistakes: [], csrf: csrf, in: catalogue), in: catalogue)
        }
    }

    private enum Outcome: Sendable {
        case confirmed
        case mistakes(asked: [Int], mistakes: [Int], csrf: String)
        case alreadyOpen, forged
    }

    private func confirm(_ request: Request, _ context: PortalContext) async throws -> Response {
        let catalogue = try site.catalogue(context)
        let form = try await FormFields(
            reading: request, maximumByteCount: Self.maximumFormByteCount, patience: site.settings.patience)
        let open = try await site.openDoor(catalogue)
        let outcome = site.sessions.use(site.token(request)) { session -> Outcome in
            guard ConstantTime.areEqual(session.csrf, form["csrf"] ?? "") else { return .forged }
            guard let choice = session.choice else { return .alreadyOpen }
            let typed = choice.asked.map { ($0, form[ConfirmPage.fieldName($0)] ?? "") }
            let mistakes = choice.mistakes(in: Dictionary(uniqueKeysWithValues: typed))
            guard mistakes.isEmpty else {
                return .mistakes(asked: choice.asked, mistakes: mistakes, csrf: session.csrf)
            }
            // From here on the words are forgotten; their owner has them.
            session.stage = .open(
                Conversation(
                    keys: ConversationKeys(codephrase: choice.codephrase, organisation: open.fingerprint), isNew: true))
            return .confirmed
        }
        switch outcome {
        case .none: return site.redirect(catalogue, "")
        case .forged: throw HTTPError(.forbidden)
        case .confirmed, .alreadyOpen: return site.redirect(catalogue, "write")
        case .mistakes(let asked, let mistakes, let csrf):
            return site.page(
                ConfirmPage(asked: asked, mistakes: mistakes, csrf: csrf, in: catalogue), in: catalogue,
                status: .unprocessableContent)
        }
    }
}
