// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Crypto
import Desk
import Foundation
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
import RelayStoreSQLite
import Sealing
import Synchronization
import Testing

/// The loop by which an unlocked desk claims files, by itself, over HTTP, for a season that takes seconds.
@Suite(.timeLimit(.minutes(5))) struct ClaimLoopTests {
    /// The time of everybody here. It moves when somebody sleeps, and not beyond what the test allows.
    private actor SharedTime {
        private struct Sleeper {
            let until: Int64
            let number: Int
            let wakes: CheckedContinuation<Void, Never>
        }

        private nonisolated let passed = Mutex<Int64>(0)
        private let start = Int64(Date().timeIntervalSince1970)
        private var allowed: Int64 = 0
        private var sleepers: [Sleeper] = []
        private var lastNumber = 0

        nonisolated func uptime() -> Int64 { passed.withLock { $0 } }
        nonisolated func now() -> Int64 { start + uptime() }

        /// Whether somebody waits for more time than is allowed.
        var isAtRest: Bool { !sleepers.isEmpty }

        func allow(_ seconds: Int64) {
            allowed += seconds
            let woken = sleepers.filter { $0.until <= allowed }
            sleepers.removeAll { $0.until <= allowed }
            for one in woken.sorted(by: { $0.until < $1.until }) {
                passed.withLock { $0 = max($0, one.until) }
                one.wakes.resume()
            }
            if sleepers.isEmpty { return }
            passed.withLock { [allowed] in $0 = max($0, allowed) }
        }

        func sleep(_ duration: Duration) async throws {
            let until = uptime() + max(1, duration.components.seconds)
            guard until > allowed else {
                passed.withLock { $0 = max($0, until) }
                await Task.yield()
                return try Task.checkCancellation()
            }
            lastNumber += 1
            let number = lastNumber
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    if Task.isCancelled { return continuation.resume() }
                    sleepers.append(Sleeper(until: until, number: number, wakes: continuation))
                }
            } onCancel: {
                Task { await self.wake(number) }
            }
            try Task.checkCancellation()
        }

        private func wake(_ number: Int) {
            guard let place = sleepers.firstIndex(where: { $0.number == number }) else { return }
            sleepers.remove(at: place).wakes.resume()
        }
    }

    private static func upload(_ content: [UInt8], _ client: RelayClient) async throws -> [UInt8] {
        let blob = Array(SHA256.hash(data: content))
        let upload = client.beginUpload(ticket: (0..<32).map { _ in UInt8.random(in: 0...255) })
        try await upload.write(content)
        try await upload.finish(expecting: blob)
        return blob
    }

    @Test func `a desk that is left open claims what it knows by itself, and a stranger's waste goes`() async throws {
        let (folder, home, time) = (try ScratchFolder(), try ScratchFolder(), SharedTime())
        let store = try SQLiteStore(path: folder.path + "/relay.sqlite")
        try await LiveRelay.run(
            in: folder, store: store, settings: { $0.upkeepSeconds = 1 }, clock: time.now, uptime: time.uptime
        ) { relay in
            var settings = WorkspaceSettings(directory: home.path + "/desk", relay: relay.address)
            settings.enrolmentToken = Redacted(try RelayDirectory(path: folder.path).makeEnrolmentToken().exposed)
            settings.passphraseWork = .uncheckedForTests
            let address = relay.address
            let connect = { @Sendable (access: AccessKey, key: [UInt8]?) -> any RelayLink in
                RelayClient(address: address, access: access, relayKey: key, clock: time.now)
            }
            let desk = try Workspace(
                settings,
                surroundings: Surroundings(
                    now: { UInt64(time.now()) }, sleep: time.sleep, connect: connect, connectApart: connect,
                    runsInBackground: true))
            let sheet = try await desk.create(
                OrganisationDraft(
                    name: "Тихая гавань", languages: ["ru"], memberName: "Анна",
                    passphrase: "correct horse battery staple"))
            let visitor = relay.client()
            let photo = try await Person(sheet.link, visitor).write("Меня ищут.", file: [1, 2, 3])
            let changes = await desk.changes()
            if await desk.state.requests.first?.files.map(\.blob) != [photo] {
                for await _ in changes where await desk.state.requests.first?.files.map(\.blob) == [photo] { break }
            }
            let waste = try await Self.upload([UInt8](repeating: 9, count: 5_000), visitor)
            // Some machine calls on each day, and claims nothing.
            let access = AccessKey()
            let first = try await relay.device()
            try await first.admit(access.verificationKey)
            try await first.announce(keepingKey: AccessKey().verificationKey)
            let machine = relay.client(access, clock: time.now)
            try await machine.announce(keepingKey: AccessKey().verificationKey)
            for _ in 0..<75 {
                await time.allow(86_400)
                while await !time.isAtRest { try await Task.sleep(for: .milliseconds(1)) }
                // Time may go on under the call.
                while (try? await machine.readIntake(after: 0, limit: 1)) == nil {}
            }
            // The file goes before anything is said of it.
            var metrics = try await relay.metrics()
            while !metrics.contains("lifeboat_relay_removed_unclaimed_blobs_total 1\n") {
                try await Task.sleep(for: .milliseconds(50))
                metrics = try await relay.metrics()
            }
            #expect(metrics.contains("lifeboat_relay_unclaimed_blobs 0\n"))
            #expect(try await !visitor.blobExists(waste))
            #expect(try await visitor.blobExists(photo))
            // A round a month, each some calls.
            let claims = metrics.split(separator: "\n").first { $0.hasPrefix("lifeboat_relay_claims_total ") }
            #expect((2...40).contains(claims.flatMap { Int($0.split(separator: " ")[1]) } ?? 0), "\(claims ?? "")")
            await desk.lock()
        }
    }
}
