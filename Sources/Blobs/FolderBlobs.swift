// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Foundation
import Glibc
import NIOPosix
public import RelayStore
import Synchronization

/// The bounds of a folder of blobs.
public struct BlobLimits: Sendable, Hashable {
    public var blobByteCount: UInt64
    public var openUploads: Int
    /// Seconds after which an idle upload is thrown away.
    public var uploadIdleSeconds: Int64
    /// Seconds for which an upload keeps its place although nothing comes.
    public var uploadGraceSeconds: Int64

    public init(blobByteCount: UInt64, openUploads: Int, uploadIdleSeconds: Int64, uploadGraceSeconds: Int64) {
        self.blobByteCount = blobByteCount
        self.openUploads = openUploads
        self.uploadIdleSeconds = uploadIdleSeconds
        self.uploadGraceSeconds = uploadGraceSeconds
    }
}

/// The blob drawer in a folder: `blobs/` holds whole ones under their hash, `uploads/` unfinished ones under the hash of
/// their ticket. A blob appears under its name only when all of it is on the disk.
public final class FolderBlobs: Sendable {
    let limits: BlobLimits
    let now: @Sendable () -> Int64
    private let blobsFolder: String
    private let uploadsFolder: String
    /// What the blobs are counted against.
    public let share: DiskShare
    private let threads: NIOThreadPool
    private let names: DirectorySync
    private let uploads = Mutex<[UploadName: Upload]>([:])

    /// Opens the folder, makes it where it is missing, and counts what is in it against `share`.
    /// - Parameter now: seconds of a clock that only goes forward.
    public init(
        path: String, limits: BlobLimits, share: DiskShare, now: (@Sendable () -> Int64)? = nil
    ) throws(BlobError) {
        blobsFolder = "\(path)/blobs"
        uploadsFolder = "\(path)/uploads"
        for folder in [path, blobsFolder, uploadsFolder] { try FileCalls.makeFolder(folder) }
        threads = NIOThreadPool(numberOfThreads: 8)
        threads.start()
        names = try DirectorySync(blobsFolder, threads: threads)
        self.limits = limits
        self.share = share
        let start = ContinuousClock.now
        self.now = now ?? { start.duration(to: .now).components.seconds }
        try countWhatIsThere()
    }

    /// Ends the threads. No call follows.
    public func close() async { try? await threads.shutdownGracefully() }

    // MARK: Uploads

    /// Where an unfinished upload stands; nil where there is none.
    public func offset(of upload: UploadName) -> UInt64? { uploads.withLock { $0[upload] }?.offset }

    /// The same, and up to where whoever keeps the door has let it in (``UploadSession/grant(upTo:)``); 0 after a restart.
    public func standing(of upload: UploadName) -> (offset: UInt64, granted: UInt64)? {
        uploads.withLock { $0[upload] }?.standing
    }

    /// How many uploads are unfinished.
    public var openUploads: Int { uploads.withLock { $0.count } }

    /// Begins or continues an upload for one connection.
    /// - Parameter announced: how many bytes will come, where that is known.
    public func begin(
        _ name: UploadName, at offset: UInt64, announced: UInt64?
    ) async throws(BlobError) -> UploadSession {
        let end = offset.addingReportingOverflow(announced ?? 0)
        guard !end.overflow, end.partialValue <= limits.blobByteCount else {
            throw .tooLarge(limit: limits.blobByteCount)
        }
        try checkRoom(announced ?? 0)
        let upload = try await place(name, at: offset)
        let turn = try upload.take(at: offset, now: now())
        do {
            let file = try await onThread { () throws(BlobError) in try OpenFile(upload.path, O_WRONLY | O_CREAT) }
            return UploadSession(folder: self, name: name, upload: upload, file: file, turn: turn, offset: offset)
        } catch {
            upload.release(turn: turn, now: now())
            throw error
        }
    }

    /// Throws an unfinished upload away.
    public func cancel(_ name: UploadName) async throws(BlobError) {
        guard let upload = uploads.withLock({ $0.removeValue(forKey: name) }) else { throw .notFound }
        try await discard(upload)
    }

    /// Throws away what has been idle too long.
    public func sweep() async {
        let now = now()
        let idle = uploads.withLock { uploads in
            let idle = uploads.filter { ($0.value.idleSeconds(now: now) ?? 0) >= limits.uploadIdleSeconds }
            for name in idle.keys { uploads[name] = nil }
            return Array(idle.values)
        }
        for upload in idle { try? await discard(upload) }
    }

    /// The upload of this name, or a new one, for which the longest idle one may have to go.
    private func place(_ name: UploadName, at offset: UInt64) async throws(BlobError) -> Upload {
        let now = now()
        let (upload, evicted) = try uploads.withLock { (uploads) throws(BlobError) -> (Upload, Upload?) in
            if let upload = uploads[name] { return (upload, nil) }
            guard offset == 0 else { throw .notFound }
            let evicted = try makePlace(&uploads, now)
            let upload = Upload(path: "\(uploadsFolder)/\(Hex.encode(name.bytes))", offset: 0, isNew: true, now: now)
            uploads[name] = upload
            return (upload, evicted)
        }
        if let evicted { try await discard(evicted) }
        return upload
    }

    private func makePlace(_ uploads: inout [UploadName: Upload], _ now: Int64) throws(BlobError) -> Upload? {
        guard uploads.count >= limits.openUploads else { return nil }
        let idle = uploads.compactMap { name, upload in upload.idleSeconds(now: now).map { (name, $0) } }
        guard let longest = idle.max(by: { $0.1 < $1.1 }), longest.1 >= limits.uploadGraceSeconds else {
            throw .noPlace
        }
        return uploads.removeValue(forKey: longest.0)
    }

    private func discard(_ upload: Upload) async throws(BlobError) {
        guard let byteCount = upload.end() else { return }
        try await onThread { () throws(BlobError) in
            try FileCalls.remove(upload.path)
        }
        share.giveBackFromBlobs(byteCount)
    }

    func publish(_ name: UploadName, _ upload: Upload, _ file: OpenFile, turn: Int) async throws(BlobError) -> BlobName
    {
        let folder = blobsFolder
        let (blob, doubled) = try await onThread { () throws(BlobError) in
            try upload.publish(file, turn: turn, into: folder)
        }
        share.giveBackFromBlobs(doubled)
        uploads.withLock { uploads in
            if uploads[name] === upload { uploads[name] = nil }
        }
        try await names.sync()
        return blob
    }

    // MARK: Blobs

    /// How many bytes a blob has; nil where there is none.
    public func byteCount(of blob: BlobName) async throws(BlobError) -> UInt64? {
        let path = Self.path(of: blob, in: blobsFolder)
        return try await onThread { () throws(BlobError) in FileCalls.byteCount(path) }
    }

    public func read(_ blob: BlobName) async throws(BlobError) -> BlobReader {
        let path = Self.path(of: blob, in: blobsFolder)
        let (file, byteCount) = try await onThread { () throws(BlobError) in
            let file = try OpenFile.toRead(path)
            guard let byteCount = FileCalls.byteCount(path) else { throw .notFound }
            return (file, byteCount)
        }
        return BlobReader(file: file, byteCount: byteCount, threads: threads)
    }

    /// Removes a blob; content that is not there needs no removing.
    public func remove(_ blob: BlobName) async throws(BlobError) {
        let path = Self.path(of: blob, in: blobsFolder)
        let byteCount = try await onThread { () throws(BlobError) in
            guard let byteCount = FileCalls.byteCount(path) else { return UInt64(0) }
            try FileCalls.remove(path)
            return byteCount
        }
        share.giveBackFromBlobs(byteCount)
        try await names.sync()
    }

    static func path(of blob: BlobName, in folder: String) -> String { "\(folder)/\(Hex.encode(blob.bytes))" }

    // MARK: Room

    func takeRoom(_ byteCount: Int) throws(BlobError) {
        guard share.takeForBlobs(UInt64(byteCount)) else { throw .full }
    }

    func giveBackRoom(_ byteCount: Int) { share.giveBackFromBlobs(UInt64(byteCount)) }

    /// Refuses early what cannot fit; the room itself is taken piece by piece.
    private func checkRoom(_ byteCount: UInt64) throws(BlobError) {
        guard share.takeForBlobs(byteCount) else { throw .full }
        share.giveBackFromBlobs(byteCount)
    }

    func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws(BlobError) -> Value
    ) async throws(BlobError) -> Value {
        try await threads.perform(work)
    }

    /// Finds blobs and unfinished uploads from before. They are counted even where they exceed the share.
    private func countWhatIsThere() throws(BlobError) {
        var total: UInt64 = 0
        for name in try Self.files(in: blobsFolder) { total += FileCalls.byteCount("\(blobsFolder)/\(name)") ?? 0 }
        for name in try Self.files(in: uploadsFolder) {
            let path = "\(uploadsFolder)/\(name)"
            guard let bytes = Hex.decode(name), bytes.count == UploadName.byteCount,
                let byteCount = FileCalls.byteCount(path)
            else { continue }
            total += byteCount
            let upload = Upload(path: path, offset: byteCount, isNew: false, now: now())
            uploads.withLock { $0[UploadName(bytes)] = upload }
        }
        share.count(blobs: total)
    }

    private static func files(in folder: String) throws(BlobError) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: folder) } catch { throw .broken(code: EIO) }
    }
}
