// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Whether the organisation may speak for the person. That counsel has said nothing says nothing: it is so in every case until
/// counsel speaks.
enum ClearanceBlocks {
    static func block(_ clearance: ClearanceRecord, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "clearance-\(home.compartment.hex)", heading: words.text("clearance.title"))
        block.badges = [
            Badge(
                words.text(clearance.given == nil ? "clearance.not-given" : "clearance.given"),
                clearance.given == nil ? .plain : .good)
        ]
        if let given = clearance.given {
            block.pairs = [Pair(words.text("clearance.by"), scene.byline(given.by, at: given.at))]
            if let notice = scene.selfMade(given.by) { block.badges.append(Badge(notice, .grave)) }
        } else if let takenBack = clearance.takenBack {
            block.pairs = [Pair(words.text("clearance.taken-back"), scene.byline(takenBack.by, at: takenBack.at))]
        } else {
            block.calm = words.text("clearance.none")
        }
        if scene.isCounsel {
            block.acts = [
                clearance.given == nil
                    ? scene.act("clear-speaking", in: home.compartment, replacing: clearance.open)
                    : scene.act("take-back-clearance", in: home.compartment)
            ]
        }
        return block
    }
}
