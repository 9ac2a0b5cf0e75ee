// SPDX-License-Identifier: AGPL-3.0-or-later
package import Sealing

/// Why an entry of the ledger counts for nothing on this desk. Numbers are stored: never reused.
package enum EntryRejection: UInt8, Error, Sendable, CaseIterable {
    /// Erased at the relay, or withheld by it, before this desk saw it.
    case withheld = 1
    /// No entry of this organisation: wrong key, shape or padding.
    case unreadable = 2
    case unknownAuthor = 3
    case signatureWrong = 4
    case endorsementWrong = 5
    case malformedAdmission = 6
    case notAnEvent = 7
    /// A grant with a key that contradicts an earlier one.
    case conflictingGrant = 8
    /// Its author had been removed from the organisation.
    case authorRemoved = 9

    package init(refusal: AuthorshipRefusal) {
        self =
            switch refusal {
            case .unknownAuthor: .unknownAuthor
            case .authorRemoved: .authorRemoved
            case .signatureWrong: .signatureWrong
            case .endorsementWrong: .endorsementWrong
            case .malformedAdmission, .misplacedAdmission: .malformedAdmission
            case .notAnEvent, .wrongPurpose: .notAnEvent
            }
    }
}
