// SPDX-License-Identifier: AGPL-3.0-or-later

/// What happened in a compartment of a case, by area. An area has its events and their encoding in one folder, and one
/// line in each of the five places below.
public enum CompartmentEvent: Hashable, Sendable, Confidential {
    case access(AccessEvent)
    case conversation(ConversationEvent)
}

extension CompartmentEvent {
    /// The kinds of compartment where it may stand. It is refused in every other.
    public var homes: Set<CompartmentKind> {
        switch self {
        case .access: Set(CompartmentKind.allCases)
        case .conversation: [.conversation]
        }
    }

    var area: any EventArea {
        switch self {
        case .access(let event): event
        case .conversation(let event): event
        }
    }

    static var areas: [any EventArea.Type] {
        [AccessEvent.self, ConversationEvent.self]
    }

    /// Nil where no area has such a kind.
    static func read(_ number: UInt16, from reader: inout EventReader) throws(EventDecodingError) -> CompartmentEvent? {
        switch number >> 8 {
        case 0x01: try reader.area(number).map(CompartmentEvent.access)
        case 0x10: try reader.area(number).map(CompartmentEvent.conversation)
        default: nil
        }
    }
}
