// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

/// Reads the fields of events. Whatever has another encoding than the one that ``EventWriter`` writes is refused.
struct EventReader {
    var bytes: ByteReader

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

    mutating func id<Subject>() throws(EventDecodingError) -> ID<Subject> {
        guard let id = ID<Subject>(try raw(16)) else { throw .malformed }
        return id
    }

    /// One of a vocabulary, by its number.
    mutating func value<Value: RawRepresentable<UInt8>>() throws(EventDecodingError) -> Value {
        guard let value = Value(rawValue: try u8()) else { throw .malformed }
        return value
    }

    /// A zero for nothing: only for vocabularies that count from one.
    mutating func valueOrZero<Value: RawRepresentable<UInt8>>() throws(EventDecodingError) -> Value? {
        let number = try u8()
        guard number != 0 else { return nil }
        guard let value = Value(rawValue: number) else { throw .malformed }
        return value
    }

    mutating func flag() throws(EventDecodingError) -> Bool {
        switch try u8() {
        case 0: false
        case 1: true
        default: throw .malformed
        }
    }

    // MARK: - Texts

    /// A text of up to 262,144 bytes.
    mutating func body() throws(EventDecodingError) -> String {
        let count = try u32()
        guard count <= EventLimits.maximumBodyByteCount else { throw .tooLong(.body) }
        return try text(Int(count))
    }

    mutating func text8(_ field: EventField) throws(EventDecodingError) -> String {
        let count = Int(try u8())
        guard count <= field.maximumByteCount else { throw .tooLong(field) }
        return try line(count, field)
    }

    mutating func text16(_ field: EventField) throws(EventDecodingError) -> String {
        let count = Int(try u16())
        guard count <= field.maximumByteCount else { throw .tooLong(field) }
        return try line(count, field)
    }

    private mutating func line(_ count: Int, _ field: EventField) throws(EventDecodingError) -> String {
        let text = try text(count)
        guard !field.isOneLine || OneLine.holds(text) else { throw .notOneLine(field) }
        return text
    }

    private mutating func text(_ count: Int) throws(EventDecodingError) -> String {
        guard let text = String(validating: try raw(count), as: UTF8.self) else { throw .malformed }
        return text
    }

    // MARK: - Several, or none

    mutating func payload<Payload: EventPayload>() throws(EventDecodingError) -> Payload {
        try Payload(reading: &self)
    }

    /// Up to 255 of them, in the writer's order.
    mutating func list<Payload: EventPayload>() throws(EventDecodingError) -> [Payload] {
        var list: [Payload] = []
        for _ in 0..<(try u8()) { list.append(try Payload(reading: &self)) }
        return list
    }

    mutating func ids<Subject>() throws(EventDecodingError) -> [ID<Subject>] {
        var ids: [ID<Subject>] = []
        for _ in 0..<(try u8()) { ids.append(try id()) }
        return ids
    }

    mutating func texts16(_ field: EventField) throws(EventDecodingError) -> [String] {
        var texts: [String] = []
        for _ in 0..<(try u8()) { texts.append(try text16(field)) }
        return texts
    }

    /// A set of a vocabulary's values, in the order of their numbers.
    mutating func values<Value: RawRepresentable<UInt8>>() throws(EventDecodingError) -> Set<Value> {
        var last: UInt8?
        var values: Set<Value> = []
        for _ in 0..<(try u8()) {
            let value: Value = try value()
            if let last, value.rawValue <= last { throw .malformed }
            last = value.rawValue
            values.insert(value)
        }
        return values
    }

    mutating func idIfAny<Subject>() throws(EventDecodingError) -> ID<Subject>? { try flag() ? try id() : nil }
    mutating func u64IfAny() throws(EventDecodingError) -> UInt64? { try flag() ? try u64() : nil }
    mutating func payloadIfAny<Payload: EventPayload>() throws(EventDecodingError) -> Payload? {
        try flag() ? try payload() : nil
    }

    private mutating func read<Value>(
        _ field: (inout ByteReader) throws(ByteReaderError) -> Value
    ) throws(EventDecodingError) -> Value {
        do { return try field(&bytes) } catch { throw .malformed }
    }
}
