// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Multipart
import Pages
import WebForms

/// A form with one file that is read into memory and not written anywhere: the token first, then fields, then the file.
/// What is over a bound is read and dropped, for a browser shows no answer before it has sent everything.
struct UploadForm {
    enum Problem: Error, Equatable {
        /// A field's own text; its name.
        case fieldTooLong(String)
        /// In bytes.
        case fileTooLarge(limit: Int)
        case notText(String)
    }

    /// Of a field that nothing else is said of, in UTF-8.
    static let fieldByteCount = 8_192

    private(set) var fields: [String: String] = [:]
    /// Nil where none was chosen.
    private(set) var file: [UInt8]?
    /// As the sender wrote it; empty where none was chosen.
    private(set) var fileName = ""
    private(set) var problem: Problem?

    private let token: String
    private let fileLimit: Int
    /// The fields that the form has, and how long each may be.
    private let limits: [String: Int]
    private var isTrusted = false
    private var part: Part?

    private enum Part {
        case text(name: String, bytes: [UInt8])
        case file([UInt8])
        case dropped
    }

    init(token: String, fields: [String], long: [String: Int] = [:], fileLimit: Int) {
        self.token = token
        self.fileLimit = fileLimit
        limits = Dictionary(uniqueKeysWithValues: fields.map { ($0, long[$0] ?? Self.fieldByteCount) })
    }

    /// Reads the whole body. Throws an HTTP error for what no page of ours sends; the rest is in ``problem``.
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

    private mutating func take(_ piece: MultipartPart) throws {
        switch piece {
        case .begin(let name, let fileName, _):
            part = try begin(name, fileName: fileName)
            if case .file = part { self.fileName = fileName ?? "" }
        case .bytes(let bytes): take(bytes)
        case .end: try end()
        case .finished: break
        }
    }

    private func begin(_ name: String, fileName: String?) throws -> Part {
        guard let fileName else { return .text(name: name, bytes: []) }
        guard isTrusted, name == "file", file == nil else { throw HTTPError(.forbidden) }
        // What browsers send for "no file chosen".
        return fileName.isEmpty ? .dropped : .file([])
    }

    private mutating func take(_ bytes: [UInt8]) {
        switch part {
        case .text(let name, var earlier):
            // Nothing is kept of a long text before the form has shown that it is ours.
            let limit = isTrusted ? limits[name] ?? Self.fieldByteCount : Self.fieldByteCount
            guard earlier.count + bytes.count <= limit else {
                problem = problem ?? .fieldTooLong(name)
                part = .dropped
                return
            }
            part = nil
            earlier.append(contentsOf: bytes)
            part = .text(name: name, bytes: earlier)
        case .file(var earlier):
            guard earlier.count + bytes.count <= fileLimit else {
                problem = problem ?? .fileTooLarge(limit: fileLimit)
                part = .dropped
                return
            }
            part = nil
            earlier.append(contentsOf: bytes)
            part = .file(earlier)
        case .dropped, nil: break
        }
    }

    private mutating func end() throws {
        defer { part = nil }
        switch part {
        case .text(let name, let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                problem = problem ?? .notText(name)
                return
            }
            guard name != FormFields.tokenName else {
                guard ConstantTime.areEqual(text, token) else { throw HTTPError(.forbidden) }
                isTrusted = true
                return
            }
            guard isTrusted else { throw HTTPError(.forbidden) }
            guard limits[name] != nil, fields.updateValue(text, forKey: name) == nil else {
                throw HTTPError(.badRequest)
            }
        case .file(let bytes): file = bytes
        case .dropped, nil: break
        }
    }
}
