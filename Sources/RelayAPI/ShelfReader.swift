// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes

/// Reads a shelf as it arrives, in pieces of any size: (bytes[32] name, sized32 content)*. Holds one slot at a time.
///
/// A slot that is not of the shelf, not of a bucket's size, or not above the one before it is refused: so no relay can show a
/// slot twice, or make a reader keep more than one.
public struct ShelfReader: Sendable {
    private struct Head {
        static let byteCount = RelayName.byteCount + 4

        let name: RelayName
        let contentByteCount: Int
    }

    private let shelf: ShelfName
    /// What has come of the slot that is not whole yet.
    private var pending: [UInt8] = []
    /// Its head, once that is whole.
    private var head: Head?
    private var last: RelayName?

    public init(_ shelf: ShelfName) { self.shelf = shelf }

    /// The slots that became whole. After an error nothing that follows counts.
    public mutating func feed(_ bytes: some Collection<UInt8>) throws(ByteReaderError) -> [ShelvedSlot] {
        var slots: [ShelvedSlot] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let wanted = Head.byteCount + (head?.contentByteCount ?? 0) - pending.count
            pending.append(contentsOf: rest.prefix(wanted))
            let isWhole = rest.count >= wanted
            rest = rest.dropFirst(wanted)
            guard isWhole else { break }
            if let head { slots.append(takeSlot(head)) } else { head = try readHead() }
        }
        return slots
    }

    /// The end of the stream.
    public func finish() throws(ByteReaderError) {
        guard pending.isEmpty else { throw .truncated }
    }

    private func readHead() throws(ByteReaderError) -> Head {
        var reader = ByteReader(pending)
        guard let name = RelayName(try reader.raw(RelayName.byteCount)), shelf.contains(name), follows(name) else {
            throw .invalidValue
        }
        let byteCount = Int(try reader.u32())
        guard RelayLimits.slotByteCounts.contains(byteCount) else { throw .invalidValue }
        return Head(name: name, contentByteCount: byteCount)
    }

    private func follows(_ name: RelayName) -> Bool {
        guard let last else { return true }
        return last.bytes.lexicographicallyPrecedes(name.bytes)
    }

    private mutating func takeSlot(_ whole: Head) -> ShelvedSlot {
        defer {
            pending.removeAll(keepingCapacity: true)
            head = nil
            last = whole.name
        }
        return ShelvedSlot(name: whole.name, content: Array(pending.dropFirst(Head.byteCount)))
    }
}
