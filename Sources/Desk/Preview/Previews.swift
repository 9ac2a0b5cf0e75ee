// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Pixels

/// What can be shown of a file.
enum Preview: Sendable {
    struct Page: Sendable {
        let width: Int
        let height: Int
        let png: [UInt8]
    }

    case pages([Page])
    case failed(PreviewFailure)
}

/// What was found of a file: how it looks, what it is, and what it tells beside.
struct SeenFile: Sendable {
    let preview: Preview
    /// By its first bytes; nil where it is nothing that is turned into pixels, or was not read.
    var kind: FileKind?
    var traces = FileTraces()

    static func unread(_ why: PreviewFailure) -> SeenFile {
        SeenFile(preview: .failed(why), traces: FileTraces(look: .none))
    }
}

/// Why there is nothing to look at.
enum PreviewFailure: Equatable, Sendable {
    /// Not a picture and not a PDF file.
    case otherKind
    /// A picture of a kind that the converter on this machine does not read.
    case notDecoded(FileKind)
    case tooLarge(limit: UInt64)
    case notInstalled(package: String)
    /// The system lets no sandbox start, whatever the file.
    case noSandbox
    /// The file is damaged, or wants more than the sandbox gives.
    case unreadable
    /// The file itself could not be fetched.
    case unavailable

    func explanation(_ words: Catalogue) -> String {
        switch self {
        case .otherKind: words.text("preview.other-kind")
        case .notDecoded(let kind): words.text("preview.not-decoded", ["kind": kind.name])
        case .tooLarge(let limit): words.text("preview.too-large", ["size": words.size(byteCount: limit)])
        case .notInstalled(let package): words.text("preview.not-installed", ["package": package])
        case .noSandbox: words.text("preview.no-sandbox")
        case .unreadable: words.text("preview.unreadable")
        case .unavailable: words.text("error.attachment-unavailable")
        }
    }
}

/// Turns files into pixels, one at a time, and remembers the last few until the desk is locked or the file is destroyed.
actor Previews {
    static let maximumInputByteCount: UInt64 = 64 << 20
    private static let maximumKeptByteCount = 96 << 20

    private let sandbox: Sandbox
    private var kept: [(file: FileReference, pages: [Preview.Page], seen: SeenFile)] = []
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var generation = 0
    /// Which state the pictures were last held against.
    private var checkedAgainst = 0

    init(sandbox: Sandbox = Sandbox()) { self.sandbox = sandbox }

    func preview(of file: FileReference, reading work: any DeskWork) async -> Preview {
        await look(at: file, reading: work).preview
    }

    func look(at file: FileReference, reading work: any DeskWork) async -> SeenFile {
        // What is known waits for nobody.
        if let known = seen(file) { return known }
        await begin()
        defer { end() }
        if let known = seen(file) { return known }
        guard file.byteCount <= Self.maximumInputByteCount else {
            return .unread(.tooLarge(limit: Self.maximumInputByteCount))
        }
        let generation = generation
        let content: [UInt8]
        do throws(PreviewError) { content = try await bytes(of: file, work) } catch {
            return .unread(error.failure)
        }
        let kind = FileKind(content)
        let traces = await Self.traces(of: content)
        do throws(PreviewError) {
            let pages = try await convert(content)
            let seen = SeenFile(preview: .pages(pages), kind: kind, traces: traces)
            // Locked or destroyed meanwhile: nothing is kept.
            let isThere = await work.state.names(file)
            if isThere, generation == self.generation { keep(file, pages, seen) }
            return seen
        } catch {
            return SeenFile(preview: .failed(error.failure), kind: kind, traces: traces)
        }
    }

    private func seen(_ file: FileReference) -> SeenFile? { kept.first { $0.file == file }?.seen }

    /// Beside the actor: a file that takes seconds keeps nobody from what is known, and nothing from being forgotten.
    @concurrent
    private static func traces(of content: [UInt8]) async -> FileTraces { FileTraces(of: content) }

    /// Forgets every picture.
    func forget() {
        kept = []
        generation += 1
    }

    /// Forgets pictures of files that stand nowhere in the state any more. Looks again only when the state is another.
    func forget(missingIn state: CaseworkState) {
        guard state.fingerprint != checkedAgainst else { return }
        checkedAgainst = state.fingerprint
        kept.removeAll { !state.names($0.file) }
    }

    private struct PreviewError: Error {
        let failure: PreviewFailure
    }

    private func bytes(of file: FileReference, _ work: any DeskWork) async throws(PreviewError) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await piece in try await work.read(file) {
                guard bytes.count + piece.count <= Self.maximumInputByteCount else {
                    throw PreviewError(failure: .tooLarge(limit: Self.maximumInputByteCount))
                }
                bytes += piece
            }
        } catch {
            throw error as? PreviewError ?? PreviewError(failure: .unavailable)
        }
        return bytes
    }

    private func convert(_ bytes: [UInt8]) async throws(PreviewError) -> [Preview.Page] {
        guard let kind = FileKind(bytes) else { throw PreviewError(failure: .otherKind) }
        let images: [PixelImage]
        do {
            images = try PixelImage.parse(ppm: try await sandbox.run(kind.converter, input: bytes))
        } catch SandboxError.notInstalled(let package) {
            throw PreviewError(failure: .notInstalled(package: package))
        } catch SandboxError.failed {
            guard await sandbox.canStart() else { throw PreviewError(failure: .noSandbox) }
            throw PreviewError(failure: await canDecode(kind) ? .unreadable : .notDecoded(kind))
        } catch {
            throw PreviewError(failure: .unreadable)
        }
        return images.map { Preview.Page(width: $0.width, height: $0.height, png: PNGEncoder.encode($0)) }
    }

    /// Whether the converter reads such files: newer kinds of pictures take a library that may not be there.
    private func canDecode(_ kind: FileKind) async -> Bool {
        guard let listing = kind.decoderListing, let output = try? await sandbox.run(listing, input: []) else {
            return true
        }
        return String(decoding: output, as: UTF8.self).split(separator: "\n").contains { line in
            let words = line.split(separator: " ")
            return words.count > 2 && words[0].filter { $0 != "*" } == kind.rawValue.uppercased()
                && words[2].hasPrefix("r")
        }
    }

    private func keep(_ file: FileReference, _ pages: [Preview.Page], _ seen: SeenFile) {
        kept.append((file, pages, seen))
        func total() -> Int { kept.reduce(0) { $0 + $1.pages.reduce(0) { $0 + $1.png.count } } }
        while kept.count > 1, total() > Self.maximumKeptByteCount { kept.removeFirst() }
    }

    var keptCount: Int { kept.count }

    private func begin() async {
        guard isBusy else {
            isBusy = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func end() {
        guard !waiting.isEmpty else {
            isBusy = false
            return
        }
        waiting.removeFirst().resume()
    }
}

extension CaseworkState {
    /// Whether the file stands in a request or in a case's conversation.
    fileprivate func names(_ file: FileReference) -> Bool {
        let conversations = cases.lazy.flatMap(\.parts).compactMap(\.conversation?.record)
        return requests.contains { $0.files.contains(file) } || conversations.contains { $0.files.contains(file) }
    }
}
