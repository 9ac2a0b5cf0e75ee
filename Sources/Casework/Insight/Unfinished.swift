// SPDX-License-Identifier: AGPL-3.0-or-later

/// Something in a case that is not over. A case may be closed over it, by whoever says that they know: what stands in other parts cannot
/// be asked by the fold of the casework, whose holders may lack their keys.
public enum Unfinished: Hashable, Sendable, Confidential {
    /// A time limit that runs, stands still, or passed without anybody having acted.
    case clock(ID<Compartment>, ID<LegalMatter>, LegalClock)
    case task(ID<Compartment>, TaskRecord)
    /// What left without consent, and the person has not been told.
    case overrideUntold(ID<Compartment>, VitalOverride)
}

extension CaseRecord {
    /// What is not over, of the parts that this desk can open. Getting ready to close ends with closing, and is not among it.
    public func unfinished(on day: Day) -> [Unfinished] {
        parts.flatMap { part -> [Unfinished] in
            let home = part.compartment
            let tasks = part.tasks.filter { $0.isOpen && $0.template != .beforeClosing }.map {
                Unfinished.task(home, $0)
            }
            switch part.content {
            case .legal(let legal):
                return legal.matters.flatMap { matter in
                    matter.clocks(on: day).filter(\.isOpen).map { .clock(home, matter.id, $0) }
                }
            case .casework(let work):
                let untold = work.consent.overrides.filter { $0.secondedBy != nil && $0.toldOn == nil }
                return tasks + untold.map { .overrideUntold(home, $0) }
            case .identity: return tasks
            case .conversation, .whereabouts, .evidence: return []
            }
        }
    }
}
