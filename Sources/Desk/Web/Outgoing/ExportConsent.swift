// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Crypto
import Languages

/// What a worker says about consent before a case leaves: to whom and what for, and on what ground where consent does not reach.
struct ExportConsent: Sendable {
    /// The grounds that one person can state for what nobody asked the person about (ICRC, Handbook on Data Protection in Humanitarian Action, chapter 3). A vital interest
    /// takes two, and has its own form in the casework.
    static let grounds: [LegalBasis] = [.publicInterest, .legitimateInterest, .contract, .legalObligation]

    let purpose: ReleasePurpose
    let ground: (basis: LegalBasis, words: String)?
    /// What leaves without consent, as the worker was shown it and ticked it.
    private let known: Set<String>
    /// What the person said that is like a no to this, as the worker was shown it and ticked it.
    private let passed: Set<String>

    static func fields(_ words: Catalogue) -> [FormField] {
        let conditions = Self.conditions.map { FormOption(value: $0.name, text: words.text(of: $0.embargo)) }
        return ConsentQuestions.purpose(words) + [
            .choice("recipient-class", of: RecipientClass.self, words),
            .choice("actions", of: PermittedActions.self, initial: .red, words),
            .line("territory", isRequired: false), FormField("met", .ticks(conditions), isRequired: false),
        ]
    }

    private static let objectionField = "objections"

    /// Asked where the person said something that is like a no to this: each by itself, so that a tick is for what was read.
    static func objections(_ review: ReleaseReview?, _ day: Day, _ words: Catalogue) -> [FormField] {
        guard let review, !review.objections.isEmpty else { return [] }
        let options = review.objections.map {
            FormOption(value: $0.formValue(on: day), text: words.text(of: $0, on: day))
        }
        return [FormField(objectionField, .ticks(options), isRequired: true)]
    }

    private static let exceptionField = "without-consent"

    /// Asked where a review found something that no consent covers, and not before: the tick is for what was read beside it, and on what
    /// ground is said to that.
    static func exceptions(_ review: ReleaseReview?, _ words: Catalogue) -> [FormField] {
        guard let review, review.holdsExceptions, review.refused.isEmpty else { return [] }
        let option = FormOption(value: review.formValue, text: words.text("export.consent.all-the-same"))
        return [
            FormField(exceptionField, .ticks([option]), isRequired: true),
            .choice("ground", of: LegalBasis.self, among: grounds, isRequired: false, words),
            .prose("ground-words", rows: 2, isRequired: false),
        ]
    }

    private static let conditions: [(name: String, embargo: Embargo)] = [
        ("arrived", .untilPersonArrived), ("family", .untilFamilyOut), ("counsel", .untilCounselClears),
    ]

    /// - Parameter recipient: by name, where the form does not ask for it.
    init(_ answers: FormAnswers, recipient: String? = nil) throws(FormProblem) {
        let name = if let recipient { recipient } else { try answers.line("recipient-name") }
        purpose = ReleasePurpose(
            recipient: .named(name, try answers.choice("recipient-class")),
            purpose: try ConsentQuestions.purpose(answers), actions: try answers.choice("actions"),
            territory: try answers.optionalCountry("territory"),
            met: Set(Self.conditions.filter { answers.isTicked("met-\($0.name)") }.map(\.embargo)))
        if let basis: LegalBasis = answers.optionalChoice("ground"), Self.grounds.contains(basis) {
            ground = (basis, try answers.prose("ground-words"))
        } else {
            ground = nil
        }
        known = answers.tickedValues(Self.exceptionField)
        passed = answers.tickedValues(Self.objectionField)
    }

    /// Why nothing leaves yet; nil where it may. `uncovered`: what is said where no consent covers it.
    func trouble(
        _ review: ReleaseReview, on day: Day, _ words: Catalogue, uncovered: String = "export.consent.uncovered"
    ) -> String? {
        // Past a no only what two signed, to save a life: what they signed for is not among these.
        if !review.refused.isEmpty { return words.text("export.consent.refused") }
        guard !review.holdsExceptions || known.contains(review.formValue) else { return words.text(uncovered) }
        // No ground and no consent to something else goes past these unread.
        let unread = review.objections.contains { !passed.contains($0.formValue(on: day)) }
        return unread ? words.text("export.consent.objections") : nil
    }

    /// What stands in a part that leaves, beside the reason: of the part itself and of no other.
    func record(_ review: ReleaseReview, of part: PartRecord, _ words: Catalogue) -> String {
        let uncovered = review.uncovered.filter { $0.part == part.compartment }
        var lines = [
            words.text("export.consent.purpose", ["purpose": words.text(of: purpose.purpose)]) + ". "
                + words.text("export.consent.actions", ["actions": words.name(of: purpose.actions)])
        ]
        if uncovered.isEmpty {
            lines.append(words.text("export.consent.covered"))
        } else {
            lines.append(words.text("export.consent.without", ["what": words.summary(of: uncovered)]))
        }
        // Not which: whoever holds this part may not read the casework.
        if !review.objections.isEmpty { lines.append(words.text("export.consent.objections-read")) }
        // An attestation leaves without the part in which it stands.
        if review.privilegedCount > 0, part.privilegedCount > 0 {
            lines.append(words.plural("export.privileged.let-go", part.privilegedCount))
        }
        if let ground {
            lines.append(
                words.text("export.consent.ground", ["ground": words.name(of: ground.basis), "words": ground.words]))
        }
        return lines.joined(separator: "\n")
    }

    /// What no consent covers, for the worker to read before it leaves; nil where there is nothing.
    static func block(_ review: ReleaseReview, _ scene: CaseScene) -> Block? {
        guard review.holdsExceptions else { return nil }
        let words = scene.words
        var block = Block(id: "export-consent", heading: words.text("export.consent.title"))
        let lines = words.lines(of: review.uncovered, outOf: review.items) { item in
            scene.record.part(item.part).map { words.name(of: $0, in: scene.record) } ?? words.name(of: item.kind)
        }
        block.pairs =
            lines.map { Pair($0.what, $0.count) }
            + review.noes.map { Pair(words.name(of: $0.state(on: scene.day)), words.line(of: $0)) }
            + review.near.map { Pair(words.line(of: $0.record), words.text(of: $0)) }
            + (review.leaveOut.isEmpty
                ? [] : [Pair(words.text("export.consent.leave-out"), review.leaveOut.joined(separator: "\n"))])
        return block
    }
}

extension ReleaseReview {
    /// Whether something is to be read before it leaves.
    fileprivate var holdsExceptions: Bool { !uncovered.isEmpty || !leaveOut.isEmpty }

    /// How a form names what was read: whatever else there is since was not.
    fileprivate var formValue: String {
        let things = uncovered.map { "\($0.item.entry.hex).\($0.item.itemClass.rawValue)" }.sorted()
        let answers = near.map { "\($0.record.id.hex).\($0.record.changedAt)" }.sorted()
        let text = (things + [""] + answers + [""] + leaveOut).joined(separator: "\n")
        return Hex.encode(Array(SHA256.hash(data: Array(text.utf8)).prefix(16)))
    }
}

extension Objection {
    /// How a form names it. What has become of it since the form was shown is not what was read.
    fileprivate func formValue(on day: Day) -> String {
        switch word {
        case .answer: "\(record.id.hex)-\(record.state(on: day).rawValue)-\(record.changedAt)"
        case .excluded(let name):
            "\(record.id.hex)-\(Hex.encode(Array(SHA256.hash(data: Array(name.utf8)).prefix(16))))"
        }
    }
}

extension Catalogue {
    func text(of objection: Objection, on day: Day) -> String {
        switch objection.word {
        case .answer:
            text(
                "export.objection.answer",
                ["state": name(of: objection.record.state(on: day)), "answer": line(of: objection.record)])
        case .excluded(let name):
            text("export.objection.excluded", ["who": name, "answer": line(of: objection.record)])
        }
    }

    /// - Parameter home: what the part of a thing is called.
    fileprivate func lines(
        of some: [ReleaseItem], outOf all: [ReleaseItem], in home: (ReleaseItem) -> String
    ) -> [(what: String, count: String)] {
        func name(of item: ReleaseItem) -> String { "\(home(item)): \(self.name(of: item.item.itemClass))" }
        var lines: [(what: String, count: String)] = []
        for item in some {
            let what = name(of: item)
            guard !lines.contains(where: { $0.what == what }) else { continue }
            let (count, total) = (some.count { name(of: $0) == what }, all.count { name(of: $0) == what })
            lines.append((what, text("export.consent.count", ["count": "\(count)", "total": "\(total)"])))
        }
        return lines
    }

    /// For a log that others read who may not know of another part of the kind.
    fileprivate func summary(of items: [ReleaseItem]) -> String {
        lines(of: items, outOf: items) { name(of: $0.kind) }.map(\.what).joined(separator: "; ")
    }

    /// What an answer lacks.
    fileprivate func text(of near: NearConsent) -> String {
        let gaps = near.gaps.compactMap { gap -> String? in
            switch gap {
            case .notGiven(.expired): text("export.gap.expired")
            case .itemNotIncluded: text("export.gap.item")
            case .recipientExcluded: text("export.gap.recipient")
            case .tooIdentifying:
                text(
                    "export.gap.identifying",
                    ["level": near.record.terms.map { name(of: $0.identifiability) } ?? ""])
            case .actionsTooWide: text("export.gap.actions")
            case .outsideTerritory: text("export.gap.territory")
            case .embargo(let condition): text("export.gap.embargo", ["condition": text(of: condition)])
            case .notGiven, .otherPurpose, .otherRecipient, .laterNo: nil
            }
        }
        return gaps.joined(separator: "\n")
    }
}
