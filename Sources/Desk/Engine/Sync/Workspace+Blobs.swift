// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Correspondence
internal import RelayConnection

extension Workspace {
    var blobs: BlobFolder { BlobFolder(files: files) }

    /// Fetches every attachment that stands in what this desk can open and is not here yet, so that this desk is a backup;
    /// again after each pass that brought something.
    func fetchFiles(_ token: OpenDesk.Token) async {
        var here: Set<[UInt8]> = []
        while !Task.isCancelled {
            guard let desk = try? current(token) else { return }
            for file in desk.ledger.projection.files.all where !here.contains(file.blob) && !Task.isCancelled {
                do {
                    try await fetch(file, desk.link, resuming: true)
                    here.insert(file.blob)
                } catch {
                    continue
                }
            }
            await desk.filesWake.wait()
        }
    }

    /// One pass of ``fetchFiles(_:)``.
    package func fetchMissingFiles() async throws(WorkspaceError) {
        let desk = try unlocked()
        for file in desk.ledger.projection.files.all where !blobs.holds(file.blob) {
            do { try await fetch(file, desk.link, resuming: true) } catch { throw error.workspaceError }
        }
    }

    /// Takes no more from the relay than the file can be.
    /// - Parameter replacing: fetched although a copy is here, which is damaged.
    func fetch(
        _ reference: FileReference, _ link: any RelayLink, resuming: Bool, replacing: Bool = false
    ) async throws(SyncFailure) {
        let blob = reference.blob
        guard replacing || !blobs.holds(blob) else { return }
        let most = AttachmentSealer.mostSealedByteCount(of: min(reference.byteCount, Self.largestByteCount))
        let incoming = try storing { () throws(StorageError) in
            try IncomingBlob(blob, atMost: most, in: blobs, resuming: resuming)
        }
        do throws(RelayClientError) {
            try await link.download(blob, from: incoming.byteCount) { piece in try incoming.write(piece) }
        } catch {
            throw incoming.isTooLong ? .relay(.malformedAnswer) : SyncFailure(error)
        }
        do { try incoming.finish() } catch {
            switch error {
            case .wrongHash: throw .relay(.malformedAnswer)
            case .storage: throw .alarm(.disk)
            }
        }
    }

    /// Larger than any file; a size that somebody made up is cut down to it.
    private static let largestByteCount: UInt64 = 1 << 40

    /// What became of the files of an item.
    enum Uploading {
        case done
        /// One of them is neither at the relay nor, whole, here.
        case lost
        /// The relay does not take this one, now or later.
        case turnedBack([UInt8], limit: UInt64?)
        /// The relay is there and does not take one of them now, or the connection does not carry it.
        case held(RelayClientError)
    }

    func upload(_ staged: [[UInt8]], _ desk: OpenDesk) async throws(SyncFailure) -> Uploading {
        for blob in staged {
            let uploading = try await upload(blob, desk)
            guard case .done = uploading else { return uploading }
        }
        return .done
    }

    /// Puts a staged attachment on the relay, unless it is there.
    private func upload(_ blob: [UInt8], _ desk: OpenDesk) async throws(SyncFailure) -> Uploading {
        let isThere = try await asking { () throws(RelayClientError) in try await desk.link.blobExists(blob) }
        let isWhole: Bool
        do throws(StorageError) { isWhole = try await blobs.isWhole(blob) } catch { throw .alarm(.disk) }
        guard let path = blobs.path(blob), isWhole else {
            // A damaged copy is no backup of the relay's: that one is fetched.
            if isThere { try storing { () throws(StorageError) in try blobs.remove(blob) } }
            return isThere ? .done : .lost
        }
        if !isThere {
            let file = try storing { () throws(StorageError) in try StagedFile(path) }
            do throws(RelayClientError) {
                try await desk.link.upload(blob) { try file.next() }
            } catch {
                switch error {
                case .tooLarge(let limit): return .turnedBack(blob, limit: limit > 0 ? UInt64(limit) : nil)
                case .busy, .otherRelay, .notAuthorised: throw SyncFailure(error)
                default: return .held(error)
                }
            }
        }
        try storing { () throws(StorageError) in try blobs.adopt(blob) }
        return .done
    }
}

/// Reads a file piece by piece.
final class StagedFile {
    private let file: OpenFile
    private var offset: UInt64 = 0

    init(_ path: String) throws(StorageError) { file = try OpenFile(path, .read) }

    /// Nil at the end.
    func next() throws(StorageError) -> [UInt8]? {
        let piece = try file.read(at: offset, count: BlobFolder.pieceByteCount)
        offset += UInt64(piece.count)
        return piece.isEmpty ? nil : piece
    }
}
