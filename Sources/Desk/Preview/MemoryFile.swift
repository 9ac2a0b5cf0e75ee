// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Glibc

/// A file that is nowhere but in memory and has no name (shm_open(3)): a program can read and seek in it, and nothing
/// reaches a disk.
struct MemoryFile {
    let handle: FileHandle

    /// Nil if the system gives no memory.
    init?(_ bytes: [UInt8]) {
        let name = "/lifeboat-\(UUID().uuidString)"
        let descriptor = unsafe shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { return nil }
        guard unsafe shm_unlink(name) == 0 else { return nil }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: bytes)
            try handle.seek(toOffset: 0)
        } catch {
            return nil
        }
    }
}
