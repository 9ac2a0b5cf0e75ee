// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes

/// The fields that the structures of docs/protocol.md, sections 3 to 5, share.
extension ByteReader {
    /// One byte that has to stand for something.
    mutating func value<Value>(_ make: (UInt8) -> Value?) throws(ByteReaderError) -> Value {
        guard let value = make(try u8()) else { throw .invalidValue }
        return value
    }

    mutating func identifier<Value>(_ count: Int, _ make: ([UInt8]) -> Value?) throws(ByteReaderError) -> Value {
        guard let value = make(try raw(count)) else { throw .invalidValue }
        return value
    }

    /// Text whose length has been read; a longer one than allowed is refused before it is looked at.
    mutating func boundedText(
        of count: some FixedWidthInteger & UnsignedInteger, atMost limit: Int
    ) throws(ByteReaderError) -> String {
        guard count <= limit else { throw .invalidValue }
        guard let text = String(validating: try raw(Int(count)), as: UTF8.self) else { throw .invalidUTF8 }
        return text
    }

    /// An X-Wing public key behind its length.
    mutating func recipient() throws(ByteReaderError) -> HybridRecipient {
        let key = try sized16()
        guard key.count == hybridRecipientByteCount, let recipient = try? HybridRecipient(rawRepresentation: key) else {
            throw .invalidValue
        }
        return recipient
    }

    mutating func attachments() throws(ByteReaderError) -> [Attachment] {
        let count = Int(try u8())
        guard count <= MessageLimits.attachmentCount else { throw .invalidValue }
        var attachments: [Attachment] = []
        for _ in 0..<count {
            let blob = try raw(32)
            let seed = try raw(32)
            let attachment = Attachment(
                blob: blob, seed: seed, byteCount: try u64(), name: try text8(), mediaType: try text8())
            guard let attachment else { throw .invalidValue }
            attachments.append(attachment)
        }
        return attachments
    }
}

extension ByteWriter {
    mutating func attachments(_ attachments: [Attachment]) {
        u8(UInt8(attachments.count))
        for attachment in attachments {
            raw(attachment.blob)
            raw(attachment.seed)
            u64(attachment.byteCount)
            text8(attachment.name)
            text8(attachment.mediaType)
        }
    }
}

/// An ML-KEM-768 and an X25519 public key.
let hybridRecipientByteCount = 1216
