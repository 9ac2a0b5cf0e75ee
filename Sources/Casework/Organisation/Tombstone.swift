// SPDX-License-Identifier: AGPL-3.0-or-later

/// One member's signature under the destruction of compartments. It proves that they are gone and says nothing of what they
/// held: their identifiers are random.
public struct Tombstone: Hashable, Sendable {
    public let author: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
    public let compartments: Set<ID<Compartment>>
}

extension CaseworkState {
    /// Who signed that the compartment is destroyed.
    public func buriers(of compartment: ID<Compartment>) -> Set<ID<Member>> {
        Set(tombstones.filter { $0.compartments.contains(compartment) }.map(\.author))
    }

    /// Whether it is to be destroyed here: two members signed, one of whom holds or held it, or all who hold it. Who cannot
    /// open it cannot tell who holds it, and loses nothing but ciphertext: two signatures are enough.
    public func isBuried(_ compartment: ID<Compartment>) -> Bool {
        let signers = buriers(of: compartment)
        guard let access = part(compartment)?.access else { return signers.count >= 2 }
        guard !signers.isDisjoint(with: access.holdings.map(\.member)) else { return false }
        let holders = access.holders.filter { members[$0]?.isCurrent == true }
        return signers.count >= 2 || signers.isSuperset(of: holders)
    }
}
