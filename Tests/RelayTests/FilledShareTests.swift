// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Crypto
import HTTPTypes
import LifeboatTestSupport
import NIOCore
import Relay
import RelayAPI
import RelayConnection
import RelayStore
import Testing

/// A relay whose share fills: strangers are asked for work, devices are not.
@Suite(.timeLimit(.minutes(5))) struct FilledShareTests {
    private static let part = Int(RelayLimits.uploadPartByteCount)
    private static func ticket(_ number: UInt8) throws -> UploadTicket {
        try #require(UploadTicket([UInt8](repeating: number, count: 32)))
    }

    /// What a visitor without work is answered.
    private static func post(_ relay: LiveRelay, _ number: UInt8, _ byteCount: Int = 8192) async throws -> String {
        let envelope = String(decoding: RelayCallTests.envelope(number & 0x7F, byteCount), as: UTF8.self)
        let head =
            "POST /v1/intake HTTP/1.1\r\nHost: relay\r\nContent-Length: \(byteCount)\r\nConnection: close\r\n\r\n"
        return try await RawConnection.exchange(port: relay.ports.relay, [head + envelope]) { $0.contains("}") }
    }

    private static func put(
        _ relay: LiveRelay, _ ticket: UploadTicket, _ body: String = "", at offset: Int = 0, isLast: Bool = false,
        fields: [(String, String)] = []
    ) async throws -> String {
        let more = fields.map { "\($0.0): \($0.1)\r\n" }.joined()
        let head = """
            PUT /v1/uploads/\(Base64URL.encode(ticket.exposed)) HTTP/1.1\r\nHost: relay\r\n\(more)\
            Content-Length: \(body.utf8.count)\r\nUpload-Offset: \(offset)\r\nUpload-Complete: ?\(isLast ? 1 : 0)\r\n\
            Connection: close\r\n\r\n
            """
        return try await RawConnection.exchange(port: relay.ports.relay, [head + body]) { $0.contains("}") }
    }

    private static func work(in answer: String) -> WorkRequest? {
        answer.split(separator: "\r\n").first { $0.lowercased().hasPrefix("lifeboat-work: ") }
            .flatMap { WorkRequest(parsing: String($0.dropFirst("lifeboat-work: ".count))) }
    }

    private static func difficulty(_ relay: LiveRelay) async throws -> Int? {
        let line = try await relay.metrics().split(separator: "\n").first {
            $0.hasPrefix("lifeboat_relay_work_difficulty ")
        }
        return line.flatMap { Int($0.split(separator: " ")[1]) }
    }

    @Test func `work is asked for from one half on, grows, follows the size, and is over when the drawer is empty`()
        async throws
    {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.diskShare = 32 * 20_000
            $0.limits.diskReserve = 1 << 20
            $0.upkeepSeconds = 1
        } _: { (relay: LiveRelay) async throws -> Void in
            let visitor = relay.client()
            #expect(try await Self.post(relay, 1).hasPrefix("HTTP/1.1 201 "))
            var number: UInt8 = 1
            var seen: [Int] = []
            while seen.last ?? 0 < 16, number < 90 {
                number += 1
                try await visitor.deliver(envelope: RelayCallTests.envelope(number))
                seen.append(try await Self.difficulty(relay) ?? 0)
            }
            // Upkeep counts anew meanwhile, and finds a little less than was reckoned.
            #expect(seen.first == 0 && seen.contains(12) && seen.contains(14) && seen.last == 16)
            #expect(number >= 35, "half of the share was free")

            let refused = try await Self.post(relay, 100)
            #expect(refused.hasPrefix("HTTP/1.1 429 ") && refused.contains("problem:work-required"))
            var (before, bits): (Int?, [Int]) = (nil, [])
            repeat {
                before = try await Self.difficulty(relay)
                bits = []
                for byteCount in RelayLimits.envelopeByteCounts {
                    let answer = try await Self.post(relay, 101, byteCount)
                    bits.append(Int(try #require(Self.work(in: answer)).difficulty))
                }
            } while try await Self.difficulty(relay) != before
            #expect(bits.map { $0 - (before ?? 0) } == [0, 2, 4])
            // Whoever works comes in, also with more.
            try await visitor.deliver(envelope: RelayCallTests.envelope(102, 32_768))

            let device = try await relay.device()
            try await device.removeIntake(try await device.readIntake(after: 0, limit: 256).map(\.sequence))
            while try await Self.difficulty(relay) != 0 { try await Task.sleep(for: .milliseconds(50)) }
            #expect(try await Self.post(relay, 103).hasPrefix("HTTP/1.1 201 "))
        }
    }

    @Test func `where the operator wants no work, none is asked for however full the share is`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.envelopesBeforeWork = nil
        } _: { (relay: LiveRelay) async throws -> Void in
            relay.pretend(files: 19 << 30)
            #expect(try await Self.post(relay, 1).hasPrefix("HTTP/1.1 201 "))
        }
    }

    @Test func `nobody works for a relay that has no room`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { (relay: LiveRelay) async throws -> Void in
            relay.pretend(files: (20 << 30) - 5_000)
            #expect(try await Self.post(relay, 1).hasPrefix("HTTP/1.1 507 "))
            #expect(try await Self.put(relay, try Self.ticket(1)).hasPrefix("HTTP/1.1 507 "))
            await #expect(throws: RelayClientError.full) {
                try await relay.client().deliver(envelope: RelayCallTests.envelope(2))
            }
        }
    }

    @Test func `each part of a file pays by itself, and a file of many parts gets through`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { (relay: LiveRelay) async throws -> Void in
            // Half of what files may use, and less than half of the whole.
            relay.pretend(files: (20 << 30) / 16 * 7)
            #expect(try await Self.difficulty(relay) == 0)
            let visitor = relay.client()
            let bytes = (0..<(2 * Self.part + 77)).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 9) }
            let upload = visitor.beginUpload(ticket: try Self.ticket(1).exposed)
            for start in stride(from: 0, to: bytes.count, by: 100_000) {
                try await upload.write(Array(bytes[start..<min(start + 100_000, bytes.count)]))
            }
            let blob = Array(SHA256.hash(data: bytes))
            try await upload.finish(expecting: blob)
            var read: [UInt8] = []
            for try await piece in try await visitor.readBlob(blob) { read += piece.readableBytesView }
            #expect(read == bytes)

            // By hand: the work for one part lets no other in, and none twice.
            let ticket = try Self.ticket(2)
            let asked = try await Self.put(relay, ticket)
            #expect(asked.hasPrefix("HTTP/1.1 429 "))
            let request = try #require(Self.work(in: asked))
            #expect(request.difficulty == 16)
            let proof = try #require(request.solve(subject: ticket.workSubject(at: 0)) { false })
            let paid = [("Lifeboat-Work", proof.field)]
            #expect(try await Self.put(relay, ticket, fields: paid).hasPrefix("HTTP/1.1 204 "))
            #expect(try await Self.put(relay, ticket).hasPrefix("HTTP/1.1 204 "), "what was paid for may be repeated")
            let whole = String(repeating: "a", count: Self.part)
            #expect(try await Self.put(relay, ticket, whole).hasPrefix("HTTP/1.1 204 "))
            #expect(try await Self.put(relay, ticket, "b", at: Self.part, fields: paid).hasPrefix("HTTP/1.1 429 "))
            #expect(try await Self.put(relay, ticket, "b", at: 5).hasPrefix("HTTP/1.1 409 "))
            #expect(try await Self.put(relay, ticket, at: Self.part, isLast: true).hasPrefix("HTTP/1.1 201 "))
            #expect(try await Self.put(relay, ticket, "again", isLast: true, fields: paid).hasPrefix("HTTP/1.1 429 "))
        }
    }

    @Test func `whoever began for nothing goes on for nothing until the share is half full`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { (relay: LiveRelay) async throws -> Void in
            let whole = String(repeating: "a", count: Self.part + 1)
            #expect(try await Self.put(relay, try Self.ticket(1), whole).hasPrefix("HTTP/1.1 204 "))
            // One that stands at half a part when the share fills keeps what it has been let in for.
            let ticket = try Self.ticket(2)
            #expect(try await Self.put(relay, ticket, "half").hasPrefix("HTTP/1.1 204 "))
            relay.pretend(files: (20 << 30) / 16 * 7)
            let rest = String(repeating: "b", count: Self.part - 4)
            #expect(try await Self.put(relay, ticket, rest, at: 4).hasPrefix("HTTP/1.1 204 "))
            #expect(try await Self.put(relay, ticket, "c", at: Self.part).hasPrefix("HTTP/1.1 429 "))
            // And one that sends more at once than it has paid for is stopped where that ends.
            let third = try Self.ticket(3)
            let request = try #require(Self.work(in: try await Self.put(relay, third)))
            let proof = try #require(request.solve(subject: third.workSubject(at: 0)) { false })
            let answer = try await Self.put(relay, third, whole, fields: [("Lifeboat-Work", proof.field)])
            #expect(answer.hasPrefix("HTTP/1.1 429 "))
        }
    }

    @Test func `an upload that broke within a part goes on within it, and pays for the next`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { (relay: LiveRelay) async throws -> Void in
            let ticket = try Self.ticket(1)
            #expect(try await Self.put(relay, ticket, "hello").hasPrefix("HTTP/1.1 204 "))
            relay.pretend(files: (20 << 30) / 16 * 7)
            let bytes = [UInt8](repeating: 9, count: Self.part)
            let upload = relay.client().beginUpload(ticket: ticket.exposed, at: 5)
            try await upload.write(bytes)
            try await upload.finish(expecting: Array(SHA256.hash(data: Array("hello".utf8) + bytes)))
        }
    }

    @Test func `a flood of new uploads stops none that has begun`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.envelopesBeforeWork = 2
        } clock: {
            1_900_000_000
        } _: { (relay: LiveRelay) async throws -> Void in
            let ticket = try Self.ticket(1)
            let whole = String(repeating: "a", count: Self.part)
            #expect(try await Self.put(relay, ticket, whole).hasPrefix("HTTP/1.1 204 "))
            for number in UInt8(2)...4 { try await relay.client().deliver(envelope: RelayCallTests.envelope(number)) }
            #expect(try await Self.put(relay, try Self.ticket(5)).hasPrefix("HTTP/1.1 429 "))
            #expect(try await Self.put(relay, ticket, "b", at: Self.part).hasPrefix("HTTP/1.1 204 "))
        }
    }

    @Test func `a device that signs what opens a part is asked for no work, and nobody else is believed`() async throws
    {
        try await LiveRelay.run(in: ScratchFolder()) { (relay: LiveRelay) async throws -> Void in
            let access = AccessKey()
            let device = try await relay.device(access)
            let key = try #require(RelayName(try await device.relayKey()))
            // As full as it gets before it is full: a visitor would look for 24 bits.
            relay.pretend(files: 17 << 30)
            let ticket = try Self.ticket(1)
            #expect(Self.work(in: try await Self.put(relay, ticket))?.difficulty == 24)
            func signature(_ access: AccessKey, _ ticket: UploadTicket, body: String = "") -> [(String, String)] {
                let signature = DeviceSignature(
                    method: .put, target: Route.upload(ticket).target, body: Array(body.utf8), relay: key,
                    created: Int64(1_900_000_000), nonce: [UInt8](repeating: 1, count: 16), with: access)
                return signature.fields.map { ($0.name.rawName, $0.value) }
            }
            // Signed at another time, by a stranger, or over a body: refused, and not taken for an unsigned one.
            #expect(try await Self.put(relay, ticket, fields: signature(access, ticket)).hasPrefix("HTTP/1.1 401 "))
            #expect(
                try await Self.put(relay, ticket, fields: signature(AccessKey(), ticket)).hasPrefix("HTTP/1.1 401 "))

            let upload = device.beginUpload(ticket: ticket.exposed)
            let bytes = [UInt8](repeating: 5, count: Self.part + 3)
            try await upload.write(bytes)
            try await upload.finish(expecting: Array(SHA256.hash(data: bytes)))
            #expect(try await device.blobExists(Array(SHA256.hash(data: bytes))))
        }
    }

    @Test func `a signed call that brings bytes opens no part`() async throws {
        try await LiveRelay.run(in: ScratchFolder(), clock: { 1_900_000_000 }) {
            (relay: LiveRelay) async throws -> Void in
            let access = AccessKey()
            let device = try await relay.device(access)
            let key = try #require(RelayName(try await device.relayKey()))
            func fields(_ body: String, _ number: UInt8) throws -> [(String, String)] {
                let signature = DeviceSignature(
                    method: .put, target: Route.upload(try Self.ticket(1)).target, body: Array(body.utf8), relay: key,
                    created: 1_900_000_000, nonce: [UInt8](repeating: number, count: 16), with: access)
                return signature.fields.map { ($0.name.rawName, $0.value) }
            }
            let ticket = try Self.ticket(1)
            relay.pretend(files: 17 << 30)
            #expect(
                try await Self.put(relay, ticket, "x", fields: try fields("x", 1)).hasPrefix("HTTP/1.1 400 "))
            #expect(try await Self.put(relay, ticket, fields: try fields("x", 2)).hasPrefix("HTTP/1.1 400 "))
            #expect(try await Self.put(relay, ticket, fields: try fields("", 3)).hasPrefix("HTTP/1.1 204 "))
            #expect(try await Self.put(relay, ticket, fields: try fields("", 3)).hasPrefix("HTTP/1.1 401 "), "once")
            // One signature is for the whole of the upload.
            let more = String(repeating: "a", count: Self.part + 1)
            #expect(try await Self.put(relay, ticket, more).hasPrefix("HTTP/1.1 204 "))
            #expect(try await Self.put(relay, try Self.ticket(2)).hasPrefix("HTTP/1.1 429 "))
        }
    }

    /// Asked for more than any client does.
    @Test func `a device that is asked for work signs and does none, and whoever has no key gives up`() async throws {
        let document = #"{"type":"urn:lifeboat:problem:work-required","status":429}"#
        let asked = """
            HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/problem+json\r\n\
            Lifeboat-Work: difficulty=255, salt=AAECAwQFBgcICQoLDA0ODw\r\n\
            Content-Length: \(document.utf8.count)\r\n\r\n\(document)
            """
        for access in [AccessKey(), nil] {
            try await SilentServer.run(answering: [asked, StandstillTests.opened]) { server in
                let client = RelayClient(
                    address: try #require(RelayAddress(parsing: "http://127.0.0.1:\(server.port)")), access: access,
                    relayKey: RelayCallTests.name(1))
                let upload = client.beginUpload(ticket: try Self.ticket(1).exposed)
                var refusal: RelayClientError?
                do throws(RelayClientError) { try await upload.write([]) } catch { refusal = error }
                #expect(refusal == (access == nil ? .busy(retryAfter: 60) : nil))
                await client.shutdown()
            }
        }
    }

    @Test func `whoever has a key that the relay does not know works as anyone does`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { (relay: LiveRelay) async throws -> Void in
            relay.pretend(files: (20 << 30) / 16 * 7)
            let stranger = relay.client(AccessKey())
            let upload = stranger.beginUpload(ticket: try Self.ticket(1).exposed)
            try await upload.write([1, 2, 3])
            try await upload.finish(expecting: Array(SHA256.hash(data: [1, 2, 3] as [UInt8])))
        }
    }
}
