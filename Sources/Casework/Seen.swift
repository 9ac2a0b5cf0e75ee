// SPDX-License-Identifier: AGPL-3.0-or-later

/// What stands in the ledger with what its author had seen.
protocol Placed {
    var standing: Standing { get }
}

/// What a later entry makes of earlier ones: it deals with those that its author had seen, and leaves the others
/// (docs/protocol.md, section 6.1).
extension Collection where Element: Placed {
    /// Those that whoever spoke from there had seen.
    func seen(from standing: Standing) -> [Element] { filter { standing.knew($0.standing) } }

    /// Whether whoever spoke from there had seen every one of them.
    func areSeen(from standing: Standing) -> Bool { allSatisfy { standing.knew($0.standing) } }
}

extension Array where Element: Placed {
    /// Takes away those that whoever spoke from there had seen, and gives them.
    @discardableResult
    mutating func settle(from standing: Standing) -> [Element] {
        let seen = seen(from: standing)
        removeAll { standing.knew($0.standing) }
        return seen
    }
}

extension Standing: Placed {
    var standing: Standing { self }
}

extension Choice: Placed {}
extension IncidentRecord.Note: Placed {}
extension RequestRecord.Pending: Placed {}
extension ContradictionExplanation: Placed {}
extension WithholdingJudgement: Placed {}
