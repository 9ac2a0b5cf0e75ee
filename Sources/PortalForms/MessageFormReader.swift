// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
import Correspondence
public import Multipart

/// Sorts the parts of a message's form: text into memory, bounded, and files to whoever asked, piece by piece.
/// A value without I/O; the caller does what each action says.
public struct MessageFormReader: Sendable, RedactedPrinting {
    public enum Action: Equatable {
        case beginFile(name: String, mediaType: String)
        case fileBytes([UInt8])
        case endFile
    }

    public enum Refusal: Error, Equatable, Sendable {
        /// A text field several times as long as is taken; its beginning was read.
        case textTooLong
        case malformed
    }

    private enum Part: Sendable {
        case none
        case field(name: String, bytes: [UInt8])
        /// Nothing of the file has come yet: an empty file field is no file.
        case announced(name: String, mediaType: String)
        case file
    }

    public static let fileField = "files"
    private static let textFields: Set<String> = ["csrf", "form", "urgency", "contact", "body"]

    private let maximumTextByteCount: Int
    private var part = Part.none
    private var fields: [String: String] = [:]

    /// - Parameter maximumTextCount: UTF-16 code units, of which each is three bytes at most.
    public init(maximumTextCount: Int) {
        // Twice as much is read, so that a text a little too long can be shown again rather than lost.
        maximumTextByteCount = max(65_536, maximumTextCount * 6)
    }

    public var csrf: String { fields["csrf"] ?? "" }
    public var form: String { fields["form"] ?? "" }
    public var draft: MessageDraft {
        MessageDraft(urgency: fields["urgency"], contact: fields["contact"], body: fields["body"])
    }

    public mutating func read(_ next: MultipartPart) throws(Refusal) -> [Action] {
        switch next {
        case .begin(let name, let fileName, let mediaType):
            part = try begin(name: name, fileName: fileName, mediaType: mediaType)
            return []
        case .bytes(let bytes): return try take(bytes)
        case .end: return try end()
        case .finished: return []
        }
    }

    private func begin(name: String, fileName: String?, mediaType: String?) throws(Refusal) -> Part {
        if name == Self.fileField {
            return .announced(name: fileName ?? "", mediaType: MediaType.cleaned(mediaType ?? ""))
        }
        guard fileName == nil, Self.textFields.contains(name), fields[name] == nil else { throw .malformed }
        return .field(name: name, bytes: [])
    }

    private mutating func take(_ bytes: [UInt8]) throws(Refusal) -> [Action] {
        switch part {
        case .none: throw .malformed
        case .field(let name, var held):
            part = .none
            held += bytes.prefix(maximumTextByteCount - held.count + 1)
            guard held.count <= maximumTextByteCount else {
                // What was read is shown again.
                fields[name] = String(decoding: held.dropLast(), as: UTF8.self)
                throw .textTooLong
            }
            part = .field(name: name, bytes: held)
            return []
        case .announced(let name, let mediaType):
            guard !bytes.isEmpty else { return [] }
            part = .file
            return [.beginFile(name: AttachmentName.cleaned(name), mediaType: mediaType), .fileBytes(bytes)]
        case .file: return [.fileBytes(bytes)]
        }
    }

    private mutating func end() throws(Refusal) -> [Action] {
        defer { part = .none }
        switch part {
        case .none: throw .malformed
        case .field(let name, let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed }
            fields[name] = text
            return []
        case .announced(let name, let mediaType):
            guard !name.isEmpty else { return [] }
            return [.beginFile(name: AttachmentName.cleaned(name), mediaType: mediaType), .endFile]
        case .file: return [.endFile]
        }
    }
}
