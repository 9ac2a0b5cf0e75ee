// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Casework
internal import Sealing

/// The lists that this desk keeps: a sealed record of what they are, and one sealed file for each. On the disk stand
/// their number and sizes, and nothing else.
struct ListShelf: Sendable {
    static let folder = "lists"
    static let maximumCount = 24
    /// Lines of broken rows that are kept of one list.
    static let mostBrokenRows = 50
    private static let recordName = "lists.sealed"
    private static let recordByteCountLimit = 4 << 20

    /// By title.
    private(set) var lists: [HeldList] = []
    private(set) var isDamaged = false
    private let files: DeskDirectory
    private let key: LocalStorageKey

    init(in files: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) {
        self.files = files
        self.key = key
        guard let sealed = try files.read(Self.recordName, atMost: Self.recordByteCountLimit) else { return }
        guard let bytes = key.open(sealed, for: Self.recordName), let lists = try? Self.parse(bytes) else {
            isDamaged = true
            return
        }
        self.lists = lists
    }

    /// Keeps a list in place of an older one of its title. Durable when it returns.
    mutating func add(_ list: HeldList, _ content: [UInt8]) throws(StorageError) {
        let path = Self.path(list.id)
        try files.write(key.seal(content, for: path), to: path)
        lists.removeAll { $0.title == list.title }
        lists.append(list)
        lists.sort { $0.title < $1.title }
        try save()
        try tidy()
    }

    mutating func remove(_ id: ID<KeptList>) throws(StorageError) {
        lists.removeAll { $0.id == id }
        try save()
        try tidy()
    }

    mutating func note(_ comparing: HeldList.Comparing, of id: ID<KeptList>) throws(StorageError) {
        guard let place = lists.firstIndex(where: { $0.id == id }) else { return }
        lists[place].comparison = comparing
        try save()
    }

    /// Nil where the file is not here, or not as this desk wrote it.
    func content(of id: ID<KeptList>) throws(StorageError) -> ListContent? {
        let path = Self.path(id)
        guard let sealed = try files.read(path, atMost: ListContent.maximumByteCount),
            let bytes = key.open(sealed, for: path)
        else { return nil }
        return ListContent(parsing: bytes)
    }

    /// Removes files that no list of the record has any more.
    private func tidy() throws(StorageError) {
        let kept = Set(lists.map { $0.id.hex })
        for name in try files.names(in: Self.folder) where !kept.contains(name) {
            try files.remove("\(Self.folder)/\(name)")
        }
    }

    private func save() throws(StorageError) {
        try files.write(key.seal(encoded(), for: Self.recordName), to: Self.recordName)
    }

    private static func path(_ id: ID<KeptList>) -> String { "\(folder)/\(id.hex)" }

    // MARK: - The record

    private func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.u8(1)
        writer.u8(UInt8(clamping: lists.count))
        for list in lists.prefix(Int(UInt8.max)) { list.write(to: &writer) }
        return writer.bytes
    }

    private static func parse(_ bytes: [UInt8]) throws(ByteReaderError) -> [HeldList] {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1 else { throw .invalidValue }
        var lists: [HeldList] = []
        for _ in 0..<(try reader.u8()) { lists.append(try HeldList(reading: &reader)) }
        try reader.finish()
        return lists
    }
}

extension HeldList {
    fileprivate func write(to writer: inout ByteWriter) {
        writer.raw(id.bytes)
        for text in [title, source, date?.iso ?? "", licence] { writer.text16(text) }
        writer.u64(addedAt)
        for count in [personCount, nameCount, leftOutCount] { writer.u32(UInt32(clamping: count)) }
        writer.u8(UInt8(clamping: brokenRows.count))
        for row in brokenRows.prefix(Int(UInt8.max)) {
            writer.u32(UInt32(clamping: row.line))
            writer.text8(row.reason)
        }
        writer.u8(comparison == nil ? 0 : 1)
        guard let comparison else { return }
        writer.u64(comparison.at)
        writer.raw(comparison.namesDigest)
        for count in [
            comparison.personCount, comparison.hitCount, comparison.newCount, comparison.crowdedCount,
        ] { writer.u32(UInt32(clamping: count)) }
    }

    fileprivate init(reading reader: inout ByteReader) throws(ByteReaderError) {
        guard let id = ID<KeptList>(try reader.raw(16)) else { throw .invalidValue }
        self.id = id
        title = try reader.text16()
        source = try reader.text16()
        let day = try reader.text16()
        date = Day(iso: day)
        guard date != nil || day.isEmpty else { throw .invalidValue }
        licence = try reader.text16()
        addedAt = try reader.u64()
        personCount = Int(try reader.u32())
        nameCount = Int(try reader.u32())
        leftOutCount = Int(try reader.u32())
        var rows: [BrokenRow] = []
        for _ in 0..<(try reader.u8()) {
            rows.append(BrokenRow(line: Int(try reader.u32()), reason: try reader.text8()))
        }
        brokenRows = rows
        guard try reader.u8() == 1 else { return }
        let (at, digest) = (try reader.u64(), try reader.raw(32))
        comparison = Comparing(
            at: at, personCount: Int(try reader.u32()), namesDigest: digest, hitCount: Int(try reader.u32()),
            newCount: Int(try reader.u32()), crowdedCount: Int(try reader.u32()))
    }
}
