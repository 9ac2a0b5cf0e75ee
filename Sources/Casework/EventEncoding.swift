// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension Event {
    /// The one encoding of this event (docs/protocol.md, section 6.4).
    public func encoded() throws(EventEncodingError) -> [UInt8] {
        var writer = EventWriter()
        writer.bytes.u8(EventKind.version)
        writer.bytes.u16(kindNumber)
        try writer.write(fieldsOf: self)
        guard writer.bytes.bytes.count <= EventLimits.maximumByteCount else { throw .tooLarge }
        return writer.bytes.bytes
    }

    private var kindNumber: UInt16 {
        switch self {
        case .organisationFounded: EventKind.organisationFounded.rawValue
        case .memberAdmitted: EventKind.memberAdmitted.rawValue
        case .requestReceived: EventKind.requestReceived.rawValue
        case .messageReceived: EventKind.messageReceived.rawValue
        case .requestOpened: EventKind.requestOpened.rawValue
        case .requestMoved: EventKind.requestMoved.rawValue
        case .replySent: EventKind.replySent.rawValue
        case .noteAdded: EventKind.noteAdded.rawValue
        case .intakeUnreadable: EventKind.intakeUnreadable.rawValue
        case .cardPublished: EventKind.cardPublished.rawValue
        case .unknown(let kind, _): kind
        }
    }
}

/// The numbers of the kinds. A number is never used again for something else.
enum EventKind: UInt16 {
    static let version: UInt8 = 1

    case organisationFounded = 1
    case memberAdmitted = 2
    case requestReceived = 3
    case messageReceived = 4
    case requestOpened = 5
    case requestMoved = 6
    case replySent = 7
    case noteAdded = 8
    case intakeUnreadable = 9
    case cardPublished = 10
}

private struct EventWriter {
    var bytes = ByteWriter(reservingCapacity: 512)

    mutating func write(fieldsOf event: Event) throws(EventEncodingError) {
        switch event {
        case .organisationFounded(let name, let languages):
            try text16(name, .name)
            guard languages.count <= EventLimits.maximumLanguageCount else { throw .tooLong(.languages) }
            bytes.u8(UInt8(languages.count))
            for language in languages { try text8(language, .language) }
        case .memberAdmitted(let member, let name, let device, let verificationKey, let recipient, let endorsement):
            bytes.raw(member.bytes)
            try text16(name, .name)
            bytes.raw(device.bytes)
            try fixed(verificationKey, EventLimits.keyByteCount, .key)
            try self.recipient(recipient)
            bytes.u8(endorsement == nil ? 0 : 1)
            if let endorsement { try fixed(endorsement, EventLimits.endorsementByteCount, .endorsement) }
        case .requestReceived(let request, let message, let secret, let recipient, let language):
            bytes.raw(request.bytes)
            try write(message)
            try fixed(secret, EventLimits.keyByteCount, .key)
            try self.recipient(recipient)
            try text8(language, .language)
        case .messageReceived(let request, let message):
            bytes.raw(request.bytes)
            try write(message)
        case .requestOpened(let request):
            bytes.raw(request.bytes)
        case .requestMoved(let request, let state, let reason, let note):
            bytes.raw(request.bytes)
            bytes.u8(state.rawValue)
            bytes.u8(reason?.rawValue ?? 0)
            try body(note)
        case .replySent(let request, let number, let body, let files):
            bytes.raw(request.bytes)
            bytes.u32(number)
            try self.body(body)
            try write(files)
        case .noteAdded(let request, let body):
            bytes.raw(request.bytes)
            try self.body(body)
        case .intakeUnreadable(let digest):
            try fixed(digest, EventLimits.keyByteCount, .digest)
        case .cardPublished(let version, let validUntil):
            bytes.u32(version)
            bytes.u64(validUntil)
        case .unknown(let kind, let payload):
            guard EventKind(rawValue: kind) == nil else { throw .kindIsKnown(kind) }
            guard payload.count < EventLimits.maximumByteCount else { throw .tooLarge }
            bytes.raw(payload)
        }
    }

    private mutating func write(_ message: ReceivedMessage) throws(EventEncodingError) {
        bytes.raw(message.id.bytes)
        bytes.u8(message.assurance.rawValue)
        bytes.u32(message.sentHour)
        bytes.u8(message.danger.rawValue)
        try text16(message.safeContact, .safeContact)
        try body(message.body)
        try write(message.files)
    }

    private mutating func write(_ files: [FileReference]) throws(EventEncodingError) {
        guard files.count <= EventLimits.maximumFileCount else { throw .tooLong(.files) }
        bytes.u8(UInt8(files.count))
        for file in files {
            try fixed(file.blob, EventLimits.keyByteCount, .digest)
            try fixed(file.seed, EventLimits.keyByteCount, .key)
            bytes.u64(file.byteCount)
            try text8(file.name, .fileName)
            try text8(file.mediaType, .mediaType)
        }
    }

    private mutating func body(_ text: String) throws(EventEncodingError) {
        guard text.utf8.count <= EventField.body.maximumByteCount else { throw .tooLong(.body) }
        bytes.text32(text)
    }

    private mutating func text8(_ text: String, _ field: EventField) throws(EventEncodingError) {
        guard text.utf8.count <= field.maximumByteCount else { throw .tooLong(field) }
        bytes.text8(text)
    }

    private mutating func text16(_ text: String, _ field: EventField) throws(EventEncodingError) {
        guard text.utf8.count <= field.maximumByteCount else { throw .tooLong(field) }
        bytes.text16(text)
    }

    private mutating func fixed(_ value: [UInt8], _ count: Int, _ field: EventField) throws(EventEncodingError) {
        guard value.count == count else { throw .wrongSize(field) }
        bytes.raw(value)
    }

    private mutating func recipient(_ value: [UInt8]) throws(EventEncodingError) {
        guard value.count == EventLimits.recipientByteCount else { throw .wrongSize(.recipient) }
        bytes.sized16(value)
    }
}

extension EventField {
    /// The most UTF-8 bytes of a text field.
    var maximumByteCount: Int {
        switch self {
        case .name: EventLimits.maximumNameByteCount
        case .language: EventLimits.maximumLanguageByteCount
        case .body: EventLimits.maximumBodyByteCount
        case .safeContact: EventLimits.maximumSafeContactByteCount
        case .fileName, .mediaType, .languages, .files: Int(UInt8.max)
        case .key, .digest: EventLimits.keyByteCount
        case .recipient: EventLimits.recipientByteCount
        case .endorsement: EventLimits.endorsementByteCount
        }
    }
}
