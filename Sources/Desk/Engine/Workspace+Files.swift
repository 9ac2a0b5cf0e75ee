// SPDX-License-Identifier: AGPL-3.0-or-later
public import Casework
internal import Correspondence
internal import RelayConnection

extension Workspace {
    /// Seals one file of a reply while it is read, into this machine's staging folder; it goes to the relay with the
    /// reply. Call ``reply(_:body:files:)`` with what it gives. A file whose reply is never sent goes at the next unlock.
    public func attach(
        name: String, mediaType: String, bytes: some AsyncSequence<[UInt8], any Error> & Sendable
    ) async throws(WorkspaceError) -> ReplyFile {
        _ = try unlocked()
        let part = files.file("staged/\(UInt64.random(in: 0...UInt64.max)).part")
        let attachment: Attachment
        do {
            attachment = try await seal(bytes, name: name, mediaType: mediaType, to: part)
        } catch {
            try? DeskDirectory.delete(part)
            switch error {
            case let error as StorageError: throw WorkspaceError(error)
            case let error as WorkspaceError: throw error
            default: throw .attachmentUnavailable
            }
        }
        return ReplyFile(name: attachment.name, mediaType: attachment.mediaType, attachment: attachment)
    }

    private func seal(
        _ bytes: some AsyncSequence<[UInt8], any Error> & Sendable, name: String, mediaType: String, to path: String
    ) async throws -> Attachment {
        let file = try SealedFile(path)
        for try await piece in bytes {
            guard file.byteCount + UInt64(piece.count) <= settings.maximumFileByteCount else {
                throw WorkspaceError.tooLarge(limit: Int(clamping: settings.maximumFileByteCount))
            }
            try file.write(piece)
        }
        let attachment = try file.finish(name: name, mediaType: mediaType)
        try DeskDirectory.rename(path, to: files.file(blobs.stagedName(attachment.blob)))
        return attachment
    }

    /// Plaintext as it is opened, from this machine's copy, which is fetched first where it is not here; nothing is
    /// released before it is authenticated. A damaged copy is fetched again. Throws `attachmentUnavailable` where neither has
    /// the file, `attachmentDamaged` where only the damaged copy is left.
    public func read(_ file: FileReference) async throws(WorkspaceError) -> AsyncThrowingStream<[UInt8], any Error> {
        let desk = try unlocked()
        guard let attachment = file.attachment else { throw .attachmentUnavailable }
        if (try? await blobs.isWhole(file.blob)) != true {
            let isDamaged = blobs.path(file.blob) != nil
            do { try await fetch(file, desk.link, resuming: false, replacing: true) } catch {
                if isDamaged { throw .attachmentDamaged }
                if case .relay(.notFound) = error { throw .attachmentUnavailable }
                if case .relay(.malformedAnswer) = error { throw .attachmentUnavailable }
                throw error.workspaceError
            }
        }
        guard let path = blobs.path(file.blob), let reading = try? AttachmentReading(path, attachment) else {
            throw .attachmentUnavailable
        }
        return AsyncThrowingStream { try await reading.next() }
    }

    /// Texts of the scope that hold every word of the query, the newest first; at most `limit`. Empty while locked.
    public func search(_ query: String, limit: Int, in scope: SearchScope = .everything) async -> [SearchHit] {
        guard let desk else { return [] }
        let pending = desk.pendingIndex.search(query, limit: limit, in: scope)
        // Away from the workspace, which stays usable meanwhile.
        let index = desk.ledger.shown.index
        return pending + (await index.searchOnEveryCore(query, limit: limit - pending.count, in: scope))
    }
}

/// A file on its way into the staging folder: sealed as it comes.
private final class SealedFile {
    private let file: OpenFile
    private var sealer = AttachmentSealer()
    private var offset: UInt64 = 0

    init(_ path: String) throws(StorageError) { file = try OpenFile(path, .create) }

    var byteCount: UInt64 { sealer.byteCount }

    func write(_ plaintext: [UInt8]) throws(StorageError) { try store(sealer.update(plaintext)) }

    /// Durable when it returns.
    func finish(name: String, mediaType: String) throws(StorageError) -> Attachment {
        while let padding = sealer.padding() { try store(padding) }
        let (ciphertext, attachment) = sealer.finish(name: name, mediaType: mediaType)
        try store(ciphertext)
        try file.sync()
        return attachment
    }

    private func store(_ ciphertext: [UInt8]) throws(StorageError) {
        guard !ciphertext.isEmpty else { return }
        try file.write(ciphertext, at: offset)
        offset += UInt64(ciphertext.count)
    }
}

/// A file on its way out: opened as it is asked for.
private actor AttachmentReading {
    private let file: StagedFile
    private var opener: AttachmentOpener
    private var hasEnded = false

    init(_ path: String, _ attachment: Attachment) throws {
        file = try StagedFile(path)
        opener = try AttachmentOpener(attachment)
    }

    /// Nil at the end.
    func next() throws -> [UInt8]? {
        while !hasEnded {
            let plaintext: [UInt8]
            if let ciphertext = try file.next() {
                plaintext = try opener.update(ciphertext)
            } else {
                hasEnded = true
                plaintext = try opener.finish()
            }
            if !plaintext.isEmpty { return plaintext }
        }
        return nil
    }
}
