// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// The forms that are for a case which somebody works on: the fold refuses what they state where a case is over.
    static let works: [String: CaseWork] = [
        "rate": .rating, "assess": .assessing, "schedule-assessment": .assessing, "needs": .assessing,
        "wishes": .assessing, "plan": .planning, "approve": .planning, "agreed": .planning, "turned-down": .planning,
        "review-by": .planning, "task": .tasks, "explain-consent": .asking, "ask-consent": .asking,
        "override": .overriding, "second-override": .overriding, "clear-speaking": .clearing,
    ]

    /// What can still be stated of other parts where a case is closed, handed over or about to be destroyed. No fold asks for it: a part
    /// cannot see where the case stands.
    static let whenOver: [CompartmentKind: Set<String>] = [
        .identity: ["exposure-decide", "postpone", "reassign", "decide"],
        .whereabouts: ["left", "told"],
        .evidence: [
            "drop-attestation", "revoke", "recheck", "second", "not-second", "contradiction", "explain", "reopen",
            "withheld", "establish", "clear",
        ],
    ]

    /// The state of the case that stands in the form's way; nil where it may be used. Counsel's limits run on whatever becomes of the work, and
    /// where the work cannot be read here nobody knows.
    static func obstacle(to name: String, in part: PartRecord, _ scene: CaseScene) -> CaseState? {
        let lifecycle = part.lifecycle ?? scene.record.casework?.lifecycle
        guard let state = lifecycle?.state, !state.isOpen, state != .erased, form(name, in: part.kind) != nil else {
            return nil
        }
        if part.kind == .casework { return state.takes(works[name]) ? nil : state }
        return whenOver[part.kind]?.contains(name) == false ? state : nil
    }
}

extension Catalogue {
    /// What a worker is told who comes to such a form all the same.
    func isOver(_ state: CaseState) -> String {
        text(
            state == .closed ? "forms.case-closed" : "forms.case-over",
            ["state": name(of: state)])
    }
}

extension Block {
    /// Without the ways to what makes no sense where the case stands.
    func offered(in part: PartRecord, _ scene: CaseScene) -> Block {
        keepingActs { act in
            let name = act.href.prefix { $0 != "?" }.split(separator: "/").last.map(String.init) ?? ""
            return CaseForm.obstacle(to: name, in: part, scene) == nil
        }
    }

    private func keepingActs(_ isKept: (Act) -> Bool) -> Block {
        var block = self
        block.acts = acts.filter(isKept)
        for place in cards.indices {
            block.cards[place].acts = cards[place].acts.filter(isKept)
            for side in cards[place].beside.indices {
                block.cards[place].beside[side].acts = cards[place].beside[side].acts.filter(isKept)
            }
            for question in cards[place].questions.indices {
                block.cards[place].questions[question].acts = cards[place].questions[question].acts.filter(isKept)
            }
        }
        block.table = table.map { table in
            BlockTable(
                headings: table.headings,
                rows: table.rows.map { row in
                    BlockTable.Row(
                        style: row.style,
                        cells: row.cells.map { cell in
                            var cell = cell
                            cell.acts = cell.acts.filter(isKept)
                            return cell
                        })
                }, style: table.style)
        }
        return block
    }
}
