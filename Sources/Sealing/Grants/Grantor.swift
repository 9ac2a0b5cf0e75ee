// SPDX-License-Identifier: AGPL-3.0-or-later
public import Correspondence

/// Whoever granted keys, as the ledger has them at the place of their grant (docs/protocol.md, section 6.2). A grant is an age file
/// that any member can seal to any machine, so what everybody acts on is taken only from those who may hand it out.
public struct Grantor: Sendable {
    /// Whether they were a director then.
    public var isDirector: Bool
    /// Whether they are the member whose machine this is: another machine of theirs passes on what it has.
    public var isOwner: Bool

    public init(isDirector: Bool, isOwner: Bool) {
        self.isDirector = isDirector
        self.isOwner = isOwner
    }

    /// Whether this key counts from them.
    public func mayGrant(_ key: GrantedKey, in organisation: OrganisationFingerprint) -> Bool {
        switch key {
        // Who holds a compartment is said inside it, where nobody can look without the key: every key is tried.
        case .compartment: true
        // A charter has the root's word and a card key has the charter's, whoever brings them.
        case .charter(let charter, _): charter.isGenuine(for: organisation)
        case .card: true
        case .intake, .voice, .recovery, .ledger: isDirector || isOwner
        }
    }
}

extension Grant {
    /// What of it counts; nil where nothing does.
    public func counted(from grantor: Grantor, in organisation: OrganisationFingerprint) -> Grant? {
        let counted = keys.filter { grantor.mayGrant($0, in: organisation) }
        return counted.isEmpty ? nil : Grant(counted)
    }
}
