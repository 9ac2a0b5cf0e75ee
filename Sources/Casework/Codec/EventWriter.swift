// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

/// Writes the fields of events; the counterpart of ``EventReader``.
struct EventWriter {
    var bytes = ByteWriter(reservingCapacity: 512)
    /// Texts and files that were written: what can be searched for and what can be fetched, whatever the kind of event.
    private(set) var texts: [String] = []
    private(set) var files: [FileReference] = []
    /// The fields by their types; kept only where somebody asked for them, since most who write want the bytes.
    private(set) var values: [EventValue] = []
    private let keepsValues: Bool

    init(keepingValues: Bool = false) { keepsValues = keepingValues }

    /// A field that is written in several steps and read as one value.
    mutating func field(_ value: @autoclosure () -> EventValue, _ write: (inout ByteWriter) -> Void) {
        write(&bytes)
        if keepsValues { values.append(value()) }
    }

    mutating func note(_ file: FileReference) { files.append(file) }

    mutating func u8(_ value: UInt8) { field(.number(UInt64(value))) { $0.u8(value) } }
    mutating func u16(_ value: UInt16) { field(.number(UInt64(value))) { $0.u16(value) } }
    mutating func u32(_ value: UInt32) { field(.number(UInt64(value))) { $0.u32(value) } }
    mutating func u64(_ value: UInt64) { field(.number(value)) { $0.u64(value) } }
    mutating func id<Subject>(_ id: ID<Subject>) { field(.bytes(id.bytes)) { $0.raw(id.bytes) } }
    mutating func value(_ value: some RawRepresentable<UInt8>) { u8(value.rawValue) }
    mutating func valueOrZero<Value: RawRepresentable<UInt8>>(_ value: Value?) { u8(value?.rawValue ?? 0) }
    mutating func flag(_ value: Bool) { u8(value ? 1 : 0) }

    /// Exactly `count` bytes.
    mutating func raw(_ value: [UInt8], _ count: Int, _ field: EventField) throws(EventEncodingError) {
        guard value.count == count else { throw .wrongSize(field) }
        self.field(field == .key ? .withheld : .bytes(value)) { $0.raw(value) }
    }

    // MARK: - Texts

    mutating func body(_ text: String) throws(EventEncodingError) {
        guard text.utf8.count <= EventField.body.maximumByteCount else { throw .tooLong(.body) }
        field(.text(text)) { $0.text32(text) }
        texts.append(text)
    }

    /// A text of which nothing is to be found by searching: its words stand elsewhere.
    mutating func unsearchable(_ text: String) throws(EventEncodingError) {
        guard text.utf8.count <= EventField.body.maximumByteCount else { throw .tooLong(.body) }
        field(.text(text)) { $0.text32(text) }
    }

    mutating func text8(_ text: String, _ field: EventField) throws(EventEncodingError) {
        try check(text, field)
        self.field(.text(text)) { $0.text8(text) }
        if field != .language, field != .mediaType { texts.append(text) }
    }

    mutating func text16(_ text: String, _ field: EventField) throws(EventEncodingError) {
        try check(text, field)
        self.field(.text(text)) { $0.text16(text) }
        texts.append(text)
    }

    private func check(_ text: String, _ field: EventField) throws(EventEncodingError) {
        guard text.utf8.count <= field.maximumByteCount else { throw .tooLong(field) }
        guard !field.isOneLine || OneLine.holds(text) else { throw .notOneLine(field) }
    }

    // MARK: - Several, or none

    mutating func payload(_ payload: some EventPayload) throws(EventEncodingError) { try payload.write(to: &self) }

    mutating func list(_ list: [some EventPayload], _ field: EventField) throws(EventEncodingError) {
        try count(list.count, field)
        for payload in list { try payload.write(to: &self) }
    }

    mutating func ids<Subject>(_ ids: [ID<Subject>], _ field: EventField) throws(EventEncodingError) {
        try count(ids.count, field)
        for id in ids { self.id(id) }
    }

    mutating func texts16(
        _ texts: [String], _ field: EventField, list: EventField
    ) throws(EventEncodingError) {
        try count(texts.count, list)
        for text in texts { try text16(text, field) }
    }

    mutating func values<Value: RawRepresentable<UInt8>>(_ values: Set<Value>) {
        u8(UInt8(values.count))
        for number in values.map(\.rawValue).sorted() { u8(number) }
    }

    mutating func idIfAny<Subject>(_ id: ID<Subject>?) {
        flag(id != nil)
        if let id { self.id(id) }
    }

    mutating func u64IfAny(_ value: UInt64?) {
        flag(value != nil)
        if let value { u64(value) }
    }

    mutating func payloadIfAny(_ payload: (some EventPayload)?) throws(EventEncodingError) {
        flag(payload != nil)
        if let payload { try self.payload(payload) }
    }

    /// At most 255 of anything.
    mutating func count(_ count: Int, _ field: EventField) throws(EventEncodingError) {
        guard count <= Int(UInt8.max) else { throw .tooLong(field) }
        u8(UInt8(count))
    }
}
