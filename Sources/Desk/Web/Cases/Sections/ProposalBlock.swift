// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What one person proposed for the whole case, and another is to agree to: its end, its erasure, its way to another organisation, that it is taken up again.
enum ProposalBlock {
    /// What the form answers; nil for one that answers nothing.
    static func block(of form: String, _ scene: FormScene) -> Block? {
        guard let lifecycle = scene.lifecycle else { return nil }
        let pairs =
            switch form {
            case "confirm-closing": closing(lifecycle, scene.scene)
            case "confirm-erasure", "cancel-erasure": erasure(lifecycle, scene.scene)
            case "accept-transfer": transfer(lifecycle, scene.scene)
            case "propose-taking-up", "take-up": pause(lifecycle, scene.scene)
            default: [Pair]()
            }
        guard !pairs.isEmpty else { return nil }
        let isOfPause = form == "propose-taking-up" || form == "take-up"
        var block = Block(
            id: "proposal", heading: scene.words.text(isOfPause ? "proposal.paused-title" : "proposal.title"))
        block.pairs = pairs
        return block
    }

    /// What stands open where the case stands.
    static func pairs(_ lifecycle: LifecycleRecord, _ scene: CaseScene) -> [Pair] {
        (lifecycle.isPaused ? pause(lifecycle, scene) : []) + ending(lifecycle, scene)
    }

    private static func ending(_ lifecycle: LifecycleRecord, _ scene: CaseScene) -> [Pair] {
        switch lifecycle.state {
        case .closing: closing(lifecycle, scene)
        case .erasurePending: erasure(lifecycle, scene) + ErasureBlocks.pairs(scene)
        // Two days in which it can be kept: whoever decides that reads why it was to go.
        case .erased where !lifecycle.isErasable(at: scene.now): erasure(lifecycle, scene) + ErasureBlocks.pairs(scene)
        case .transferOffered: transfer(lifecycle, scene)
        default: []
        }
    }

    /// That the end does not stand, and why; first, for what follows was agreed to before.
    private static func takenBack(_ lifecycle: LifecycleRecord, _ scene: CaseScene) -> Pair? {
        lifecycle.takenBack.map {
            Pair(
                scene.words.text("proposal.taken-back"),
                scene.words.text("proposal.taken-back-by", ["who": scene.byline($0.by, at: $0.at)]))
        }
    }

    private static func closing(_ lifecycle: LifecycleRecord, _ scene: CaseScene) -> [Pair] {
        guard let proposal = lifecycle.closure else { return [] }
        let said = [scene.words.name(of: proposal.content.reason), proposal.content.note]
        return [
            takenBack(lifecycle, scene),
            Pair(scene.words.text("proposal.closing"), said.filter { !$0.isEmpty }.joined(separator: "\n")),
            by(proposal.by, at: proposal.at, scene),
        ].compactMap(\.self)
    }

    private static func erasure(_ lifecycle: LifecycleRecord, _ scene: CaseScene) -> [Pair] {
        guard let proposal = lifecycle.erasure else { return [] }
        // Once a second person has agreed it is told until when that can be cancelled.
        let days =
            lifecycle.destroyedFrom == nil
            ? [("proposal.erasure-from", lifecycle.erasableFrom)]
            : [
                ("proposal.destroyed-from", lifecycle.destroyedFrom),
                (
                    "proposal.destroyed-unheard",
                    lifecycle.destroyedUnheardFrom == lifecycle.destroyedFrom ? nil : lifecycle.destroyedUnheardFrom
                ),
            ]
        let agreed = lifecycle.state == .erased ? lifecycle.changes.last : nil
        return [
            takenBack(lifecycle, scene), Pair(scene.words.text("proposal.erasure"), proposal.content),
            by(proposal.by, at: proposal.at, scene),
            agreed.map { Pair(scene.words.text("proposal.agreed"), scene.byline($0.by, at: $0.at)) },
        ].compactMap(\.self)
            + days.compactMap { key, second in
                second.map { Pair(scene.words.text(key), LocalTime.text(second: $0)) }
            }
    }

    private static func transfer(_ lifecycle: LifecycleRecord, _ scene: CaseScene) -> [Pair] {
        guard let transfer = lifecycle.transfer else { return [] }
        let offer = lifecycle.changes.last { $0.to == .transferOffered }
        return [
            Pair(scene.words.text("proposal.transfer"), transfer.organisation),
            Pair(scene.words.text("proposal.consent"), transfer.consent),
            offer.map { by($0.by, at: $0.at, scene) },
        ].compactMap(\.self)
    }

    /// Who laid it aside and why, and who would take it up again.
    private static func pause(_ lifecycle: LifecycleRecord, _ scene: CaseScene) -> [Pair] {
        guard let pause = lifecycle.pause else { return [] }
        return pause.words.map { word in
            let said = [word.reason.map { scene.words.name(of: $0) } ?? "", word.text]
            return Pair(
                "\(scene.words.text("proposal.paused")), \(scene.byline(word.by, at: word.at))",
                said.filter { !$0.isEmpty }.joined(separator: "\n"))
        }
            + pause.proposals.flatMap { word in
                [Pair(scene.words.text("proposal.taking-up"), word.text), by(word.by, at: word.at, scene)]
            }
    }

    private static func by(_ member: ID<Member>, at second: UInt64, _ scene: CaseScene) -> Pair {
        Pair(scene.words.text("proposal.by"), scene.byline(member, at: second))
    }
}
