// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
import RelayStore
import RelayStoreSQLite
import Testing

/// How full the relay's disk is, as devices learn it.
@Suite(.timeLimit(.minutes(5))) struct DiskUseTests {
    @Test func `a device learns with any signed call how full the disk is, and a visitor only whether it is`()
        async throws
    {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.upkeepSeconds = 3_600
        } _: { (relay: LiveRelay) async throws -> Void in
            let (visitor, device) = (relay.client(), try await relay.device())
            #expect(device.diskUse == nil, "it has signed nothing yet")
            let share: UInt64 = 20 << 30
            #expect(try await device.readIntake(after: 0, limit: 1).isEmpty)
            #expect(device.diskUse == DiskUse(used: 0, share: share, isFull: false))
            relay.pretend(files: 5 << 30)
            try await device.removeSlots([RelayCallTests.name(1)])
            #expect(device.diskUse == DiskUse(used: 5 << 30, share: share, isFull: false))
            // Room for small messages and for none of the largest size: as health has it.
            relay.pretend(files: (15 << 30) - 100_000)
            _ = try await device.waitForChanges(intakeAfter: 0, ledgerFrom: 0, wait: 0)
            #expect(device.diskUse == DiskUse(used: share - 100_000, share: share, isFull: true))
            _ = try await visitor.fetchSlots((0..<16).map { RelayCallTests.name($0) })
            #expect(visitor.diskUse == nil && visitor.refusesMessages)
            let head = "GET /v1/checkpoint HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n"
            let answer = try await RawConnection.exchange(port: relay.ports.relay, [head])
            #expect(answer.hasPrefix("HTTP/1.1 200 ") && !answer.lowercased().contains("lifeboat-disk"))
        }
    }

    @Test func `a disk that is full within a generous share is told as full`() async throws {
        let folder = try ScratchFolder()
        let store = try SQLiteStore(path: "\(folder.path)/relay.sqlite", maximumPageCount: 64)
        try await LiveRelay.run(in: folder, store: store) { (relay: LiveRelay) async throws -> Void in
            let device = try await relay.device()
            await #expect(throws: RelayClientError.full) {
                for number in UInt8(1)...100 {
                    try await relay.client().deliver(envelope: RelayCallTests.envelope(number))
                }
            }
            let waiting = try await device.readIntake(after: 0, limit: 256).map(\.sequence)
            let use = try #require(device.diskUse)
            #expect(use.isFull && use.used < use.share)
            let visitor = relay.client()
            _ = try await visitor.fetchSlots((0..<16).map { RelayCallTests.name($0) })
            #expect(visitor.refusesMessages)
            try await device.removeIntake(waiting)
            try await relay.client().deliver(envelope: RelayCallTests.envelope(101))
            _ = try await device.readIntake(after: 0, limit: 1)
            #expect(device.diskUse?.isFull == false)
            _ = try await visitor.fetchSlots((0..<16).map { RelayCallTests.name($0) })
            #expect(!visitor.refusesMessages)
        }
    }

    @Test func `a relay that does not say, or says it in another form, leaves it unknown`() async throws {
        let answers = ["Lifeboat-Disk: used=1, share=2, full=?0\r\n", "", "Lifeboat-Disk: used=1, share=2\r\n"]
        try await SilentServer.run(
            answering: answers.map { "HTTP/1.1 204 No Content\r\n\($0)\r\n" }
        ) { server in
            let client = RelayClient(
                address: try #require(RelayAddress(parsing: "http://127.0.0.1:\(server.port)")), access: AccessKey(),
                relayKey: RelayCallTests.name(1))
            try await client.removeSlots([])
            #expect(client.diskUse == DiskUse(used: 1, share: 2, isFull: false))
            try await client.removeSlots([])
            #expect(client.diskUse == nil)
            try await client.removeSlots([])
            #expect(client.diskUse == nil)
            await client.shutdown()
        }
    }
}
