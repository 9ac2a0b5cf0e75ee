// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes

/// The bodies of docs/protocol.md, section 8. Readers refuse whatever is not exactly such a body, and lists of more than
/// `limit` parts.
public enum WireForms {
    /// (u64 sequence, u32 hour, sized32 envelope)*
    public static func encode(intake items: [IntakeItem]) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: items.reduce(0) { $0 + 16 + $1.envelope.count })
        for item in items {
            writer.u64(item.sequence)
            writer.u32(item.hour)
            writer.sized32(item.envelope)
        }
        return writer.bytes
    }

    public static func intake(_ body: [UInt8], limit: Int) throws(ByteReaderError) -> [IntakeItem] {
        try list(body, limit) { (reader) throws(ByteReaderError) in
            IntakeItem(sequence: try reader.u64(), hour: try reader.u32(), envelope: try reader.sized32())
        }
    }

    /// (u64 sequence, bytes[32] leaf, u8 present, [sized32 entry])*
    public static func encode(ledger items: [LedgerItem]) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: items.reduce(0) { $0 + 45 + ($1.payload?.count ?? 0) })
        for item in items {
            writer.u64(item.sequence)
            writer.raw(item.leaf)
            writer.u8(item.payload == nil ? 0 : 1)
            if let payload = item.payload { writer.sized32(payload) }
        }
        return writer.bytes
    }

    public static func ledger(_ body: [UInt8], limit: Int) throws(ByteReaderError) -> [LedgerItem] {
        try list(body, limit) { (reader) throws(ByteReaderError) in
            let sequence = try reader.u64()
            let leaf = try reader.raw(32)
            switch try reader.u8() {
            case 0: return LedgerItem(sequence: sequence, leaf: leaf, payload: nil)
            case 1: return LedgerItem(sequence: sequence, leaf: leaf, payload: try reader.sized32())
            default: throw .invalidValue
            }
        }
    }

    /// (u64 sequence)*
    public static func encode(numbers: [UInt64]) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: numbers.count * 8)
        for number in numbers { writer.u64(number) }
        return writer.bytes
    }

    public static func numbers(_ body: [UInt8], limit: Int) throws(ByteReaderError) -> [UInt64] {
        try list(body, limit) { (reader) throws(ByteReaderError) in try reader.u64() }
    }

    /// (bytes[32])*
    public static func encode(names: [RelayName]) -> [UInt8] { names.flatMap(\.bytes) }

    public static func names(_ body: [UInt8], limit: Int) throws(ByteReaderError) -> [RelayName] {
        try list(body, limit) { (reader) throws(ByteReaderError) in
            guard let name = RelayName(try reader.raw(RelayName.byteCount)) else { throw .invalidValue }
            return name
        }
    }

    /// (sized32 entry)*
    public static func encode(entries: [[UInt8]]) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: entries.reduce(0) { $0 + 4 + $1.count })
        for entry in entries { writer.sized32(entry) }
        return writer.bytes
    }

    /// Entries of a ledger's bucket sizes.
    public static func entries(_ body: [UInt8], limit: Int) throws(ByteReaderError) -> [[UInt8]] {
        try list(body, limit) { (reader) throws(ByteReaderError) in
            let entry = try reader.sized32()
            guard RelayLimits.entryByteCounts.contains(entry.count) else { throw .invalidValue }
            return entry
        }
    }

    /// (sized32 content)*, length 0 where there is nothing.
    public static func encode(slots: [[UInt8]?]) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: slots.reduce(0) { $0 + 4 + ($1?.count ?? 0) })
        for content in slots { writer.sized32(content ?? []) }
        return writer.bytes
    }

    /// - Parameter count: how many names were asked for.
    public static func slots(_ body: [UInt8], count: Int) throws(ByteReaderError) -> [[UInt8]?] {
        let slots: [[UInt8]?] = try list(body, count) { (reader) throws(ByteReaderError) in
            let content = try reader.sized32()
            guard content.isEmpty || RelayLimits.slotByteCounts.contains(content.count) else { throw .invalidValue }
            return content.isEmpty ? nil : content
        }
        guard slots.count == count else { throw .truncated }
        return slots
    }

    /// u32 count, (u64 sequence)*, sized16 note
    public static func encode(_ receipt: AppendReceipt) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: 512 + receipt.sequences.count * 8)
        writer.u32(UInt32(receipt.sequences.count))
        for sequence in receipt.sequences { writer.u64(sequence) }
        writer.text16(receipt.note)
        return writer.bytes
    }

    /// - Parameter count: how many entries were appended.
    public static func receipt(_ body: [UInt8], count: Int) throws(ByteReaderError) -> AppendReceipt {
        var reader = ByteReader(body)
        guard try reader.u32() == count else { throw .invalidValue }
        var sequences: [UInt64] = []
        for _ in 0..<count { sequences.append(try reader.u64()) }
        let receipt = AppendReceipt(sequences: sequences, note: try reader.text16())
        try reader.finish()
        return receipt
    }

    /// u64 last intake, u64 ledger size
    public static func encode(_ tallies: Tallies) -> [UInt8] {
        encode(numbers: [tallies.lastIntake, tallies.ledgerSize])
    }

    public static func tallies(_ body: [UInt8]) throws(ByteReaderError) -> Tallies {
        var reader = ByteReader(body)
        let tallies = Tallies(lastIntake: try reader.u64(), ledgerSize: try reader.u64())
        try reader.finish()
        return tallies
    }

    private static func list<Part>(
        _ body: [UInt8], _ limit: Int, _ part: (inout ByteReader) throws(ByteReaderError) -> Part
    ) throws(ByteReaderError) -> [Part] {
        var reader = ByteReader(body)
        var parts: [Part] = []
        while reader.remainingCount > 0 {
            guard parts.count < limit else { throw .invalidValue }
            parts.append(try part(&reader))
        }
        return parts
    }
}
