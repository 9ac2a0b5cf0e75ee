// SPDX-License-Identifier: AGPL-3.0-or-later
internal import DeskFormats
internal import Sealing

extension HeldKeys {
    /// Nil where the file is not there, or another one.
    static func load(_ file: File, from directory: DeskDirectory, _ key: LocalStorageKey) throws(StorageError)
        -> HeldKeys?
    {
        guard let sealed = try directory.read(file.name, atMost: byteCountLimit),
            let content = key.open(sealed, for: file.name)
        else { return nil }
        return HeldKeys(content, of: file)
    }

    /// Writes the file that is not `current`, durably. It counts when what was checked names it.
    func save(after current: File?, in directory: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) -> File {
        let content = encoded()
        let file = Self.file(for: content, after: current)
        try directory.write(key.seal(content, for: file.name), to: file.name)
        return file
    }

    /// Removes the file that does not count, if there is one: it can hold keys that were destroyed.
    static func removeAll(but file: File?, from directory: DeskDirectory) throws(StorageError) {
        for name in names where name != file?.name && directory.exists(name) { try directory.remove(name) }
    }
}
