// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes
package import Casework
package import Sealing

/// Something to do at the relay, in this order: blobs, devices to let in, entries, slots whose entry counts, envelopes that
/// are done with, erasures, slots to vacate, blobs to delete, devices to shut out. Every part may be done twice without harm, so that
/// after a crash it is done again from the start.
package struct OutboxItem: Sendable, Equatable {
    /// Of its sealed file. What is larger is refused before it is queued (``isTooLarge``).
    package static let maximumByteCount = 64 << 20

    package struct EntryWrite: Sendable, Equatable {
        package let id: ID<Entry>
        package let payload: [UInt8]

        package init(id: ID<Entry>, payload: [UInt8]) {
            self.id = id
            self.payload = payload
        }
    }

    package struct SlotWrite: Sendable, Equatable {
        package let name: [UInt8]
        package let content: [UInt8]
        /// Written only if the fold accepted this entry.
        package let entry: ID<Entry>

        package init(name: [UInt8], content: [UInt8], entry: ID<Entry>) {
            self.name = name
            self.content = content
            self.entry = entry
        }
    }

    /// SHA-256 of ciphertext that lies in the staging folder.
    package var blobs: [[UInt8]] = []
    package var entries: [EntryWrite] = []
    package var slots: [SlotWrite] = []
    /// Ledger entries whose payload is to go.
    package var erasures: [UInt64] = []
    /// Access keys, 32 bytes each, that the relay is to answer from now on.
    package var enrolments: [[UInt8]] = []
    /// Envelopes of the intake drawer that are done with.
    package var envelopes: [UInt64] = []
    /// Blobs that are to go from the relay and from this machine.
    package var discarded: [[UInt8]] = []
    /// Access keys that the relay is to answer no more.
    package var expulsions: [[UInt8]] = []
    /// Names of slots whose content is to go.
    package var vacated: [[UInt8]] = []

    package init(blobs: [[UInt8]] = [], entries: [WrittenEntry] = [], slots: [SlotWrite] = [], erasures: [UInt64] = [])
    {
        self.blobs = blobs
        self.entries = entries.map { EntryWrite(id: $0.id, payload: $0.sealed.bytes) }
        self.slots = slots
        self.erasures = erasures
    }

    /// Whether it would not be read again after a restart.
    package var isTooLarge: Bool {
        let entryBytes = entries.reduce(0) { $0 + $1.payload.count + 20 }
        let slotBytes = slots.reduce(0) { $0 + $1.content.count + 52 }
        return entryBytes + slotBytes > Self.maximumByteCount - (1 << 20)
    }

    /// Names of 32 bytes stand behind their number.
    private static func write(_ names: [[UInt8]], to writer: inout ByteWriter) {
        writer.u16(UInt16(names.count))
        for name in names { writer.raw(name) }
    }

    private static func names(from reader: inout ByteReader) throws(ByteReaderError) -> [[UInt8]] {
        var names: [[UInt8]] = []
        for _ in 0..<(try reader.u16()) { names.append(try reader.raw(32)) }
        return names
    }

    private static func write(_ numbers: [UInt64], to writer: inout ByteWriter) {
        writer.u32(UInt32(numbers.count))
        for number in numbers { writer.u64(number) }
    }

    private static func numbers(from reader: inout ByteReader) throws(ByteReaderError) -> [UInt64] {
        var numbers: [UInt64] = []
        for _ in 0..<(try reader.u32()) { numbers.append(try reader.u64()) }
        return numbers
    }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.u8(3)
        Self.write(blobs, to: &writer)
        writer.u16(UInt16(entries.count))
        for entry in entries {
            writer.raw(entry.id.bytes)
            writer.sized32(entry.payload)
        }
        writer.u16(UInt16(slots.count))
        for slot in slots {
            writer.raw(slot.name)
            writer.raw(slot.entry.bytes)
            writer.sized32(slot.content)
        }
        Self.write(erasures, to: &writer)
        Self.write(enrolments, to: &writer)
        Self.write(envelopes, to: &writer)
        Self.write(discarded, to: &writer)
        Self.write(expulsions, to: &writer)
        Self.write(vacated, to: &writer)
        return writer.bytes
    }

    package init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        let version = try reader.u8()
        guard version == 2 || version == 3 else { throw .invalidValue }
        blobs = try Self.names(from: &reader)
        for _ in 0..<(try reader.u16()) {
            guard let id = ID<Entry>(try reader.raw(16)) else { throw .invalidValue }
            entries.append(EntryWrite(id: id, payload: try reader.sized32()))
        }
        for _ in 0..<(try reader.u16()) {
            let name = try reader.raw(32)
            guard let id = ID<Entry>(try reader.raw(16)) else { throw .invalidValue }
            slots.append(SlotWrite(name: name, content: try reader.sized32(), entry: id))
        }
        erasures = try Self.numbers(from: &reader)
        enrolments = try Self.names(from: &reader)
        envelopes = try Self.numbers(from: &reader)
        discarded = try Self.names(from: &reader)
        expulsions = try Self.names(from: &reader)
        // One that an earlier version wrote vacates nothing.
        if version > 2 { vacated = try Self.names(from: &reader) }
        try reader.finish()
    }
}
