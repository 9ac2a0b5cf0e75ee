// SPDX-License-Identifier: AGPL-3.0-or-later

/// What may be done with something: one purpose for each answer, never a bundle.
public enum ConsentPurpose: Hashable, Sendable, Confidential {
    case protectionServices
    /// One procedure, by name.
    case legalProceedings(named: String)
    case newsroom(Attribution)
    case researchArchive
    case statistics
    case partnerService

    /// Whether whoever agreed to this agreed to `asked` as well: an identified quotation includes a pseudonymous one, and no other
    /// purpose includes another.
    func includes(_ asked: ConsentPurpose) -> Bool {
        switch (self, asked) {
        case (.newsroom(let mine), .newsroom(let theirs)): theirs.rawValue >= mine.rawValue
        case (.legalProceedings(let mine), .legalProceedings(let theirs)): mine.isSameName(as: theirs)
        default: self == asked
        }
    }
}

/// How a newsroom may name its source; each includes those after it.
public enum Attribution: UInt8, CaseIterable, Sendable {
    case identified = 1
    case pseudonymous
    /// Not to be named in any way (Chatham House rule).
    case background
}

/// Who receives.
public enum ConsentRecipient: Hashable, Sendable, Confidential {
    case named(String, RecipientClass)
    case anyOf(RecipientClass)

    public var recipientClass: RecipientClass {
        switch self {
        case .named(_, let recipientClass), .anyOf(let recipientClass): recipientClass
        }
    }

    func includes(_ asked: ConsentRecipient) -> Bool {
        switch (self, asked) {
        case (.anyOf(let mine), _): mine == asked.recipientClass
        case (.named(let mine, _), .named(let theirs, _)):
            mine.isSameName(as: theirs) && recipientClass == asked.recipientClass
        case (.named, .anyOf): false
        }
    }
}

public enum RecipientClass: UInt8, CaseIterable, Sendable {
    case newsroom = 1
    case prosecutor
    case court
    case asylumAuthority
    case internationalOrganisation
    case lawyer
    case shelterOrService
    case medicalService
    case researcher
    case otherOrganisation
}

/// Kinds of things that can be given away.
public enum ItemClass: UInt8, CaseIterable, Sendable {
    case identityFacts = 1
    case statement
    case document
    case imageOrRecording
    case caseSummary
    case attestation
    case contactDetails
    case figures
}

/// One thing, by the entry that recorded it.
public struct ConsentItem: Hashable, Sendable {
    public var entry: ID<Entry>
    public var itemClass: ItemClass

    public init(entry: ID<Entry>, itemClass: ItemClass) {
        self.entry = entry
        self.itemClass = itemClass
    }
}

/// How far something points at a person, from most to least (Future of Privacy Forum, visual guide, as in MISP's `fpf`).
public enum Identifiability: UInt8, CaseIterable, Sendable {
    case explicitlyPersonal = 1
    case potentiallyIdentifiable
    case notReadilyIdentifiable
    case keyCoded
    case pseudonymous
    case protectedPseudonymous
    case deIdentified
    case protectedDeIdentified
    case anonymous
    case aggregatedAnonymous
}

/// What has to happen before something may leave.
public enum Embargo: Hashable, Sendable, Confidential {
    case until(Day)
    case untilPersonArrived
    case untilFamilyOut
    case untilCounselClears
    case untilTrialStep(String)
    case permanent
}

/// Who answered.
public enum ConsentGiver: Hashable, Sendable {
    case person
    /// For a child, whose own assent is needed beside the guardian's consent.
    case guardian(childAssents: Bool)
    case representative
}

/// How the answer was given.
public enum ConsentMethod: UInt8, CaseIterable, Sendable {
    case phraseTypedOnPortal = 1
    case voice
    case inPerson
    case viaCounsel
}

/// What proves the answer.
public enum ConsentReceipt: Hashable, Sendable, Confidential {
    case none
    /// SHA-256 of the portal's receipt.
    case portal(digest: [UInt8])
    /// SHA-256 of a signed page.
    case signature(digest: [UInt8])
}

/// On whose initiative somebody is asked.
public enum ConsentInitiative: UInt8, CaseIterable, Sendable {
    case person = 1
    case organisation
}

/// Why nothing new may leave for the time being.
public enum FreezeCause: UInt8, CaseIterable, Sendable {
    case contactLost = 1
    case death
    case detention
    case riskRose
}

/// The six grounds for handling personal data in humanitarian work (ICRC, Handbook on Data Protection in Humanitarian Action, chapter 3).
public enum LegalBasis: UInt8, CaseIterable, Sendable {
    case vitalInterest = 1
    case publicInterest
    case consent
    case legitimateInterest
    case contract
    case legalObligation
}

extension String {
    /// Names of procedures and recipients are compared without regard to case and spaces at the ends.
    func isSameName(as other: String) -> Bool { comparedName == other.comparedName }

    /// What is compared of a name.
    var comparedName: String { trimmed.lowercased() }

    private var trimmed: Substring {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let rest = self[start...]
        guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return rest.prefix(0) }
        return rest[...last]
    }
}
