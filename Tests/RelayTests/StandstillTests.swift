// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Crypto
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
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

    /// A third of what the system would buffer takes longer than the relay waits for a reader who takes nothing.
    @Test(.timeLimit(.minutes(5))) func `a reader who is slow and goes on reading gets a large file whole`()
        async throws
    {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.idleSeconds = 3
        } _: { relay in
            let bytes = [UInt8](repeating: 3, count: 6 << 20)
            let blob = Array(SHA256.hash(data: bytes))
            let upload = relay.client().beginUpload(ticket: Self.ticket)
            try await upload.write(bytes)
            try await upload.finish(expecting: blob)
            let received = try await SlowReader.read(
                bytes.count, port: relay.ports.relay,
                "GET /v1/blobs/\(Hex.encode(blob)) HTTP/1.1\r\nHost: relay\r\n\r\n", pause: .milliseconds(200))
            #expect(received >= bytes.count)
        }
    }

    private static func client(_ server: SilentServer) throws -> RelayClient {
        RelayClient(
            address: try #require(RelayAddress(parsing: "http://127.0.0.1:\(server.port)")),
            uploadPatience: .seconds(2))
    }
}
