// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// The questions before a case leaves. No part is ticked beforehand: each is a decision.
enum ExportForm {
    static let name = "export"

    /// - Parameters:
    ///   - review: what stands against what was chosen, once it was.
    ///   - asksTraces: whether something in it tells more than is to be seen on it.
    static func fields(_ scene: CaseScene, _ review: ReleaseReview? = nil, asksTraces: Bool = false) -> [FormField] {
        let parts = CasePage.readingOrder(scene.record.parts).map { part in
            FormOption(value: part.compartment.hex, text: scene.words.name(of: part, in: scene.record))
        }
        return [
            FormField("parts", .ticks(parts)), .line("recipient-name"), .prose("keys", rows: 3, isRequired: false),
            .line("passphrase", isRequired: false), .prose("why", rows: 2),
        ] + ExportConsent.fields(scene.words) + ExportConsent.readings(review, scene.day, scene.words)
            + privileged(scene)
            + (asksTraces ? [.tick("traces", isRequired: true)] : []) + [.tick("understood", isRequired: true)]
    }

    /// Asked of counsel alone, where there is something that only counsel lets go.
    private static func privileged(_ scene: CaseScene) -> [FormField] {
        scene.isCounsel && scene.record.parts.contains { $0.privilegedCount > 0 } ? [.tick("privileged-leaves")] : []
    }

    /// What keeps the parts here that were chosen, as far as nobody has gone past it.
    static func obstacles(
        _ order: ExportOrder, _ review: ReleaseReview, _ answers: FormAnswers, _ scene: CaseScene
    ) -> [OutgoingObstacle] {
        let word =
            order.consent.purpose.speaksForThePerson && scene.known.releaseObstacle == nil
            ? scene.known.home.clearanceObstacle.map(OutgoingObstacle.release) : nil
        let isKept = review.privilegedCount > 0 && !(scene.isCounsel && answers.isTicked("privileged-leaves"))
        return [word, isKept ? .privileged(review.privilegedCount, isCounsel: scene.isCounsel) : nil].compactMap(\.self)
            + order.consent.obstacles(review, on: scene.day)
    }

    /// What leaves with the case, and what cannot be taken back: read beside the form.
    static func consequences(_ words: Catalogue, fingerprint: String?) -> [Block] {
        let means = ["gone", "all", "known", "attachments", "keys"].map { name in
            var block = Block(id: "export-\(name)", heading: words.text("export.means.\(name).title"))
            block.summary = words.text("export.means.\(name).text")
            return block
        }
        guard let fingerprint else { return means }
        var check = Block(id: "export-check", heading: words.text("export.means.check.title"))
        check.summary = words.text("export.means.check.text")
        check.pairs = [Pair(words.text("vouching.fingerprint"), fingerprint)]
        return means + [check]
    }

    /// A problem of the form, or of the keys, which is said with its line.
    enum Refusal: Error {
        case problem(FormProblem)
        case keys(ExportRecipients.Problem)
    }

    static func order(_ answers: FormAnswers, _ scene: CaseScene, bag: ID<Bag>) throws(Refusal) -> ExportOrder {
        let ticked = answers.tickedIDs("parts", of: Compartment.self)
        let parts = CasePage.readingOrder(scene.record.parts).filter { ticked.contains($0.compartment) }
        guard !parts.isEmpty else { throw .problem(FormProblem(field: "parts", reason: "problem.export-parts")) }
        let recipients: ExportRecipients
        let (recipientName, why): (String, String)
        let consent: ExportConsent
        do throws(FormProblem) {
            (recipientName, why) = (try answers.line("recipient-name"), try answers.prose("why"))
            guard recipientName.utf8.count <= 300 else {
                throw FormProblem(field: "recipient-name", reason: "problem.too-long")
            }
            guard why.utf8.count <= EventLimits.maximumReasonByteCount else {
                throw FormProblem(field: "why", reason: "problem.too-long")
            }
            consent = try ExportConsent(answers, isCleared: scene.known.home.clearanceObstacle == nil)
        } catch {
            throw .problem(error)
        }
        do throws(ExportRecipients.Problem) {
            recipients = try ExportRecipients(
                keys: answers.optionalProse("keys"), passphrase: answers.optionalProse("passphrase"))
        } catch {
            throw .keys(error)
        }
        do throws(FormProblem) { try answers.requireTick("understood") } catch { throw .problem(error) }
        return ExportOrder(
            parts: parts, recipients: recipients, recipientName: SafeText.oneLine(recipientName), why: why,
            consent: consent, bag: bag)
    }
}

extension Catalogue {
    /// What is wrong with what was pasted, and what to do.
    func explanation(of problem: ExportRecipients.Problem) -> String {
        switch problem {
        case .nobody: text("export.keys.nobody")
        case .bothWays: text("export.keys.both")
        case .tooMany: text("export.keys.limit", ["limit": "\(ExportRecipients.maximumCount)"])
        case .weakPassphrase:
            text("export.keys.passphrase", ["limit": "\(ExportRecipients.minimumPassphraseLength)"])
        case .secretKey(let line): text("export.keys.secret", ["line": "\(line)"])
        case .otherKey(let line): text("export.keys.foreign", ["line": "\(line)"])
        case .damagedKey(let line): text("export.keys.damaged", ["line": "\(line)"])
        case .mixedKinds: text("export.keys.mixed")
        case .repeated(let line): text("export.keys.repeated", ["line": "\(line)"])
        }
    }
}
