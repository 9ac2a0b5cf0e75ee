// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Crypto
import Languages

/// What a worker says about consent before a case leaves: to whom and what for, and what they have read. What no consent covers and no two
/// signed for does not leave, whatever one person says (docs/decisions/0093).
struct ExportConsent: Sendable {
    let purpose: ReleasePurpose
    /// What the person wants left out, as the worker was shown it and ticked that it is not in what leaves.
    private let leftOut: Set<String>
    /// What the person said that is like a no to this, as the worker was shown it and ticked it.
    private let passed: Set<String>

    static func fields(_ words: Catalogue) -> [FormField] {
        ConsentQuestions.purpose(words) + [
            .choice("recipient-class", of: RecipientClass.self, words),
            .choice("actions", of: PermittedActions.self, initial: .red, words),
            .line("territory", isRequired: false),
        ]
    }

    private static let objectionField = "objections"
    private static let leaveOutField = "left-out"
    private static let conditionField = "met"
    /// What a worker can say of it. Whether counsel has cleared it stands in the casework.
    private static let asked: [Embargo] = [.untilPersonArrived, .untilFamilyOut]

    /// Asked where a review found something to be read, and not before: each by itself, so that a tick is for what was read.
    static func readings(_ review: ReleaseReview?, _ day: Day, _ words: Catalogue) -> [FormField] {
        guard let review else { return [] }
        let objections = review.objections.map {
            FormOption(value: $0.formValue(review.purpose, on: day), text: words.text(of: $0, on: day))
        }
        let facts = review.leaveOut.map { FormOption(value: review.formValue(leavingOut: $0), text: $0) }
        let conditions = Self.asked.filter(review.conditions.contains).map {
            FormOption(value: review.purpose.formValue(met: $0), text: words.text(of: $0))
        }
        return [(conditionField, conditions), (objectionField, objections), (leaveOutField, facts)].filter {
            !$0.1.isEmpty
        }.map {
            FormField($0.0, .ticks($0.1), isRequired: true)
        }
    }

    /// - Parameters:
    ///   - recipient: by name, where the form does not ask for it.
    ///   - isCleared: whether counsel has cleared that the organisation speaks for the person.
    init(_ answers: FormAnswers, recipient: String? = nil, isCleared: Bool) throws(FormProblem) {
        let name = if let recipient { recipient } else { try answers.line("recipient-name") }
        var purpose = ReleasePurpose(
            recipient: .named(name, try answers.choice("recipient-class")),
            purpose: try ConsentQuestions.purpose(answers), actions: try answers.choice("actions"),
            territory: try answers.optionalCountry("territory"),
            met: isCleared ? [.untilCounselClears] : [])
        let ticked = answers.tickedValues(Self.conditionField)
        purpose.met.formUnion(Self.asked.filter { ticked.contains(purpose.formValue(met: $0)) })
        self.purpose = purpose
        leftOut = answers.tickedValues(Self.leaveOutField)
        passed = answers.tickedValues(Self.objectionField)
    }

    /// What of the person's word keeps it here still.
    func obstacles(_ review: ReleaseReview, on day: Day) -> [OutgoingObstacle] {
        let isRefused = review.isFrozen || !review.noes.isEmpty
        let word: OutgoingObstacle? = review.uncovered.isEmpty ? nil : isRefused ? .refused : .uncovered
        let isObjected = review.objections.contains { !passed.contains($0.formValue(purpose, on: day)) }
        let isUnread = review.leaveOut.contains { !leftOut.contains(review.formValue(leavingOut: $0)) }
        return [word, isObjected ? .objected : nil, isUnread ? .leftOut : nil].compactMap(\.self)
    }

    /// What stands in a part that leaves, beside the reason: of the part itself and of no other.
    func record(_ review: ReleaseReview, of part: PartRecord, _ words: Catalogue) -> String {
        var lines = [
            words.text("export.consent.purpose", ["purpose": words.text(of: purpose.purpose)]) + ". "
                + words.text("export.consent.actions", ["actions": words.name(of: purpose.actions)]),
            words.text(review.isOverridden ? "export.consent.overridden" : "export.consent.covered"),
        ]
        for condition in Self.asked where purpose.met.contains(condition) {
            lines.append(words.text("export.consent.met", ["condition": words.text(of: condition)]))
        }
        // Not which: whoever holds this part may not read the casework.
        if !review.objections.isEmpty { lines.append(words.text("export.consent.objections-read")) }
        // An attestation leaves without the part in which it stands.
        if review.privilegedCount > 0, part.privilegedCount > 0 {
            lines.append(words.plural("export.privileged.let-go", part.privilegedCount))
        }
        return lines.joined(separator: "\n")
    }

    /// What no consent covers, for the worker to read before it leaves; nil where there is nothing.
    static func block(_ review: ReleaseReview, _ scene: CaseScene) -> Block? {
        guard !review.uncovered.isEmpty else { return nil }
        let words = scene.words
        var block = Block(id: "export-consent", heading: words.text("export.consent.title"))
        let lines = words.lines(of: review.uncovered, outOf: review.items) { item in
            scene.record.part(item.part).map { words.name(of: $0, in: scene.record) } ?? words.name(of: item.kind)
        }
        block.pairs =
            lines.map { Pair($0.what, $0.count) }
            + review.noes.map { Pair(words.name(of: $0.state(on: scene.day)), words.line(of: $0)) }
            + review.near.map { Pair(words.line(of: $0.record), words.text(of: $0)) }
        return block
    }
}

extension ReleasePurpose {
    /// How a form names that a condition is met for this very recipient and purpose.
    fileprivate func formValue(met condition: Embargo) -> String {
        var bare = self
        bare.met = []
        return digest([bare.mark, "met", "\(condition == .untilFamilyOut ? 1 : 0)"])
    }
}

extension ReleaseReview {
    /// How a form names that a fact was looked for in these very things.
    fileprivate func formValue(leavingOut fact: String) -> String {
        let things = items.map { "\($0.item.entry.hex).\($0.item.itemClass.rawValue)" }.sorted().joined(separator: "\n")
        return digest([purpose.mark, things, fact])
    }
}

extension Objection {
    /// How a form names it. What has become of it since the form was shown is not what was read, and who read it for one recipient has not for
    /// another.
    fileprivate func formValue(_ purpose: ReleasePurpose, on day: Day) -> String {
        let what =
            switch word {
            case .answer: "\(record.state(on: day).rawValue) \(record.changedAt)"
            case .excluded(let name): "not \(name)"
            }
        return digest([purpose.mark, record.id.hex, what])
    }
}

private func digest(_ parts: [String]) -> String {
    Hex.encode(Array(SHA256.hash(data: Array(parts.joined(separator: "\u{0}").utf8)).prefix(16)))
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
            case .outweighed: text("export.gap.outweighed")
            case .notGiven, .otherPurpose, .otherRecipient, .laterNo: nil
            }
        }
        return gaps.joined(separator: "\n")
    }
}
