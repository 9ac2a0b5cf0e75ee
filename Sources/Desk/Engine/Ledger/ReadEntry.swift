// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import Sealing

/// An entry with as many layers off as could be taken off without knowing what came just before it.
enum ReadEntry: Sendable {
    case event(ExaminedEvent, texts: [IndexedText])
    /// `opened`: what it holds, where it was tried and is for this device.
    case grant(ExaminedEvent, opened: Grant?)
    /// In a compartment whose key is not here, or not yet.
    case closed(SealedForCompartment)
    /// Under a ledger key that is not here, or not yet.
    case locked(SealedEntry)
    case rejected(EntryRejection)
    /// The payload is not what its leaf says: this copy of it is damaged.
    case damaged
}

/// A text of an event, folded for the search.
struct IndexedText: Sendable {
    let text: String
    let folded: [UInt8]

    init(_ text: String) {
        self.text = text
        folded = SearchFolding.bytes(text)
    }

    /// What of an event can be searched for.
    static func texts(of event: Event) -> [IndexedText] {
        guard event.isSearchable else { return [] }
        return event.searchedTexts.filter { !$0.isEmpty }.map { IndexedText($0) }
    }
}

extension Event {
    /// Each text by itself, but for a name: whoever types surname and given name looks for somebody who has both.
    fileprivate var searchedTexts: [String] {
        guard case .inCompartment(.identity(.recorded(_, .name(let name), _, _, _))) = self else { return texts }
        let parts = [name.family, name.given, name.further]
        var others = texts
        for part in parts { others.firstIndex(of: part).map { _ = others.remove(at: $0) } }
        return [parts.filter { !$0.isEmpty }.joined(separator: " ")] + others
    }

    /// Whether what somebody wrote stands in it, rather than names of members and settings.
    fileprivate var isSearchable: Bool {
        switch self {
        case .requestReceived, .messageReceived, .requestMoved, .requestStepped, .replySent, .noteAdded,
            .inCompartment:
            true
        case .organisationFounded, .memberAdmitted, .memberRemoved, .rolesSet, .deviceEnrolled, .ledgerEpochStarted,
            .compartmentsErased, .requestsErased, .requestOpened, .intakeUnreadable, .cardPublished, .unknown:
            false
        }
    }
}
