// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
import RelayStore
import RelayStoreSQLite
import Testing

/// Health is what a visitor would be told now.
@Suite struct HealthTests {
    private static func health(_ relay: LiveRelay) async throws -> String {
        let request = "GET /health HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n"
        return try await RawConnection.exchange(port: try #require(relay.ports.health), [request])
    }

    @Test func `a full share is told, and its end too`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.diskShare = 300_000
            $0.limits.envelopesBeforeWork = nil
            $0.limits.diskReserve = 0
            $0.upkeepSeconds = 1
        } _: { relay in
            #expect(try await Self.health(relay).hasPrefix("HTTP/1.1 200 "))
            let client = relay.client()
            for number in 1...40 {
                do throws(RelayClientError) {
                    try await client.deliver(envelope: RelayCallTests.envelope(UInt8(number)))
                } catch {
                    #expect(error == .full)
                    break
                }
            }
            let full = try await Self.health(relay)
            #expect(full.hasPrefix("HTTP/1.1 507 ") && full.contains("problem:full"))
            let device = try await relay.device()
            try await device.removeIntake(try await device.readIntake(after: 0, limit: 256).map(\.sequence))
            while try await !Self.health(relay).hasPrefix("HTTP/1.1 200 ") {
                try await Task.sleep(for: .milliseconds(50))
            }
            try await client.deliver(envelope: RelayCallTests.envelope(77))
        }
    }

    @Test func `a write that failed is told until one succeeds`() async throws {
        let folder = try ScratchFolder()
        // A disk that is full within a generous share: the database may grow to 64 pages.
        let store = try SQLiteStore(path: "\(folder.path)/relay.sqlite", maximumPageCount: 64)
        try await LiveRelay.run(in: folder, store: store) { relay in
            let (client, device) = (relay.client(), try await relay.device())
            #expect(try await Self.health(relay).hasPrefix("HTTP/1.1 200 "))
            var number: UInt8 = 0
            var failure: RelayClientError?
            while failure == nil, number < 100 {
                number += 1
                do throws(RelayClientError) {
                    try await client.deliver(envelope: RelayCallTests.envelope(number))
                } catch { failure = error }
            }
            #expect(failure == .full)
            let broken = try await Self.health(relay)
            #expect(broken.hasPrefix("HTTP/1.1 507 ") && broken.contains("problem:full"))
            let waiting = try await device.readIntake(after: 0, limit: 256).map(\.sequence)
            try await device.removeIntake(waiting)
            #expect(try await Self.health(relay).hasPrefix("HTTP/1.1 507 "), "nobody has written since")
            try await client.deliver(envelope: RelayCallTests.envelope(number + 1))
            #expect(try await Self.health(relay).hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `a file too large for what is left of the share is no failure`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.diskShare = 8 << 20
            $0.limits.envelopesBeforeWork = nil
        } _: { (relay: LiveRelay) async throws -> Void in
            let upload = relay.client().beginUpload(ticket: [UInt8](repeating: 1, count: 32))
            var refusal: RelayClientError?
            do throws(RelayClientError) {
                for _ in 0..<200 { try await upload.write([UInt8](repeating: 1, count: 65_536)) }
                try await upload.finish(expecting: [])
            } catch { refusal = error }
            #expect(refusal == .full)
            await upload.cancel()
            let health = try await Self.health(relay)
            #expect(health.hasPrefix("HTTP/1.1 200 "))
        }
    }
}
