// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where the organisation stands with a request. The allowed moves are in ``RequestState/successors`` and
/// ``RequestState/steps``.
public enum RequestState: UInt8, CaseIterable, Sendable {
    case received = 1
    case opened
    case inTriage
    case awaitingSource
    case informationGiven
    case declined
    /// It became a case.
    case accepted
    /// A partner was proposed to the person.
    case referralOffered
    case referredOut
    /// The same person as in another request.
    case linkedDuplicate
    /// Suspected hostile: looked into apart from the others.
    case quarantined
    /// The person did not answer, though reminded.
    case lapsed
}

/// What a member does in the organisation. Roles shape what the screens offer; only keys open facts.
public enum MemberRole: UInt8, CaseIterable, Sendable {
    /// Admits, removes, gives roles.
    case director = 1
    case caseworker
    case verifier
    case counsel
    /// Reads what arrives, before it belongs to a case.
    case intake
}

/// Why a request was declined. The reason is for the organisation's own record, not for the person.
public enum DeclineReason: UInt8, CaseIterable, Sendable {
    case outsideMandate = 1
    case noLawfulRoute
    case suspectedHostile
    case duplicate
    case couldNotBeReached
    case withdrawn
    case other
}

/// Who could read a message before it was sealed (docs/protocol.md, section 4).
public enum Assurance: UInt8, CaseIterable, Sendable {
    /// Sealed by a program of the sender's own or a verified offline page.
    case a = 1
    /// Sealed in the browser by the portal's code.
    case b
    /// Sealed in the portal's memory.
    case c
    /// Arrived some other way.
    case d
}

/// How much time the person says there is.
public enum DangerRating: UInt8, CaseIterable, Sendable {
    case notSaid = 0
    case lifeInDanger
    case days
    case weeks
    case noHurry
}
