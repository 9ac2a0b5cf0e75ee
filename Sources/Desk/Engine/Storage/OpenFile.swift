// SPDX-License-Identifier: AGPL-3.0-or-later
#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What the machine's own disk refused.
enum StorageError: Error, Equatable {
    /// The call and what the system said.
    case system(String)
    /// Another desk runs on the same directory.
    case alreadyOpen

    static func last(_ operation: String) -> StorageError {
        let number = errno
        return .system("\(operation): \(unsafe String(cString: strerror(number)))")
    }
}

/// One open file: reads and writes at offsets, closes itself. For one owner.
struct OpenFile: ~Copyable {
    private let descriptor: CInt

    enum Access { case read, readWrite, create, lock }

    init(_ path: String, _ access: Access) throws(StorageError) {
        let flags: CInt =
            switch access {
            case .read: O_RDONLY
            case .readWrite, .lock: O_RDWR | O_CREAT
            case .create: O_RDWR | O_CREAT | O_TRUNC
            }
        descriptor = unsafe open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .last("open") }
        if access == .lock, flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            close(descriptor)
            throw .alreadyOpen
        }
    }

    deinit { close(descriptor) }

    func byteCount() throws(StorageError) -> UInt64 {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .last("fstat") }
        return UInt64(status.st_size)
    }

    /// At most `count` bytes; fewer at the end of the file.
    func read(at offset: UInt64, count: Int) throws(StorageError) -> [UInt8] {
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            while initialized < count {
                let part = unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: initialized), count - initialized,
                    off_t(offset) + off_t(initialized))
                if part < 0, errno == EINTR { continue }
                failed = part < 0
                if part <= 0 { return }
                initialized += part
            }
        }
        if failed { throw .last("read") }
        return bytes
    }

    func write(_ bytes: [UInt8], at offset: UInt64) throws(StorageError) {
        var written = 0
        while written < bytes.count {
            let part = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written,
                    off_t(offset) + off_t(written))
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { throw .last("write") }
            written += part
        }
    }

    func truncate(to byteCount: UInt64) throws(StorageError) {
        guard ftruncate(descriptor, off_t(byteCount)) == 0 else { throw .last("truncate") }
    }

    /// Returns when the disk has it.
    func sync() throws(StorageError) {
        guard fsync(descriptor) == 0 else { throw .last("fsync") }
    }
}
