// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Correspondence
import Crypto
import PortalForms

/// What a message says, as a digest: by it a form that comes again is known to say the same or something else. The hour
/// of sending is no part of it.
struct MessageContent: Sendable, Equatable, RedactedPrinting {
    /// A file as it was chosen, whatever it was sealed with.
    struct File: Sendable {
        let name: String
        let mediaType: String
        let byteCount: UInt64
        let digest: [UInt8]
    }

    private let digest: [UInt8]

    init(_ draft: MessageDraft, files: [File]) {
        var writer = ByteWriter()
        writer.u8(draft.urgency.rawValue)
        writer.text32(draft.contact)
        writer.text32(draft.body)
        for file in files {
            writer.text32(file.name)
            writer.text32(file.mediaType)
            writer.u64(file.byteCount)
            writer.raw(file.digest)
        }
        digest = Array(SHA256.hash(data: writer.bytes))
    }

    init(_ answer: OfferAnswer, remark: String) {
        var writer = ByteWriter()
        writer.sized32(answer.encoded)
        writer.text32(remark)
        digest = Array(SHA256.hash(data: writer.bytes))
    }
}
