// SPDX-License-Identifier: AGPL-3.0-or-later

/// That a member was given a compartment's keys by a word that does not count: somebody who had decided otherwise was first in the
/// ledger, or the colleague who gave them had lost the access meanwhile. The grant arrives together with that word, and no desk
/// takes back what another has opened (docs/decisions/0057).
public struct StrayedKey: Hashable, Sendable, Confidential {
    public let member: ID<Member>
    /// Who gave it, when and why.
    public let given: Holding.Act
    /// The entry that does not count.
    public let entry: ID<Entry>

    /// Nil for whatever gives nobody a key. Who holds the compartment already is given nothing.
    init?(_ refused: RefusedEvent, _ state: CaseworkState) {
        guard case .inCompartment(.access(.granted(let member, let reason))) = refused.entry.event,
            refused.refusal != .alreadyAHolder, state.members[member] != nil,
            let author = state.member(of: refused.entry.author)
        else { return nil }
        self.member = member
        given = Holding.Act(
            by: author.id, reason: reason, at: refused.entry.recordedAt, standing: refused.entry.standing)
        entry = refused.entry.id
    }

    /// Of the intake, whose key goes with the role. Nil for whatever gives it to nobody: who was no director for all that they had seen
    /// grants a key that no desk takes.
    init?(ofIntake refused: RefusedEvent, _ state: CaseworkState) {
        guard case .rolesSet(let member, let roles) = refused.entry.event, roles.contains(.intake),
            state.members[member] != nil, let author = state.member(of: refused.entry.author),
            refused.entry.seenSize == 0
                ? author.wasEver(.director, before: refused.entry.sequence)
                : author.roles(before: refused.entry.seenSize).contains(.director)
        else { return nil }
        self.member = member
        given = Holding.Act(by: author.id, reason: "", at: refused.entry.recordedAt, standing: refused.entry.standing)
        entry = refused.entry.id
    }

    /// Whether the key of an epoch that started so was among what was given, or went to the member afterwards: by somebody who could
    /// not read yet that the word does not count, and had given it or knew nothing else (docs/decisions/0022). Of whoever named
    /// another history nobody can tell what they had.
    func opens(_ start: Standing) -> Bool {
        let giving = given.standing
        guard giving.sequence >= start.seenSize else { return false }
        return giving.seenSize == 0 || giving.knew(start) || giving.author == start.author
    }
}

extension CaseworkState {
    /// Keys of a compartment that strayed, in ledger order; nobody who got the keys properly since is among them.
    public func strayedKeys(of part: PartRecord) -> [StrayedKey] {
        refused(inCompartment: part.compartment).compactMap { StrayedKey($0, self) }
            .filter { part.access.isUnsettled($0) }
    }

    /// The intake's key, by a word about roles that does not count: each member once who is not on duty by one that does.
    public var strayedIntakeKeys: [StrayedKey] {
        var strayed: [ID<Member>: StrayedKey] = [:]
        for case let key? in refusedRoles.map({ StrayedKey(ofIntake: $0, self) }) {
            let duty = members[key.member]
            if duty?.isCurrent != true || duty?.roles.contains(.intake) != true { strayed[key.member] = key }
        }
        return strayed.values.sorted { $0.given.sequence < $1.given.sequence }
    }

    /// The compartments that a member was given keys of in this way, among those that this desk can open.
    public func strayed(to member: ID<Member>) -> Set<ID<Compartment>> {
        let strayed = refused.filter { refused in
            guard let key = StrayedKey(refused, self), key.member == member else { return false }
            return part(refused.entry.compartment)?.access.isUnsettled(key) ?? false
        }
        return Set(strayed.map(\.entry.compartment))
    }
}

extension AccessRecord {
    /// Whether no holding says it: of whoever held the compartment then, or got it since, that one says all.
    fileprivate func isUnsettled(_ key: StrayedKey) -> Bool {
        !holdings.contains { $0.member == key.member && key.given.sequence < $0.until?.sequence ?? .max }
    }
}
