// SPDX-License-Identifier: AGPL-3.0-or-later
import Glibc
import NIOCore

/// A file number, closed when nobody holds it any more.
final class OpenFile: Sendable {
    let number: Int32

    /// - Parameter flags: of open(2). A new file is readable by its owner alone.
    init(_ path: String, _ flags: Int32) throws(BlobError) {
        number = unsafe open(path, flags | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw FileCalls.error() }
    }

    /// Opens a file to read it, and leaves on the disk no trace of when: a seized disk is not to tell when an answer was read.
    static func toRead(_ path: String) throws(BlobError) -> OpenFile {
        // O_NOATIME of Linux, which only the file's owner may ask for.
        let withoutTime: Int32 = 0o1_000_000
        do { return try OpenFile(path, O_RDONLY | withoutTime) } catch {
            guard error == .broken(code: EPERM) else { throw error }
            return try OpenFile(path, O_RDONLY)
        }
    }

    deinit { close(number) }
}

/// The few system calls of the folder, with errno as a typed error.
enum FileCalls {
    static func error(_ code: Int32 = errno) -> BlobError {
        switch code {
        case ENOSPC, EDQUOT: .full
        case ENOENT: .notFound
        default: .broken(code: code)
        }
    }

    static func check(_ result: Int32) throws(BlobError) {
        guard result == 0 else { throw error() }
    }

    /// Makes a folder that its owner alone can enter; one that is there already is good.
    static func makeFolder(_ path: String) throws(BlobError) {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw error() }
    }

    /// Removes a file; one that is not there needs no removing.
    static func remove(_ path: String) throws(BlobError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw error() }
    }

    /// Gives a file another name and takes the old one away.
    /// - Returns: false, and only the old name is gone, where something has that name already.
    static func move(_ path: String, to target: String) throws(BlobError) -> Bool {
        let isNew = unsafe link(path, target) == 0
        guard isNew || errno == EEXIST else { throw error() }
        try remove(path)
        return isNew
    }

    static func byteCount(_ path: String) -> UInt64? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return UInt64(status.st_size)
    }

    /// Writes all of `bytes` at `offset`.
    static func write(_ bytes: ByteBuffer, to file: OpenFile, at offset: UInt64) throws(BlobError) {
        var written = 0
        while written < bytes.readableBytes {
            let result = unsafe bytes.withUnsafeReadableBytes { all in
                unsafe pwrite(
                    file.number, all.baseAddress.map { unsafe $0 + written }, all.count - written,
                    off_t(offset) + off_t(written))
            }
            if result < 0, errno == EINTR { continue }
            guard result > 0 else { throw error(result == 0 ? ENOSPC : errno) }
            written += result
        }
    }

    /// Up to `count` bytes at `offset`; none at the end.
    static func read(_ file: OpenFile, at offset: UInt64, count: Int) throws(BlobError) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        var result = -1
        repeat {
            _ = unsafe buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
                result = unsafe pread(file.number, space.baseAddress, count, off_t(offset))
                return max(0, result)
            }
        } while result < 0 && errno == EINTR
        guard result >= 0 else { throw error() }
        return buffer
    }

    /// Sets the file's times to 1970: when it came is nobody's business.
    static func forgetTimes(_ file: OpenFile) {
        var times = [timespec(tv_sec: 0, tv_nsec: 0), timespec(tv_sec: 0, tv_nsec: 0)]
        _ = unsafe futimens(file.number, &times)
    }
}
