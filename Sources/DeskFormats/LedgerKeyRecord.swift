// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes
package import Sealing

/// The ledger's keys of every epoch, apart from what was checked: whoever joined late learned the early ones from their
/// welcome alone, and without them could not check the ledger again (docs/protocol.md, section 7).
package struct LedgerKeyRecord: SealedRecord {
    package static let name = "ledger-keys.sealed"
    package static let byteCountLimit = 1 << 20

    package let keys: [LedgerKey]

    package init(_ keys: [LedgerKey]) { self.keys = keys }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.u8(1)
        writer.u16(UInt16(clamping: keys.count))
        for key in keys.prefix(Int(UInt16.max)) {
            writer.u32(key.epoch)
            writer.raw(key.exposedBytes)
        }
        return writer.bytes
    }

    package init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1 else { throw .invalidValue }
        var keys: [LedgerKey] = []
        for _ in 0..<(try reader.u16()) {
            let epoch = try reader.u32()
            guard let key = LedgerKey(epoch: epoch, bytes: try reader.raw(32)) else { throw .invalidValue }
            keys.append(key)
        }
        try reader.finish()
        self.keys = keys
    }
}
