// SPDX-License-Identifier: AGPL-3.0-or-later
import Dispatch
import GRDB
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
import RelayStore
import Synchronization
import Testing

@testable import RelayStoreSQLite

/// Each bound of a relay, reached from outside: the caller is told so, and the relay goes on.
@Suite struct BoundTests {
    @Test func `as many calls wait for news as may, and one more is told to come again`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.waitingCalls = 1
        } _: { relay in
            let device = try await relay.device()
            async let first = device.waitForChanges(intakeAfter: 0, ledgerFrom: 0, wait: 30)
            let metrics = "GET /metrics HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n"
            let port = try #require(relay.ports.health)
            while try await !RawConnection.exchange(port: port, [metrics]).contains("waiting_calls 1\n") {}
            await #expect(throws: RelayClientError.busy(retryAfter: 5)) {
                _ = try await device.waitForChanges(intakeAfter: 0, ledgerFrom: 0, wait: 30)
            }
            try await relay.client().deliver(envelope: RelayCallTests.envelope(1))
            #expect(try await first.intake == 1)
            #expect(try await device.waitForChanges(intakeAfter: 0, ledgerFrom: 0, wait: 30).intake == 1)
        }
    }

    @Test func `a connection beyond the bound waits in the queue until another ends`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.connections = 2
        } _: { relay in
            let request = "GET /v1/checkpoint HTTP/1.1\r\nHost: relay\r\n\r\n"
            let order = Order()
            let open = (1...2).map { number in
                Task {
                    // Stays open after its answer, until the task is cancelled.
                    try await RawConnection.exchange(port: relay.ports.relay, [request]) { text in
                        if text.contains("lifeboat-relay/") { order.note("served \(number)") }
                        return false
                    }
                }
            }
            while order.count(of: "served 1") == 0 || order.count(of: "served 2") == 0 { await Task.yield() }
            let third = Task {
                let answer = try await RawConnection.exchange(port: relay.ports.relay, [request]) {
                    $0.contains("lifeboat-relay/")
                }
                order.note("third")
                return answer
            }
            // The relay is awake meanwhile, and answers where there is room.
            let health = "GET /health HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n"
            for _ in 0..<50 {
                let answer = try await RawConnection.exchange(port: try #require(relay.ports.health), [health])
                #expect(answer.hasPrefix("HTTP/1.1 200 "))
            }
            #expect(order.count(of: "third") == 0)
            for connection in open { connection.cancel() }
            #expect(try await third.value.hasPrefix("HTTP/1.1 200 "))
            for connection in open { _ = await connection.result }
        }
    }

    @Test func `a write beyond those that may wait is told to come again, and is taken when it does`() async throws {
        let folder = try ScratchFolder()
        let store = try SQLiteStore(
            path: "\(folder.path)/relay.sqlite", commits: CommitLimits(writesPerCommit: 1, waitingWrites: 1))
        try await LiveRelay.run(in: folder, store: store) { relay in
            let client = relay.client()
            // The one writer is held: one delivery waits for it, the others are refused.
            let (held, release) = (AsyncStream<Void>.makeStream(), DispatchSemaphore(value: 0))
            store.pool.asyncWriteWithoutTransaction { _ in
                held.continuation.finish()
                release.wait()
            }
            for await _ in held.stream {}
            let order = Order()
            let deliveries = (1...8).map { number in
                Task { () -> RelayClientError? in
                    do throws(RelayClientError) {
                        try await client.deliver(envelope: RelayCallTests.envelope(UInt8(number)))
                        return nil
                    } catch {
                        order.note("refused")
                        return error
                    }
                }
            }
            while order.count(of: "refused") < 7 { await Task.yield() }
            release.signal()
            var outcomes: [RelayClientError?] = []
            for delivery in deliveries { outcomes.append(await delivery.value) }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.count { $0 == .busy(retryAfter: 2) } == 7)
            for number in 1...8 { try await client.deliver(envelope: RelayCallTests.envelope(UInt8(number))) }
            #expect(try await relay.device().readIntake(after: 0, limit: 20).count == 8, "each once")
        }
    }

    /// The limit that a call is refused with. The relay answers while the body is on its way, and a client that is just then handing over more of it
    /// may lose the words of the answer: it knows that it was too much, and asks again.
    private static func limit(of call: () async throws -> Void) async -> Int? {
        for _ in 0..<5 {
            do {
                try await call()
                return nil
            } catch RelayClientError.tooLarge(let limit) {
                if limit > 0 { return limit }
            } catch {
                return nil
            }
        }
        return 0
    }

    @Test func `more entries or removals in one call than may be are refused`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.entriesPerAppend = 2
            $0.limits.removalsPerCall = 2
            $0.limits.appendByteCount = 4_096
        } _: { relay in
            let device = try await relay.device()
            let entries = (1...5).map { [UInt8](repeating: UInt8($0), count: 1_024) }
            _ = try await device.append(Array(entries.prefix(2)))
            // Within the bytes of a call, and beyond them.
            await #expect(throws: RelayClientError.refused(status: 400)) {
                _ = try await device.append(Array(entries.prefix(3)))
            }
            #expect(await Self.limit { _ = try await device.append(entries) } == 4_104)
            #expect(try await device.readLedger(from: 0, limit: 9).count == 2)

            try await device.removeIntake([1, 2])
            #expect(await Self.limit { try await device.removeIntake([1, 2, 3]) } == 16)
            #expect(await Self.limit { try await device.eraseLedger([0, 1, 2]) } == 16)
            let names = (1...3).map { [UInt8](repeating: $0, count: 32) }
            try await device.removeSlots(Array(names.prefix(2)))
            #expect(await Self.limit { try await device.removeSlots(names) } == 64)
            #expect(
                try await device.readLedger(from: 0, limit: 9).allSatisfy { $0.payload != nil }, "nothing was erased")
        }
    }

    @Test func `without a word from its operator a relay asks for work when it is flooded, and takes all who do it`()
        async throws
    {
        #expect(RelayLimits().envelopesBeforeWork != nil)
        // Time stands still: on a slow machine ten seconds are over before six messages have come.
        try await LiveRelay.run(
            in: ScratchFolder(), settings: { $0.limits.envelopesBeforeWork = 5 }, uptime: { 1_000 }
        ) { relay in
            for number in 1...5 { try await relay.client().deliver(envelope: RelayCallTests.envelope(UInt8(number))) }
            let envelope = String(decoding: RelayCallTests.envelope(6).map { $0 & 0x7F }, as: UTF8.self)
            let head = "POST /v1/intake HTTP/1.1\r\nHost: relay\r\nContent-Length: 8192\r\nConnection: close\r\n\r\n"
            let answer = try await RawConnection.exchange(port: relay.ports.relay, [head + envelope])
            #expect(answer.hasPrefix("HTTP/1.1 429 ") && answer.contains("problem:work-required"))
            try await relay.client().deliver(envelope: RelayCallTests.envelope(7))
        }
    }
}

/// What happened so far.
private final class Order: Sendable {
    private let notes = Mutex<[String]>([])

    func note(_ what: String) { notes.withLock { $0.append(what) } }
    func count(of what: String) -> Int { notes.withLock { $0.count { $0 == what } } }
}
