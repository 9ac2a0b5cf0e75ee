// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import RelayAPI

/// The ledger as this machine has it: the relay's ciphertext, entry by entry, each behind its leaf hash
/// (docs/protocol.md, section 7). Append-only; an erased entry keeps its place.
final class LedgerLog {
    static let name = "ledger.log"
    static let magic = Array("lifeboat-ledger\u{1}".utf8)
    static let headerByteCount = 37

    /// One entry: where it is in the file, and its leaf.
    struct Record: Sendable {
        var offset: UInt64
        var byteCount: Int
        /// Erased, or withheld by the relay: only the leaf is left.
        var isErased: Bool
    }

    private let file: OpenFile
    private(set) var records: [Record] = []
    private var end: UInt64

    /// Opens the file, or makes it. ``scan(_:)`` must follow before anything else.
    init(in directory: DeskDirectory) throws(StorageError) {
        file = try OpenFile(directory.file(Self.name), .readWrite)
        end = UInt64(Self.magic.count)
        if try file.byteCount() < end {
            try file.truncate(to: 0)
            try file.write(Self.magic, at: 0)
            try file.sync()
        }
    }

    var count: Int { records.count }

    /// What stands in the file behind the last record, if anything: the rest of a write that a crash cut off, or damage.
    func unreadByteCount() throws(StorageError) -> UInt64 { try file.byteCount() - end }

    /// Reads the next records, about `byteCount` bytes of them, in order; empty at the end of what can be framed.
    func scan(about byteCount: Int) throws(StorageError) -> [LedgerItem] {
        if end == UInt64(Self.magic.count), try file.read(at: 0, count: Self.magic.count) != Self.magic { return [] }
        let total = try file.byteCount()
        let buffer = try file.read(
            at: end, count: Int(min(total - end, UInt64(max(byteCount, Self.headerByteCount + Self.largestEntry)))))
        var items: [LedgerItem] = []
        var start = 0
        while let (item, next) = Self.record(in: buffer, at: start, sequence: UInt64(count)) {
            records.append(
                Record(
                    offset: end, byteCount: next - start - Self.headerByteCount, isErased: item.payload == nil))
            items.append(item)
            end += UInt64(next - start)
            start = next
        }
        return items
    }

    private static let largestEntry = RelayLimits.entryByteCounts.last ?? 0

    /// `u32 byte count || u8 1 present, 0 erased || bytes[32] leaf || payload`
    private static func record(in buffer: [UInt8], at start: Int, sequence: UInt64) -> (LedgerItem, Int)? {
        guard start + headerByteCount <= buffer.count else { return nil }
        let byteCount = buffer[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
        let end = start + headerByteCount + byteCount
        guard byteCount == 0 || RelayLimits.entryByteCounts.contains(byteCount), end <= buffer.count,
            buffer[start + 4] <= 1
        else { return nil }
        let leaf = Array(buffer[start + 5..<start + headerByteCount])
        let isPresent = buffer[start + 4] == 1
        let payload = isPresent ? Array(buffer[start + headerByteCount..<end]) : nil
        return (LedgerItem(sequence: sequence, leaf: leaf, payload: payload), end)
    }

    static func encode(_ item: LedgerItem) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: headerByteCount + (item.payload?.count ?? 0))
        writer.u32(UInt32(item.payload?.count ?? 0))
        writer.u8(item.payload == nil ? 0 : 1)
        writer.raw(item.leaf)
        writer.raw(item.payload ?? [])
        return writer.bytes
    }

    /// Durable when it returns. Where the disk refuses, nothing is taken: what reached the file stands behind its end.
    func append(_ items: [LedgerItem]) throws(StorageError) {
        var bytes: [UInt8] = []
        var appended: [Record] = []
        for item in items {
            let record = Self.encode(item)
            appended.append(
                Record(
                    offset: end + UInt64(bytes.count), byteCount: record.count - Self.headerByteCount,
                    isErased: item.payload == nil))
            bytes += record
        }
        try file.write(bytes, at: end)
        try file.sync()
        records += appended
        end += UInt64(bytes.count)
    }

    /// Cuts off everything from record `count` on, and whatever cannot be framed behind it.
    func truncate(to count: Int) throws(StorageError) {
        if count < records.count { end = records[count].offset }
        records.removeLast(records.count - count)
        try file.truncate(to: end)
        try file.sync()
    }

    func payload(_ index: Int) throws(StorageError) -> [UInt8]? {
        let record = records[index]
        guard !record.isErased else { return nil }
        return try file.read(at: record.offset + UInt64(Self.headerByteCount), count: record.byteCount)
    }

    /// Overwrites an entry's ciphertext with zeros. Its leaf stays.
    func erase(_ index: Int) throws(StorageError) {
        let record = records[index]
        guard !record.isErased else { return }
        try file.write([0], at: record.offset + 4)
        try file.write(
            [UInt8](repeating: 0, count: record.byteCount), at: record.offset + UInt64(Self.headerByteCount))
        try file.sync()
        records[index].isErased = true
    }
}
