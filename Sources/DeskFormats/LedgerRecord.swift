// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import RelayAPI

/// One entry as `ledger.log` has it (docs/protocol.md, section 7):
/// `u32 byte count || u8 1 present, 0 erased || bytes[32] leaf || payload`. An erased one keeps its place, and its length where it
/// was erased here.
package struct LedgerRecord: Sendable, Equatable {
    package static let magic = Array("lifeboat-ledger\u{1}".utf8)
    package static let headerByteCount = 37
    package static let leafOffset: UInt64 = 5

    package let leaf: [UInt8]
    /// Nil: erased, or withheld by the relay.
    package let payload: [UInt8]?

    package init(leaf: [UInt8], payload: [UInt8]?) {
        self.leaf = leaf
        self.payload = payload
    }

    /// The record that begins at `start`, and where the next one does; nil where none stands there whole.
    package static func read(from buffer: [UInt8], at start: Int) -> (record: LedgerRecord, end: Int)? {
        guard start + headerByteCount <= buffer.count else { return nil }
        let byteCount = buffer[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
        let end = start + headerByteCount + byteCount
        guard byteCount == 0 || RelayLimits.entryByteCounts.contains(byteCount), end <= buffer.count,
            buffer[start + 4] <= 1
        else { return nil }
        let leaf = Array(buffer[start + 5..<start + headerByteCount])
        let isPresent = buffer[start + 4] == 1
        let payload = isPresent ? Array(buffer[start + headerByteCount..<end]) : nil
        return (LedgerRecord(leaf: leaf, payload: payload), end)
    }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: Self.headerByteCount + (payload?.count ?? 0))
        writer.u32(UInt32(payload?.count ?? 0))
        writer.u8(payload == nil ? 0 : 1)
        writer.raw(leaf)
        writer.raw(payload ?? [])
        return writer.bytes
    }
}
