// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where a person and those around them are, as far as the events of one compartment say.
public struct WhereaboutsPart: Sendable, Equatable, Confidential, PartFolding {
    /// In ledger order.
    public private(set) var places: [PlaceRecord] = []

    init() {}

    /// The most people that should hold the key to where somebody is.
    public static let largestCircle = 3

    public func place(_ id: ID<Place>) -> PlaceRecord? { places.first { $0.id == id } }

    /// What holds on `day`. Several places of one subject stand side by side until somebody ends the wrong one.
    public func current(on day: Day) -> [PlaceRecord] { places.filter { $0.isCurrent(on: day) } }

    /// Subjects for whom several places of the same precision hold on `day`.
    public func contested(on day: Day) -> [PlaceSubject] {
        PlaceSubject.allCases.filter { subject in
            let places = current(on: day).filter { $0.subject == subject }
            return PlacePrecision.allCases.contains { precision in
                Set(places.filter { $0.precision == precision }.map(\.place)).count > 1
            }
        }
    }

    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) {
        guard case .whereabouts(let event) = event else { throw .wrongCompartment }
        try apply(event, in: context.saying)
    }

    private mutating func apply(_ event: WhereaboutsEvent, in saying: Saying) throws(Refusal) {
        switch event {
        case .recorded(let place):
            try record(place, in: saying)
        case .ended(let id, let day, let reason):
            let position = try position(of: id)
            guard places[position].ended == nil else { throw .forbiddenTransition }
            places[position].ended = PlaceEnding(on: day, reason: reason)
        case .told(let id, let recipient, let why, let precision):
            let position = try position(of: id)
            guard !recipient.isBlank, !why.isBlank else { throw .reasonMissing }
            guard precision <= places[position].precision else { throw .finerThanKnown }
            places[position].told.append(
                PlaceDisclosure(
                    entry: saying.entry, by: saying.member, at: saying.recordedAt, recipient: recipient, why: why,
                    precision: precision))
        }
    }

    private mutating func record(_ place: StatedPlace, in saying: Saying) throws(Refusal) {
        guard self.place(place.id) == nil else { throw .alreadyRecorded }
        guard !place.place.isBlank else { throw .textMissing }
        guard place.validFrom <= place.validTo else { throw .endsBeforeItBegins }
        guard place.validTo.number - place.validFrom.number <= place.precision.longestValidity else {
            throw .standsTooLong
        }
        places.append(
            PlaceRecord(
                id: place.id, subject: place.subject, precision: place.precision, place: place.place,
                validFrom: place.validFrom, validTo: place.validTo, note: place.note, recordedBy: saying.member,
                recordedAt: saying.recordedAt))
    }

    private func position(of id: ID<Place>) throws(Refusal) -> Int {
        guard let position = places.firstIndex(where: { $0.id == id }) else { throw .unknownItem }
        return position
    }
}

/// What can happen to a place.
public enum WhereaboutsEvent: Hashable, Sendable, Confidential {
    indirect case recorded(StatedPlace)
    /// It no longer holds from `on`.
    case ended(ID<Place>, on: Day, reason: String)
    /// Somebody was told. Telling is recorded also when the place is past.
    case told(ID<Place>, to: String, why: String, precision: PlacePrecision)
}

/// A place as it is stated.
public struct StatedPlace: Hashable, Sendable, Confidential {
    public var id: ID<Place>
    public var subject: PlaceSubject
    public var precision: PlacePrecision
    public var place: String
    public var validFrom: Day
    public var validTo: Day
    public var note: String

    public init(
        id: ID<Place>, subject: PlaceSubject, precision: PlacePrecision, place: String, validFrom: Day, validTo: Day,
        note: String
    ) {
        self.id = id
        self.subject = subject
        self.precision = precision
        self.place = place
        self.validFrom = validFrom
        self.validTo = validTo
        self.note = note
    }
}
