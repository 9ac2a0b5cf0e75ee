// SPDX-License-Identifier: AGPL-3.0-or-later

/// The contradictions and withholdings of one part that stand open, by what they are about: a part with thousands of both is not walked
/// through for every signature.
struct OpenDoubts: Sendable, Hashable {
    /// By claim.
    private var contradictions: [ID<Claim>: Set<ID<Contradiction>>] = [:]
    private(set) var withholdings: Set<ID<Withholding>> = []

    /// Whether an open contradiction is about the claim.
    func concern(_ claim: ID<Claim>) -> Bool { contradictions[claim] != nil }

    /// Takes notice of where it stands now.
    mutating func note(_ record: ContradictionRecord) {
        let isOpen = record.state == .open
        for case .claim(let claim) in [record.earlier, record.later] {
            if isOpen {
                contradictions[claim, default: []].insert(record.id)
            } else {
                contradictions[claim]?.remove(record.id)
                if contradictions[claim]?.isEmpty == true { contradictions[claim] = nil }
            }
        }
    }

    mutating func note(_ record: WithholdingRecord) {
        if record.isOpen { withholdings.insert(record.id) } else { withholdings.remove(record.id) }
    }
}
