// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

/// Content behind its u32 length, with zero bytes up to a size that says little (docs/protocol.md, section 1.3).
enum PaddedContent {
    static let lengthByteCount = 4

    /// Nil when the content does not fit.
    static func pad(_ content: [UInt8], to byteCount: Int) -> [UInt8]? {
        guard content.count + lengthByteCount <= byteCount else { return nil }
        var writer = ByteWriter(reservingCapacity: byteCount)
        writer.sized32(content)
        return writer.bytes + [UInt8](repeating: 0, count: byteCount - writer.bytes.count)
    }

    /// Nil unless the length is true and only zero bytes follow.
    static func unpad(_ padded: [UInt8]) -> ArraySlice<UInt8>? {
        var reader = ByteReader(padded)
        guard let count = try? reader.u32(), Int(count) <= reader.remainingCount else { return nil }
        let end = lengthByteCount + Int(count)
        guard padded[end...].allSatisfy({ $0 == 0 }) else { return nil }
        return padded[lengthByteCount..<end]
    }
}
