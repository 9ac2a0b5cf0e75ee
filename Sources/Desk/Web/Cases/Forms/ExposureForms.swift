// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// What becomes of a hit. Its task is passed on and put off like any other.
    static let exposureForms = [exposureDecide, postpone(in: .identity), reassign(in: .identity)]

    private static let exposureDecide = CaseForm(
        "exposure-decide", in: .identity, about: { $0.exposure != nil },
        fields: { [.choice("verdict", of: ExposureVerdict.self, $0.words), .prose("reason")] },
        context: { scene in
            guard let part = scene.part.identity, let exposure = scene.exposure else { return [] }
            var block = Block(
                id: "exposure-\(scene.part.compartment.hex)", heading: scene.words.text("exposure.title"))
            block.cards = [ExposureBlocks.card(exposure, of: part, in: scene.part, scene.scene)]
            return [block]
        },
        events: { answers, scene throws(FormProblem) in
            guard let exposure = scene.exposure else { return [] }
            return [
                .exposure(
                    .decided(
                        exposure: exposure.id, try answers.choice("verdict"),
                        replaces: scene.seen, reason: try answers.prose("reason")))
            ]
        })
}

extension FormScene {
    fileprivate var exposure: ExposureRecord? { id(0, Entry.self).flatMap { part.identity?.exposure($0) } }
}
