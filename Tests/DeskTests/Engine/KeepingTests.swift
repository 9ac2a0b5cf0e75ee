// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Desk
import LifeboatTestSupport
import RelayAPI
import RelayConnection
import Synchronization
import Testing

/// Desks claim what they can name, by a key that all of them have.
@Suite struct KeepingTests {
    private let fixture = DeskFixture()
    private var relay: InMemoryRelay { fixture.relay }
    private static let month: UInt64 = 34 * 86_400

    /// A message with a file, taken in.
    private func write(_ desk: Workspace, _ visitor: TestVisitor, first: Bool = true) async throws {
        var sealer = AttachmentSealer()
        var ciphertext = sealer.update([1, 2, 3])
        let (rest, attachment) = sealer.finish(name: "снимок.jpg", mediaType: "image/jpeg")
        ciphertext += rest
        await relay.store(blob: ciphertext)
        let message = visitor.message("С файлом.", attachments: [attachment])
        let envelope =
            first
            ? try await visitor.first(message, now: fixture.now) : try await visitor.followUp(message, now: fixture.now)
        await relay.deliver(envelope)
        try await desk.synchronise()
    }

    private func claimed() async -> Set<[UInt8]> { Set(await relay.claims.joined()) }

    @Test func `what people sent and what is answered is claimed, in calls of one size, once in a round`() async throws
    {
        let (visitor, calls): (TestVisitor, Int)
        do {
            let (desk, sheet) = try await fixture.founded()
            visitor = try TestVisitor(sheet.link, relay)
            try await write(desk, visitor)
            let request = try #require(await desk.state.requests.first).id
            let file = try await desk.attach(name: "билет.pdf", mediaType: "application/pdf", bytes: Pieces([[7, 7]]))
            try await desk.reply(request, body: "Вот билет.", files: [file])
            try await desk.synchronise()
            try await desk.claimBlobs()
            let names = await relay.blobNames
            #expect(names.count == 2)
            #expect(await claimed().isSuperset(of: names))
            let claims = await relay.claims
            #expect(claims.allSatisfy { $0.count == RelayLimits.namesPerClaim })
            // One key for all desks, and no device's.
            #expect(await relay.keepingKeys.count == 1)
            calls = claims.count
            await desk.lock()
        }

        // Nothing is new, also after a restart: nothing is claimed.
        let again = try fixture.open()
        try await again.unlock(passphrase: DeskFixture.passphrase)
        try await again.claimBlobs()
        #expect(await relay.claims.count == calls)
        // What comes in while it is open waits a while.
        try await write(again, visitor, first: false)
        try await again.claimBlobs()
        #expect(await relay.claims.count == calls)
        fixture.advance(by: 1_801)
        try await again.claimBlobs()
        #expect(await relay.claims.count == calls + 1)
        #expect(await claimed().isSuperset(of: relay.blobNames))
        // Every month everything.
        fixture.advance(by: Self.month)
        try await again.claimBlobs()
        let last = try #require(await relay.claims.last)
        #expect(await Set(last).isSuperset(of: relay.blobNames))
    }

    @Test func `what waits in the outbox is claimed too`() async throws {
        let (desk, _, _) = try await fixture.replyWithFile()
        await relay.setFault { $0 == .append ? .before : nil }
        await #expect(throws: WorkspaceError.self) { try await desk.synchronise() }
        await relay.setFault { _ in nil }
        let uploaded = await relay.blobNames
        #expect(uploaded.count == 1)
        try await desk.claimBlobs()
        #expect(await claimed().isSuperset(of: uploaded))
    }

    @Test func `desks of a team claim by one key, and whoever is removed takes it with them`() async throws {
        let team = try await TeamFixture()
        let other = try await team.admit("Борис", [.caseworker, .intake])
        try await team.settle([other.desk, team.director])
        #expect(await team.relay.keepingKeys.count == 1)
        try await other.desk.claimBlobs()
        try await team.director.claimBlobs()
        #expect(await team.relay.claims.count == 2)
        try await team.director.remove(other.member, reason: "ушёл")
        for _ in 0..<2 { try await team.director.synchronise() }
        #expect(await team.relay.keepingKeys.count == 2, "a new epoch has a key of its own")
        team.directorFixture.advance(by: Self.month)
        try await team.director.claimBlobs()
        #expect(await team.relay.claims.count == 3)
    }

    @Test func `a relay that forgot the key is told again by the next pass`() async throws {
        let (desk, _) = try await fixture.founded()
        try await desk.synchronise()
        await relay.forgetKeepingKeys()
        await #expect(throws: WorkspaceError.self) { try await desk.claimBlobs() }
        #expect(await relay.keepingKeys.isEmpty)
        try await desk.synchronise()
        try await desk.claimBlobs()
        #expect(await relay.claims.count == 1)
    }

    @Test func `a relay that knows of no claims, or does not answer this call, hinders nothing`() async throws {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, relay)
        let asked = Mutex(0)
        for error in [RelayClientError.refused(status: 500), .notFound] {
            await relay.setFault { call in
                guard call == .announce else { return nil }
                asked.withLock { $0 += 1 }
                return .refused(error)
            }
            for _ in 0..<3 { try await desk.synchronise() }
            #expect(await desk.status.connection == .online)
        }
        // Told that it knows of none, it is not asked again before the next unlocking.
        #expect(asked.withLock { $0 } == 4)
        try await write(desk, visitor)
        #expect(await desk.state.requests.count == 1)
    }
}
