// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Casework
internal import DeskFormats
internal import Sealing

/// The lists that this desk keeps: a sealed record of what they are, and one sealed file for each. On the disk stand
/// their number and sizes, and nothing else.
struct ListShelf: Sendable {
    static let folder = "lists"
    static let maximumCount = 24
    /// Lines of broken rows that are kept of one list.
    static let mostBrokenRows = 50

    private var record = ListRecord()
    private(set) var isDamaged = false
    private let files: DeskDirectory
    private let key: LocalStorageKey

    init(in files: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) {
        self.files = files
        self.key = key
        guard files.exists(ListRecord.name) else { return }
        guard let record = try ListRecord.load(from: files, key) else {
            isDamaged = true
            return
        }
        self.record = record
    }

    /// By title.
    var lists: [HeldList] { record.lists }

    /// Keeps a list in place of an older one of its title. Durable when it returns.
    mutating func add(_ list: HeldList, _ content: [UInt8]) throws(StorageError) {
        let path = Self.path(list.id)
        try files.write(key.seal(content, for: path), to: path)
        record.lists.removeAll { $0.title == list.title }
        record.lists.append(list)
        record.lists.sort { $0.title < $1.title }
        try record.save(in: files, key)
        try tidy()
    }

    mutating func remove(_ id: ID<KeptList>) throws(StorageError) {
        record.lists.removeAll { $0.id == id }
        try record.save(in: files, key)
        try tidy()
    }

    mutating func note(_ comparing: HeldList.Comparing, of id: ID<KeptList>) throws(StorageError) {
        guard let place = lists.firstIndex(where: { $0.id == id }) else { return }
        record.lists[place].comparison = comparing
        try record.save(in: files, key)
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

    private static func path(_ id: ID<KeptList>) -> String { "\(folder)/\(id.hex)" }
}
