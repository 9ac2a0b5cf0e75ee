// SPDX-License-Identifier: AGPL-3.0-or-later

/// One thing that is known about who a person is. Biometric data is not among them, on purpose.
public enum IdentityFact: Hashable, Sendable, Confidential {
    case name(PersonName)
    case birthDate(PartialDate)
    case birthPlace(BirthPlace)
    /// Alpha-3 code as in a passport (ICAO 9303-3), the codes for stateless persons and refugees included.
    case nationality(CountryCode)
    case document(IdentityDocument)

    public var kind: IdentityFactKind {
        switch self {
        case .name: .name
        case .birthDate: .birthDate
        case .birthPlace: .birthPlace
        case .nationality: .nationality
        case .document: .document
        }
    }
}

public enum IdentityFactKind: UInt8, CaseIterable, Sendable {
    case name = 1
    case birthDate
    case birthPlace
    case nationality
    case document

    /// Whether a person has one of it, so that two facts of the kind contradict each other.
    public var isSingle: Bool {
        switch self {
        case .birthDate, .birthPlace: true
        case .name, .nationality, .document: false
        }
    }
}

/// A name as it is written in one script.
public struct PersonName: Hashable, Sendable, Confidential {
    public var use: NameUse
    public var script: NameScript
    public var family: String
    public var given: String
    /// Patronymic or middle names; empty where there are none.
    public var further: String

    public init(use: NameUse, script: NameScript, family: String, given: String, further: String) {
        self.use = use
        self.script = script
        self.family = family
        self.given = given
        self.further = further
    }
}

/// Whose spelling it is.
public enum NameUse: UInt8, CaseIterable, Sendable {
    /// As the person gives it.
    case own = 1
    /// As it stands in a document, machine-readable zone included.
    case document
    case former
    case alias
}

/// The script that a name is written in; codes of ISO 15924.
public enum NameScript: UInt8, CaseIterable, Sendable {
    case cyrillic = 1
    case latin
    case arabic
    case armenian
    case georgian
    case hebrew
    case han
    case other
}

/// Where a person was born.
public struct BirthPlace: Hashable, Sendable, Confidential {
    /// As the person or the document says it.
    public var place: String
    /// Of the State that holds the place today, if that is known.
    public var country: CountryCode?

    public init(place: String, country: CountryCode?) {
        self.place = place
        self.country = country
    }
}

/// Three capital letters: ISO 3166-1 alpha-3, or a code of ICAO 9303-3 such as `XXA` (stateless) and `XXB` (refugee).
public struct CountryCode: Hashable, Sendable, Confidential {
    public let letters: String

    /// Nil unless there are exactly three letters from A to Z.
    public init?(_ letters: String) {
        guard letters.utf8.count == 3, letters.utf8.allSatisfy({ (65...90).contains($0) }) else { return nil }
        self.letters = letters
    }
}
