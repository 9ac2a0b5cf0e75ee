// SPDX-License-Identifier: AGPL-3.0-or-later
public import Casework

/// What a text that was found belongs to.
public enum SearchSubject: Hashable, Sendable {
    /// A request that stands in the intake.
    case request(ID<Request>)
    case part(case: ID<Case>, compartment: ID<Compartment>)

    /// Whose key opens it.
    public var compartment: ID<Compartment> {
        switch self {
        case .request: .intake
        case .part(_, let compartment): compartment
        }
    }
}

public struct SearchHit: Sendable, Hashable {
    public let subject: SearchSubject
    /// The text around the match, and where in it the match lies.
    public let excerpt: String
    public let match: Range<String.Index>

    /// The request of the intake, where it is one.
    public var request: ID<Request>? {
        guard case .request(let request) = subject else { return nil }
        return request
    }
}

extension CaseworkState {
    /// What the texts of an event are found under.
    func subject(of entry: LedgerEvent) -> SearchSubject? {
        switch entry.compartment {
        case .organisation: nil
        case .intake: entry.event.request.map { .request($0) }
        default: part(entry.compartment).map { .part(case: $0.case, compartment: $0.compartment) }
        }
    }
}
