// SPDX-License-Identifier: AGPL-3.0-or-later

/// A person whose names may be compared with lists and texts: of an open case, and known here.
public struct ProtectedPerson: Sendable, Hashable, Confidential {
    public let `case`: ID<Case>
    public let compartment: ID<Compartment>
    /// By which colleagues call the case.
    public let alias: String
    /// Every spelling that stands today, also those that contradict each other. Never empty.
    public let names: [PersonName]

    /// Nil where no name stands.
    init?(_ part: PartRecord, alias: String) {
        guard case .identity(let identity) = part.content else { return nil }
        self.case = part.case
        compartment = part.compartment
        self.alias = alias
        names = identity.facts.flatMap { $0.versions.current }.compactMap { version in
            guard case .name(let name)? = version.value?.fact else { return nil }
            return name
        }
        if names.isEmpty { return nil }
    }
}

extension CaseworkState {
    /// Everybody whose names a member may compare: identity parts that they hold today, of cases that are not over. A case
    /// whose course this desk cannot see counts as open: to look at one person too many is safe.
    public func protectedPersons(for member: ID<Member>) -> [ProtectedPerson] {
        cases.filter { $0.casework?.lifecycle?.state.isOpen ?? true }.flatMap { record in
            record.parts(of: .identity).filter { $0.access.isHeld(by: member) }
                .compactMap { ProtectedPerson($0, alias: record.alias) }
        }
    }

    /// Parts of open cases whose key the member holds and in which no name stands: nobody of these was compared.
    public func namelessPersonCount(for member: ID<Member>) -> Int {
        cases.filter { $0.casework?.lifecycle?.state.isOpen ?? true }.reduce(0) { count, record in
            count
                + record.parts(of: .identity).count {
                    $0.access.isHeld(by: member) && ProtectedPerson($0, alias: record.alias) == nil
                }
        }
    }
}
