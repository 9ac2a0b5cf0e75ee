// SPDX-License-Identifier: AGPL-3.0-or-later

/// What the organisation vouches for: one of a few propositions that were vetted, and nothing of the file behind it.
public enum VettedProposition: Hashable, Sendable, Confidential {
    case identityConfirmed
    case nationalityConfirmed
    case servedInRankBand(RankBand)
    case leftService(PartialDate)
    case familyTieConfirmed
    case threatConfirmed
    /// Anything else, everything on exclusion included: worded by counsel, and counsel is one of the two who sign.
    case wordedByCounsel(String)

    public var kind: VettedPropositionKind {
        switch self {
        case .identityConfirmed: .identityConfirmed
        case .nationalityConfirmed: .nationalityConfirmed
        case .servedInRankBand: .servedInRankBand
        case .leftService: .leftService
        case .familyTieConfirmed: .familyTieConfirmed
        case .threatConfirmed: .threatConfirmed
        case .wordedByCounsel: .wordedByCounsel
        }
    }
}

public enum VettedPropositionKind: UInt8, CaseIterable, Sendable {
    case identityConfirmed = 1
    case nationalityConfirmed
    case servedInRankBand
    case leftService
    case familyTieConfirmed
    case threatConfirmed
    case wordedByCounsel

    /// What a claim has to be about to carry the proposition; empty where counsel answers for it.
    var subjects: [ClaimSubject] {
        switch self {
        case .identityConfirmed: [.identity, .document]
        case .nationalityConfirmed: [.nationality, .document]
        case .servedInRankBand: [.service, .rankOrPost]
        case .leftService: [.leavingService]
        case .familyTieConfirmed: [.family]
        case .threatConfirmed: [.threat]
        case .wordedByCounsel: []
        }
    }
}

/// A rank, as coarsely as a recipient needs it: the exact rank of an officer who fled names the officer.
public enum RankBand: UInt8, CaseIterable, Sendable {
    case enlisted = 1
    case nonCommissioned
    case juniorOfficer
    case seniorOfficer
    case official
}

/// An attestation as it is proposed.
public struct StatedAttestation: Hashable, Sendable, Confidential {
    public var id: ID<Attestation>
    public var proposition: VettedProposition
    /// The corroborated claims that it rests on.
    public var claims: [ID<Claim>]
    /// The one recipient, by name.
    public var recipient: String
    /// BCP 47 tag.
    public var language: String
    /// The last day on which it may be relied on.
    public var validUntil: Day

    public init(
        id: ID<Attestation>, proposition: VettedProposition, claims: [ID<Claim>], recipient: String, language: String,
        validUntil: Day
    ) {
        self.id = id
        self.proposition = proposition
        self.claims = claims
        self.recipient = recipient
        self.language = language
        self.validUntil = validUntil
    }
}

/// Where an attestation stands.
public enum AttestationState: UInt8, CaseIterable, Sendable {
    /// One has signed.
    case proposed = 1
    /// Two have signed.
    case issued
    /// Dropped before the second signature.
    case dropped
    case revoked
}

/// The file that the organisation signed for a recipient.
public struct SignedFile: Sendable, Hashable, Confidential {
    /// Text and signature line (docs/protocol.md, section 9). Nothing here says that the signature is good.
    public let text: String
    /// Whose desk signed.
    public let by: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
}

/// An attestation and who signed it.
public struct AttestationRecord: Sendable, Hashable, Confidential {
    public var id: ID<Attestation> { stated.id }
    public let stated: StatedAttestation
    public let proposedBy: ID<Member>
    public let proposedAt: UInt64
    /// The entry that the second signer names.
    public let proposal: ID<Entry>
    let proposedByCounsel: Bool
    public internal(set) var state: AttestationState = .proposed
    public internal(set) var secondedBy: ID<Member>?
    public internal(set) var issuedOn: Day?
    /// The grades of the claims when it was issued, one by one: they are never made into one.
    public internal(set) var basis: [Grades] = []
    /// Why it was dropped or revoked. A revocation is meant for the recipient's eyes.
    public internal(set) var endNote: String?
    /// What is handed to the recipient; the newest, where it was signed again.
    public internal(set) var signedFile: SignedFile?

    /// Whether a recipient may rely on it on `day`.
    public func isValid(on day: Day) -> Bool { state == .issued && day <= stated.validUntil }
}
