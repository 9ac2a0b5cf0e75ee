// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes

/// The lists that a desk keeps, by title.
package struct ListRecord: SealedRecord, Equatable {
    package static let name = "lists.sealed"
    package static let byteCountLimit = 4 << 20

    package var lists: [HeldList] = []

    package init() {}

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.u8(1)
        writer.u8(UInt8(clamping: lists.count))
        for list in lists.prefix(Int(UInt8.max)) { list.write(to: &writer) }
        return writer.bytes
    }

    package init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1 else { throw .invalidValue }
        for _ in 0..<(try reader.u8()) { lists.append(try HeldList(reading: &reader)) }
        try reader.finish()
    }
}
