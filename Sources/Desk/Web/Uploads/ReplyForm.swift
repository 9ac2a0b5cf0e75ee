// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Multipart
import Pages
import WebForms

/// Why a reply was not sent.
enum ReplyFormError: Error, Equatable {
    case empty
    case textTooLong
    case tooManyFiles
}

/// A reply as it arrives: the token first, then the text, then files, which are sealed while they stream in.
struct ReplyForm {
    /// Of the text, in UTF-8: what fits the largest slot beside the files' keys.
    static let maximumBodyByteCount = 98_304
    static let maximumFileCount = 16
    /// Of a text that is too long so much is held, to be shown again.
    private static let heldByteCount = 1 << 20

    private(set) var body = ""
    /// What the person had written last on the page.
    private(set) var shown: Shown?
    private(set) var files: [ReplyFile] = []
    private(set) var sawFile = false
    /// Files that tell where, with what or by whom they were made, or may.
    private(set) var telling = TellingFiles()
    /// The worker knows, and sends them all the same.
    private(set) var mayTell = false

    private let token: String
    private let maximumFileByteCount: UInt64
    private let work: any DeskWork
    private var isTrusted = false
    private var field: Field?
    /// What went wrong first. The rest of the body is read and dropped, for a browser shows no answer before it
    /// has sent everything.
    private var failure: (any Error)?

    private enum Field {
        case text(name: String, bytes: [UInt8])
        case file(FileOnItsWay)
        case dropped
    }

    init(token: String, maximumFileByteCount: UInt64, work: any DeskWork) {
        self.token = token
        self.maximumFileByteCount = maximumFileByteCount
        self.work = work
    }

    /// Reads the whole body. Throws what a page explains: ``WorkspaceError``, ``ReplyFormError``, and for what
    /// no page of ours sends an HTTP error.
    mutating func read(_ request: Request) async throws {
        do {
            var parser = try MultipartParser(contentType: request.headers[.contentType] ?? "")
            for try await chunk in request.body {
                for part in try parser.feed(chunk.readableBytesView) { try await take(part) }
            }
            try parser.finish()
        } catch {
            await abandon()
            throw error is MultipartError ? HTTPError(.badRequest) : error
        }
        if let failure { throw failure }
        guard isTrusted else { throw HTTPError(.forbidden) }
        guard !body.isEmpty || !files.isEmpty else { throw ReplyFormError.empty }
    }

    private mutating func take(_ part: MultipartPart) async throws {
        switch part {
        case .begin(let name, let fileName, let mediaType):
            field = try begin(name, fileName: fileName, mediaType: mediaType)
        case .bytes(let bytes):
            try await take(bytes)
        case .end:
            try await endField()
        case .finished:
            break
        }
    }

    private mutating func begin(_ name: String, fileName: String?, mediaType: String?) throws -> Field {
        guard let fileName else { return .text(name: name, bytes: []) }
        // Nothing is sealed or sent before the form has shown that it is ours.
        guard isTrusted, name == "files" else { throw HTTPError(.forbidden) }
        // What browsers send for "no file chosen".
        guard !fileName.isEmpty, failure == nil else { return .dropped }
        sawFile = true
        guard files.count < Self.maximumFileCount else {
            failure = ReplyFormError.tooManyFiles
            return .dropped
        }
        return .file(
            FileOnItsWay(
                name: fileName, mediaType: mediaType ?? "application/octet-stream", limit: maximumFileByteCount,
                work: work))
    }

    private mutating func take(_ bytes: [UInt8]) async throws {
        switch field {
        case .text(let name, let earlier):
            if earlier.count + bytes.count > Self.maximumBodyByteCount {
                guard isTrusted, name == "body" else { throw HTTPError(.contentTooLarge) }
                failure = failure ?? ReplyFormError.textTooLong
            }
            field = .text(name: name, bytes: earlier + bytes.prefix(Self.heldByteCount - earlier.count))
        case .file(var file):
            // Held once: what is held twice is copied with each piece.
            field = .dropped
            do {
                try await file.add(bytes)
                field = .file(file)
            } catch {
                failure = failure ?? error
            }
        case .dropped, nil:
            break
        }
    }

    private mutating func endField() async throws {
        defer { field = nil }
        switch field {
        case .text(let name, let bytes): try take(name, bytes)
        case .file(let file):
            do {
                files.append(try await file.finish())
                telling.add(file.name, await file.traces.found())
            } catch {
                failure = failure ?? error
            }
        case .dropped, nil: break
        }
    }

    private mutating func take(_ name: String, _ bytes: [UInt8]) throws {
        // What was cut off may end within a letter.
        let isCut = bytes.count == Self.heldByteCount
        guard let text = isCut ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
        else {
            throw HTTPError(.badRequest)
        }
        switch name {
        case FormFields.tokenName:
            guard ConstantTime.areEqual(text, token) else { throw HTTPError(.forbidden) }
            isTrusted = true
        case Shown.field:
            shown = Shown(text)
        case "traces":
            guard isTrusted else { throw HTTPError(.forbidden) }
            mayTell = text == "1"
        case "body":
            guard isTrusted else { throw HTTPError(.forbidden) }
            body = text.trimmed
        default:
            throw HTTPError(.badRequest)
        }
    }

    private func abandon() async {
        guard case .file(let file) = field else { return }
        await file.abandon()
    }
}

/// One file between the browser and the workspace, which seals it piece by piece.
private struct FileOnItsWay {
    private let pieces = HandOver()
    private let sealing: Task<ReplyFile, any Error>
    private let limit: UInt64
    private var byteCount: UInt64 = 0
    let name: String
    private(set) var traces = OutgoingTraces()

    init(name: String, mediaType: String, limit: UInt64, work: any DeskWork) {
        self.limit = limit
        self.name = name
        sealing = Task { [pieces] in
            do {
                return try await work.attach(name: name, mediaType: mediaType, bytes: pieces)
            } catch {
                await pieces.refuse()
                throw error
            }
        }
    }

    /// Throws what the workspace threw, as soon as it takes no more, and above the limit.
    mutating func add(_ bytes: [UInt8]) async throws {
        byteCount += UInt64(bytes.count)
        guard byteCount <= limit else {
            await abandon()
            throw WorkspaceError.tooLarge(limit: Int(clamping: limit))
        }
        traces.add(bytes)
        guard await pieces.give(bytes) else {
            _ = try await sealing.value
            return
        }
    }

    func finish() async throws -> ReplyFile {
        await pieces.end()
        return try await sealing.value
    }

    /// Lets the workspace drop what it has of the file, and waits until it has.
    func abandon() async {
        await pieces.end(.failure(CancellationError()))
        _ = try? await sealing.value
    }
}
