// SPDX-License-Identifier: AGPL-3.0-or-later

/// One field of an event as somebody outside the organisation can be given it (docs/protocol.md, section 9.1).
public enum EventValue: Hashable, Sendable, Confidential {
    /// A number, a count, a flag, or one of a vocabulary by its number.
    case number(UInt64)
    /// Words, a day (`2026-11-26`), a partial date or the letters of a country.
    case text(String)
    /// An identifier or a digest.
    case bytes([UInt8])
    /// A key: it opens or signs something elsewhere and never leaves with a case.
    case withheld
    /// The event of the intake that a conversation took over.
    case event(Event)
}

extension Event {
    /// The number of its kind.
    public var kindValue: UInt16 { kindNumber }

    /// The fields in the order of the protocol; nil for an event that has no encoding.
    public var values: [EventValue]? {
        var writer = EventWriter(keepingValues: true)
        guard (try? writer.write(fieldsOf: self)) != nil else { return nil }
        return writer.values
    }

    /// Whether the key of a conversation stands in it, so that its bytes must stay inside the organisation.
    public var holdsConversationKey: Bool {
        switch self {
        case .requestReceived: true
        case .inCompartment(.conversation(.adopted(_, _, let event))): event.holdsConversationKey
        default: false
        }
    }
}
