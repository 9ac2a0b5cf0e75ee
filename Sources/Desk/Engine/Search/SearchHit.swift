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

/// Where is looked. It is applied to every text before any is counted, so that what is rare and old is found behind what is frequent
/// and new.
public struct SearchScope: Sendable {
    /// By what a text belongs to; nil for everything. Asked once for each subject.
    public var admits: (@Sendable (SearchSubject) -> Bool)?
    /// When it was said, in seconds since 1970; nil for whenever.
    public var seconds: Range<UInt64>?

    public static let everything = SearchScope()

    public init(admits: (@Sendable (SearchSubject) -> Bool)? = nil, seconds: Range<UInt64>? = nil) {
        self.admits = admits
        self.seconds = seconds
    }
}

public struct SearchHit: Sendable, Hashable {
    public let subject: SearchSubject
    /// The text around the match, and where in it the match lies.
    public let excerpt: String
    public let match: Range<String.Index>
    /// When it was said, in seconds since 1970.
    public let saidAt: UInt64

    /// The request of the intake, where it is one.
    public var request: ID<Request>? {
        guard case .request(let request) = subject else { return nil }
        return request
    }
}

extension LedgerEvent {
    /// When its words were said: what a case took over from the intake was said there.
    var saidAt: UInt64 {
        guard case .inCompartment(.conversation(.adopted(_, let second, _))) = event else { return recordedAt }
        return second
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
