// SPDX-License-Identifier: AGPL-3.0-or-later

/// A person with several caseworks has several ledgers of consent, and is one whom somebody may hold (docs/decisions/0056).
extension ConsentLedger {
    /// The answers as they count for the person: a freeze of everything in another casework of theirs freezes them too, and what they
    /// answered to a question of this one counts wherever it was filed.
    func heeding(_ others: some Sequence<CaseworkPart>) -> ConsentLedger {
        var ledger = self
        for other in others {
            ledger.hear(other.consent)
            ledger.heed(other.consent)
        }
        return ledger
    }

    /// Takes notice of what another casework of the case says of everything: what its author could not have known here waits or is frozen
    /// as it would be there. A yes that colleagues heard here since, knowing of it, ends the standstill here too.
    fileprivate mutating func heed(_ other: ConsentLedger) {
        guard let frozen = other.frozenIn, let freeze = other.lastFreeze else { return }
        frozenElsewhere.append(frozen)
        let isReached = records.contains { $0.isYes(behind: frozen) && $0.evidence?.isOfPortal == false }
        if standstill == nil, !isReached { heldElsewhere = other.standstill }
        for place in records.indices {
            if let pending = records[place].pending, standstill != nil || !pending.standing.knew(frozen) {
                records[place].pending?.isHeld = true
            }
            let record = records[place]
            let counts = record.isYes(behind: frozen) && (standstill == nil || record.evidence?.isOfPortal == false)
            guard record.recorded.isInForce, !counts else { continue }
            records[place].recorded = .frozen
            records[place].freeze = freeze
            records[place].changes = [frozen]
        }
    }
}

extension ConsentRecord {
    /// Whether its yes answers what was explained since that entry, both by colleagues who knew of it, two people stand for it, and the person
    /// has not taken it back.
    fileprivate func isYes(behind entry: Standing) -> Bool {
        explained.knew(entry) && yes?.knew(entry) == true && recorded.isInForce
            && (witnessings.isEmpty || witnessings.contains(where: \.isAffirmed))
    }
}
