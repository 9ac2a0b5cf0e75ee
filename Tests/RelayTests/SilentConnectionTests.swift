// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import NIOCore
import NIOPosix
import RelayAPI
import RelayConnection
import Testing

@testable import Relay

/// Whoever opens connections and says nothing, or a letter now and then, keeps nobody out.
@Suite struct SilentConnectionTests {
    @Test func `silent connections keep nobody out`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.connections = 64
        } _: { relay in
            let silent = try await SilentConnections(200, port: relay.ports.relay)
            try await relay.client().deliver(envelope: RelayCallTests.envelope(1))
            // A client whose connection made room opens another one.
            try await relay.client().deliver(envelope: RelayCallTests.envelope(2))
            try await silent.close()
        }
    }

    @Test func `a head that trickles is given up`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.headSeconds = 1
        } _: { relay in
            // Comes back when the relay closes the connection, with nothing.
            let answer = try await RawConnection.exchange(port: relay.ports.relay, ["GET /v1/che"])
            #expect(answer.isEmpty)
        }
    }
}
