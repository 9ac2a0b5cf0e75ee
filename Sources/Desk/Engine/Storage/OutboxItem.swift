// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Casework
internal import Sealing

/// Something to do at the relay, in this order: blobs, entries, then slots whose entry counts, then erasures. Every
/// part may be done twice without harm, so that after a crash it is done again from the start.
struct OutboxItem: Sendable, Equatable {
    struct EntryWrite: Sendable, Equatable {
        let id: ID<Entry>
        let payload: [UInt8]
    }

    struct SlotWrite: Sendable, Equatable {
        let name: [UInt8]
        let content: [UInt8]
        /// Written only if the fold accepted this entry.
        let entry: ID<Entry>
    }

    /// SHA-256 of ciphertext that lies in the staging folder.
    var blobs: [[UInt8]] = []
    var entries: [EntryWrite] = []
    var slots: [SlotWrite] = []
    /// Ledger entries whose payload is to go.
    var erasures: [UInt64] = []

    init(blobs: [[UInt8]] = [], entries: [WrittenEntry] = [], slots: [SlotWrite] = [], erasures: [UInt64] = []) {
        self.blobs = blobs
        self.entries = entries.map { EntryWrite(id: $0.id, payload: $0.sealed.bytes) }
        self.slots = slots
        self.erasures = erasures
    }

    func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.u8(1)
        writer.u16(UInt16(blobs.count))
        for blob in blobs { writer.raw(blob) }
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
        writer.u16(UInt16(erasures.count))
        for sequence in erasures { writer.u64(sequence) }
        return writer.bytes
    }

    init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1 else { throw .invalidValue }
        for _ in 0..<(try reader.u16()) { blobs.append(try reader.raw(32)) }
        for _ in 0..<(try reader.u16()) {
            guard let id = ID<Entry>(try reader.raw(16)) else { throw .invalidValue }
            entries.append(EntryWrite(id: id, payload: try reader.sized32()))
        }
        for _ in 0..<(try reader.u16()) {
            let name = try reader.raw(32)
            guard let id = ID<Entry>(try reader.raw(16)) else { throw .invalidValue }
            slots.append(SlotWrite(name: name, content: try reader.sized32(), entry: id))
        }
        for _ in 0..<(try reader.u16()) { erasures.append(try reader.u64()) }
        try reader.finish()
    }
}
