// SPDX-License-Identifier: AGPL-3.0-or-later

/// Names by the sounds of their words: built once, read in place from memory or from a mapped file, searched
/// with a ``NameSearcher``.
///
/// A few names may be added and entries removed afterwards; ``rebuilt()`` takes these changes into the bytes.
public struct NameIndex: Sendable {
    let layout: IndexLayout
    private let storage: IndexBytes
    private(set) var added: [(name: String, entry: UInt32)] = []
    private(set) var removed: Set<UInt32> = []

    /// Added names are compared one by one, so there may be only this many before ``rebuilt()``.
    public static let maximumAddedCount = 10_000

    /// An index in memory.
    public init(bytes: [UInt8]) throws(NameIndexError) { try self.init(IndexBytes(copying: bytes)) }

    /// The same, built again from its names where another version of the tables made it: that takes as long as to build
    /// it from its list.
    public init(renewing bytes: [UInt8]) throws(NameIndexError) {
        let storage = IndexBytes(copying: bytes)
        do throws(NameIndexError) { try self.init(storage) } catch {
            guard error == .otherVersion else { throw error }
            self = try OlderIndex(storage).rebuilt()
        }
    }

    /// An index in place, as a mapped file gives it. Only its header and the starts of its groups are looked at here; every
    /// other number is brought within its column when it is read, so that a damaged file gives wrong answers and no more.
    ///
    /// The caller vouches that the bytes stay, unchanged, until `release` is called with them, and that they
    /// start at a multiple of 64.
    public init(
        unsafeMapping bytes: UnsafeRawBufferPointer, release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
    ) throws(NameIndexError) {
        try self.init(unsafe IndexBytes(unsafeMapping: bytes, release: release))
    }

    private init(_ storage: IndexBytes) throws(NameIndexError) {
        self.storage = storage
        layout = try IndexLayout(storage)
    }

    /// Bytes that the builder has just made.
    init(own storage: IndexBytes) {
        self.storage = storage
        do throws(NameIndexError) { layout = try IndexLayout(storage) } catch {
            preconditionFailure("the builder made no index: \(error)")
        }
    }

    /// How many names may be found.
    public var count: Int {
        guard !removed.isEmpty else { return layout.nameCount + added.count }
        return (0..<layout.nameCount).count { !removed.contains(layout.entries[$0]) } + added.count
    }

    /// What to keep in a file, without names added or removed since it was built.
    public var bytes: [UInt8] { storage.all }

    /// Adds a name. An entry that was removed may be added again.
    /// - Returns: false when too many have been added since the index was built.
    @discardableResult
    public mutating func add(_ name: String, entry: UInt32) -> Bool {
        guard added.count < Self.maximumAddedCount else { return false }
        if removed.contains(entry) { self = rebuilt() }
        added.append((name, entry))
        return true
    }

    /// Forgets all names of an entry.
    public mutating func remove(entry: UInt32) {
        added.removeAll { $0.entry == entry }
        removed.insert(entry)
    }

    /// A new index that holds what this one finds.
    public func rebuilt() -> NameIndex {
        var builder = NameIndexBuilder()
        for place in 0..<layout.nameCount where !removed.contains(layout.entries[place]) {
            builder.add(layout.name(place), entry: layout.entries[place])
        }
        for (name, entry) in added { builder.add(name, entry: entry) }
        return builder.finish()
    }
}

/// A name of an index that a search found.
public struct NameHit: Sendable, Equatable {
    /// The name as the list has it.
    public let name: String
    /// The number that was given to ``NameIndexBuilder/add(_:entry:)``.
    public let entry: UInt32
    public let comparison: Comparison
}
