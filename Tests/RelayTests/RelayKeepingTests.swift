// SPDX-License-Identifier: AGPL-3.0-or-later
import Blobs
import Bytes
import Crypto
import Foundation
import HTTPTypes
import LifeboatTestSupport
import NIOCore
import Relay
import RelayAPI
import RelayConnection
import RelayStore
import RelayStoreSQLite
import Synchronization
import Testing

/// Claims on blobs over the wire, and what goes without one.
@Suite(.timeLimit(.minutes(5))) struct RelayKeepingTests {
    /// The relay's clocks, which a test moves by days.
    private final class Days: Sendable {
        private let passed = Mutex<Int64>(0)
        @Sendable func clock() -> Int64 { Int64(Date().timeIntervalSince1970) + uptime() }
        @Sendable func uptime() -> Int64 { passed.withLock { $0 } }
        func next() { passed.withLock { $0 += 86_400 } }
    }

    private static func upload(_ bytes: [UInt8], _ client: RelayClient) async throws -> [UInt8] {
        let blob = Array(SHA256.hash(data: bytes))
        let upload = client.beginUpload(ticket: (0..<32).map { _ in UInt8.random(in: 0...255) })
        try await upload.write(bytes)
        try await upload.finish(expecting: blob)
        return blob
    }

    /// A claim as a desk makes it.
    private static func claim(_ blobs: [[UInt8]]) -> [[UInt8]] {
        blobs + (blobs.count..<RelayLimits.namesPerClaim).map { _ in (0..<32).map { _ in UInt8.random(in: 0...255) } }
    }

    /// Days go by on which a device calls, and somebody claims something.
    private static func pass(_ count: Int, _ days: Days, _ device: RelayClient, _ keeper: RelayClient?) async throws {
        for _ in 0..<count {
            days.next()
            _ = try await device.readIntake(after: 0, limit: 1)
            try await keeper?.keep(claim([]))
        }
    }

    private static func metric(_ name: String, _ relay: LiveRelay) async throws -> Int? {
        let line = try await relay.metrics().split(separator: "\n").first { $0.hasPrefix("lifeboat_relay_\(name) ") }
        return line.flatMap { Int($0.split(separator: " ")[1]) }
    }

    /// Until upkeep has removed so many blobs.
    private static func wait(for removed: Int, _ relay: LiveRelay) async throws {
        while try await metric("removed_unclaimed_blobs_total", relay) != removed {
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    @Test func `what nobody claims goes after sixty days of use, and frees its room; what was claimed stays`()
        async throws
    {
        let days = Days()
        try await LiveRelay.run(
            in: ScratchFolder(), settings: { $0.upkeepSeconds = 1 }, clock: days.clock, uptime: days.uptime
        ) { (relay: LiveRelay) async throws -> Void in
            let (device, key, visitor) = (try await relay.device(), AccessKey(), relay.client())
            let keeper = relay.client(key)
            let (named, garbage) = (try await Self.upload([1, 2, 3], visitor), try await Self.upload([4, 5], visitor))
            try await device.announce(keepingKey: key.verificationKey)
            try await keeper.keep(Self.claim([named]))
            #expect(try await Self.metric("unclaimed_blobs", relay) == 1)
            // Brought again by a stranger it stays what it is.
            _ = try await Self.upload([1, 2, 3], visitor)
            #expect(try await Self.metric("unclaimed_blobs", relay) == 1)
            try await Self.pass(59, days, device, keeper)
            try await Task.sleep(for: .seconds(2))
            #expect(try await visitor.blobExists(garbage))
            #expect(relay.blobs.share.byteCount == 5)
            try await Self.pass(1, days, device, keeper)
            try await Self.wait(for: 1, relay)
            #expect(try await !visitor.blobExists(garbage))
            #expect(try await visitor.blobExists(named))
            #expect(try await Self.metric("unclaimed_blobs", relay) == 0)
            #expect(relay.blobs.share.byteCount == 3)
            // What went may come again, and waits anew.
            _ = try await Self.upload([4, 5], visitor)
            #expect(try await Self.metric("unclaimed_blobs", relay) == 1)
        }
    }

    @Test func `a summer without anybody counts nothing, and nothing goes with nobody claiming`() async throws {
        let days = Days()
        try await LiveRelay.run(
            in: ScratchFolder(), settings: { $0.upkeepSeconds = 1 }, clock: days.clock, uptime: days.uptime
        ) { (relay: LiveRelay) async throws -> Void in
            let (device, key) = (try await relay.device(), AccessKey())
            let blob = try await Self.upload([1], relay.client())
            try await device.announce(keepingKey: key.verificationKey)
            let keeper = relay.client(key)
            // Desks that call and claim nothing are no reason to remove anything.
            try await Self.pass(70, days, device, nil)
            try await Task.sleep(for: .seconds(2))
            #expect(try await relay.client().blobExists(blob))
            try await keeper.keep(Self.claim([]))
            try await Self.wait(for: 1, relay)
            let other = try await Self.upload([2], relay.client())
            try await Self.pass(30, days, device, keeper)
            for _ in 0..<90 { days.next() }
            try await Self.pass(1, days, device, keeper)
            try await Task.sleep(for: .seconds(2))
            #expect(try await relay.client().blobExists(other))
        }
    }

    @Test func `nothing goes while a desk is in use that is too old to claim`() async throws {
        let days = Days()
        try await LiveRelay.run(
            in: ScratchFolder(), settings: { $0.upkeepSeconds = 1 }, clock: days.clock, uptime: days.uptime
        ) { (relay: LiveRelay) async throws -> Void in
            let (device, old, key) = (try await relay.device(), try await relay.device(), AccessKey())
            let blob = try await Self.upload([1], relay.client())
            try await device.announce(keepingKey: key.verificationKey)
            let keeper = relay.client(key)
            try await Self.pass(40, days, device, keeper)
            _ = try await old.readIntake(after: 0, limit: 1)
            #expect(try await Self.metric("devices_without_claims", relay) == 1)
            try await Self.pass(50, days, device, keeper)
            try await Task.sleep(for: .seconds(2))
            #expect(try await relay.client().blobExists(blob))
            // It was brought up to date.
            try await old.announce(keepingKey: key.verificationKey)
            #expect(try await Self.metric("devices_without_claims", relay) == 0)
            try await Self.wait(for: 1, relay)
        }
    }

    @Test func `a relay that shall keep everything does`() async throws {
        let days = Days()
        try await LiveRelay.run(
            in: ScratchFolder(),
            settings: {
                $0.upkeepSeconds = 1
                $0.limits.unclaimedDays = nil
            }, clock: days.clock, uptime: days.uptime
        ) { (relay: LiveRelay) async throws -> Void in
            let (device, key) = (try await relay.device(), AccessKey())
            let blob = try await Self.upload([1], relay.client())
            try await device.announce(keepingKey: key.verificationKey)
            try await Self.pass(61, days, device, relay.client(key))
            try await Task.sleep(for: .seconds(2))
            #expect(try await relay.client().blobExists(blob))
        }
    }

    @Test func `whatever ended the relay between a blob's file and its record, the next round goes on`() async throws {
        let (days, folder, key) = (Days(), try ScratchFolder(), AccessKey())
        let path = "\(folder.path)/relay.sqlite"
        let access = AccessKey()
        let gone = try await LiveRelay.run(
            in: folder, store: try SQLiteStore(path: path), settings: { $0.upkeepSeconds = 100_000 }, clock: days.clock,
            uptime: days.uptime
        ) { relay in
            let device = try await relay.device(access)
            try await device.announce(keepingKey: key.verificationKey)
            let blobs = [try await Self.upload([1], relay.client()), try await Self.upload([2, 2], relay.client())]
            try await Self.pass(60, days, device, relay.client(key))
            return blobs
        }
        // The first one's file was removed and the record stays; of a third there is a record and never was a file.
        try FileManager.default.removeItem(atPath: "\(folder.path)/blobs/\(Hex.encode(gone[0]))")
        let store = try SQLiteStore(path: path)
        try await store.noteUpload(BlobName([UInt8](repeating: 7, count: 32)), isThere: false)
        try await LiveRelay.run(
            in: folder, store: store, settings: { $0.upkeepSeconds = 1 }, clock: days.clock, uptime: days.uptime
        ) { (relay: LiveRelay) async throws -> Void in
            try await Self.wait(for: 2, relay)
            #expect(try await !relay.client().blobExists(gone[1]))
            #expect(try await Self.metric("unclaimed_blobs", relay) == 1)
            // What has no file may still come, and is there then.
            let again = try await Self.upload([1], relay.client())
            #expect(try await relay.client().blobExists(again))
            try await Self.pass(60, days, relay.client(access), relay.client(key))
            try await Self.wait(for: 4, relay)
            #expect(try await Self.metric("unclaimed_blobs", relay) == 0)
        }
    }

    @Test func `what a device removes waits for nothing`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { (relay: LiveRelay) async throws -> Void in
            let blob = try await Self.upload([1], relay.client())
            try await relay.device().removeBlob(blob)
            #expect(try await Self.metric("unclaimed_blobs", relay) == 0)
        }
    }

    // MARK: Refusals

    private struct Signed {
        var line: String
        var fields: [String]
        var body: String
    }

    private static func signed(
        _ relay: LiveRelay, _ key: AccessKey, _ route: Route = .keepBlobs, names: Int = RelayLimits.namesPerClaim,
        off: Int64 = 0
    ) async throws -> Signed {
        let body = String(repeating: "n", count: names * 32)
        let name = try #require(RelayName(try await relay.client().relayKey()))
        let signature = DeviceSignature(
            method: route.method, target: route.target, body: Array(body.utf8), relay: name,
            created: Int64(Date().timeIntervalSince1970) + off, nonce: (0..<16).map { _ in UInt8.random(in: 0...255) },
            with: key)
        return Signed(
            line: "\(route.method.rawValue) \(route.target)",
            fields: signature.fields.map { "\($0.name.rawName): \($0.value)" }, body: body)
    }

    private static func ask(_ relay: LiveRelay, _ call: Signed) async throws -> String {
        let length = call.body.isEmpty ? [] : ["Content-Length: \(call.body.utf8.count)"]
        let head = [call.line + " HTTP/1.1", "Host: relay", "Connection: close"] + call.fields + length
        return try await RawConnection.exchange(
            port: relay.ports.relay, [head.joined(separator: "\r\n") + "\r\n\r\n" + call.body])
    }

    @Test func `a claim counts by a keeping key alone, once, for its body and its relay, and has one size`()
        async throws
    {
        try await LiveRelay.run(in: ScratchFolder()) { (relay: LiveRelay) async throws -> Void in
            let (access, key) = (AccessKey(), AccessKey())
            let device = try await relay.device(access)
            func expect(_ status: Int, _ problem: String, _ call: Signed, _ comment: Comment) async throws {
                let answer = try await Self.ask(relay, call)
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), comment)
                #expect(problem.isEmpty || answer.contains("urn:lifeboat:problem:\(problem)"), comment)
            }
            let early = try await Self.signed(relay, key)
            try await expect(401, "not-authorised", early, "nobody has announced the key")
            try await device.announce(keepingKey: key.verificationKey)
            let good = try await Self.signed(relay, key)
            let answer = try await Self.ask(relay, good)
            #expect(answer.hasPrefix("HTTP/1.1 204 ") && answer.hasSuffix("\r\n\r\n"))
            #expect(!answer.lowercased().contains("lifeboat-disk"), "whoever claims is no device")
            try await expect(401, "replayed", good, "again")
            let byDevice = try await Self.signed(relay, access)
            try await expect(401, "not-authorised", byDevice, "a device's own key")
            let byStranger = try await Self.signed(relay, AccessKey())
            try await expect(401, "not-authorised", byStranger, "nobody's key")
            var unsigned = try await Self.signed(relay, key)
            unsigned.fields = []
            try await expect(401, "not-authorised", unsigned, "no signature")
            var other = try await Self.signed(relay, key)
            other.body.replaceSubrange(other.body.startIndex...other.body.startIndex, with: "m")
            try await expect(401, "not-authorised", other, "another body")
            var elsewhere = try await Self.signed(relay, key, .removeSlots)
            elsewhere.line = good.line
            try await expect(401, "not-authorised", elsewhere, "signed for another call")
            let late = try await Self.signed(relay, key, off: -400)
            try await expect(401, "clock", late, "signed too long ago")
            for names in [0, 1, 255] {
                let short = try await Self.signed(relay, key, names: names)
                try await expect(400, "malformed", short, "\(names) names")
            }
            var cut = try await Self.signed(relay, key, names: 1)
            cut.body.removeLast()
            try await expect(401, "not-authorised", cut, "a body cut short")
            let long = try await Self.signed(relay, key, names: 257)
            try await expect(413, "too-large", long, "257 names")
            // A keeping key opens nothing else.
            let intake = try await Self.signed(relay, key, .readIntake(after: 0, limit: 1), names: 0)
            try await expect(401, "not-authorised", intake, "a device's call")
            var read = try await Self.signed(relay, key)
            read.line = "GET /v1/blobs/keep"
            try await expect(405, "method-not-allowed", read, "another method")
            // The names were nobody's, and nothing is known of them.
            #expect(try await Self.metric("claims_total", relay) == 1)
        }
    }

    @Test func `a key is announced by a device, and is no device's`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { (relay: LiveRelay) async throws -> Void in
            let access = AccessKey()
            let device = try await relay.device(access)
            let keys = (0..<10).map { _ in AccessKey() }
            await #expect(throws: RelayClientError.notAuthorised) {
                try await relay.client(AccessKey()).announce(keepingKey: keys[0].verificationKey)
            }
            await #expect(throws: RelayClientError.notAuthorised) {
                try await relay.client().announce(keepingKey: keys[0].verificationKey)
            }
            await #expect(throws: RelayClientError.conflict) {
                try await device.announce(keepingKey: access.verificationKey)
            }
            for key in keys { try await device.announce(keepingKey: key.verificationKey) }
            var counting: [Bool] = []
            for key in keys {
                let client = relay.client(key)
                counting.append((try? await client.keep(Self.claim([]))) != nil)
            }
            #expect(counting == keys.indices.map { $0 >= 2 }, "the newest eight count")
            // One that is there is not moved, and one that went may come again.
            for key in [keys[2], keys[0]] { try await device.announce(keepingKey: key.verificationKey) }
            await #expect(throws: RelayClientError.notAuthorised) {
                try await relay.client(keys[2]).keep(Self.claim([]))
            }
            try await relay.client(keys[0]).keep(Self.claim([]))
            // A keeping key announces nothing.
            await #expect(throws: RelayClientError.notAuthorised) {
                try await relay.client(keys[0]).announce(keepingKey: keys[1].verificationKey)
            }
        }
    }
}
