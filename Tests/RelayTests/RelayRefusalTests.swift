// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Foundation
import HTTPTypes
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
import Synchronization
import Testing

/// Requests that no honest client sends: each is refused with a status of its own, none with a failure of the relay.
@Suite struct RelayRefusalTests {
    private static let ticket = Base64URL.encode([UInt8](repeating: 5, count: 32))
    private static let hex = String(repeating: "ab", count: 32)

    private static func ask(
        _ relay: LiveRelay, _ line: String, fields: [String] = [], body: String = ""
    ) async throws -> String {
        let length = body.isEmpty ? [] : ["Content-Length: \(body.utf8.count)"]
        let head = ([line + " HTTP/1.1", "Host: relay", "Connection: close"] + fields + length).joined(
            separator: "\r\n")
        return try await RawConnection.exchange(port: relay.ports.relay, [head + "\r\n\r\n" + body])
    }

    private static func status(_ answer: String) -> Int? {
        answer.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let line: String
        var fields: [String] = []
        var body = ""
        let status: Int
        let problem: String
        var testDescription: String { "\(line) \(fields) \(body.prefix(20)) \(status)" }
    }

    static let cases: [Case] = [
        Case(line: "GET /", status: 404, problem: "not-found"),
        Case(line: "GET /v1/nothing", status: 404, problem: "not-found"),
        Case(line: "GET /v1/blobs/\(hex)", status: 404, problem: "not-found"),
        Case(line: "GET /v1/blobs/../relay.sqlite", status: 404, problem: "not-found"),
        Case(line: "DELETE /v1/uploads/\(ticket)", status: 404, problem: "not-found"),
        Case(line: "PATCH /v1/intake", status: 405, problem: "method-not-allowed"),
        Case(line: "POST /v1/checkpoint", status: 405, problem: "method-not-allowed"),
        Case(line: "GET /v1/intake?after=x&limit=1", status: 400, problem: "malformed"),
        Case(line: "POST /v1/intake", status: 400, problem: "wrong-size"),
        Case(line: "POST /v1/intake", body: "short", status: 400, problem: "wrong-size"),
        Case(line: "POST /v1/intake", fields: ["Content-Length: 131073"], status: 413, problem: "too-large"),
        Case(line: "POST /v1/intake", fields: ["Content-Length: 99999999999"], status: 413, problem: "too-large"),
        Case(line: "GET /v1/checkpoint", body: "a body", status: 413, problem: "too-large"),
        Case(line: "POST /v1/slots/fetch", body: String(repeating: "a", count: 480), status: 400, problem: "malformed"),
        Case(line: "POST /v1/slots/fetch", body: String(repeating: "a", count: 544), status: 413, problem: "too-large"),
        Case(line: "PUT /v1/uploads/\(ticket)", status: 400, problem: "malformed"),
        Case(
            line: "PUT /v1/uploads/\(ticket)", fields: ["Upload-Offset: 1", "Upload-Complete: ?0"], status: 404,
            problem: "not-found"),
        Case(
            line: "PUT /v1/uploads/\(ticket)", fields: ["Upload-Offset: 00", "Upload-Complete: ?0"], status: 400,
            problem: "malformed"),
        Case(
            line: "PUT /v1/uploads/\(ticket)", fields: ["Upload-Offset: 0", "Upload-Complete: yes"], status: 400,
            problem: "malformed"),
        Case(line: "GET /v1/intake?after=0&limit=1", status: 401, problem: "not-authorised"),
        Case(line: "POST /v1/ledger", body: String(repeating: "a", count: 100), status: 401, problem: "not-authorised"),
        Case(line: "PUT /v1/slots/\(hex)", status: 401, problem: "not-authorised"),
        Case(line: "DELETE /v1/blobs/\(hex)", status: 401, problem: "not-authorised"),
        Case(line: "PUT /v1/devices/\(hex)", status: 401, problem: "not-authorised"),
        Case(
            line: "DELETE /v1/devices/\(hex)", fields: ["Signature-Input: x", "Signature: y"], status: 400,
            problem: "malformed"),
        Case(line: "POST /v1/devices", body: String(repeating: "a", count: 32), status: 401, problem: "not-authorised"),
        Case(
            line: "POST /v1/devices", fields: ["Authorization: Bearer "], body: String(repeating: "a", count: 32),
            status: 401, problem: "not-authorised"),
        Case(
            line: "POST /v1/devices", fields: ["Authorization: Bearer x"], body: String(repeating: "a", count: 33),
            status: 413, problem: "too-large"),
    ]

    @Test func `malformed calls are refused, each for its reason`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            for test in Self.cases {
                let answer = try await Self.ask(relay, test.line, fields: test.fields, body: test.body)
                #expect(Self.status(answer) == test.status, "\(test.testDescription): \(answer)")
                #expect(answer.contains("urn:lifeboat:problem:\(test.problem)"), "\(test.testDescription): \(answer)")
            }
        }
    }

    @Test(arguments: [
        "\r\n\r\n\r\n\r\n", "nonsense\r\n\r\n", "GET /v1/checkpoint HTTP/9.9\r\n\r\n",
        "POST /v1/intake HTTP/1.1\r\nHost: relay\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/intake HTTP/1.1\r\nHost: relay\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
        "POST /v1/intake HTTP/1.1\r\nHost: relay\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /v1/\u{0}checkpoint HTTP/1.1\r\nHost: relay\r\n\r\n",
    ])
    func `what is no HTTP is refused, and the relay goes on`(text: String) async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.idleSeconds = 1
        } _: { relay in
            let answer = try await RawConnection.exchange(port: relay.ports.relay, [text]) { $0.contains("\r\n\r\n") }
            #expect(Self.status(answer).map { (400..<500).contains($0) } ?? true, "\(answer)")
            #expect(try await relay.client().checkpoint().size == 0)
        }
    }

    private static func status(ofHeadWith fields: String, _ relay: LiveRelay) async throws -> Int? {
        let head = "GET /v1/checkpoint HTTP/1.1\r\nHost: relay\r\n\(fields)\r\n"
        let answer = try await RawConnection.exchange(port: relay.ports.relay, [head]) { $0.contains("\r\n\r\n") }
        return status(answer)
    }

    /// One field of its own and `Host` come to the fields and bytes that are counted here.
    @Test func `a head is taken up to its bounds, and not beyond them`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.headByteCount = 2_048
            $0.limits.headFieldCount = 8
        } _: { relay in
            var statuses: [Int?] = []
            for fields in [
                "X: \(String(repeating: "a", count: 1_900))\r\n", "X: \(String(repeating: "a", count: 2_049))\r\n",
                String(repeating: "X: y\r\n", count: 7), String(repeating: "X: y\r\n", count: 8),
            ] { statuses.append(try await Self.status(ofHeadWith: fields, relay)) }
            #expect(statuses == [200, 400, 200, 400])
            #expect(try await relay.client().checkpoint().size == 0)
        }
    }

    @Test func `a chunked body that grows past the bound is refused while it is read`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let chunk = "8000\r\n" + String(repeating: "a", count: 0x8000) + "\r\n"
            let head = "POST /v1/intake HTTP/1.1\r\nHost: relay\r\nTransfer-Encoding: chunked\r\n\r\n"
            let answer = try await RawConnection.exchange(
                port: relay.ports.relay, [head, chunk, chunk, chunk, chunk, chunk]
            ) { $0.contains("too-large") }
            #expect(Self.status(answer) == 413)
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    @Test func `a body that drips is cut off when its time is over`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.bodySeconds = 0
            $0.limits.slowestByteRate = 1 << 30
        } _: { relay in
            let head = "POST /v1/intake HTTP/1.1\r\nHost: relay\r\nContent-Length: 8192\r\n\r\nabc"
            let answer = try await RawConnection.exchange(port: relay.ports.relay, [head])
            #expect(Self.status(answer) == 408 && answer.contains("problem:too-slow"))
        }
    }

    @Test(arguments: [
        "", "POST /v1/intake HTTP/1.1\r\nHost: rel", "POST /v1/intake HTTP/1.1\r\nContent-Length: 8192\r\n\r\nabc",
    ])
    func `a connection on which nothing comes is closed`(beginning: String) async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.idleSeconds = 1
        } _: { relay in
            // Returns only because the relay ends the connection.
            let answer = try await RawConnection.exchange(port: relay.ports.relay, [beginning])
            #expect(!answer.hasPrefix("HTTP/1.1 2"))
        }
    }

    @Test func `a signed call counts once`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let access = AccessKey()
            let device = try await relay.device(access)
            let signed = try await Self.signed(relay, device, access, .removeIntake, body: "12345678")
            #expect(Self.status(try await Self.ask(relay, signed.line, fields: signed.fields, body: "12345678")) == 204)
            let replay = try await Self.ask(relay, signed.line, fields: signed.fields, body: "12345678")
            #expect(Self.status(replay) == 401 && replay.contains("problem:replayed"))
        }
    }

    @Test(arguments: [7200, 86_400, -7200] as [Int64])
    func `a relay whose clock is put right hears its devices at once, and nothing twice`(wrong: Int64) async throws {
        let jump = Mutex(wrong)
        let clock: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) + jump.withLock { $0 } }
        try await LiveRelay.run(in: ScratchFolder(), clock: clock) { relay in
            let access = AccessKey()
            let device = try await relay.device(access)
            #expect(try await device.readIntake(after: 0, limit: 1).isEmpty)
            let (line, fields) = try await Self.signed(
                relay, device, access, .readLedger(from: 0, limit: 1), body: "", off: wrong)
            #expect(Self.status(try await Self.ask(relay, line, fields: fields)) == 200)
            // A quarter of an hour goes by, then the clock is put right.
            for later in [900, -900 - wrong] {
                jump.withLock { $0 += later }
                #expect(try await device.readIntake(after: 0, limit: 1).isEmpty)
                #expect(try await device.readLedger(from: 0, limit: 1).isEmpty)
                #expect(Self.status(try await Self.ask(relay, line, fields: fields)) == 401)
            }
            // What a relay judges calls by is not what its clock shows.
            #expect(device.clockDifference.magnitude < 60)
        }
    }

    @Test func `a signature holds for its body, its relay, its time and its device`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let access = AccessKey()
            let device = try await relay.device(access)
            let (line, good) = try await Self.signed(relay, device, access, .removeIntake, body: "12345678")
            let otherBody = try await Self.ask(relay, line, fields: good, body: "12345679")
            #expect(Self.status(otherBody) == 401 && otherBody.contains("problem:not-authorised"))
            let late = try await Self.signed(relay, device, access, .removeIntake, body: "12345678", off: -301)
            let clock = try await Self.ask(relay, late.line, fields: late.fields, body: "12345678")
            #expect(Self.status(clock) == 401 && clock.contains("problem:clock"))
            #expect(clock.lowercased().contains("\r\ndate: "), "the client signs again with the relay's time")
            let stranger = try await Self.signed(relay, device, AccessKey(), .removeIntake, body: "12345678")
            let unknown = try await Self.ask(relay, stranger.line, fields: stranger.fields, body: "12345678")
            #expect(Self.status(unknown) == 401)
            let moved = try await Self.signed(relay, device, access, .eraseLedger, body: "12345678")
            let elsewhere = try await Self.ask(relay, line, fields: moved.fields, body: "12345678")
            #expect(Self.status(elsewhere) == 401)
        }
    }

    @Test func `health and numbers are on a port of their own`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            try await relay.client().deliver(envelope: RelayCallTests.envelope(1))
            #expect(Self.status(try await Self.ask(relay, "GET /metrics")) == 404)
            let port = try #require(relay.ports.health)
            let request = "GET /metrics HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n"
            let metrics = try await RawConnection.exchange(port: port, [request])
            #expect(metrics.contains("\nlifeboat_relay_envelopes_total 1\n"))
            #expect(metrics.contains("\nlifeboat_relay_waiting_envelopes 1\n"))
            let health = try await RawConnection.exchange(port: port, [request.replacing("metrics", with: "health")])
            #expect(Self.status(health) == 200 && health.hasSuffix("ok\n"))
        }
    }

    /// A call signed by hand.
    private static func signed(
        _ relay: LiveRelay, _ device: RelayClient, _ access: AccessKey, _ route: Route, body: String, off: Int64 = 0
    ) async throws -> (line: String, fields: [String]) {
        let name = try #require(RelayName(try await device.relayKey()))
        let signature = DeviceSignature(
            method: route.method, target: route.target, body: Array(body.utf8), relay: name,
            created: Int64(Date().timeIntervalSince1970) + off, nonce: (0..<16).map { _ in UInt8.random(in: 0...255) },
            with: access)
        return ("\(route.method.rawValue) \(route.target)", signature.fields.map { "\($0.name.rawName): \($0.value)" })
    }
}
