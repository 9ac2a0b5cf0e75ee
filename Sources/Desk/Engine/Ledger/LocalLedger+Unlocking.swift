// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import RelayAPI
internal import Sealing

/// Unlocking by the sealed map (docs/decisions/0028-the-newest-first.md): what concerns everybody and what was written last is read
/// before the first page, the rest while the worker reads. A compartment is shown when its leaves have the digest that this machine
/// sealed; when all were read, the root over the whole file has to be the one that was checked, as ever.
extension LocalLedger {
    private static let batchCount = 2_048
    /// Entries of compartments that are read at once; the largest compartment is not held in memory whole.
    var stretchCount: Int { max(1, min(Self.batchCount, newestFirstFrom)) }
    /// The map is made anew when so many entries stand behind it.
    private static let mostBehindMap = 4_096

    /// False where there is no map, or none that fits the file; nothing has changed then.
    func loadWithMap() async throws(LedgerTrouble) -> Bool {
        guard verified.count >= newestFirstFrom, !verified.lacksForeign,
            let map = try storing({ () throws(StorageError) in try LedgerMap.load(from: files, storageKey) }),
            map.count > 0, map.count <= verified.count
        else { return false }
        let fresh = projection
        do throws(LedgerTrouble) {
            try await beginUnlocking(map)
            return true
        } catch {
            guard case .damaged = error else { throw error }
            projection = fresh
            opening = nil
            mappedCount = 0
            log.rewind(to: 0)
            return false
        }
    }

    private func beginUnlocking(_ map: LedgerMap) async throws(LedgerTrouble) {
        let tail = try storing { () throws(StorageError) in
            try log.adopt(byteCounts: map.sizes.map(LedgerMap.byteCount)) ? log.scan(upTo: verified.count) : nil
        }
        // What stands behind the map is believed for the root that was checked.
        guard let tail, log.count == verified.count else { throw .damaged }
        var (frontier, leaves) = (map.frontier, KnownLeaves(count: verified.count))
        for item in tail {
            frontier.append(leaf: item.leaf)
            _ = leaves.take(item)
        }
        guard frontier.root == verified.root else { throw .damaged }
        mappedCount = map.count
        projection.note(lockedEpochs: map.lockedEpochs)
        var queue = CompartmentQueue(
            map.parts.filter { $0.compartment == .organisation }.map { ($0.compartment, $0.places) })
        queue.mapped = Dictionary(map.parts.map { ($0.compartment, $0) }) { first, _ in first }
        try await unlockNewestFirst(&queue, &leaves, atMost: .max) { _ in }
        for part in map.parts where part.compartment != .organisation {
            projection.deferReading(part.compartment, part.places.filter { !verified.erased.contains($0) })
        }
        try await take(tail)
        queue.begin(with: projection.compartmentsToRead())
        try await unlockNewestFirst(&queue, &leaves, atMost: 2 * stretchCount) { _ in }
        opening = Opening(.unlocking(leaves), queue)
    }

    /// Takes what stands behind the map: the organisation's own entries at once, the rest with its compartment.
    private func take(_ tail: [LedgerItem]) async throws(LedgerTrouble) {
        var reader = EntryReader(keys: projection.keys, directory: nil)
        reader.leavesCompartments = true
        projection.defersCompartments = true
        defer { projection.defersCompartments = false }
        for (item, read) in zip(tail, await reader.read(tail)) { try take(read, item) }
    }

    private func take(_ read: ReadEntry, _ item: LedgerItem) throws(LedgerTrouble) {
        let place = Int(item.sequence)
        if case .damaged = read { throw .damaged }
        if item.payload == nil, !verified.allowsMissingPayload(place) { throw .damaged }
        guard verified.rejections[place] == nil else { return }
        projection.takeChecked(read, sequence: place, isOurs: !verified.foreign.contains(place))
    }

    /// Reads whole compartments until about `count` entries were read. Where one cannot be read to its end, nothing of it is there.
    func unlockNewestFirst(
        _ queue: inout CompartmentQueue, _ leaves: inout KnownLeaves, atMost count: Int,
        _ progress: (ReadingProgress) -> Void
    ) async throws(LedgerTrouble) {
        let reader = EntryReader(keys: projection.keys, directory: nil)
        let before = queue.readCount
        var stretch = queue.nextStretch(stretchCount)
        var items = try knownItems(of: stretch, queue, &leaves)
        var reads = await reader.read(items)
        var unfinished: [CompartmentQueue.Part] = []
        do throws(LedgerTrouble) {
            while !stretch.isEmpty {
                let following = queue.nextStretch(stretchCount, beginning: queue.readCount - before < count)
                let next = try knownItems(of: following, queue, &leaves)
                async let ahead = reader.read(next)
                unfinished += stretch.begun
                for part in stretch.begun { projection.beginReading(deferred: part.compartment) }
                for (number, (item, read)) in zip(items, reads).enumerated() {
                    try take(read, item)
                    await letOthersIn(after: number)
                }
                if stretch.isLast {
                    unfinished = []
                    progress(.opened(queue.readCount - following.begunCount, of: queue.totalCount))
                }
                reads = await ahead
                (stretch, items) = (following, next)
                try goOn()
            }
        } catch {
            // What was said may have been taken back in the part that was not read.
            for part in unfinished {
                _ = projection.beginRereading(part.compartment)
                projection.deferReading(part.compartment, part.places)
            }
            throw error
        }
    }

    /// Entries of compartments, when they are the ones that this machine had checked. Of a compartment that is read in several
    /// stretches all leaves are compared before the first.
    private func knownItems(
        of stretch: CompartmentQueue.Stretch, _ queue: CompartmentQueue, _ leaves: inout KnownLeaves
    ) throws(LedgerTrouble) -> [LedgerItem] {
        var items: [LedgerItem] = []
        if !stretch.isLast { for part in stretch.begun { try know(part.places, &leaves) } }
        for place in stretch.places { items.append(try knownItem(place, &leaves)) }
        for part in stretch.begun {
            // Entries behind the map are among those whose root was checked.
            let known = part.places.prefix { $0 < mappedCount }
            guard known.count == queue.mapped[part.compartment]?.places.count ?? 0 else { throw .damaged }
            guard !known.isEmpty else { continue }
            let digest = LedgerMap.digest(of: known.map { leaves[$0] })
            guard digest == queue.mapped[part.compartment]?.digest else { throw .damaged }
        }
        return items
    }

    private func know(_ places: [Int], _ leaves: inout KnownLeaves) throws(LedgerTrouble) {
        for place in places {
            let leaf = try storing { () throws(StorageError) in try log.leaf(place) }
            guard leaves.take(leaf, at: place) else { throw .damaged }
        }
    }

    private func knownItem(_ place: Int, _ leaves: inout KnownLeaves) throws(LedgerTrouble) -> LedgerItem {
        let item = try storing { () throws(StorageError) in try log.item(place) }
        guard let item, leaves.take(item) else { throw .damaged }
        return item
    }

    /// Reads what belongs to no compartment that can be opened here, so that the root over everything can be compared; then what
    /// was downloaded and not checked.
    func finishUnlocking(_ leaves: inout KnownLeaves) async throws(LedgerTrouble) {
        let reader = EntryReader(keys: KeyRing(), directory: nil)
        let rest = leaves.unknown
        for start in stride(from: 0, to: rest.count, by: Self.batchCount) {
            var items: [LedgerItem] = []
            for place in rest[start..<min(start + Self.batchCount, rest.count)] {
                items.append(try knownItem(place, &leaves))
            }
            for (item, read) in zip(items, await reader.read(items)) {
                if case .damaged = read { throw .damaged }
                guard item.payload == nil else { continue }
                guard verified.allowsMissingPayload(Int(item.sequence)) else { throw .damaged }
                log.noteErased(Int(item.sequence))
            }
            try goOn()
        }
        tree = await leaves.tree()
        guard tree.root(at: verified.count) == verified.root else { throw .damaged }
        try await loadRest()
    }

    // MARK: - The map

    /// Seals anew where what stands, when there is much that the map does not have.
    func saveMap() throws(LedgerTrouble) {
        let count = verified.count
        guard opening == nil, count >= newestFirstFrom, mappedCount == 0 || count - mappedCount >= Self.mostBehindMap
        else { return }
        var map = LedgerMap()
        map.count = count
        map.frontier = tree.frontier(at: count)
        map.sizes = log.records.prefix(count).map { LedgerMap.size(of: $0.byteCount) }
        let erased = verified.erased
        map.parts = projection.places.all.mapValues { $0.filter { !erased.contains($0) } }
            .filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { [tree] in
                LedgerMap.Part(
                    compartment: $0.key, places: $0.value, digest: LedgerMap.digest(of: $0.value.lazy.map(tree.leaf)))
            }
        map.lockedEpochs = projection.places.lockedEpochs.sorted()
        try storing { () throws(StorageError) in try map.save(in: files, storageKey) }
        mappedCount = count
    }
}

/// The leaves of a ledger as they are read, in whatever order.
struct KnownLeaves: Sendable {
    private var bytes: [UInt8]
    private var isKnown: [Bool]

    init(count: Int) {
        bytes = [UInt8](repeating: 0, count: count * 32)
        isKnown = [Bool](repeating: false, count: count)
    }

    /// False where the place has another leaf already.
    mutating func take(_ item: LedgerItem) -> Bool { take(item.leaf, at: Int(item.sequence)) }

    /// False, too, where it is no leaf.
    mutating func take(_ leaf: [UInt8], at place: Int) -> Bool {
        guard leaf.count == 32 else { return false }
        let range = place * 32..<place * 32 + 32
        guard !isKnown[place] else { return bytes[range].elementsEqual(leaf) }
        bytes.replaceSubrange(range, with: leaf)
        isKnown[place] = true
        return true
    }

    subscript(_ place: Int) -> [UInt8] { Array(bytes[place * 32..<place * 32 + 32]) }

    var unknown: [Int] { isKnown.indices.filter { !isKnown[$0] } }

    /// The tree over them, when all are known.
    @concurrent func tree() async -> LedgerTree {
        var tree = LedgerTree()
        for place in isKnown.indices { tree.append(leaf: self[place]) }
        return tree
    }
}
