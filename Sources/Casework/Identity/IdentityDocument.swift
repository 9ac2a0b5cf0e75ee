// SPDX-License-Identifier: AGPL-3.0-or-later

/// A document that says who somebody is, as it was described; its image is a piece of evidence elsewhere.
public struct IdentityDocument: Hashable, Sendable, Confidential {
    public var kind: TravelDocumentKind
    public var issuer: CountryCode
    public var number: String
    public var issuedOn: Day?
    public var expiresOn: Day?

    public init(kind: TravelDocumentKind, issuer: CountryCode, number: String, issuedOn: Day?, expiresOn: Day?) {
        self.kind = kind
        self.issuer = issuer
        self.number = number
        self.issuedOn = issuedOn
        self.expiresOn = expiresOn
    }

    /// Whether its validity has ended; nil where nobody recorded the date.
    public func isExpired(on day: Day) -> Bool? { expiresOn.map { $0 < day } }
}

/// Kinds of identity and travel documents (1951 Convention, Article 28; 1954 Convention; ICAO 9303-8; ICRC). Forged papers
/// are not among them.
public enum TravelDocumentKind: UInt8, CaseIterable, Sendable {
    case passportBiometric = 1
    case passportNonBiometric
    /// Internal passport or national identity card.
    case nationalIdentity
    case servicePassport
    case diplomaticPassport
    case conventionTravelDocument
    case statelessTravelDocument
    case aliensPassport
    case emergencyTravelDocument
    case nationalLaissezPasser
    /// For a transfer under Article 46 of Regulation (EU) 2024/1351.
    case transferLaissezPasser
    /// Of the International Committee of the Red Cross: one way, a last resort; visas are still needed.
    case redCrossTravelDocument
    /// Military identity card or service book.
    case militaryDocument
    case birthCertificate
    case other
}

/// How the organisation knows a fact.
public enum FactSource: UInt8, CaseIterable, Sendable {
    /// The person says so.
    case selfStated = 1
    /// A document was seen.
    case documentSeen
    /// A claim about it was verified.
    case verified
    /// Somebody else said so.
    case thirdParty
}
