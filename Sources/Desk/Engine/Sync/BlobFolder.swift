// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Crypto

/// Attachments as ciphertext on this machine, each under its hash. `blobs` holds what the relay has too, so that the desk
/// is a backup of it; `staged` what the relay does not have yet.
struct BlobFolder: Sendable {
    enum Failure: Error {
        /// What came is not what the hash names.
        case wrongHash
        case storage(StorageError)
    }

    static let pieceByteCount = 256 << 10

    let files: DeskDirectory

    func name(_ blob: [UInt8]) -> String { "blobs/" + Hex.encode(blob) }
    func stagedName(_ blob: [UInt8]) -> String { "staged/" + Hex.encode(blob) }

    func holds(_ blob: [UInt8]) -> Bool { files.exists(name(blob)) }

    /// Where the ciphertext is, if it is here.
    func path(_ blob: [UInt8]) -> String? {
        [name(blob), stagedName(blob)].first { files.exists($0) }.map(files.file)
    }

    /// Whether the copy that ``path(_:)`` names is what its name says. Reads all of it, away from the workspace. What cannot be read
    /// now need not be damaged: that is thrown.
    @concurrent func isWhole(_ blob: [UInt8]) async throws(StorageError) -> Bool {
        guard let path = path(blob) else { return false }
        let file = try StagedFile(path)
        var hash = SHA256()
        while let piece = try file.next() { hash.update(data: piece) }
        return Array(hash.finalize()) == blob
    }

    /// The relay has it: it belongs to the backup now.
    func adopt(_ blob: [UInt8]) throws(StorageError) {
        guard files.exists(stagedName(blob)) else { return }
        try DeskDirectory.rename(files.file(stagedName(blob)), to: files.file(name(blob)))
    }

    /// Nobody needs it any more. Durable when it returns.
    func remove(_ blob: [UInt8]) throws(StorageError) {
        try files.remove(name(blob))
        try files.remove(stagedName(blob))
    }

    /// Removes what an earlier run left half written, and staged files that no queued reply needs.
    func tidy(keeping queued: Set<[UInt8]>) throws(StorageError) {
        for name in try files.names(in: "staged") {
            guard let blob = Hex.decode(name), queued.contains(blob) else {
                try files.remove("staged/" + name)
                continue
            }
        }
        for name in try files.names(in: "blobs") where name.hasSuffix(".piece") { try files.remove("blobs/" + name) }
    }
}

/// A blob on its way into the folder: written as it comes, hashed as it comes, named when it is whole and true.
final class IncomingBlob {
    private let folder: BlobFolder
    private let blob: [UInt8]
    private let mostByteCount: UInt64
    private let path: String
    private let file: OpenFile
    private var hash = SHA256()
    private(set) var byteCount: UInt64 = 0
    /// More came than the file can be: what did is thrown away.
    private(set) var isTooLong = false

    /// Goes on where an earlier run stopped, if `resuming`.
    init(
        _ blob: [UInt8], atMost mostByteCount: UInt64, in folder: BlobFolder, resuming: Bool
    ) throws(StorageError) {
        self.folder = folder
        self.blob = blob
        self.mostByteCount = mostByteCount
        let suffix = resuming ? ".part" : ".\(UInt64.random(in: 0...UInt64.max)).piece"
        path = folder.files.file(folder.name(blob) + suffix)
        file = try OpenFile(path, resuming ? .readWrite : .create)
        guard resuming else { return }
        while true {
            let piece = try file.read(at: byteCount, count: BlobFolder.pieceByteCount)
            if piece.isEmpty { return }
            hash.update(data: piece)
            byteCount += UInt64(piece.count)
        }
    }

    func write(_ piece: [UInt8]) throws(BlobFolder.Failure) {
        do throws(StorageError) {
            guard byteCount + UInt64(piece.count) <= mostByteCount else {
                isTooLong = true
                try file.truncate(to: 0)
                throw StorageError.system("")
            }
            try store(piece)
        } catch {
            throw isTooLong ? .wrongHash : .storage(error)
        }
    }

    private func store(_ piece: [UInt8]) throws(StorageError) {
        try file.write(piece, at: byteCount)
        hash.update(data: piece)
        byteCount += UInt64(piece.count)
    }

    /// Durable under its name when it returns. What is not true is thrown away.
    func finish() throws(BlobFolder.Failure) {
        do throws(StorageError) {
            guard Array(hash.finalize()) == blob else {
                try file.truncate(to: 0)
                throw StorageError.system("")
            }
            try file.sync()
            try DeskDirectory.rename(path, to: folder.files.file(folder.name(blob)))
        } catch {
            throw error == .system("") ? .wrongHash : .storage(error)
        }
    }
}
