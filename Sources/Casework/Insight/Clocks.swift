// SPDX-License-Identifier: AGPL-3.0-or-later

/// A time limit, and where it stands.
public struct CaseClock: Hashable, Sendable, Confidential {
    public let `case`: ID<Case>
    public let compartment: ID<Compartment>
    public let matter: ID<LegalMatter>
    public let matterTitle: String
    public let clock: LegalClock
    public let urgency: ClockUrgency
}

extension CaseRecord {
    /// Every time limit in which somebody still has to act, as far as this desk can open the legal part: what the person missed
    /// first, then what an authority owes, then what is near, the earliest day first. What stands still is not among them.
    public func openClocks(on day: Day, rules: [LegalRule] = LegalRules.table) -> [CaseClock] {
        legalParts.flatMap { part, legal in
            legal.matters.flatMap { matter in
                matter.clocks(on: day, rules: rules).compactMap { clock in
                    clock.urgency(on: day).map { urgency in
                        CaseClock(
                            case: id, compartment: part, matter: matter.id, matterTitle: matter.title, clock: clock,
                            urgency: urgency)
                    }
                }
            }
        }
        .sorted { one, other in
            (other.urgency, one.clock.due.number) < (one.urgency, other.clock.due.number)
        }
    }

    /// Rows of the table that run here and that nobody should rely on before somebody has looked: for whoever keeps the table.
    public func amberRules(on day: Day, rules: [LegalRule] = LegalRules.table) -> [LegalRule] {
        let running = openClocks(on: day, rules: rules).filter(\.clock.isAmber).map(\.clock.reference)
        return rules.filter { running.contains(.rule($0.id)) }
    }

    private var legalParts: [(ID<Compartment>, LegalPart)] {
        parts.compactMap { part in
            guard case .legal(let legal) = part.content else { return nil }
            return (part.compartment, legal)
        }
    }
}
