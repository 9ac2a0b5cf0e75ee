// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a compartment of a case holds. Each has a key of its own, so that a fact is known to those who need it.
public enum CompartmentKind: UInt8, CaseIterable, Sendable {
    /// What the person wrote and what was answered.
    case conversation = 1
    /// Names, birth, nationality, documents.
    case identity
    /// Where the person is.
    case whereabouts
    /// Claims, statements, what was checked.
    case evidence
    /// Counsel's, privileged.
    case legal
    /// The work: owner, plan, risk, tasks, consent.
    case casework
}
