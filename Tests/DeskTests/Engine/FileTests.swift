// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import Foundation
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

    /// Changes a byte of the one file in a folder of the desk.
    private func damage(in folder: String) throws {
        let name = try #require(try fixture.files().keys.first { $0.hasPrefix(folder) })
        var bytes = try #require(try fixture.files()[name])
        bytes[bytes.count - 100] ^= 1
        try fixture.overwrite(name, with: bytes)
    }

    @Test func `a damaged copy is fetched again, and while that cannot be, not one byte of it is shown`() async throws {
        let (desk, file, content) = try await request(byteCount: 200_000)
        try await desk.fetchMissingFiles()
        try damage(in: "blobs/")
        for fault in [InMemoryRelay.Fault.before, .full] {
            await fixture.relay.setFault { _ in fault }
            await #expect(throws: WorkspaceError.attachmentDamaged) { _ = try await desk.read(file) }
        }
        await fixture.relay.setFault { _ in nil }
        #expect(try await read(file, desk) == content)
        await fixture.relay.setFault { _ in .before }
        #expect(try await read(file, desk) == content, "the copy is whole again")
    }

    @Test func `a damaged copy is no reason to believe the relay`() async throws {
        let (desk, file, _) = try await request(byteCount: 200_000)
        try await desk.fetchMissingFiles()
        try damage(in: "blobs/")
        await fixture.relay.corrupt(blob: file.blob)
        await #expect(throws: WorkspaceError.attachmentDamaged) { _ = try await desk.read(file) }
        await fixture.relay.corrupt(blob: file.blob)
        #expect(try await read(file, desk).count == 200_000)
    }

    @Test(arguments: [true, false])
    func `a blob without end is not taken beyond what the file can be`(isAsked: Bool) async throws {
        let (desk, file, content) = try await request(byteCount: 10_000)
        let whole = try #require(await fixture.relay.blob(file.blob))
        await fixture.relay.replace(blob: file.blob, with: whole + [UInt8](repeating: 0, count: 8 << 20))
        for _ in 0..<2 {
            await #expect(throws: (any Error).self) {
                if isAsked { _ = try await desk.read(file) } else { try await desk.fetchMissingFiles() }
            }
            let blobs = try fixture.files().filter { $0.key.hasPrefix("blobs/") }
            #expect(blobs.values.allSatisfy { $0.count <= whole.count })
        }
        await fixture.relay.replace(blob: file.blob, with: whole)
        #expect(try await read(file, desk) == content)
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

    @Test func `a relay without room for a reply's file still brings messages`() async throws {
        let (desk, request, visitor) = try await fixture.replyWithFile()
        await fixture.relay.setFault { $0 == .upload ? .full : nil }
        for body in ["Два.", "Три."] {
            await fixture.relay.deliver(try await visitor.followUp(visitor.message(body), now: fixture.now))
            await #expect(throws: WorkspaceError.refused("relay.full")) { try await desk.synchronise() }
        }
        #expect(await desk.status.connection == .full)
        #expect(await desk.state.requests.first?.messageCount == 3)
        #expect(await fixture.relay.intakeCount == 0)
        try await desk.reply(request, body: "И ещё.", files: [])
        await fixture.relay.setFault { _ in nil }
        try await desk.synchronise()
        #expect(await desk.status.connection == .online)
        #expect(await desk.status.queuedCount == 0)
        #expect(try await visitor.reply(1, now: fixture.now)?.attachments.count == 1)
        #expect(try await visitor.reply(2, now: fixture.now)?.body == "И ещё.")
        #expect(await desk.state.refused.isEmpty)
    }

    @Test(arguments: [true, false])
    func `a reply whose file is damaged or gone is set aside, and what follows goes out`(isGone: Bool) async throws {
        let (desk, request, visitor) = try await fixture.replyWithFile()
        if isGone {
            let name = try #require(try fixture.files().keys.first { $0.hasPrefix("staged/") })
            try FileManager.default.removeItem(atPath: fixture.directory + "/" + name)
        } else {
            try damage(in: "staged/")
        }
        try await desk.reply(request, body: "И ещё.", files: [])
        await fixture.relay.deliver(try await visitor.followUp(visitor.message("Два."), now: fixture.now))
        try await desk.synchronise()
        #expect(await desk.status.connection == .online)
        #expect(await desk.status.queuedCount == 0)
        #expect(await desk.status.damagedCount == 1)
        #expect(await desk.state.requests.first?.messageCount == 2)
        let reply = try #require(try await visitor.reply(1, now: fixture.now))
        #expect(reply.body == "И ещё." && reply.attachments.isEmpty, "no reply names a file that is nowhere")
        // The outbox still has it after a restart, and it harms nothing.
        await desk.lock()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        try await desk.synchronise()
        #expect(await desk.status.damagedCount == 1)
        #expect(await desk.status.queuedCount == 0)
        #expect(try await visitor.reply(2, now: fixture.now) == nil)
    }

    @Test func `a staged file that the disk does not give now is not taken for damaged`() async throws {
        let (desk, _, visitor) = try await fixture.replyWithFile()
        let name = try #require(try fixture.files().keys.first { $0.hasPrefix("staged/") })
        let path = fixture.directory + "/" + name
        try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
        // It opens, and cannot be read.
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        await #expect(throws: WorkspaceError.refused(Alarm.disk.rawValue)) { try await desk.synchronise() }
        #expect(await desk.status.damagedCount == 0)
        #expect(await desk.status.queuedCount == 1)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
        try await desk.synchronise()
        #expect(try await visitor.reply(1, now: fixture.now)?.attachments.count == 1)
    }

    @Test func `a damaged staged file that the relay has is no loss`() async throws {
        let (desk, _, visitor) = try await fixture.replyWithFile()
        let reference = try #require(await desk.state.requests.first?.files.last)
        let name = try #require(try fixture.files().keys.first { $0.hasPrefix("staged/") })
        await fixture.relay.store(blob: try #require(try fixture.files()[name]))
        try damage(in: "staged/")
        try await desk.synchronise()
        #expect(await desk.status.damagedCount == 0)
        #expect(try await visitor.reply(1, now: fixture.now)?.attachments.count == 1)
        #expect(try await read(reference, desk) == [UInt8](repeating: 9, count: 1_000))
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
