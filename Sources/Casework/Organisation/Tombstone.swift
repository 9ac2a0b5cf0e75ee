// SPDX-License-Identifier: AGPL-3.0-or-later

/// One member's signature under the destruction of compartments. It proves that they are gone and says nothing of what they
/// held: their identifiers are random.
public struct Tombstone: Hashable, Sendable {
    public let author: ID<Member>
    /// Its own place in the ledger.
    let sequence: UInt64
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
    public let compartments: Set<ID<Compartment>>
    /// Places of the grants that hold their keys.
    public let grants: Set<UInt64>
}

extension CaseworkState {
    /// Who signed that the compartment is destroyed.
    public func buriers(of compartment: ID<Compartment>) -> Set<ID<Member>> {
        Set(tombstones.filter { $0.compartments.contains(compartment) }.map(\.author))
    }

    /// Whether it is to be destroyed here: two members signed, one of whom holds or held it, or everybody did who ever held it and
    /// still belongs to the organisation. Of casework, by which its holders know what else to sign, both hold or held it: nobody
    /// else takes it away before they did. Who holds it now is not asked, since one holder can end the access of the others. Who
    /// cannot open it cannot tell who holds it, and loses nothing but ciphertext: two signatures are enough.
    public func isBuried(_ compartment: ID<Compartment>) -> Bool {
        let signers = buriers(of: compartment)
        guard let access = part(compartment)?.access else { return signers.count >= 2 }
        let holders = Set(access.holdings.map(\.member))
        let held = signers.intersection(holders)
        guard !held.isEmpty else { return false }
        let counting = part(compartment)?.kind == .casework ? held : signers
        return counting.count >= 2 || signers.isSuperset(of: holders.filter { members[$0]?.isCurrent == true })
    }

    /// Places of grants that two members signed as destroyed: a desk that cannot open them drops its copies, which the recovery sheet
    /// could open.
    public var condemnedGrants: Set<UInt64> {
        var signers: [UInt64: ID<Member>] = [:]
        var condemned: Set<UInt64> = []
        for tombstone in tombstones {
            for place in tombstone.grants {
                if signers[place, default: tombstone.author] != tombstone.author { condemned.insert(place) }
                signers[place] = signers[place] ?? tombstone.author
            }
        }
        return condemned
    }
}

extension CaseworkState {
    /// Who signed that the case is destroyed, where the member has a part of it and does not hold its casework, or no longer: their
    /// tombstones name the case beside its parts, and whoever holds any part knows that name. Empty where nobody or one person alone
    /// did: such a desk cannot see whether they had a right to, so it destroys nothing by itself and says who they are.
    public func destroyers(of record: CaseRecord, for member: ID<Member>) -> Set<ID<Member>> {
        guard record.registered?.access.isHeld(by: member) != true, let name = record.id.asPart else { return [] }
        let signers = buriers(of: name)
        return signers.count >= 2 ? signers : []
    }
}

extension ID<Case> {
    /// As a tombstone names it, which has room for compartments only: their identifiers and a case's are random alike.
    public var asPart: ID<Compartment>? { ID<Compartment>(bytes) }
}

extension CaseRecord {
    /// The casework that speaks for the case: of several the one that was opened first, of those in which the case was registered.
    public var registered: PartRecord? { parts.first { $0.lifecycleState != nil } }
}
