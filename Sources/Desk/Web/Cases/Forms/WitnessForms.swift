// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// What the named witness of a yes signs for, and what somebody decides where they deny it (docs/decisions/0065).
    static let witnessForms = [witness, settleDenial]

    private static let witness = CaseForm(
        "witness-consent", in: .casework, about: { $0.ownWitnessing != nil },
        fields: {
            [
                .choice("witness-word", of: WitnessWord.self, $0.words),
                .prose("witness-note", rows: 3, isRequired: false),
            ]
        },
        context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.consent, let witnessing = scene.ownWitnessing else { return [] }
            let word: WitnessWord = try answers.choice("witness-word")
            // Somebody has to decide on it, and was not there.
            let note = word == .denied ? try answers.prose("witness-note") : answers.optionalProse("witness-note")
            return [.consent(.witnessed(record.id, answer: witnessing.answer, word, note: note))]
        })

    private static let settleDenial = CaseForm(
        "settle-denial", in: .casework, isGrave: true, about: { $0.openDenial != nil },
        fields: { _ in [.prose("reason", rows: 3)] }, context: { consentContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.consent, let denial = scene.openDenial else { return [] }
            return [.consent(.denialSettled(record.id, denial: denial.entry, why: try answers.prose("reason")))]
        })
}

extension FormScene {
    /// Colleagues who can be asked whether they were there: they can read this part, and are not whoever records it.
    var witnesses: [FormOption] { holders.filter { $0.value != scene.me?.hex } }

    /// What names the member as witness, where they can say something still.
    fileprivate var ownWitnessing: Witnessing? {
        guard let consent, consent.asksWitnesses(on: day), let answer = id(1, Entry.self) else { return nil }
        return consent.witnessings.first { $0.answer == answer && $0.witness == scene.me }
    }

    /// A denial on which this member may decide: they did not record the yes.
    fileprivate var openDenial: Witnessing.Denial? {
        guard let consent, let denial = id(1, Entry.self) else { return nil }
        return consent.witnessings.filter { $0.recordedBy != scene.me }.flatMap(\.openDenials).first {
            $0.entry == denial
        }
    }
}
