// SPDX-License-Identifier: AGPL-3.0-or-later

/// The numbers of the kinds that stand outside cases. A number is never used again for something else; the areas of a
/// case have theirs from 0x0100 on (``CompartmentEvent``).
enum EventKind: UInt16, CaseIterable {
    static let version: UInt8 = 1

    case organisationFounded = 1
    /// A number of its own: a desk that does not know rehearsals shows no such organisation rather than one without its mark.
    case rehearsalFounded = 20
    case memberAdmitted = 2
    case requestReceived = 3
    case messageReceived = 4
    case requestOpened = 5
    case requestMoved = 6
    case replySent = 7
    case noteAdded = 8
    case intakeUnreadable = 9
    case cardPublished = 10
    case memberRemoved = 11
    case rolesSet = 12
    case requestStepped = 13
    case deviceEnrolled = 16
    case ledgerEpochStarted = 17
    case compartmentsErased = 18
    case requestsErased = 19
    /// ``compartmentsErased`` with the places of grants.
    case grantsErased = 22
}

extension Event {
    /// Every kind that this version reads, for tests that want to meet each of them.
    package static var knownKinds: [UInt16] {
        EventKind.allCases.map(\.rawValue) + CompartmentEvent.areas.flatMap { $0.kindNumbers }
    }

    static func knows(_ number: UInt16) -> Bool {
        EventKind(rawValue: number) != nil || CompartmentEvent.areas.contains { $0.knows(number) }
    }

    var kindNumber: UInt16 {
        switch self {
        case .organisationFounded(_, _, let isRehearsal):
            (isRehearsal ? EventKind.rehearsalFounded : .organisationFounded).rawValue
        case .memberAdmitted: EventKind.memberAdmitted.rawValue
        case .memberRemoved: EventKind.memberRemoved.rawValue
        case .rolesSet: EventKind.rolesSet.rawValue
        case .deviceEnrolled: EventKind.deviceEnrolled.rawValue
        case .ledgerEpochStarted: EventKind.ledgerEpochStarted.rawValue
        case .compartmentsErased(_, let grants):
            (grants.isEmpty ? EventKind.compartmentsErased : .grantsErased).rawValue
        case .requestsErased: EventKind.requestsErased.rawValue
        case .requestReceived: EventKind.requestReceived.rawValue
        case .messageReceived: EventKind.messageReceived.rawValue
        case .requestOpened: EventKind.requestOpened.rawValue
        case .requestMoved: EventKind.requestMoved.rawValue
        case .requestStepped: EventKind.requestStepped.rawValue
        case .replySent: EventKind.replySent.rawValue
        case .noteAdded: EventKind.noteAdded.rawValue
        case .intakeUnreadable: EventKind.intakeUnreadable.rawValue
        case .cardPublished: EventKind.cardPublished.rawValue
        case .inCompartment(let event): event.area.kindNumber
        case .unknown(let kind, _): kind
        }
    }
}
