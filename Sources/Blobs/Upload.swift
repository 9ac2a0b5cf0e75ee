// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto
import Glibc
import NIOCore
import RelayStore
import Synchronization

/// One unfinished blob: a file, and how far it has come. The methods that touch the file block, and run on the folder's
/// threads; the others never wait for the disk.
final class Upload: Sendable {
    private struct Claim {
        var offset: UInt64
        /// The connection that may write: each newer one takes the place of the one before.
        var turn = 0
        var isHeld = false
        var isOver = false
        /// Up to where it has been let in.
        var granted: UInt64 = 0
        /// When the last bytes came, on the folder's clock.
        var moved: Int64
    }

    let path: String
    private let claim: Mutex<Claim>
    /// The hash of everything before the offset; nil until the file has been read after a restart. Held while the file
    /// is touched.
    private let running: Mutex<SHA256?>

    init(path: String, offset: UInt64, isNew: Bool, now: Int64) {
        self.path = path
        claim = Mutex(Claim(offset: offset, moved: now))
        running = Mutex(isNew ? SHA256() : nil)
    }

    var offset: UInt64 { claim.withLock { $0.offset } }

    /// Where it stands, and up to where it has been let in.
    var standing: (offset: UInt64, granted: UInt64) { claim.withLock { ($0.offset, $0.granted) } }

    func grant(upTo offset: UInt64) { claim.withLock { $0.granted = max($0.granted, offset) } }

    /// For how many seconds nothing has come; nil while a connection holds the upload.
    func idleSeconds(now: Int64) -> Int64? { claim.withLock { $0.isHeld ? nil : now - $0.moved } }

    /// Gives the upload to a new connection, which will write at `offset`.
    func take(at offset: UInt64, now: Int64) throws(BlobError) -> Int {
        try claim.withLock { (claim) throws(BlobError) in
            guard !claim.isOver else { throw .notFound }
            guard offset == claim.offset else { throw .wrongOffset(current: claim.offset) }
            claim.turn += 1
            claim.isHeld = true
            claim.moved = now
            return claim.turn
        }
    }

    func release(turn: Int, now: Int64) {
        claim.withLock { claim in
            guard claim.turn == turn else { return }
            claim.isHeld = false
            claim.moved = now
        }
    }

    /// Ends the upload; nothing is written any more. Returns how many bytes it had, or nil if it was over before.
    func end() -> UInt64? {
        claim.withLock { claim in
            guard !claim.isOver else { return nil }
            claim.isOver = true
            return claim.offset
        }
    }

    func write(_ bytes: ByteBuffer, to file: OpenFile, turn: Int, now: Int64) throws(BlobError) {
        try running.withLock { (running) throws(BlobError) in
            let offset = try standing(turn)
            var hash = try hash(running, offset)
            try FileCalls.write(bytes, to: file, at: offset)
            unsafe bytes.withUnsafeReadableBytes { unsafe hash.update(bufferPointer: $0) }
            // Another connection may have taken over meanwhile: then these bytes do not count, and it writes over them.
            try claim.withLock { (claim) throws(BlobError) in
                guard claim.turn == turn, !claim.isOver else { throw .superseded }
                claim.offset += UInt64(bytes.readableBytes)
                claim.moved = now
            }
            running = hash
        }
    }

    /// Brings what was written to the disk.
    func flush(_ file: OpenFile, turn: Int) throws(BlobError) {
        try running.withLock { (_) throws(BlobError) in
            _ = try standing(turn)
            try FileCalls.check(fdatasync(file.number))
        }
    }

    /// The hash of what has come.
    func blobName(turn: Int) throws(BlobError) -> BlobName {
        try running.withLock { (running) throws(BlobError) in
            let hash = try hash(running, try standing(turn))
            running = hash
            return BlobName(Array(hash.finalize()))
        }
    }

    /// Brings the whole file to the disk and puts it into the blobs' folder under its hash.
    /// - Returns: the hash, and the bytes that are free again because the blob was there already.
    func publish(
        _ file: OpenFile, turn: Int, into folder: String
    ) throws(BlobError) -> (blob: BlobName, doubled: UInt64) {
        try running.withLock { (running) throws(BlobError) in
            let offset = try standing(turn)
            let blob = BlobName(Array(try hash(running, offset).finalize()))
            // What a failed or overtaken write left behind the offset is no part of the blob.
            try FileCalls.check(ftruncate(file.number, off_t(offset)))
            FileCalls.forgetTimes(file)
            try FileCalls.check(fdatasync(file.number))
            guard end(turn) else { throw .superseded }
            let target = FolderBlobs.path(of: blob, in: folder)
            return (blob, try FileCalls.move(path, to: target) ? 0 : offset)
        }
    }

    /// Where the holder of `turn` stands.
    private func standing(_ turn: Int) throws(BlobError) -> UInt64 {
        try claim.withLock { (claim) throws(BlobError) in
            guard claim.turn == turn, !claim.isOver else { throw .superseded }
            return claim.offset
        }
    }

    private func end(_ turn: Int) -> Bool {
        claim.withLock { claim in
            guard claim.turn == turn, !claim.isOver else { return false }
            claim.isOver = true
            return true
        }
    }

    private func hash(_ running: SHA256?, _ offset: UInt64) throws(BlobError) -> SHA256 {
        if let running { return running }
        return try Self.hash(of: path, byteCount: offset)
    }

    private static func hash(of path: String, byteCount: UInt64) throws(BlobError) -> SHA256 {
        let file = try OpenFile.toRead(path)
        var hash = SHA256()
        var offset: UInt64 = 0
        while offset < byteCount {
            let count = Int(min(262_144, byteCount - offset))
            let bytes = try FileCalls.read(file, at: offset, count: count)
            guard bytes.readableBytes > 0 else { throw .broken(code: EIO) }
            unsafe bytes.withUnsafeReadableBytes { unsafe hash.update(bufferPointer: $0) }
            offset += UInt64(bytes.readableBytes)
        }
        return hash
    }
}
