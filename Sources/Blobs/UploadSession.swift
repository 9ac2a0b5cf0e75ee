// SPDX-License-Identifier: AGPL-3.0-or-later
public import NIOCore
public import RelayStore

/// One connection's turn at an upload. Bytes are gathered into pieces of 128 KiB, so memory stays constant and the disk
/// is called rarely. End it with ``pause()``, ``complete()`` or ``release()``.
public struct UploadSession: ~Copyable {
    private static let pieceByteCount = 131_072

    private let folder: FolderBlobs
    private let name: UploadName
    private let upload: Upload
    private let file: OpenFile
    private let turn: Int
    private var piece = ByteBuffer()
    /// Where the next byte goes.
    public private(set) var offset: UInt64

    init(folder: FolderBlobs, name: UploadName, upload: Upload, file: OpenFile, turn: Int, offset: UInt64) {
        self.folder = folder
        self.name = name
        self.upload = upload
        self.file = file
        self.turn = turn
        self.offset = offset
    }

    /// Remembers for whoever keeps the door that the upload may go on up to there.
    public func grant(upTo offset: UInt64) { upload.grant(upTo: offset) }

    public mutating func write(_ bytes: ByteBuffer) async throws(BlobError) {
        guard offset + UInt64(bytes.readableBytes) <= folder.limits.blobByteCount else {
            throw .tooLarge(limit: folder.limits.blobByteCount)
        }
        offset += UInt64(bytes.readableBytes)
        // A buffer that grows by itself takes twice what it needs.
        if piece.capacity == 0 { piece.reserveCapacity(max(Self.pieceByteCount, bytes.readableBytes)) }
        piece.writeImmutableBuffer(bytes)
        if piece.readableBytes >= Self.pieceByteCount { try await writePiece() }
    }

    /// Brings what came to the disk and lets go of the upload. Returns where it stands.
    public mutating func pause() async throws(BlobError) -> UInt64 {
        try await writePiece()
        let (upload, file, turn) = (upload, file, turn)
        try await folder.onThread { () throws(BlobError) in try upload.flush(file, turn: turn) }
        release()
        return offset
    }

    /// The name under which ``complete()`` will put what has come.
    public mutating func blobName() async throws(BlobError) -> BlobName {
        try await writePiece()
        let (upload, turn) = (upload, turn)
        return try await folder.onThread { () throws(BlobError) in try upload.blobName(turn: turn) }
    }

    /// Brings all to the disk under its hash.
    public mutating func complete() async throws(BlobError) -> BlobName {
        try await writePiece()
        let blob = try await folder.publish(name, upload, file, turn: turn)
        return blob
    }

    /// Lets go of the upload after a broken connection; what can still be kept of it is kept.
    public mutating func interrupt() async {
        try? await writePiece()
        release()
    }

    /// Lets go of the upload; bytes that have not reached the file are forgotten.
    public func release() { upload.release(turn: turn, now: folder.now()) }

    private mutating func writePiece() async throws(BlobError) {
        guard piece.readableBytes > 0 else { return }
        let bytes = piece
        piece = ByteBuffer()
        let (folder, upload, file, turn) = (folder, upload, file, turn)
        try folder.takeRoom(bytes.readableBytes)
        do {
            try await folder.onThread { () throws(BlobError) in
                try upload.write(bytes, to: file, turn: turn, now: folder.now())
            }
        } catch {
            folder.giveBackRoom(bytes.readableBytes)
            throw error
        }
    }
}
