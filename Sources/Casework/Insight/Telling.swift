// SPDX-License-Identifier: AGPL-3.0-or-later

/// That something of a part was told to somebody outside it, in another way than by a disclosure in words.
public enum Telling: Hashable, Sendable, Confidential {
    case place(ID<Place>, PlaceDisclosure)
    /// Two have signed it, so its recipient knows what it vouches for, even if it was revoked since.
    case attestation(AttestationRecord)

    /// To whom, in words.
    public var recipient: String {
        switch self {
        case .place(_, let disclosure): disclosure.recipient
        case .attestation(let attestation): attestation.stated.recipient
        }
    }
}

extension PartContent {
    /// Everything of the part that was told.
    var tellings: [Telling] {
        switch self {
        case .whereabouts(let part): part.places.flatMap { place in place.told.map { .place(place.id, $0) } }
        case .evidence(let part): part.attestations.filter { $0.signedFile != nil }.map(Telling.attestation)
        case .conversation, .identity, .legal, .casework: []
        }
    }
}

extension Telling {
    /// Whether it told what the event says.
    func isAbout(_ event: Event) -> Bool {
        guard case .inCompartment(let event) = event else { return false }
        switch (self, event) {
        case (.place(let place, _), .whereabouts(.recorded(let stated))): return stated.id == place
        case (.attestation(let attestation), .claim(.asserted(let claim, _, _))):
            return attestation.stated.claims.contains(claim)
        case (.attestation(let attestation), .attestation(.proposed(let stated))): return stated.id == attestation.id
        default: return false
        }
    }
}
