// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension Office {
    /// A compartment of one kind that all four hold; member 4 is counsel. Entry numbers begin anew for the reader at ``next``.
    static func shared(_ kind: CompartmentKind) -> Office {
        var office = Office(opening: kind)
        office.ledger.add(.rolesSet(member: Sample.id(4), roles: [.counsel]))
        for member in 2...4 { office.grant(to: member) }
        guard kind == .casework else { return office }
        office.say(
            .lifecycle(
                .registered(Registration(request: nil, owner: Sample.id(1), deputy: Sample.id(2), danger: .weeks))))
        return office
    }

    /// The identifier that the next entry will have.
    var next: Int { ledger.entries.count + 1 }

    /// Says it at noon of that day.
    mutating func say(_ event: CompartmentEvent, by author: Int = 1, on day: Day) {
        say(event, by: author, at: day.firstSecond + 43_200)
    }

    var identity: IdentityPart { record?.identity ?? { preconditionFailure("no identity part") }() }
    var whereabouts: WhereaboutsPart { record?.whereabouts ?? { preconditionFailure("no whereabouts part") }() }
    var evidence: EvidencePart { record?.evidence ?? { preconditionFailure("no evidence part") }() }
    var legal: LegalPart { record?.legal ?? { preconditionFailure("no legal part") }() }
    var consent: ConsentLedger { record?.casework?.consent ?? { preconditionFailure("no casework part") }() }
}

/// Every order of `elements`.
func permutations<Element>(_ elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index -> [[Element]] in
        var rest = elements
        let first = rest.remove(at: index)
        return permutations(rest).map { [first] + $0 }
    }
}
