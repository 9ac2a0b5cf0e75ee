// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import HTTPTypes
import Hummingbird
import Languages
import Pages
import PortalForms
import WebForms

/// Coming back with twelve words, to read or to go on with a message that was being written.
struct ReturnRoutes: Sendable {
    let site: PortalSite

    func add(to router: Router<PortalContext>) {
        router.get("/:lang/return", use: show)
        router.post("/:lang/return", use: enter)
    }

    private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
        let catalogue = try site.catalogue(context)
        _ = try await site.openDoor(catalogue)
        return site.page(ReturnPage(in: catalogue), in: catalogue)
    }

    private func enter(_ request: Request, _ context: PortalContext) async throws -> Response {
        let catalogue = try site.catalogue(context)
        let form = try await FormFields(
            reading: request, maximumByteCount: maximumFormByteCount, patience: site.settings.patience)
        let typed = Typed(form)
        let open: OrganisationDoor.OpenDoor
        do {
            open = try await site.openDoor(catalogue)
        } catch {
            guard typed.isCarrying else { throw error }
            return site.page(
                typed.page(obstacle: error.text, site, catalogue), in: catalogue, status: .serviceUnavailable)
        }
        do {
            let codephrase = try Codephrase(parsing: typed.words)
            let keys = ConversationKeys(codephrase: codephrase, organisation: open.fingerprint)
            if let consent = typed.consent { return await goOn(consent, keys, open, typed.words, request, catalogue) }
            return welcome(keys, typed.draft, request, catalogue)
        } catch {
            site.counts.add(.refusals)
            return site.page(typed.page(error, site, catalogue), in: catalogue, status: .unprocessableContent)
        }
    }

    /// The words, and what is carried over from a visit that has ended.
    private struct Typed {
        let words: String
        let draft: MessageDraft?
        let consent: (number: Int, draft: ConsentDraft)?

        init(_ form: FormFields) {
            words = WordRepair.repaired(form["words"] ?? "", with: form)
            draft = ReturnRoutes.carriedDraft(form)
            consent = form["consent"].flatMap { Int($0) }.map { (number: $0, draft: ConsentDraft(form)) }
        }

        var isCarrying: Bool { draft != nil || consent != nil }

        func page(
            _ error: CodephraseError? = nil, obstacle: String? = nil, _ site: PortalSite, _ catalogue: Catalogue
        ) -> ReturnPage {
            guard let consent else {
                return ReturnPage(
                    words: words, error: error, carrying: draft, obstacle: obstacle, in: catalogue)
            }
            return ReturnPage(
                words: words, error: error, carrying: consent.number, consent.draft, obstacle: obstacle, in: catalogue)
        }
    }

    /// Goes on with an answer about consent: what it answers is read again first, with the words.
    private func goOn(
        _ consent: (number: Int, draft: ConsentDraft), _ keys: ConversationKeys, _ open: OrganisationDoor.OpenDoor,
        _ words: String, _ request: Request, _ catalogue: Catalogue
    ) async -> Response {
        site.sessions.end(site.token(request))
        let conversation: Conversation
        do {
            conversation = try await AnswerReader(relay: site.relay).upToDate(
                Conversation(keys: keys, isNew: false), voices: open.card.voices)
        } catch {
            site.counts.add(.relayFailures)
            let page = ReturnPage(
                words: words, carrying: consent.number, consent.draft, obstacle: catalogue.text("inbox.away"),
                in: catalogue)
            return site.page(page, in: catalogue, status: .serviceUnavailable)
        }
        guard let known = conversation.consent(consent.number) else {
            let page = ReturnPage(
                words: words, carrying: consent.number, consent.draft, strangers: catalogue.text("inbox.none_hint"),
                in: catalogue)
            return site.page(page, in: catalogue, status: .unprocessableContent)
        }
        let token = site.sessions.begin(.open(conversation))
        let issued = site.sessions.use(token) {
            ConsentRoutes.Issued(known: known, form: $0.issueForm(), csrf: $0.csrf)
        }
        guard let issued else { return site.redirect(catalogue, "inbox", cookie: token) }
        let isSame = consent.draft.asked == known.name
        let page = ConsentRoutes(site: site).page(
            issued, isSame ? consent.draft : ConsentDraft(), isSame ? nil : .otherQuestion, catalogue)
        var response = site.page(page, in: catalogue)
        response.headers[.setCookie] = site.cookie.setting(token)
        return response
    }

    private func welcome(
        _ keys: ConversationKeys, _ draft: MessageDraft?, _ request: Request, _ catalogue: Catalogue
    ) -> Response {
        site.sessions.end(site.token(request))
        let token = site.sessions.begin(.open(Conversation(keys: keys, isNew: false)))
        guard let draft else { return site.redirect(catalogue, "inbox", cookie: token) }
        let issued = site.sessions.use(token) { ($0.issueForm(), $0.csrf) }
        guard let (form, csrf) = issued else { return site.redirect(catalogue, "write", cookie: token) }
        let page = WritePage(draft, form: form, csrf: csrf, in: catalogue)
        var response = site.page(page, in: catalogue)
        response.headers[.setCookie] = site.cookie.setting(token)
        return response
    }

    /// A message's text takes up to nine bytes a code unit when it is percent-encoded; one that is a little too long
    /// is to come back too.
    private var maximumFormByteCount: Int { max(65_536, site.settings.maximumTextCount * 18) + 16_384 }

    private static func carriedDraft(_ form: FormFields) -> MessageDraft? {
        guard form["body"] != nil || form["contact"] != nil else { return nil }
        return MessageDraft(urgency: form["urgency"], contact: form["contact"], body: form["body"])
    }
}
