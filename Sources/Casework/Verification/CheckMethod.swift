// SPDX-License-Identifier: AGPL-3.0-or-later

/// What may be done with a piece of information (PAP, the Permissible Actions Protocol, as in MISP's taxonomy). The order is that of
/// caution: red permits least.
public enum PermittedActions: UInt8, CaseIterable, Sendable {
    /// No restriction.
    case clear = 1
    /// Active steps that the other side may notice.
    case green
    /// Passive cross-checks through others, who may notice that somebody asked.
    case amber
    /// Nothing that anybody outside could notice.
    case red

    /// Whether this ceiling lets through what needs `needed`.
    public func permits(_ needed: PermittedActions) -> Bool { needed.rawValue >= rawValue }
}

/// How something is checked, and so what it may betray.
public enum CheckMethod: UInt8, CaseIterable, Sendable {
    /// Looking at what the organisation holds.
    case examination = 1
    /// Comparing statements and documents in the file with each other.
    case comparison
    /// Searching lists and data that lie on our own machine.
    case localData
    /// Reading what is public, by way of others' servers.
    case openSources
    /// Asking a database of somebody else.
    case remoteDatabase
    /// Asking the person, through their safe contact.
    case askingThePerson
    /// Asking a partner organisation.
    case askingAPartner
    /// Asking somebody who was there.
    case askingAWitness
    /// Asking relatives.
    case askingRelatives
    /// Asking the unit, the employer, an authority.
    case askingTheInstitution

    /// The weakest ceiling under which the method is allowed.
    public var needs: PermittedActions {
        switch self {
        case .examination, .comparison, .localData: .red
        case .openSources, .remoteDatabase, .askingThePerson, .askingAPartner: .amber
        case .askingAWitness, .askingRelatives, .askingTheInstitution: .green
        }
    }
}
