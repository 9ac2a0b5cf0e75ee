// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension Event {
    /// Reads the canonical encoding (docs/protocol.md, section 6.4); refuses every other.
    public init(decoding bytes: [UInt8]) throws(EventDecodingError) {
        guard bytes.count <= EventLimits.maximumByteCount else { throw .tooLarge }
        var reader = EventReader(bytes: ByteReader(bytes))
        let version = try reader.u8()
        guard version == EventKind.version else { throw .unsupportedVersion(version) }
        let number = try reader.u16()
        guard let kind = EventKind(rawValue: number) else {
            self = .unknown(kind: number, payload: reader.bytes.rest())
            return
        }
        self = try reader.event(of: kind)
        guard reader.bytes.remainingCount == 0 else { throw .malformed }
    }
}

private struct EventReader {
    var bytes: ByteReader

    mutating func event(of kind: EventKind) throws(EventDecodingError) -> Event {
        switch kind {
        case .organisationFounded:
            return .organisationFounded(name: try text16(.name), languages: try languages())
        case .memberAdmitted:
            return .memberAdmitted(
                member: try id(), name: try text16(.name), device: try id(),
                verificationKey: try raw(EventLimits.keyByteCount), recipient: try recipient(),
                endorsement: try endorsement())
        case .requestReceived:
            return .requestReceived(
                request: try id(), message: try message(), secret: try raw(EventLimits.keyByteCount),
                recipient: try recipient(), language: try text8(.language))
        case .messageReceived:
            return .messageReceived(request: try id(), message: try message())
        case .requestOpened:
            return .requestOpened(request: try id())
        case .requestMoved:
            return .requestMoved(request: try id(), to: try value(), reason: try reason(), note: try body())
        case .replySent:
            return .replySent(request: try id(), number: try u32(), body: try body(), files: try files())
        case .noteAdded:
            return .noteAdded(request: try id(), body: try body())
        case .intakeUnreadable:
            return .intakeUnreadable(digest: try raw(EventLimits.keyByteCount))
        case .cardPublished:
            return .cardPublished(version: try u32(), validUntil: try u64())
        }
    }

    private mutating func message() throws(EventDecodingError) -> ReceivedMessage {
        ReceivedMessage(
            id: try id(), assurance: try value(), sentHour: try u32(), danger: try value(),
            safeContact: try text16(.safeContact), body: try body(), files: try files())
    }

    private mutating func files() throws(EventDecodingError) -> [FileReference] {
        var files: [FileReference] = []
        for _ in 0..<(try u8()) {
            files.append(
                FileReference(
                    blob: try raw(EventLimits.keyByteCount), seed: try raw(EventLimits.keyByteCount),
                    byteCount: try u64(), name: try text8(.fileName), mediaType: try text8(.mediaType)))
        }
        return files
    }

    private mutating func languages() throws(EventDecodingError) -> [String] {
        var languages: [String] = []
        for _ in 0..<(try u8()) { languages.append(try text8(.language)) }
        return languages
    }

    private mutating func reason() throws(EventDecodingError) -> DeclineReason? {
        let number = try u8()
        guard number != 0 else { return nil }
        guard let reason = DeclineReason(rawValue: number) else { throw .malformed }
        return reason
    }

    private mutating func endorsement() throws(EventDecodingError) -> [UInt8]? {
        switch try u8() {
        case 0: nil
        case 1: try raw(EventLimits.endorsementByteCount)
        default: throw .malformed
        }
    }

    private mutating func recipient() throws(EventDecodingError) -> [UInt8] {
        let count = Int(try u16())
        guard count == EventLimits.recipientByteCount else { throw .malformed }
        return try raw(count)
    }

    private mutating func id<Subject>() throws(EventDecodingError) -> ID<Subject> {
        guard let id = ID<Subject>(try raw(16)) else { throw .malformed }
        return id
    }

    private mutating func value<Value: RawRepresentable<UInt8>>() throws(EventDecodingError) -> Value {
        guard let value = Value(rawValue: try u8()) else { throw .malformed }
        return value
    }

    private mutating func body() throws(EventDecodingError) -> String {
        let count = try u32()
        guard count <= EventLimits.maximumBodyByteCount else { throw .tooLong(.body) }
        return try text(Int(count))
    }

    private mutating func text8(_ field: EventField) throws(EventDecodingError) -> String {
        let count = Int(try u8())
        guard count <= field.maximumByteCount else { throw .tooLong(field) }
        return try text(count)
    }

    private mutating func text16(_ field: EventField) throws(EventDecodingError) -> String {
        let count = Int(try u16())
        guard count <= field.maximumByteCount else { throw .tooLong(field) }
        return try text(count)
    }

    private mutating func text(_ count: Int) throws(EventDecodingError) -> String {
        guard let text = String(validating: try raw(count), as: UTF8.self) else { throw .malformed }
        return text
    }

    mutating func u8() throws(EventDecodingError) -> UInt8 {
        try read { bytes throws(ByteReaderError) in try bytes.u8() }
    }
    mutating func u16() throws(EventDecodingError) -> UInt16 {
        try read { bytes throws(ByteReaderError) in try bytes.u16() }
    }
    mutating func u32() throws(EventDecodingError) -> UInt32 {
        try read { bytes throws(ByteReaderError) in try bytes.u32() }
    }
    mutating func u64() throws(EventDecodingError) -> UInt64 {
        try read { bytes throws(ByteReaderError) in try bytes.u64() }
    }

    mutating func raw(_ count: Int) throws(EventDecodingError) -> [UInt8] {
        try read { bytes throws(ByteReaderError) in try bytes.raw(count) }
    }

    private mutating func read<Value>(
        _ field: (inout ByteReader) throws(ByteReaderError) -> Value
    ) throws(EventDecodingError) -> Value {
        do { return try field(&bytes) } catch { throw .malformed }
    }
}
