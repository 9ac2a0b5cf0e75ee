// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Correspondence
import Desk
import Foundation
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
import NIOCore
import RelayStoreSQLite
import Sealing
import Testing

/// A desk, a visitor and a relay with SQLite and a folder, over HTTP on loopback.
@Suite(.timeLimit(.minutes(5))) struct DeskAndRelayTests {
    private func workspace(_ relay: LiveRelay, _ directory: String, token: String?) throws -> Workspace {
        var settings = WorkspaceSettings(directory: directory, relay: relay.address)
        settings.enrolmentToken = token.map { Redacted($0) }
        settings.passphraseWork = .uncheckedForTests
        let address = relay.address
        return try Workspace(
            settings,
            surroundings: Surroundings(
                now: { UInt64(Date().timeIntervalSince1970) }, sleep: { try await Task.sleep(for: $0) },
                connect: { RelayClient(address: address, access: $0, relayKey: $1) }, runsInBackground: true))
    }

    private func wait(for desk: Workspace, until isReached: @Sendable (Workspace) async -> Bool) async {
        let changes = await desk.changes()
        if await isReached(desk) { return }
        for await _ in changes where await isReached(desk) { return }
    }

    private static let draft = OrganisationDraft(
        name: "Тихая гавань", languages: ["ru"], memberName: "Анна", passphrase: "correct horse battery staple")

    @Test func `one conversation with files, there and back, and again after a restart of the desk`() async throws {
        let (folder, home) = (try ScratchFolder(), try ScratchFolder())
        try await LiveRelay.run(in: folder, store: try SQLiteStore(path: folder.path + "/relay.sqlite")) { relay in
            let token = try RelayDirectory(path: folder.path).makeEnrolmentToken().exposed
            let desk = try workspace(relay, home.path + "/desk", token: token)
            let sheet = try await desk.create(Self.draft)
            let person = try Person(sheet.link, relay.client())
            let photo = [UInt8]((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
            try await person.write("Меня ищут.", file: photo)

            await wait(for: desk) { await !$0.state.requests.isEmpty }
            let request = try #require(await desk.state.requests.first)
            #expect(request.firstMessage?.body == "Меня ищут.")
            var opened: [UInt8] = []
            for try await piece in try await desk.read(try #require(request.files.first)) { opened += piece }
            #expect(opened == photo)

            let answer = try await desk.attach(
                name: "план.pdf", mediaType: "application/pdf", bytes: OnePiece([1, 2, 3]))
            try await desk.reply(request.id, body: "Ждите.", files: [answer])
            await wait(for: desk) { await $0.status.queuedCount == 0 }
            let reply = try #require(try await person.reply(1))
            #expect(reply.body == "Ждите.")
            #expect(try await person.read(try #require(reply.attachments.first)) == [1, 2, 3])

            let state = await desk.state
            await desk.lock()
            try await desk.unlock(passphrase: Self.draft.passphrase)
            #expect(await desk.state == state)
            await wait(for: desk) { await $0.status.connection == .online }
            await desk.lock()
        }
    }

    @Test(arguments: [100_000, 5_000_000])
    func `a file over the real relay's limit is told with the limit, and what stands behind it arrives`(
        byteCount: Int
    ) async throws {
        let (folder, home) = (try ScratchFolder(), try ScratchFolder())
        try await LiveRelay.run(in: folder) {
            $0.limits.blobByteCount = 64 << 10
        } _: { relay in
            let token = try RelayDirectory(path: folder.path).makeEnrolmentToken().exposed
            let desk = try workspace(relay, home.path + "/desk", token: token)
            let sheet = try await desk.create(Self.draft)
            let person = try Person(sheet.link, relay.client())
            try await person.write("Меня ищут.", file: [1])
            await wait(for: desk) { await !$0.state.requests.isEmpty }
            let request = try #require(await desk.state.requests.first)
            let file = try await desk.attach(
                name: "план.pdf", mediaType: "application/pdf", bytes: OnePiece([UInt8](repeating: 7, count: byteCount))
            )
            try await desk.reply(request.id, body: "Вот план.", files: [file])
            try await desk.reply(request.id, body: "Ждите.", files: [])
            await wait(for: desk) {
                let status = await $0.status
                return status.unsentTo == [request.id] && status.queuedCount == 0
            }
            #expect(try await person.reply(1)?.body == "Ждите.")
            let unsent = try #require(await desk.unsentReplies(to: request.id).first)
            #expect(unsent.fileName == "план.pdf" && unsent.limit == 64 << 10)
            try await desk.resend(unsent.number)
            await wait(for: desk) {
                let status = await $0.status
                return status.unsentTo.isEmpty && status.queuedCount == 0
            }
            #expect(try await person.reply(2)?.body == "Вот план.")
            await wait(for: desk) { await $0.status.connection == .online }
            await desk.lock()
        }
    }

    @Test func `an empty machine recovers from the real relay`() async throws {
        let (folder, home) = (try ScratchFolder(), try ScratchFolder())
        try await LiveRelay.run(in: folder, store: try SQLiteStore(path: folder.path + "/relay.sqlite")) { relay in
            let directory = try RelayDirectory(path: folder.path)
            let desk = try workspace(
                relay, home.path + "/one", token: try directory.makeEnrolmentToken().exposed)
            let sheet = try await desk.create(Self.draft)
            try await Person(sheet.link, relay.client()).write("Раз.", file: [1])
            await wait(for: desk) { await $0.state.requests.count == 1 }
            let requests = await desk.state.requests
            await desk.lock()
            let other = try workspace(
                relay, home.path + "/two", token: try directory.makeEnrolmentToken().exposed)
            try await other.recover(
                words: sheet.words.joined(separator: " "), memberName: "Борис", passphrase: Self.draft.passphrase)
            #expect(await other.state.requests == requests)
            await other.lock()
        }
    }
}

/// A person with twelve words and a way to the relay.
struct Person {
    let link: OrganisationLink
    let keys: ConversationKeys
    let relay: RelayClient

    init(_ link: String, _ relay: RelayClient) throws {
        self.link = try #require(OrganisationLink(parsing: link))
        self.relay = relay
        keys = ConversationKeys(codephrase: Codephrase(in: .russian), organisation: self.link.fingerprint)
    }

    func card() async throws -> OrganisationCard {
        let names = (1...UInt32(16)).map { link.cardSlotName(version: $0).bytes }
        let slots = try await relay.fetchSlots(names)
        let newest = try #require(slots.lastIndex { $0 != nil })
        return try OrganisationCard(
            opening: try #require(slots[newest]), version: UInt32(newest + 1), link: link,
            now: UInt64(Date().timeIntervalSince1970))
    }

    /// - Returns: the name of the file's blob.
    @discardableResult
    func write(_ body: String, file: [UInt8]) async throws -> [UInt8] {
        var sealer = AttachmentSealer()
        var ciphertext = sealer.update(file)
        let (rest, attachment) = sealer.finish(name: "фото.jpg", mediaType: "image/jpeg")
        ciphertext += rest
        let upload = relay.beginUpload(ticket: (0..<32).map { _ in UInt8.random(in: 0...255) })
        try await upload.write(ciphertext)
        try await upload.finish(expecting: attachment.blob)
        let message = VisitorMessage(
            id: .random(), assurance: .c, sentHour: 500_000, urgency: .days, safeContact: "", body: body,
            attachments: [attachment])
        try await relay.deliver(
            envelope: try message.sealedAsFirst(keys: keys, language: "ru", to: await card().intake))
        return attachment.blob
    }

    func reply(_ number: UInt32) async throws -> Reply? {
        var names = (1...UInt32(16)).map { keys.secret.slotName($0).bytes }
        names[0] = keys.secret.slotName(number).bytes
        guard let slot = try await relay.fetchSlots(names)[0] else { return nil }
        return try Reply(opening: slot, number: number, keys: keys, voices: await card().voices)
    }

    func read(_ attachment: Correspondence.Attachment) async throws -> [UInt8] {
        var opener = try AttachmentOpener(attachment)
        var content: [UInt8] = []
        for try await buffer in try await relay.readBlob(attachment.blob) {
            content += try opener.update(Array(buffer.readableBytesView))
        }
        return content + (try opener.finish())
    }
}

/// A small file as a page hands it over.
private struct OnePiece: AsyncSequence, Sendable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    struct AsyncIterator: AsyncIteratorProtocol {
        var bytes: [UInt8]?
        mutating func next() async throws -> [UInt8]? {
            defer { bytes = nil }
            return bytes
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(bytes: bytes) }
}
