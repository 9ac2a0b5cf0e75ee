// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Casework

/// Which two.
public struct DuplicatePair: Hashable, Sendable {
    /// The names of one person: an identity compartment.
    public let person: ID<Compartment>
    public let other: Other

    public enum Other: Hashable, Sendable {
        /// Another person's names; the greater of the two identifiers.
        case person(ID<Compartment>)
        /// A request of the intake whose words name the person.
        case request(ID<Request>)
        /// A case's conversation whose words name the person.
        case conversation(ID<Compartment>)
    }

    package init(person: ID<Compartment>, other: Other) {
        self.person = person
        self.other = other
    }
}

/// What somebody decided about a pair at this desk.
public struct DuplicateDecision: Hashable, Sendable, RedactedPrinting {
    public let verdict: ExposureVerdict
    public let reason: String
    public let by: ID<Member>
    /// Seconds since 1970.
    public let at: UInt64

    package init(verdict: ExposureVerdict, reason: String, by: ID<Member>, at: UInt64) {
        self.verdict = verdict
        self.reason = reason
        self.by = by
        self.at = at
    }
}

extension DuplicatePair {
    /// Whether one side is this compartment.
    package func names(_ compartment: ID<Compartment>) -> Bool {
        switch other {
        case .person(let other), .conversation(let other): person == compartment || other == compartment
        case .request: person == compartment
        }
    }

    /// Thirty-three: the person, what the other is, and the other.
    package var bytes: [UInt8] {
        let (kind, other): (UInt8, [UInt8]) =
            switch other {
            case .person(let id): (1, id.bytes)
            case .request(let id): (2, id.bytes)
            case .conversation(let id): (3, id.bytes)
            }
        return person.bytes + [kind] + other
    }

    init(reading reader: inout ByteReader) throws(ByteReaderError) {
        guard let pair = DuplicatePair(bytes: try reader.raw(33)) else { throw .invalidValue }
        self = pair
    }

    /// Nil for what ``bytes`` never gives.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 33, let person = ID<Compartment>(Array(bytes[..<16])) else { return nil }
        let rest = Array(bytes[17...])
        self.person = person
        switch bytes[16] {
        case 1:
            guard let id = ID<Compartment>(rest) else { return nil }
            other = .person(id)
        case 2:
            guard let id = ID<Request>(rest) else { return nil }
            other = .request(id)
        case 3:
            guard let id = ID<Compartment>(rest) else { return nil }
            other = .conversation(id)
        default: return nil
        }
    }
}
