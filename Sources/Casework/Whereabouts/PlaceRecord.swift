// SPDX-License-Identifier: AGPL-3.0-or-later

/// How closely a place is known. A coarser class never holds a finer place.
public enum PlacePrecision: UInt8, CaseIterable, Comparable, Sendable {
    case country = 1
    case region
    case city
    /// An address, a door, a position.
    case exact

    public static func < (one: PlacePrecision, other: PlacePrecision) -> Bool { one.rawValue < other.rawValue }

    /// The most days that a place of this class may stand before it has to be stated again. The numbers are this
    /// project's own: the finer, the shorter.
    public var longestValidity: Int {
        switch self {
        case .country: 366
        case .region: 183
        case .city: 92
        case .exact: 31
        }
    }
}

/// Of whom a place is.
public enum PlaceSubject: UInt8, CaseIterable, Sendable {
    case person = 1
    /// Who travels or hides with the person.
    case companion
    /// Who was left behind and may be made to pay for it.
    case familyLeftBehind
    /// Where to meet: a shelter, a receiver, a lawyer.
    case meetingPoint
}

/// One place, for a time.
public struct PlaceRecord: Sendable, Hashable, Confidential {
    public let id: ID<Place>
    public let subject: PlaceSubject
    public let precision: PlacePrecision
    /// As closely as ``precision`` says.
    public let place: String
    public let validFrom: Day
    public let validTo: Day
    public let note: String
    public let recordedBy: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let recordedAt: UInt64
    /// The day on which somebody recorded that it no longer holds, and why.
    public internal(set) var ended: PlaceEnding?
    /// Who was told, in ledger order.
    public internal(set) var told: [PlaceDisclosure] = []

    /// Whether it holds on `day`. Nobody has to remember to end it.
    public func isCurrent(on day: Day) -> Bool {
        validFrom <= day && day <= validTo && !(ended.map { $0.on <= day } ?? false)
    }

    /// Whether its time has passed: it is then shown as having been, without the place itself.
    public func isPast(on day: Day) -> Bool { validTo < day || (ended.map { $0.on <= day } ?? false) }

    /// The words for a screen: the place while it holds or is to come, nil once it is past. Who has to know a past place reads the
    /// history, and says why.
    public func shownPlace(on day: Day) -> String? { isPast(on: day) ? nil : place }
}

/// When and why a place no longer holds.
public struct PlaceEnding: Sendable, Hashable, Confidential {
    public let on: Day
    public let reason: String
}

/// That somebody was told where a person is.
public struct PlaceDisclosure: Sendable, Hashable, Confidential {
    public let entry: ID<Entry>
    public let by: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
    public let recipient: String
    public let why: String
    /// How closely they were told.
    public let precision: PlacePrecision
}
