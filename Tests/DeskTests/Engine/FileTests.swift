// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import Testing

@Suite struct FileTests {
    let fixture = DeskFixture()

    /// A request with one sealed file on the relay, and the file's content.
    private func request(byteCount: Int) async throws -> (Workspace, FileReference, [UInt8]) {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        let content = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var sealer = AttachmentSealer()
        var ciphertext = sealer.update(content)
        let (rest, attachment) = sealer.finish(name: "снимок.jpg", mediaType: "image/jpeg")
        ciphertext += rest
        await fixture.relay.store(blob: ciphertext)
        let message = visitor.message("С файлом.", attachments: [attachment])
        await fixture.relay.deliver(try await visitor.first(message, now: fixture.now))
        try await desk.synchronise()
        let file = try #require(await desk.state.requests.first?.files.first)
        return (desk, file, content)
    }

    private func read(_ file: FileReference, _ desk: Workspace) async throws -> [UInt8] {
        var content: [UInt8] = []
        for try await piece in try await desk.read(file) { content += piece }
        return content
    }

    @Test(arguments: [0, 1, 65_536, 300_000])
    func `an attachment is opened as it was sent, and from this machine's copy the next time`(
        _ byteCount: Int
    ) async throws {
        let (desk, file, content) = try await request(byteCount: byteCount)
        #expect(try await read(file, desk) == content)
        await fixture.relay.setFault { _ in .before }
        #expect(try await read(file, desk) == content)
    }

    @Test func `attachments are fetched before anybody asks`() async throws {
        let (desk, file, content) = try await request(byteCount: 10_000)
        try await desk.fetchMissingFiles()
        await fixture.relay.setFault { _ in .before }
        #expect(try await read(file, desk) == content)
    }

    @Test func `an attachment that is nowhere, or not what its hash says, is unavailable`() async throws {
        let (desk, file, _) = try await request(byteCount: 10_000)
        var missing = file
        missing.blob = [UInt8](repeating: 1, count: 32)
        let nowhere = missing
        await #expect(throws: WorkspaceError.attachmentUnavailable) { _ = try await desk.read(nowhere) }
        await fixture.relay.corrupt(blob: file.blob)
        await #expect(throws: WorkspaceError.attachmentUnavailable) { _ = try await desk.read(file) }
        #expect(try fixture.files().keys.contains { $0.hasPrefix("blobs/") && !$0.contains(".") } == false)
    }

    @Test func `a damaged copy gives an error and not one wrong byte`() async throws {
        let (desk, file, content) = try await request(byteCount: 200_000)
        try await desk.fetchMissingFiles()
        let name = try #require(try fixture.files().keys.first { $0.hasPrefix("blobs/") })
        var bytes = try #require(try fixture.files()[name])
        bytes[bytes.count - 100] ^= 1
        try fixture.overwrite(name, with: bytes)
        var opened: [UInt8] = []
        await #expect(throws: (any Error).self) {
            for try await piece in try await desk.read(file) { opened += piece }
        }
        #expect(opened.elementsEqual(content.prefix(opened.count)))
        #expect(opened.count < content.count)
    }

    @Test func `a file over the limit is refused and nothing of it stays`() async throws {
        let (desk, _, _) = try await request(byteCount: 1)
        let pieces = Pieces([[UInt8]](repeating: [UInt8](repeating: 1, count: 1 << 20), count: 3))
        await #expect(throws: WorkspaceError.tooLarge(limit: 2 << 20)) {
            _ = try await desk.attach(name: "groß.bin", mediaType: "application/octet-stream", bytes: pieces)
        }
        #expect(try fixture.files().keys.contains { $0.hasPrefix("staged/") } == false)
    }

    @Test func `a reply with a file waits for the relay, whole`() async throws {
        let (desk, _, _) = try await request(byteCount: 1)
        let request = try #require(await desk.state.requests.first)
        await fixture.relay.setFault { _ in .before }
        let file = try await desk.attach(name: "билет.pdf", mediaType: "application/pdf", bytes: Pieces([[9, 8, 7]]))
        try await desk.reply(request.id, body: "Вот билет.", files: [file])
        await #expect(throws: WorkspaceError.relayUnreachable) { try await desk.synchronise() }
        #expect(await desk.status.connection == .offline)
        let reference = try #require(await desk.state.requests.first?.files.last)
        #expect(try await read(reference, desk) == [9, 8, 7])
        await fixture.relay.setFault { _ in nil }
        try await desk.synchronise()
        #expect(await fixture.relay.blob(reference.blob) != nil)
        #expect(await desk.status.queuedCount == 0)
    }

    @Test func `a file whose reply was never sent is gone after the next unlock`() async throws {
        let (desk, _, _) = try await request(byteCount: 1)
        _ = try await desk.attach(name: "x", mediaType: "image/png", bytes: Pieces([[1]]))
        #expect(try fixture.files().keys.contains { $0.hasPrefix("staged/") })
        await desk.lock()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(try fixture.files().keys.contains { $0.hasPrefix("staged/") } == false)
    }
}
