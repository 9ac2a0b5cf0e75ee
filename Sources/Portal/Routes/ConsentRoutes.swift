// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Correspondence
import HTTPTypes
import Hummingbird
import Languages
import Pages
import WebForms

/// Answering a question about consent, taking a yes back, and the receipt.
struct ConsentRoutes: Sendable {
    /// Texts take up to nine bytes a code unit when they are percent-encoded; ones that are too long come back too.
    static let maximumFormByteCount = 1 << 20

    let site: PortalSite

    func add(to router: Router<PortalContext>) {
        router.get("/:lang/consent/:number", use: show)
        router.post("/:lang/consent/:number", use: receive)
        router.get("/:lang/receipt", use: receipt)
    }

    private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
        let catalogue = try site.catalogue(context)
        _ = try await site.openDoor(catalogue)
        let number = context.parameters.get("number", as: Int.self)
        let issued = site.sessions.use(site.token(request)) { session -> Issued? in
            guard let known = session.conversation?.consent(number) else { return nil }
            return Issued(known: known, form: session.issueForm(), csrf: session.csrf)
        }
        guard let issued else { return site.expired(catalogue) }
        // The list is where the numbers come from; a visit that has not read it yet reads it first.
        guard let issued else { return site.redirect(catalogue, "inbox") }
        return site.page(page(issued, ConsentDraft(), nil, catalogue), in: catalogue)
    }

    private func receipt(_ request: Request, _ context: PortalContext) throws -> Response {
        let catalogue = try site.catalogue(context)
        guard let receipt = site.sessions.use(site.token(request), { $0.conversation?.consentReceipt }) ?? nil else {
            return site.expired(catalogue)
        }
        return site.page(ReceiptPage(receipt), in: catalogue)
    }

    private func receive(_ request: Request, _ context: PortalContext) async throws -> Response {
        let catalogue = try site.catalogue(context)
        let fields = try await FormFields(
            reading: request, maximumByteCount: Self.maximumFormByteCount, patience: site.settings.patience)
        let draft = ConsentDraft(fields)
        let number = context.parameters.get("number", as: Int.self)
        let token = site.token(request)
        switch admission(fields, number, token) {
        case .refused:
            let page = ReturnPage(carrying: number, draft, in: catalogue)
            return site.page(page, in: catalogue, status: MessageProblem.expired.status)
        case .sending(let issued):
            return again(issued, draft, .message(.unanswered), catalogue)
        case .admitted(let issued, let conversation):
            do throws(ConsentProblem) {
                try await deliver(draft, issued, conversation, token, catalogue)
                return site.redirect(catalogue, "receipt")
            } catch {
                _ = site.sessions.use(token) { $0.release(issued.form, receipt: nil) }
                return again(issued, draft, error, catalogue)
            }
        }
    }

    // MARK: - One form, one message

    struct Issued: Sendable {
        let known: KnownConsent
        let form: MessageID
        let csrf: String
    }

    private enum Admission: Sendable {
        case admitted(Issued, Conversation)
        case sending(Issued)
        case refused
    }

    private func admission(_ fields: FormFields, _ number: Int?, _ token: String?) -> Admission {
        guard let form = fields["form"].flatMap({ Hex.decode($0) }).flatMap({ MessageID($0) }) else { return .refused }
        return site.sessions.use(token) { session -> Admission in
            guard ConstantTime.areEqual(session.csrf, fields["csrf"] ?? ""),
                let conversation = session.conversation, let known = conversation.consent(number),
                session.state(of: form) != nil
            else { return .refused }
            let issued = Issued(known: known, form: form, csrf: session.csrf)
            return session.claim(form) ? .admitted(issued, conversation) : .sending(issued)
        } ?? .refused
    }

    /// The conversation as the relay has it now. A question whose case was destroyed in this visit takes no answer: nobody has the keys any more.
    private func stillAnswered(
        _ claimed: Conversation, voices: [[UInt8]]
    ) async throws(ConsentProblem) -> Conversation {
        let conversation: Conversation
        do {
            conversation = try await AnswerReader(relay: site.relay).beforeSealing(claimed, voices: voices)
        } catch {
            throw .message(MessageProblem(error))
        }
        guard !conversation.consents.isEmpty else { throw .message(.failed) }
        return conversation
    }

    private func deliver(
        _ draft: ConsentDraft, _ issued: Issued, _ claimed: Conversation, _ token: String?,
        _ catalogue: Catalogue
    ) async throws(ConsentProblem) {
        guard case .open(let open) = await site.door.confirmedStatus() else { throw .message(.doorClosed) }
        let hour = site.clock.hour
        let answer = try draft.answer(to: issued.known, at: hour, language: catalogue.language.tag)
        let beside = draft.saidBeside.map(\.text)
        let content = MessageContent(answer, remark: ([draft.remark] + beside).joined(separator: "\n"))
        let id: MessageID
        switch (site.sessions.use(token) { $0.turn(of: issued.form, saying: content) } ?? nil) ?? .send(.random()) {
        case .sent(let receipt):
            _ = site.sessions.use(token) { $0.release(issued.form, receipt: receipt) }
            return
        case .send(let message): id = message
        }
        let receipt = ConsentReceipt(
            issued.known, draft, answer, hour: hour, organisation: open.card.name, in: catalogue)
        let message = VisitorMessage(
            id: id, assurance: .c, sentHour: hour, urgency: .notSaid, safeContact: "", body: receipt.text,
            attachments: [], answer: answer)
        let conversation = try await stillAnswered(claimed, voices: open.card.voices)
        let envelope: [UInt8]
        do throws(EnvelopeError) {
            envelope = try Self.seal(message, in: conversation, catalogue.language.tag, to: open)
        } catch .tooLarge {
            throw .message(.textTooLong)
        } catch {
            throw .message(.failed)
        }
        do { try await site.relay.deliver(envelope: envelope) } catch {
            site.counts.add(.relayFailures)
            throw .message(MessageProblem(delivering: error))
        }
        site.counts.add(.messagesDelivered)
        _ = site.sessions.use(token) { session in
            session.release(issued.form, receipt: Receipt(hour: hour, fileCount: 0))
            session.conversation?.consentReceipt = receipt
        }
    }

    /// To the holders of the case. Where no answer named them, what was shown and said goes to the intake in so many words, as a message that
    /// introduces its conversation: whoever reads the intake today can believe no other (docs/decisions/0096).
    private static func seal(
        _ message: VisitorMessage, in conversation: Conversation, _ language: String, to open: OrganisationDoor.OpenDoor
    ) throws(EnvelopeError) -> [UInt8] {
        if let holders = conversation.writeTo?.place {
            return try message.sealedAsFollowUp(keys: conversation.keys, to: holders)
        }
        var message = message
        message.answer = nil
        return try message.sealedAsFirst(keys: conversation.keys, language: language, to: open.card.intake)
    }

    // MARK: - The page

    private func again(
        _ issued: Issued, _ draft: ConsentDraft, _ problem: ConsentProblem, _ catalogue: Catalogue
    ) -> Response {
        let status: HTTPResponse.Status
        switch problem {
        case .message(let problem): status = problem.status
        case .otherQuestion, .nothingChosen, .nothingLess, .yesAndLess, .listTooLong, .tooLong, .ownWordsMissing,
            .questionMissing,
            .over:
            status = .unprocessableContent
        }
        site.counts.add(.refusals)
        // What was chosen for another question is not offered for this one.
        let draft = problem == .otherQuestion ? ConsentDraft() : draft
        return site.page(page(issued, draft, problem, catalogue), in: catalogue, status: status)
    }

    func page(
        _ issued: Issued, _ draft: ConsentDraft, _ problem: ConsentProblem?, _ catalogue: Catalogue
    ) -> ConsentPage {
        ConsentPage(
            issued.known, draft, form: issued.form, csrf: issued.csrf, hour: site.clock.hour, problem: problem,
            values: site.pages.values(in: catalogue, organisation: site.organisation), in: catalogue)
    }
}
