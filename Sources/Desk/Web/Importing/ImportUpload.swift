// SPDX-License-Identifier: AGPL-3.0-or-later
import Hummingbird
import Multipart
import Pages
import Tables
import WebForms

/// A table as it is uploaded: the token first, then the encoding, then the file, which stays in memory.
struct ImportUpload {
    private(set) var encoding = TableEncoding.utf8
    private(set) var bytes: [UInt8] = []
    /// More than a table may have: the rest of the body was read and dropped.
    private(set) var isTooLarge = false

    private let token: String
    private var isTrusted = false
    private var field: (name: String, isFile: Bool, bytes: [UInt8])?

    init(token: String) { self.token = token }

    /// Reads the whole body. Throws HTTP errors for what no page of ours sends.
    mutating func read(_ request: Request) async throws {
        do {
            var parser = try MultipartParser(contentType: request.headers[.contentType] ?? "")
            for try await chunk in request.body {
                for part in try parser.feed(chunk.readableBytesView) { try take(part) }
            }
            try parser.finish()
        } catch is MultipartError {
            throw HTTPError(.badRequest)
        }
        guard isTrusted else { throw HTTPError(.forbidden) }
    }

    private mutating func take(_ part: MultipartPart) throws {
        switch part {
        case .begin(let name, let fileName, _):
            guard isTrusted || fileName == nil else { throw HTTPError(.forbidden) }
            field = (name, fileName != nil, [])
        case .bytes(let more):
            guard let field else { return }
            let limit = field.isFile ? Table.maximumByteCount : 4_096
            guard field.bytes.count + more.count <= limit else {
                guard field.isFile else { throw HTTPError(.contentTooLarge) }
                isTooLarge = true
                return
            }
            self.field?.bytes += more
        case .end:
            try end()
        case .finished:
            break
        }
    }

    private mutating func end() throws {
        guard let ended = field else { return }
        field = nil
        if ended.isFile {
            bytes = ended.bytes
            return
        }
        guard let text = String(validating: ended.bytes, as: UTF8.self) else { throw HTTPError(.badRequest) }
        switch ended.name {
        case FormFields.tokenName:
            guard ConstantTime.areEqual(text, token) else { throw HTTPError(.forbidden) }
            isTrusted = true
        case "encoding":
            guard let encoding = TableEncoding(rawValue: text) else { throw HTTPError(.badRequest) }
            self.encoding = encoding
        default:
            throw HTTPError(.badRequest)
        }
    }
}
