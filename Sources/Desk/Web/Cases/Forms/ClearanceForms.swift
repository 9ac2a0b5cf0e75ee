// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// Counsel's word to the casework. No reason is asked: it would stand where helpers read.
    static let clearanceForms = [clear, takeBackClearance]

    private static let clear = CaseForm(
        "clear-speaking", in: .casework, about: { $0.isCounsel && $0.clearance?.given == nil },
        fields: { _ in [.tick("agree", isRequired: true)] },
        events: { answers, scene throws(FormProblem) in
            try answers.requireTick("agree")
            guard scene.scene.record.parts.allSatisfy({ $0.legal?.mayVouch ?? true }) else {
                throw FormProblem(field: nil, reason: "problem.screen-first")
            }
            return [.clearance(.given(over: scene.seen))]
        })

    private static let takeBackClearance = CaseForm(
        "take-back-clearance", in: .casework, isGrave: true,
        about: { $0.isCounsel && $0.clearance?.given != nil }, fields: { _ in [.tick("agree", isRequired: true)] },
        events: { answers, _ throws(FormProblem) in
            try answers.requireTick("agree")
            return [.clearance(.takenBack)]
        })
}

extension FormScene {
    fileprivate var clearance: ClearanceRecord? { part.casework?.clearance }

    fileprivate var isCounsel: Bool { scene.isCounsel && part.casework?.lifecycle != nil }

    /// What the casework is told when counsel has screened: nothing where it knows already, or where this desk cannot say it there.
    /// A taking-back that was not on the page is not named, and so outlasts it.
    func clearance(as isCleared: Bool) -> [PartEvents] {
        scene.record.parts.compactMap { part in
            guard let work = part.casework, work.lifecycle != nil, scene.ending(of: part) == nil,
                isCleared != (work.clearance.given != nil)
            else {
                return nil
            }
            let event = isCleared ? ClearanceEvent.given(over: work.clearance.open.filter(seen.contains)) : .takenBack
            return PartEvents(compartment: part.compartment, events: [.clearance(event)])
        }
    }
}
