// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import Crypto
import RelayConnection

/// One file on its way: sealed as it comes, handed on as it is sealed. No more than a chunk of it is ever in memory.
/// Without an upload it is only read, to know what it is.
struct OutgoingFile: Sendable {
    let name: String
    private let mediaType: String
    private let maximumByteCount: UInt64
    private let upload: (any PortalUpload)?
    private var sealer = AttachmentSealer()
    private var byteCount: UInt64 = 0
    private var hash = SHA256()

    init(name: String, mediaType: String, maximumByteCount: UInt64, upload: (any PortalUpload)?) {
        self.name = name
        self.mediaType = mediaType
        self.maximumByteCount = maximumByteCount
        self.upload = upload
    }

    /// What was read of it so far.
    var content: MessageContent.File {
        MessageContent.File(
            name: name, mediaType: mediaType, byteCount: byteCount, digest: Array(hash.finalize()))
    }

    mutating func write(_ bytes: [UInt8]) async throws(MessageProblem) {
        byteCount += UInt64(bytes.count)
        guard byteCount <= maximumByteCount else { throw .fileTooLarge(name: name) }
        hash.update(data: bytes)
        guard let upload else { return }
        let sealed = sealer.update(bytes)
        guard !sealed.isEmpty else { return }
        do { try await upload.write(sealed) } catch { throw problem(error) }
    }

    /// On return the file is durable at the relay. Nil: it was only read.
    mutating func finish() async throws(MessageProblem) -> Attachment? {
        guard let upload else { return nil }
        do {
            while let padding = sealer.padding() {
                if !padding.isEmpty { try await upload.write(padding) }
            }
            let (ciphertext, attachment) = sealer.finish(name: name, mediaType: mediaType)
            if !ciphertext.isEmpty { try await upload.write(ciphertext) }
            try await upload.finish(expecting: attachment.blob)
            return attachment
        } catch {
            throw problem(error)
        }
    }

    /// A relay that takes smaller files than the portal says so while the file is on its way; so does one that has room
    /// for messages and none for files.
    private func problem(_ error: RelayClientError) -> MessageProblem {
        switch error {
        case .full: .noRoomForFiles
        case .tooLarge(let limit) where limit > 0:
            .fileTooLarge(name: name, limit: AttachmentSealer.largestByteCount(sealedWithin: UInt64(limit)))
        default: MessageProblem(error)
        }
    }

    func cancel() async { await upload?.cancel() }
}
