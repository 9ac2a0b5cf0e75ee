// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import NIOCore
import NIOPosix
import RelayAPI
import RelayConnection
import ServerChannels
import Testing

/// A relay that takes connections and stands still.
@Suite struct StandstillTests {
    static let opened = "HTTP/1.1 204 No Content\r\nUpload-Offset: 0\r\n\r\n"
    private static let ticket = [UInt8](repeating: 7, count: 32)

    /// Before it has answered anything, and in the middle of a file.
    @Test(.timeLimit(.minutes(5)), arguments: [[], [StandstillTests.opened]] as [[String]])
    func `an upload to a relay that stands still is given up in time, and nothing more is asked`(
        answers: [String]
    ) async throws {
        try await SilentServer.run(answering: answers) { server in
            let client = try Self.client(server)
            let upload = client.beginUpload(ticket: Self.ticket)
            await #expect(throws: RelayClientError.unreachable) {
                for _ in 0..<2_000 { try await upload.write([UInt8](repeating: 1, count: 65_536)) }
            }
            await upload.cancel()
            await #expect(throws: RelayClientError.unreachable) { try await upload.write([1]) }
            await client.shutdown()
        }
    }

    @Test(.timeLimit(.minutes(5))) func `a relay that never says that it has the file is not waited for`() async throws
    {
        try await SilentServer.run(answering: [Self.opened]) { server in
            let client = try Self.client(server)
            let upload = client.beginUpload(ticket: Self.ticket)
            await #expect(throws: RelayClientError.unreachable) {
                try await upload.write([1, 2, 3])
                try await upload.finish(expecting: Self.ticket)
            }
            await upload.cancel()
            await client.shutdown()
        }
    }

    private static let brief = LinePatience(silence: .milliseconds(200), answer: .milliseconds(200))
    private static let asksOften = LinePatience(silence: .milliseconds(500), answer: .seconds(20))

    /// From the first call on, and behind an answer.
    @Test(.timeLimit(.minutes(5)), arguments: [[], [StandstillTests.opened]] as [[String]])
    func `a relay that stands still is found out`(answers: [String]) async throws {
        try await SilentServer.run(answering: answers) { server in
            let client = try Self.client(server, patience: Self.brief)
            if !answers.isEmpty { _ = try? await client.signedCheckpoint() }
            await client.standstill()
            await client.shutdown()
        }
    }

    @Test(.timeLimit(.minutes(5))) func `calls to a relay that stands still are given up where somebody waits`()
        async throws
    {
        try await SilentServer.run { server in
            let client = try Self.client(server, callPatience: Self.brief)
            await #expect(throws: RelayClientError.unreachable) {
                try await client.deliver(envelope: [UInt8](repeating: 1, count: 4_096))
            }
            await #expect(throws: RelayClientError.unreachable) { try await client.signedCheckpoint() }
            await client.shutdown()
        }
    }

    @Test(.timeLimit(.minutes(5))) func `a call that the relay keeps waiting is none that stands still`() async throws {
        let folder = try ScratchFolder()
        try await LiveRelay.run(in: folder) { relay in
            let (access, device) = (AccessKey(), try await relay.device())
            try await device.admit(access.verificationKey)
            let client = RelayClient(address: relay.address, access: access, callPatience: Self.asksOften)
            let heard = try await client.waitForChanges(intakeAfter: 0, ledgerFrom: 0, wait: 3)
            #expect(heard == (0, 0))
            await client.shutdown()
        }
    }

    /// A little comes every now and then, each time sooner than the relay would be said to stand still, though the whole takes longer.
    @Test(.timeLimit(.minutes(5))) func `an answer that comes slowly is waited for`() async throws {
        let pieces = ["HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"] + Array(repeating: "0123456789", count: 10)
        try await DrippingServer.run(saying: pieces, every: .milliseconds(500)) { port in
            let client = RelayClient(
                address: try #require(RelayAddress(parsing: "http://127.0.0.1:\(port)")),
                callPatience: LinePatience(silence: .seconds(2), answer: .seconds(2)))
            // It came whole, and is no checkpoint.
            await #expect(throws: RelayClientError.malformedAnswer) { try await client.signedCheckpoint() }
            await client.shutdown()
        }
    }

    /// The kernel says that there is room again when a third of what it holds is gone: held small, that follows the reader, and a
    /// slow line does not look like one on which nobody reads. It doubles what it is asked for.
    @Test func `what the system holds for a reader is small`() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let held = group.any().makePromise(of: Int.self)
        let server = try await ServerBootstrap(group: group).childChannelInitializer { child in
            child.eventLoop.makeCompletedFuture {
                try child.pipeline.syncOperations.addHandler(StalledReaderGuard(patience: .seconds(60)))
                held.succeed(Int(try child.syncOptions?.getOption(.socketOption(.so_sndbuf)) ?? 0))
            }
        }.bind(host: "127.0.0.1", port: 0).get()
        let address = try #require(server.localAddress)
        let client = try await ClientBootstrap(group: group).connect(to: address).get()
        #expect(try await held.futureResult.get() == 2 * 65_536)
        try await client.close()
        try await server.close()
    }

    private static func client(
        _ server: SilentServer, callPatience: LinePatience? = nil, patience: LinePatience = .usual
    ) throws -> RelayClient {
        RelayClient(
            address: try #require(RelayAddress(parsing: "http://127.0.0.1:\(server.port)")),
            uploadPatience: .seconds(2), callPatience: callPatience, patience: patience)
    }
}
