// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Crypto
import Foundation
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
import RelayStoreSQLite
import Testing

/// What a relay keeps of those who call it: nothing.
@Suite struct RelayBlindnessTests {
    private static let agent = "Mozilla/5.0 (planted agent 7fb1)"
    private static let forwarded = "203.0.113.77"
    private static let ticket = [UInt8](repeating: 0x5A, count: 32)

    /// A request as a browser or a proxy would send it, with everything that could give a visitor away.
    private static func gossip(_ relay: LiveRelay, _ line: String, body: [UInt8] = []) async throws {
        let head = """
            \(line) HTTP/1.1\r\nHost: planted-host-91c2.onion\r\nUser-Agent: \(agent)\r\nX-Forwarded-For: \(forwarded)\r\n\
            Referer: https://planted-referer-44d0.example/\r\nAccept-Language: ru-planted\r\nCookie: planted-cookie-0b7e=1\r\n\
            Connection: close\r\nContent-Length: \(body.count)\r\n\r\n
            """
        _ = try await RawConnection.exchange(
            port: relay.ports.relay, [head + String(decoding: body, as: UTF8.self)])
    }

    @Test func `no address, agent, path or time of a caller stands in any file or log line`() async throws {
        let folder = try ScratchFolder()
        let store = try SQLiteStore(path: "\(folder.path)/relay.sqlite")
        let slot = [UInt8](repeating: 0x6B, count: 32)
        let (log, during) = try await LiveRelay.run(in: folder, store: store) { relay in
            try await Self.gossip(relay, "POST /v1/intake", body: [UInt8](repeating: 65, count: 8192))
            try await Self.gossip(relay, "POST /v1/slots/fetch", body: [UInt8](repeating: 0x6B, count: 512))
            try await Self.gossip(relay, "GET /v1/blobs/\(Hex.encode(slot))")
            try await Self.gossip(relay, "GET /planted-path-5e5e?planted-query")
            try await Self.gossip(relay, "PUT /v1/slots/\(Hex.encode(slot))", body: [1])
            _ = try await RawConnection.exchange(port: relay.ports.relay, ["planted nonsense 1c1c\r\n\r\n"])
            let device = try await relay.device()
            let upload = device.beginUpload(ticket: Self.ticket)
            try await upload.write([1, 2, 3])
            _ = try await device.append([[UInt8](repeating: 3, count: 1024)])
            let during = try folder.files()
            try await upload.finish(expecting: Array(SHA256.hash(data: [1, 2, 3] as [UInt8])))
            return (relay.logged, during)
        }
        let planted = [
            "planted", "203.0.113.77", "127.0.0.1:", "Mozilla", "/v1/", Base64URL.encode(Self.ticket), Hex.encode(slot),
        ]
        for (name, bytes) in during.merging(try folder.files(), uniquingKeysWith: { $0 + $1 }) {
            for word in planted { #expect(bytes.firstRange(of: Array(word.utf8)) == nil, "\(word) in \(name)") }
            // The name of a fetched slot, and the right to an upload, are not kept in binary either.
            #expect(bytes.firstRange(of: slot) == nil && bytes.firstRange(of: Self.ticket) == nil, "\(name)")
        }
        for word in planted where word != "127.0.0.1:" { #expect(!log.contains(word), "\(word) in the log") }
        // The only address in the log is the relay's own, when it begins to listen.
        let addresses = log.split(separator: "\n").filter { $0.contains("127.0.0.1") }
        #expect(addresses.allSatisfy { $0.contains("listening") })
    }

    @Test func `answers do not say what the server is made of`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            for line in ["GET /v1/checkpoint", "GET /", "POST /v1/intake"] {
                let answer = try await RawConnection.exchange(
                    port: relay.ports.relay, ["\(line) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"])
                #expect(!answer.lowercased().contains("server:") && !answer.lowercased().contains("hummingbird"))
                #expect(!answer.lowercased().contains("set-cookie") && !answer.lowercased().contains("location:"))
            }
        }
    }

    @Test func `the relay's own files can be read by their owner alone`() async throws {
        let folder = try ScratchFolder()
        let store = try SQLiteStore(path: "\(folder.path)/relay.sqlite")
        try await LiveRelay.run(in: folder, store: store) { _ in
            for name in ["checkpoint.key", "enrolment-token", "relay.lock"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
            }
            let directory = try FileManager.default.attributesOfItem(atPath: folder.path)
            #expect(directory[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test func `what is kept of a conversation's times is hours`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let device = try await relay.device()
            try await device.deliver(envelope: RelayCallTests.envelope(1))
            let item = try await device.readIntake(after: 0, limit: 1)[0]
            let hour = UInt32(Date().timeIntervalSince1970 / 3600)
            #expect(item.hour == hour || item.hour + 1 == hour)
        }
    }
}
