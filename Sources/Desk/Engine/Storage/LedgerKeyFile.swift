// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Sealing

/// The ledger's keys of every epoch, apart from what was checked: whoever joined late learned the early ones from their
/// welcome alone, and without them could not check the ledger again (docs/protocol.md, section 7).
enum LedgerKeyFile {
    static let name = "ledger-keys.sealed"
    private static let byteCountLimit = 1 << 20

    /// Durable when it returns. Nothing is written where nothing changed.
    static func save(
        _ keys: [LedgerKey], in files: DeskDirectory, _ storageKey: LocalStorageKey
    ) throws(StorageError) {
        let known = try load(from: files, storageKey)
        guard known.map(\.epoch) != keys.map(\.epoch) else { return }
        var writer = ByteWriter()
        writer.u8(1)
        writer.u16(UInt16(clamping: keys.count))
        for key in keys.prefix(Int(UInt16.max)) {
            writer.u32(key.epoch)
            writer.raw(key.exposedBytes)
        }
        try files.write(storageKey.seal(writer.bytes, for: name), to: name)
    }

    /// Empty where there is no file, or none that this machine sealed.
    static func load(
        from files: DeskDirectory, _ storageKey: LocalStorageKey
    ) throws(StorageError) -> [LedgerKey] {
        guard let sealed = try files.read(name, atMost: byteCountLimit), let bytes = storageKey.open(sealed, for: name)
        else { return [] }
        return (try? parse(bytes)) ?? []
    }

    private static func parse(_ bytes: [UInt8]) throws(ByteReaderError) -> [LedgerKey] {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1 else { throw .invalidValue }
        var keys: [LedgerKey] = []
        for _ in 0..<(try reader.u16()) {
            let epoch = try reader.u32()
            guard let key = LedgerKey(epoch: epoch, bytes: try reader.raw(32)) else { throw .invalidValue }
            keys.append(key)
        }
        try reader.finish()
        return keys
    }
}
