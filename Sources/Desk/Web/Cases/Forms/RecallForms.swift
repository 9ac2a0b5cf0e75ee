// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// What somebody got that the person does not want to have left is asked back, bag by bag, and the answer is written down.
    static let recallForms = [recall, recallAnswered]

    private static let recall = CaseForm(
        "recall", in: .casework, about: { !$0.recallable.isEmpty },
        fields: { scene in
            let options = scene.recallable.map {
                FormOption(value: $0.bag.id.hex, text: scene.words.line(of: $0, in: scene.scene.person))
            }
            return [
                .choice("bag", options, initial: options.count == 1 ? options[0].value : nil, scene.words),
                .tick("asked-back", isRequired: true),
            ]
        },
        context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            let bag: ID<Bag> = try answers.id("bag")
            guard let record = scene.consent, let handed = scene.recallable.first(where: { $0.bag.id == bag }) else {
                throw FormProblem(field: "bag", reason: "problem.choose")
            }
            try answers.requireTick("asked-back")
            return [.consent(.recallSent(record.id, bag: bag, recipient: handed.recipientName))]
        })

    private static let recallAnswered = CaseForm(
        "recall-answered", in: .casework, about: { $0.openRecall != nil },
        fields: { [.choice("recall-outcome", of: RecallOutcome.self, $0.words), .prose("recall-note", rows: 3)] },
        context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.consent, let recall = scene.openRecall else { return [] }
            return [
                .consent(
                    .recallAnswered(
                        record.id, bag: recall.bag, try answers.choice("recall-outcome"),
                        note: try answers.prose("recall-note")))
            ]
        })
}

extension FormScene {
    fileprivate var recallable: [HandedOver] { consent.map { scene.recallable(under: $0) } ?? [] }

    fileprivate var openRecall: ConsentRecall? {
        guard let bag = id(1, Bag.self) else { return nil }
        return consent?.openRecalls.first { $0.bag == bag }
    }
}

extension CaseScene {
    /// Bags that the answer is about first. After a withdrawal or a no whatever else left too: who was told what for is in somebody's words, and
    /// a person may want back more than the machine finds.
    func recallable(under consent: ConsentRecord) -> [HandedOver] {
        let person = person
        let owed = person.bagsToRecall(under: consent, on: day)
        switch consent.state(on: day) {
        case .withdrawn, .refused:
            let known = Set(owed.map(\.bag.id)).union(consent.recalls.map(\.bag))
            return owed + person.handedOver.filter { !known.contains($0.bag.id) }
        case .frozen: return owed + person.bagsPastStops(on: day).filter { consent.isAbout($0.bag) }
        default: return owed
        }
    }
}

extension Catalogue {
    /// A bag, or the file of an attestation, to be chosen from: who has it, since when, what for.
    func line(of handed: HandedOver, in person: PersonRecord) -> String {
        let number = person.attestation(in: handed).map { "\(text("vouching.title")) \($0.id.hex.prefix(8))" }
        return text(
            "recall.bag",
            [
                "who": text(of: handed.bag.recipient), "when": LocalTime.text(second: handed.at),
                "purpose": text(of: handed.bag.purpose), "bag": number ?? "bag-\(handed.bag.id.hex.prefix(8))",
            ])
    }
}
