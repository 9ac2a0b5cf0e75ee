// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
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
                    try await fetch(file.blob, desk.link, resuming: true)
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
            do { try await fetch(file.blob, desk.link, resuming: true) } catch { throw error.workspaceError }
        }
    }

    func fetch(_ blob: [UInt8], _ link: any RelayLink, resuming: Bool) async throws(SyncFailure) {
        guard !blobs.holds(blob) else { return }
        let incoming = try storing { () throws(StorageError) in
            try IncomingBlob(blob, in: blobs, resuming: resuming)
        }
        try await asking { () throws(RelayClientError) in
            try await link.download(blob, from: incoming.byteCount) { piece in try incoming.write(piece) }
        }
        do { try incoming.finish() } catch {
            switch error {
            case .wrongHash: throw .relay(.malformedAnswer)
            case .storage: throw .alarm(.disk)
            }
        }
    }

    /// Puts a staged attachment on the relay, unless it is there.
    func upload(_ blob: [UInt8], _ desk: OpenDesk) async throws(SyncFailure) {
        guard let path = blobs.path(blob) else { return }
        let isThere = try await asking { () throws(RelayClientError) in try await desk.link.blobExists(blob) }
        if !isThere {
            let file = try storing { () throws(StorageError) in try StagedFile(path) }
            try await asking { () throws(RelayClientError) in
                try await desk.link.upload(blob) { try file.next() }
            }
        }
        try storing { () throws(StorageError) in try blobs.adopt(blob) }
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
