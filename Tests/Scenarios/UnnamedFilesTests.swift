// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Crypto
import Desk
import Foundation
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
import RelayStoreSQLite
import Sealing
import Synchronization
import Testing

/// A desk, visitors and a relay over HTTP, for a season: what somebody names stays, and what nobody names goes.
@Suite(.timeLimit(.minutes(5))) struct UnnamedFilesTests {
    private final class Days: Sendable {
        private let passed = Mutex<Int64>(0)
        @Sendable func now() -> Int64 { Int64(Date().timeIntervalSince1970) + uptime() }
        @Sendable func uptime() -> Int64 { passed.withLock { $0 } }
        func next() { passed.withLock { $0 += 86_400 } }
    }

    private static func upload(_ content: [UInt8], _ client: RelayClient) async throws -> [UInt8] {
        let blob = Array(SHA256.hash(data: content))
        let upload = client.beginUpload(ticket: (0..<32).map { _ in UInt8.random(in: 0...255) })
        try await upload.write(content)
        try await upload.finish(expecting: blob)
        return blob
    }

    @Test func `a person's file stays, a stranger's waste goes, and the file of a message that nobody read waits`()
        async throws
    {
        let (folder, home, days) = (try ScratchFolder(), try ScratchFolder(), Days())
        let store = try SQLiteStore(path: folder.path + "/relay.sqlite")
        try await LiveRelay.run(
            in: folder, store: store, settings: { $0.upkeepSeconds = 1 }, clock: days.now, uptime: days.uptime
        ) { relay in
            var settings = WorkspaceSettings(directory: home.path + "/desk", relay: relay.address)
            settings.enrolmentToken = Redacted(try RelayDirectory(path: folder.path).makeEnrolmentToken().exposed)
            settings.passphraseWork = .uncheckedForTests
            let address = relay.address
            let desk = try Workspace(
                settings,
                surroundings: Surroundings(
                    now: { UInt64(days.now()) }, sleep: { _ in },
                    connect: { RelayClient(address: address, access: $0, relayKey: $1) }, runsInBackground: false))
            let sheet = try await desk.create(
                OrganisationDraft(
                    name: "Тихая гавань", languages: ["ru"], memberName: "Анна",
                    passphrase: "correct horse battery staple"))
            try await desk.synchronise()
            let visitor = relay.client()
            let photo = try await Person(sheet.link, visitor).write("Меня ищут.", file: [1, 2, 3])
            try await desk.synchronise()
            #expect(await desk.state.requests.first?.files.map(\.blob) == [photo])
            let waste = try await Self.upload([UInt8](repeating: 9, count: 5_000), visitor)
            for _ in 0..<4 {
                days.next()
                try await desk.synchronise()
            }
            // Nobody here can open it: it may be for a colleague who is away.
            let unread = try await Self.upload([4, 5, 6], visitor)
            try await visitor.deliver(envelope: (0..<8_192).map { _ in UInt8.random(in: 0...255) })
            for _ in 0..<70 {
                days.next()
                try await desk.synchronise()
                try await desk.claimBlobs()
            }
            while try await visitor.blobExists(waste) { try await Task.sleep(for: .milliseconds(50)) }
            #expect(try await visitor.blobExists(photo))
            #expect(try await visitor.blobExists(unread))
            let metrics = try await relay.metrics()
            #expect(metrics.contains("lifeboat_relay_removed_unclaimed_blobs_total 1\n"))
            #expect(metrics.contains("lifeboat_relay_unclaimed_blobs 1\n"))
            #expect(metrics.contains("lifeboat_relay_devices_without_claims 0\n"))
            await desk.lock()
        }
    }
}
