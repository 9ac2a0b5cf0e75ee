// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What a worker says about consent before a case leaves: to whom and what for, and on what ground where consent does not reach.
struct ExportConsent: Sendable {
    /// The grounds that one person can state for what nobody asked the person about (ICRC, Handbook on Data Protection in Humanitarian Action, chapter 3). A vital interest
    /// takes two, and has its own form in the casework.
    static let grounds: [LegalBasis] = [.publicInterest, .legitimateInterest, .contract, .legalObligation]

    let purpose: ReleasePurpose
    let ground: (basis: LegalBasis, words: String)?
    /// The worker knows that some of it leaves without consent.
    let isWithoutConsent: Bool

    static func fields(_ words: Catalogue) -> [FormField] {
        let conditions = Self.conditions.map { FormOption(value: $0.name, text: words.text(of: $0.embargo)) }
        return ConsentQuestions.purpose(words) + [
            .choice("recipient-class", of: RecipientClass.self, words),
            .choice("actions", of: PermittedActions.self, initial: .red, words),
            .line("territory", isRequired: false), FormField("met", .ticks(conditions), isRequired: false),
        ]
    }

    /// Asked below: empty where consent covers everything.
    static func exceptions(_ words: Catalogue) -> [FormField] {
        [
            .tick("without-consent"),
            .choice("ground", of: LegalBasis.self, among: grounds, isRequired: false, words),
            .prose("ground-words", rows: 2, isRequired: false),
        ]
    }

    private static let conditions: [(name: String, embargo: Embargo)] = [
        ("arrived", .untilPersonArrived), ("family", .untilFamilyOut), ("counsel", .untilCounselClears),
    ]

    /// - Parameter recipient: by name, where the form does not ask for it.
    init(_ answers: FormAnswers, recipient: String? = nil) throws(FormProblem) {
        let name = if let recipient { recipient } else { try answers.prose("recipient-name") }
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
        isWithoutConsent = answers.isTicked("without-consent")
    }

    /// Why nothing leaves yet; nil where it may. `uncovered`: what is said where no consent covers it.
    func trouble(
        _ review: ReleaseReview, _ words: Catalogue, uncovered: String = "export.consent.uncovered"
    ) -> String? {
        // Past a no only what two signed, to save a life: what they signed for is not among these.
        if !review.refused.isEmpty { return words.text("export.consent.refused") }
        guard ground == nil else { return nil }
        if isWithoutConsent { return nil }
        guard review.uncovered.isEmpty, review.leaveOut.isEmpty else { return words.text(uncovered) }
        return review.notTo.isEmpty ? nil : words.text("export.consent.none-of-these")
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
    static func block(_ review: ReleaseReview, _ day: Day, _ words: Catalogue) -> Block? {
        guard !review.uncovered.isEmpty || !review.leaveOut.isEmpty || !review.notTo.isEmpty else { return nil }
        var block = Block(id: "export-consent", heading: words.text("export.consent.title"))
        block.pairs =
            words.lines(of: review.uncovered, outOf: review.items).map { Pair($0.what, $0.count) }
            + review.noes.map { Pair(words.name(of: $0.state(on: day)), words.line(of: $0)) }
            + review.near.map { Pair(words.line(of: $0.record), words.text(of: $0)) }
            + (review.leaveOut.isEmpty
                ? [] : [Pair(words.text("export.consent.leave-out"), review.leaveOut.joined(separator: "\n"))])
            + (review.notTo.isEmpty
                ? [] : [Pair(words.text("export.consent.not-to"), review.notTo.joined(separator: "\n"))])
        return block
    }
}

extension Catalogue {
    fileprivate func lines(of some: [ReleaseItem], outOf all: [ReleaseItem]) -> [(what: String, count: String)] {
        var lines: [(what: String, count: String)] = []
        for item in some {
            let what = name(of: item)
            guard !lines.contains(where: { $0.what == what }) else { continue }
            let (count, total) = (some.count { name(of: $0) == what }, all.count { name(of: $0) == what })
            lines.append((what, text("export.consent.count", ["count": "\(count)", "total": "\(total)"])))
        }
        return lines
    }

    fileprivate func summary(of items: [ReleaseItem]) -> String {
        lines(of: items, outOf: items).map(\.what).joined(separator: "; ")
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

    private func name(of item: ReleaseItem) -> String { "\(name(of: item.kind)): \(name(of: item.item.itemClass))" }
}
