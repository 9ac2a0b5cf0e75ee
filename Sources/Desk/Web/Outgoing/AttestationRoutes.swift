// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Hummingbird
import Languages
import Pages
import WebForms

/// The signed file of an attestation: made on a desk that can sign, taken on every desk that holds the compartment.
struct AttestationRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        let path: RouterPath = "/cases/:case/:part/attestations/:attestation"
        router.get(path) { request, context -> Response in
            let visit = try desk.visit(request, context)
            return try await show(try await find(context, visit), visit)
        }
        router.post("/cases/:case/:part/attestations/:attestation/sign", use: sign)
        router.get("/cases/:case/:part/attestations/:attestation/file", use: save)
    }

    private struct Found {
        let scene: CaseScene
        let part: PartRecord
        let attestation: AttestationRecord
        let certificate: AttestationCertificate
        let status: SyncStatus

        /// Whether something that it rests on has given way.
        var isShaken: Bool { part.evidence?.isShaken(attestation.id, on: scene.day) == true }

        /// Why it may neither be signed nor taken from here now.
        var obstacles: [OutgoingObstacle] { OutgoingObstacle.standing(vouchingIn: scene, isShaken: isShaken, status) }

        /// Why the file that was signed may not be taken from here now, though another may be signed.
        func consentGap(_ words: Catalogue) -> String? {
            let person = scene.person
            // Days end here, or where the portal counts them.
            let gaps = [scene.day, Day(at: scene.now)].compactMap {
                person.consentGap(of: attestation, in: part, on: $0)
            }
            return switch gaps.first {
            case .neverAsked: words.text("vouching.consent.never-asked")
            case .lost: words.text("vouching.consent.lost")
            case .objected: words.text("vouching.consent.objected")
            case nil: nil
            }
        }
    }

    /// Only what two have signed and nobody has revoked: there is nothing else to hand over.
    private func find(_ context: DeskContext, _ visit: Visit) async throws -> Found {
        let scene = try await desk.caseScene(context, visit)
        let part = try desk.part(context, scene)
        guard let id = context.parameters.get("attestation").flatMap({ ID<Attestation>(hex: $0) }),
            let attestation = part.evidence?.attestation(id), let certificate = attestation.certificate
        else { throw HTTPError(.notFound) }
        return Found(
            scene: scene, part: part, attestation: attestation, certificate: certificate, status: await desk.work.status
        )
    }

    private func text(of found: Found) async throws -> String {
        let identity = await desk.work.identity
        let words = desk.catalogues.negotiate(acceptLanguage: found.certificate.language)
        return try AttestationText.text(
            found.certificate, organisation: found.scene.state.organisation?.name ?? "",
            fingerprint: identity?.wholeFingerprint ?? "",
            isRehearsal: found.scene.state.organisation?.isRehearsal ?? false, words)
    }

    private func show(
        _ found: Found, _ visit: Visit, _ typed: FormAnswers? = nil, problem: FormProblem? = nil,
        trouble: String? = nil, review: ReleaseReview? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = visit.words
        let signed = found.attestation.signedFile?.text
        var isGenuine = false
        if let signed { isGenuine = await desk.work.isVouchedFor(signed) }
        let unsigned = try await text(of: found)
        let address = AttestationPage.address(of: found.attestation.id, in: found.part, of: found.scene.record.id)
        let fields =
            [FormField.tick("read", isRequired: true)] + ExportConsent.fields(words)
            + ExportConsent.readings(review, found.scene.day, words)
        var form = FormView(
            "sign-file", action: "\(address)/sign", fields: fields, typed: typed, problem: problem, trouble: trouble,
            isGrave: true, words)
        form.shown = found.scene.lastMessages.text
        var page = AttestationPage(
            found.attestation, text: isGenuine ? signed ?? unsigned : unsigned, isGenuine: isGenuine,
            isShaken: found.isShaken, mayVouch: await desk.work.mayVouch,
            fingerprint: await desk.work.identity?.wholeFingerprint ?? "",
            form: form,
            context: [LastWords.block(found.scene), review.flatMap { ExportConsent.block($0, found.scene) }].compactMap(
                \.self),
            in: found.part, found.scene)
        if let gap = found.consentGap(words) { page.keepBack(because: gap) }
        if let obstacles = words.text(of: found.obstacles) { page.stop(because: obstacles, isTyped: typed != nil) }
        return await desk.show("attestation", title: "vouching.title", page, to: visit, status: status)
    }

    private func sign(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let answers = FormAnswers(try await FormFields.checked(request, visit.session))
        let found = try await find(context, visit)
        guard found.obstacles.isEmpty else {
            return try await show(found, visit, answers, status: .unprocessableContent)
        }
        let consent: ExportConsent
        do throws(FormProblem) {
            try answers.requireTick("read")
            consent = try ExportConsent(
                answers, recipient: SafeText.oneLine(found.attestation.stated.recipient),
                isCleared: found.scene.known.home.clearanceObstacle == nil)
        } catch {
            return try await show(found, visit, answers, problem: error, status: .unprocessableContent)
        }
        let item = found.attestation.releaseItem(in: found.part.compartment)
        let review = found.scene.review { person, day in
            ReleaseReview(of: [item], in: person, for: consent.purpose, on: day)
        }
        let overtaken: [OutgoingObstacle] =
            (answers.shown ?? .nothing) == found.scene.lastMessages ? [] : [.overtaken]
        if let obstacles = visit.words.text(of: overtaken + consent.obstacles(review, on: found.scene.day)) {
            return try await show(
                found, visit, answers, trouble: obstacles, review: review, status: .unprocessableContent)
        }
        do throws(WorkspaceError) {
            try await sign(found, consent, consent.record(review, of: found.part, visit.words), visit)
        } catch {
            return try await show(
                found, visit, answers, trouble: visit.words.explanation(of: error), review: review,
                status: .unprocessableContent)
        }
        return .see(AttestationPage.address(of: found.attestation.id, in: found.part, of: found.scene.record.id))
    }

    private func sign(
        _ found: Found, _ consent: ExportConsent, _ why: String, _ visit: Visit
    ) async throws(WorkspaceError) {
        guard let bag = ID<Bag>(desk.freshBytes()) else { preconditionFailure("sixteen bytes") }
        let text: String
        do { text = try await self.text(of: found) } catch { throw .refused(EngineMessage.eventUnwritable) }
        try await desk.work.vouch(
            for: found.attestation.id, in: found.part.compartment, text: text,
            told: found.attestation.handing(
                bag, to: consent.purpose.recipient, for: consent.purpose.purpose, why: why, visit.words))
    }

    /// Under a name that says nothing, to be saved and nothing else. What lies in the case is checked once more.
    private func save(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try desk.visit(request, context)
        let found = try await find(context, visit)
        guard let signed = found.attestation.signedFile?.text, found.attestation.isValid(on: found.scene.day) else {
            throw HTTPError(.notFound)
        }
        guard await desk.work.isVouchedFor(signed), found.obstacles.isEmpty,
            found.consentGap(visit.words) == nil
        else {
            return try await show(found, visit, status: .unprocessableContent)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/plain; charset=utf-8",
                .contentDisposition: FileRoutes.disposition("document.txt"),
                .contentSecurityPolicy: "sandbox; default-src 'none'",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: signed)))
    }
}
