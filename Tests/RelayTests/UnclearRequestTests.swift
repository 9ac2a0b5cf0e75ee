// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
import Testing

@testable import ServerChannels

/// One request, or the end: nothing that two programs may read differently is half understood.
@Suite(.timeLimit(.minutes(5))) struct UnclearRequestTests {
    /// What follows on the connection would be the request that somebody hid in the first.
    private static let following = "GET /v1/checkpoint HTTP/1.1\r\nHost: relay\r\n\r\n"

    @Test func `the relay refuses a request that is unclear, and reads nothing behind it`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            #expect(
                try await UnclearRequests.answeredOtherwise(
                    to: "POST /v1/slots/fetch", following: Self.following, port: relay.ports.relay) == [])
            let healthPort = try #require(relay.ports.health)
            let health = "GET /health HTTP/1.1\r\nHost: relay\r\n\r\n"
            #expect(
                try await UnclearRequests.answeredOtherwise(
                    to: "POST /health", following: health, port: healthPort) == [])
            #expect(try await relay.client().checkpoint().size == 0)
        }
    }

    @Test func `what came whole before an unclear request is answered first`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let answer = try await RawConnection.exchange(
                port: relay.ports.relay, [Self.following + "GET /v1/checkpoint HTTP/1.1\r\n\r\n" + Self.following])
            #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.contains("HTTP/1.1 400 "), "\(answer)")
            #expect(answer.ranges(of: "HTTP/1.1 ").count == 2, "\(answer)")
        }
    }

    @Test(arguments: [
        "relay", "relay:80", "127.0.0.1:8391", "[::1]", "[::1]:8391", "abc.onion", "", "a_b-c.example.", "xn--e1aybc",
        "a:",
    ])
    func `a host is taken as it may be written`(host: String) { #expect(HostGuard.isHost(host)) }

    @Test(arguments: [
        "a,b", "a b", "a@b", "a/b", "a?b", "a#b", "a\\b", "a:b", "a:123456", "[::1", "::1", "[]", "[::1]x", "й",
        "a\u{0}",
        String(repeating: "a", count: 256),
    ])
    func `a host is not taken as it may not be`(host: String) { #expect(!HostGuard.isHost(host)) }
}
