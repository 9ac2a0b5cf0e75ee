// SPDX-License-Identifier: AGPL-3.0-or-later

/// Bounds of an event's fields (docs/protocol.md, section 6.4). An event of the largest size still fits the largest
/// ledger entry.
public enum EventLimits {
    /// Of a whole encoded event.
    public static let maximumByteCount = 1_000_000
    /// Of a message, a reply or a note, in UTF-8.
    public static let maximumBodyByteCount = 262_144
    /// Of a name of an organisation or a member, in UTF-8.
    public static let maximumNameByteCount = 512
    /// Of the safe-contact rule, in UTF-8.
    public static let maximumSafeContactByteCount = 8_192
    /// Of a BCP 47 tag (RFC 5646, section 4.4.1).
    public static let maximumLanguageByteCount = 35
    public static let maximumFileCount = 255
    public static let maximumLanguageCount = 255
    /// Of the name by which colleagues call a case, in UTF-8.
    public static let maximumAliasByteCount = 128
    /// Of a line that names something: a task, a partner, a place; in UTF-8.
    public static let maximumTitleByteCount = 512
    /// Of a reason, in UTF-8.
    public static let maximumReasonByteCount = 8_192

    /// Of places in the ledger that one event names.
    public static let maximumPlaceCount = Int(UInt16.max)

    static let keyByteCount = 32
    static let recipientByteCount = 1_216
    static let endorsementByteCount = 96
}

/// Why an event has no encoding. Every case names what the writer has to shorten.
public enum EventEncodingError: Error, Hashable, Sendable {
    case tooLong(EventField)
    /// A name or a title with something in it that is no text of one line (``OneLine``).
    case notOneLine(EventField)
    /// A key, hash or seed is not of its one size.
    case wrongSize(EventField)
    /// The whole event is over ``EventLimits/maximumByteCount``.
    case tooLarge
    /// ``Event/requestMoved(request:to:reason:note:)`` to a state that is reached by a step.
    case notAMove
    /// ``Event/unknown(kind:payload:)`` under the number of a kind that is known.
    case kindIsKnown(UInt16)
    /// ``ConversationEvent/adopted(author:recordedAt:event:)`` around an event that is no request's.
    case notAdoptable
}

/// Why bytes are not an event.
public enum EventDecodingError: Error, Hashable, Sendable {
    case unsupportedVersion(UInt8)
    /// Cut short, left over, not UTF-8, or a value out of its range.
    case malformed
    case tooLong(EventField)
    /// A name or a title with something in it that is no text of one line (``OneLine``).
    case notOneLine(EventField)
    case tooLarge
}

/// The parts of an event that can be too long.
public enum EventField: Hashable, Sendable, CaseIterable {
    case name, language, languages, body, safeContact, files, fileName, mediaType, key, recipient, endorsement, digest
    case alias, title, reason, list, compartments, requests, places
}

extension EventField {
    /// Whether it names something, and so is a text of one line. What strangers call their files stands as it came.
    var isOneLine: Bool {
        switch self {
        case .name, .alias, .title: true
        case .language, .languages, .body, .safeContact, .files, .fileName, .mediaType, .key, .recipient, .endorsement,
            .digest, .reason, .list, .compartments, .requests, .places:
            false
        }
    }

    /// The most UTF-8 bytes of a text field.
    var maximumByteCount: Int {
        switch self {
        case .name: EventLimits.maximumNameByteCount
        case .language: EventLimits.maximumLanguageByteCount
        case .body: EventLimits.maximumBodyByteCount
        case .safeContact: EventLimits.maximumSafeContactByteCount
        case .alias: EventLimits.maximumAliasByteCount
        case .title: EventLimits.maximumTitleByteCount
        case .reason: EventLimits.maximumReasonByteCount
        case .fileName, .mediaType, .languages, .files, .list, .compartments, .requests: Int(UInt8.max)
        case .places: EventLimits.maximumPlaceCount
        case .key, .digest: EventLimits.keyByteCount
        case .recipient: EventLimits.recipientByteCount
        case .endorsement: EventLimits.endorsementByteCount
        }
    }
}
