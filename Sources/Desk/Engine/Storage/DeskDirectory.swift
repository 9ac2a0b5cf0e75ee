// SPDX-License-Identifier: AGPL-3.0-or-later
internal import DeskFormats

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The directory of one desk (docs/protocol.md, section 7). Files are readable by their owner alone; what is replaced
/// is replaced whole and durably. One desk at a time holds it.
final class DeskDirectory: Sendable {
    let path: String
    private let lock: OpenFile

    /// Makes the directory where it does not exist, and takes it for this process.
    init(_ path: String) throws(StorageError) {
        self.path = path
        for folder in [path, path + "/outbox", path + "/blobs", path + "/staged", path + "/lists"] {
            guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw .last("mkdir") }
            guard unsafe chmod(folder, 0o700) == 0 else { throw .last("chmod") }
        }
        lock = try OpenFile(path + "/lock", .lock)
    }

    func file(_ name: String) -> String { path + "/" + name }

    func exists(_ name: String) -> Bool { unsafe access(file(name), F_OK) == 0 }

    /// The whole of a small file; nil where there is none.
    func read(_ name: String, atMost limit: Int) throws(StorageError) -> [UInt8]? {
        try Self.read(path: file(name), atMost: limit)
    }

    /// As ``read(_:atMost:)``, of a path outside the directory.
    static func read(path: String, atMost limit: Int) throws(StorageError) -> [UInt8]? {
        guard unsafe access(path, F_OK) == 0 else { return nil }
        let file = try OpenFile(path, .read)
        return try file.read(at: 0, count: Int(min(try file.byteCount(), UInt64(limit))))
    }

    /// Replaces a file whole: after a crash there is the old or the new, never a part.
    func write(_ bytes: [UInt8], to name: String) throws(StorageError) {
        try Self.write(bytes, toPath: file(name))
    }

    /// As ``write(_:to:)``, for a path outside the directory.
    static func write(_ bytes: [UInt8], toPath path: String) throws(StorageError) {
        do throws(StorageError) {
            let file = try OpenFile(path + ".new", .create)
            try file.write(bytes, at: 0)
            try file.sync()
        } catch {
            // On a full disk a part of it would be in the way of the next try.
            _ = unsafe unlink(path + ".new")
            throw error
        }
        try rename(path + ".new", to: path)
    }

    /// Gives a finished file its name, durably.
    static func rename(_ old: String, to new: String) throws(StorageError) {
        guard unsafe renameFile(old, new) == 0 else { throw .last("rename") }
        try sync(folderOf: new)
    }

    func remove(_ name: String) throws(StorageError) { try Self.delete(file(name)) }

    /// Durable when it returns; no harm where there is no such file.
    static func delete(_ path: String) throws(StorageError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .last("unlink") }
        try sync(folderOf: path)
    }

    /// Names in a folder of the directory, sorted.
    func names(in folder: String) throws(StorageError) -> [String] {
        guard let stream = unsafe opendir(file(folder)) else { throw .last("opendir") }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe String(cString: UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self))
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func sync(folderOf path: String) throws(StorageError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = unsafe open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .last("fsync") }
    }
}

/// The system's `rename`, which the method of that name hides.
private func renameFile(_ old: UnsafePointer<CChar>, _ new: UnsafePointer<CChar>) -> CInt {
    unsafe rename(old, new)
}
