// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import Sealing

/// What was decided here and is not yet done at the relay, in order; one sealed file an item, so that it outlives a crash
/// and says nothing to whoever takes the disk.
struct Outbox: Sendable {
    static let folder = "outbox"

    struct Queued: Sendable {
        let number: UInt64
        let item: OutboxItem
    }

    /// A reply with a file that the relay does not take, now or later. It stays here until a person has decided.
    struct Unsent: Sendable {
        let queued: Queued
        let request: ID<Request>
        /// The file.
        let blob: [UInt8]
        /// What the relay takes, in bytes; nil where that is not known.
        let limit: UInt64?
    }

    private(set) var queued: [Queued] = []
    private(set) var unsent: [Unsent] = []
    /// Items that this machine did not seal, or that are damaged, or whose attachment is. Their files are kept until a person
    /// has looked, and nothing is sent from them.
    private(set) var damaged: [UInt64] = []
    private var nextNumber: UInt64 = 1
    private let key: LocalStorageKey

    /// Reads what an earlier run left.
    init(in directory: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) {
        self.key = key
        for name in try directory.names(in: Self.folder) {
            guard let number = UInt64(name) else { continue }
            nextNumber = max(nextNumber, number + 1)
            guard let sealed = try directory.read(Self.path(number), atMost: OutboxItem.maximumByteCount),
                let bytes = key.open(sealed, for: Self.path(number)), let item = try? OutboxItem(parsing: bytes)
            else {
                damaged.append(number)
                continue
            }
            queued.append(Queued(number: number, item: item))
        }
        try dropReplaced(in: directory)
    }

    /// A file that a later item discards is not sent before: that item took the place of the one with the file, and a crash came
    /// before the removal.
    private mutating func dropReplaced(in directory: DeskDirectory) throws(StorageError) {
        var discarded: Set<[UInt8]> = []
        for later in queued.reversed() {
            if later.item.blobs.contains(where: discarded.contains) { try remove(later.number, in: directory) }
            discarded.formUnion(later.item.discarded)
        }
    }

    /// Durable when it returns.
    mutating func add(_ item: OutboxItem, in directory: DeskDirectory) throws(StorageError) {
        let number = nextNumber
        nextNumber += 1
        let path = Self.path(number)
        try directory.write(key.seal(item.encoded(), for: path), to: path)
        queued.append(Queued(number: number, item: item))
    }

    /// Puts another item in the place of a queued one. Durable when it returns.
    mutating func replace(_ number: UInt64, with item: OutboxItem, in directory: DeskDirectory) throws(StorageError) {
        guard let place = queued.firstIndex(where: { $0.number == number }) else { return }
        let path = Self.path(number)
        try directory.write(key.seal(item.encoded(), for: path), to: path)
        queued[place] = Queued(number: number, item: item)
    }

    /// The item was done.
    mutating func remove(_ number: UInt64, in directory: DeskDirectory) throws(StorageError) {
        try directory.remove(Self.path(number))
        queued.removeAll { $0.number == number }
        unsent.removeAll { $0.queued.number == number }
    }

    /// The relay does not take one of its files. It is offered to the relay again after the next unlock.
    mutating func turnBack(_ turnedBack: Unsent) {
        queued.removeAll { $0.number == turnedBack.queued.number }
        unsent.append(turnedBack)
    }

    /// Something that the item needs is damaged here and nowhere else. Its file stays, and is looked at again after the next
    /// unlock.
    mutating func setAside(_ number: UInt64) {
        queued.removeAll { $0.number == number }
        damaged.append(number)
    }

    /// A person has looked: what is damaged goes.
    mutating func forgetDamaged(in directory: DeskDirectory) throws(StorageError) {
        while let number = damaged.last {
            try directory.remove(Self.path(number))
            damaged.removeLast()
        }
    }

    /// Sorts by name as by number.
    private static func path(_ number: UInt64) -> String {
        let digits = String(number)
        return folder + "/" + String(repeating: "0", count: 20 - digits.count) + digits
    }
}
