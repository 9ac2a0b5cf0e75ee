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

/// Why there is nothing to look at.
enum PreviewFailure: Equatable, Sendable {
    /// Not a picture and not a PDF file.
    case otherKind
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
    private var kept: [(file: FileReference, pages: [Preview.Page])] = []
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var generation = 0
    /// Which state the pictures were last held against.
    private var checkedAgainst = 0

    init(sandbox: Sandbox = Sandbox()) { self.sandbox = sandbox }

    func preview(of file: FileReference, reading work: any DeskWork) async -> Preview {
        await begin()
        defer { end() }
        if let known = kept.first(where: { $0.file == file }) { return .pages(known.pages) }
        guard file.byteCount <= Self.maximumInputByteCount else {
            return .failed(.tooLarge(limit: Self.maximumInputByteCount))
        }
        let generation = generation
        do throws(PreviewError) {
            let pages = try await convert(try await bytes(of: file, work))
            // Locked or destroyed meanwhile: nothing is kept.
            let isThere = await work.state.names(file)
            if isThere, generation == self.generation { keep(file, pages) }
            return .pages(pages)
        } catch {
            return .failed(error.failure)
        }
    }

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
            throw PreviewError(failure: await sandbox.canStart() ? .unreadable : .noSandbox)
        } catch {
            throw PreviewError(failure: .unreadable)
        }
        return images.map { Preview.Page(width: $0.width, height: $0.height, png: PNGEncoder.encode($0)) }
    }

    private func keep(_ file: FileReference, _ pages: [Preview.Page]) {
        kept.append((file, pages))
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
