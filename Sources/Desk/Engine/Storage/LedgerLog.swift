// SPDX-License-Identifier: AGPL-3.0-or-later
internal import DeskFormats
internal import RelayAPI

/// The ledger as this machine has it: the relay's ciphertext, entry by entry, each behind its leaf hash
/// (docs/protocol.md, section 7). Append-only; an erased entry keeps its place.
final class LedgerLog {
    static let name = "ledger.log"
    static let magic = LedgerRecord.magic
    static let headerByteCount = LedgerRecord.headerByteCount

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
    private var isUnsynced = false

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

    /// Takes over where the records are from somebody who knows, instead of ``scan(_:)``. False where the file is too short for them.
    func adopt(byteCounts: some Sequence<Int>) throws(StorageError) -> Bool {
        precondition(records.isEmpty, "records are adopted or scanned, not both")
        guard try file.read(at: 0, count: Self.magic.count) == Self.magic else { return false }
        var offset = UInt64(Self.magic.count)
        for byteCount in byteCounts {
            records.append(Record(offset: offset, byteCount: byteCount, isErased: byteCount == 0))
            offset += UInt64(Self.headerByteCount + byteCount)
        }
        end = offset
        return try file.byteCount() >= offset
    }

    /// Reads the records from where they are known up to record `count`; fewer where the file does not have them.
    func scan(upTo count: Int) throws(StorageError) -> [LedgerItem] {
        var items: [LedgerItem] = []
        while self.count < count {
            let more = try scan(about: 1 << 20)
            if more.isEmpty { break }
            items += more.prefix { $0.sequence < UInt64(count) }
        }
        if self.count > count { rewind(to: count) }
        return items
    }

    /// Forgets where the records from `count` on are. The file stays as it is.
    func rewind(to count: Int) {
        guard count < records.count else { return }
        end = records[count].offset
        records.removeLast(records.count - count)
    }

    /// The file has no payload there any more.
    func noteErased(_ index: Int) { records[index].isErased = true }

    /// A record as it stands in the file; nil where it is not the one that is known.
    func item(_ index: Int) throws(StorageError) -> LedgerItem? {
        let record = records[index]
        let bytes = try file.read(at: record.offset, count: Self.headerByteCount + record.byteCount)
        guard let (item, end) = Self.record(in: bytes, at: 0, sequence: UInt64(index)), end == bytes.count else {
            return nil
        }
        return item
    }

    /// The leaf of a record as it stands in the file.
    func leaf(_ index: Int) throws(StorageError) -> [UInt8] {
        try file.read(at: records[index].offset + LedgerRecord.leafOffset, count: 32)
    }

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

    private static func record(in buffer: [UInt8], at start: Int, sequence: UInt64) -> (LedgerItem, Int)? {
        guard let (record, end) = LedgerRecord.read(from: buffer, at: start) else { return nil }
        return (LedgerItem(sequence: sequence, leaf: record.leaf, payload: record.payload), end)
    }

    static func encode(_ item: LedgerItem) -> [UInt8] {
        LedgerRecord(leaf: item.leaf, payload: item.payload).encoded()
    }

    /// Where the disk refuses, nothing is taken: what reached the file stands behind its end. Durable after ``sync()``: until what
    /// was downloaded is checked, the relay can give it again.
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
        isUnsynced = true
        records += appended
        end += UInt64(bytes.count)
    }

    /// Returns when the disk has everything that was appended.
    func sync() throws(StorageError) {
        guard isUnsynced else { return }
        try file.sync()
        isUnsynced = false
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
