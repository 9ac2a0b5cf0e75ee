// SPDX-License-Identifier: AGPL-3.0-or-later
internal import DeskFormats
internal import Sealing

extension SealedRecord {
    /// Nil where there is no file, or none that this machine sealed.
    static func load(from directory: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) -> Self? {
        guard let sealed = try directory.read(name, atMost: byteCountLimit), let bytes = key.open(sealed, for: name)
        else { return nil }
        return try? Self(parsing: bytes)
    }

    /// Durable when it returns.
    func save(in directory: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) {
        try directory.write(key.seal(encoded(), for: Self.name), to: Self.name)
    }
}

extension LedgerKeyRecord {
    /// As ``save(in:_:)``; nothing is written where the file has the same epochs.
    func saveIfChanged(in directory: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) {
        let known = try Self.load(from: directory, key)
        if known?.keys.map(\.epoch) != keys.map(\.epoch) { try save(in: directory, key) }
    }
}
