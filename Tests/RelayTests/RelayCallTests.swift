// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Crypto
import Foundation
import LifeboatTestSupport
import Relay
import RelayAPI
import RelayConnection
import RelayStore
import RelayStoreSQLite
import Testing

/// Every call, through the client, against a relay that listens.
@Suite struct RelayCallTests {
    static func envelope(_ number: UInt8, _ count: Int = 8192) -> [UInt8] { [UInt8](repeating: number, count: count) }
    static func name(_ number: UInt8) -> [UInt8] { [UInt8](repeating: number, count: 32) }

    @Test func `an envelope goes in once and comes out at the device`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let visitor = relay.client()
            try await visitor.deliver(envelope: Self.envelope(1))
            try await visitor.deliver(envelope: Self.envelope(2, 32768))
            try await visitor.deliver(envelope: Self.envelope(1))
            let device = try await relay.device()
            let items = try await device.readIntake(after: 0, limit: 10)
            #expect(items.map(\.envelope) == [Self.envelope(1), Self.envelope(2, 32768)])
            #expect(items.map(\.sequence) == [1, 2])
            try await device.removeIntake([1])
            #expect(try await device.readIntake(after: 0, limit: 10).map(\.sequence) == [2])
            // A replay after the removal stores nothing.
            try await visitor.deliver(envelope: Self.envelope(1))
            #expect(try await device.readIntake(after: 0, limit: 10).map(\.sequence) == [2])
        }
    }

    @Test func `slots answer sixteen names in their order`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let device = try await relay.device()
            try await device.writeSlot(Self.name(3), content: Self.envelope(3))
            try await device.writeSlot(Self.name(3), content: Self.envelope(3))
            await #expect(throws: RelayClientError.conflict) {
                try await device.writeSlot(Self.name(3), content: Self.envelope(4))
            }
            let names = (0..<16).map { Self.name(UInt8($0)) }
            let slots = try await relay.client().fetchSlots(names)
            #expect(slots.map { $0 != nil } == (0..<16).map { $0 == 3 })
            #expect(slots[3] == Self.envelope(3))
            try await device.removeSlots([Self.name(3)])
            #expect(try await relay.client().fetchSlots(names).allSatisfy { $0 == nil })
        }
    }

    @Test func `the ledger gives numbers and a signed head that the device can compute`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let device = try await relay.device()
            #expect(try await device.checkpoint() == MerkleFrontier().checkpoint)
            let entries = (0..<5).map { Self.envelope($0, 1024) }
            let (sequences, checkpoint) = try await device.append(entries)
            #expect(sequences == [0, 1, 2, 3, 4])
            let items = try await device.readLedger(from: 0, limit: 10)
            #expect(items.map(\.payload) == entries)
            var frontier = MerkleFrontier()
            for item in items { frontier.append(leaf: item.leaf) }
            #expect(frontier.checkpoint == checkpoint)
            let again = try await device.append([entries[4], Self.envelope(9, 2048)])
            #expect(again.sequences == [4, 5] && again.checkpoint.size == 6)
            try await device.eraseLedger([1])
            let erased = try await device.readLedger(from: 1, limit: 1)
            #expect(erased[0].payload == nil && erased[0].leaf == items[1].leaf)
            #expect(try await device.checkpoint() == again.checkpoint)
        }
    }

    @Test func `an append onto a ledger that has grown is refused, a repeated one is not`() async throws {
        let folder = try ScratchFolder()
        let store = try SQLiteStore(path: "\(folder.path)/relay.sqlite")
        try await LiveRelay.run(in: folder, store: store) { relay in
            let device = try await relay.device()
            let entries = (0..<3).map { Self.envelope($0, 1024) }
            #expect(try await device.append([entries[0]], onto: 0).sequences == [0])
            await #expect(throws: RelayClientError.conflict) { try await device.append([entries[1]], onto: 0) }
            await #expect(throws: RelayClientError.conflict) { try await device.append([entries[1]], onto: 2) }
            #expect(try await device.append([entries[0]], onto: 0).sequences == [0])
            #expect(try await device.append([entries[1]], onto: 1).sequences == [1])
            #expect(try await device.append([entries[2]]).sequences == [2])
            // Of many that name the same size one is taken; whoever was not finds it under the head at once.
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 3..<35 {
                    group.addTask {
                        do throws(RelayClientError) {
                            _ = try await device.append([Self.envelope(UInt8(number), 1024)], onto: 3)
                            return true
                        } catch .conflict {
                            #expect(try await device.checkpoint().size == 4)
                            return false
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(taken == 1)
            #expect(try await device.checkpoint().size == 4)
        }
    }

    @Test func `sixty-four appends at once get numbers in a row, each covered by its head`() async throws {
        let folder = try ScratchFolder()
        let store = try SQLiteStore(path: "\(folder.path)/relay.sqlite")
        try await LiveRelay.run(in: folder, store: store) { relay in
            let device = try await relay.device()
            let numbers = try await withThrowingTaskGroup(of: UInt64.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        let (sequences, checkpoint) = try await device.append([Self.envelope(UInt8(number), 1024)])
                        #expect(sequences[0] < checkpoint.size)
                        return sequences[0]
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(numbers.sorted() == Array(0..<64))
            var frontier = MerkleFrontier()
            for item in try await device.readLedger(from: 0, limit: 100) { frontier.append(leaf: item.leaf) }
            #expect(try await device.checkpoint() == frontier.checkpoint)
        }
    }

    @Test func `a restart keeps everything, the relay's name and the head`() async throws {
        let folder = try ScratchFolder()
        let access = AccessKey()
        let path = "\(folder.path)/relay.sqlite"
        let (key, head) = try await LiveRelay.run(in: folder, store: SQLiteStore(path: path)) { relay in
            let device = try await relay.device(access)
            try await device.deliver(envelope: Self.envelope(1))
            let head = try await device.append([Self.envelope(2, 4096), Self.envelope(3, 1024)]).checkpoint
            let upload = device.beginUpload(ticket: Self.name(7))
            try await upload.write([1, 2, 3])
            try await upload.finish(expecting: Array(SHA256.hash(data: [1, 2, 3] as [UInt8])))
            return (try await device.relayKey(), head)
        }
        try await LiveRelay.run(in: folder, store: SQLiteStore(path: path)) { relay in
            let device = RelayClient(address: relay.address, access: access, relayKey: key)
            let kept = try await device.checkpoint()
            #expect(kept == head)
            #expect(try await device.readIntake(after: 0, limit: 5).count == 1)
            #expect(try await device.readLedger(from: 0, limit: 5).count == 2)
            #expect(try await device.blobExists(Array(SHA256.hash(data: [1, 2, 3] as [UInt8]))))
            await device.shutdown()
        }
    }

    @Test func `a waiting call says what came`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let device = try await relay.device()
            #expect(try await device.waitForChanges(intakeAfter: 0, ledgerFrom: 0, wait: 0) == (0, 0))
            async let woken = device.waitForChanges(intakeAfter: 0, ledgerFrom: 0, wait: 30)
            try await relay.client().deliver(envelope: Self.envelope(1))
            #expect(try await woken == (1, 0))
            async let again = device.waitForChanges(intakeAfter: 1, ledgerFrom: 0, wait: 30)
            _ = try await device.append([Self.envelope(1, 1024)])
            #expect(try await again == (1, 1))
        }
    }

    @Test func `a relay that stops wakes the calls that wait`() async throws {
        let waiting = try await LiveRelay.run(in: ScratchFolder()) { relay in
            let device = try await relay.device()
            let address = relay.address
            // Its own client, which outlives the relay.
            let access = AccessKey()
            try await device.admit(access.verificationKey)
            let patient = RelayClient(address: address, access: access)
            _ = try await patient.relayKey()
            return Task {
                let changes = try? await patient.waitForChanges(intakeAfter: 0, ledgerFrom: 0, wait: 30)
                await patient.shutdown()
                return changes?.intake
            }
        }
        // A call that was not woken would be cut off after the farewell, and have no answer.
        #expect(await waiting.value == 0)
    }

    @Test func `devices admit and remove each other`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let first = try await relay.device()
            let access = AccessKey()
            let second = relay.client(access)
            await #expect(throws: RelayClientError.notAuthorised) { try await second.readIntake(after: 0, limit: 1) }
            try await first.admit(access.verificationKey)
            #expect(try await second.readIntake(after: 0, limit: 1).isEmpty)
            try await first.expel(access.verificationKey)
            await #expect(throws: RelayClientError.notAuthorised) { try await second.readIntake(after: 0, limit: 1) }
        }
    }

    @Test func `an enrolment token is good once, and a new one can be made`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let directory = try RelayDirectory(path: relay.settings.directory)
            let token = try #require(try directory.enrolmentToken()).exposed
            let wrong = relay.client(AccessKey())
            await #expect(throws: RelayClientError.notAuthorised) {
                try await wrong.enrol(token: "\(token.first == "x" ? "y" : "x")\(token.dropFirst())")
            }
            try await relay.client(AccessKey()).enrol(token: token)
            await #expect(throws: RelayClientError.notAuthorised) { try await wrong.enrol(token: token) }
            #expect(try directory.enrolmentToken() == nil)
            let next = try directory.makeEnrolmentToken()
            try await wrong.enrol(token: next.exposed)
            #expect(try await wrong.readIntake(after: 0, limit: 1).isEmpty)
        }
    }

    @Test func `a relay whose key is gone does not start with another where desks know it`() async throws {
        let (folder, store) = (try ScratchFolder(), MemoryStore())
        let key = "\(folder.path)/checkpoint.key"
        // Nobody knows it yet.
        try await LiveRelay.run(in: folder, store: store) { _ in }
        try FileManager.default.removeItem(atPath: key)
        try await LiveRelay.run(in: folder, store: store) { _ = try await $0.device() }
        try FileManager.default.removeItem(atPath: key)
        await #expect(throws: RelayDirectoryError.missingKey(path: key)) {
            try await LiveRelay.run(in: folder, store: store) { _ in }
        }
        #expect(!FileManager.default.fileExists(atPath: key))
    }

    @Test func `a relay does not start with the key of another where desks know it`() async throws {
        let (folder, store) = (try ScratchFolder(), MemoryStore())
        let path = "\(folder.path)/checkpoint.key"
        func put(_ digits: String) throws {
            try Data(String(repeating: digits, count: 32).utf8).write(to: URL(filePath: path))
        }
        try put("a1")
        try await LiveRelay.run(in: folder, store: store) { _ in }
        // Nobody knows it yet.
        try put("b2")
        try await LiveRelay.run(in: folder, store: store) { _ = try await $0.device() }
        try put("a1")
        await #expect(throws: RelayDirectoryError.foreignKey(path: path)) {
            try await LiveRelay.run(in: folder, store: store) { _ in }
        }
        try put("b2")
        try await LiveRelay.run(in: folder, store: store) { _ in }
    }

    @Test(arguments: [-86_400, -600, 600, 86_400])
    func `a device whose clock is wrong signs again with the relay's time`(difference: Int64) async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let access = AccessKey()
            _ = try await relay.device(access)
            let late = relay.client(access) { Int64(Date().timeIntervalSince1970) + difference }
            #expect(try await late.readIntake(after: 0, limit: 1).isEmpty)
            #expect(try await late.readLedger(from: 0, limit: 1).isEmpty)
        }
    }

    @Test func `another relay than the pinned one is refused`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let client = RelayClient(address: relay.address, access: AccessKey(), relayKey: Self.name(1))
            await #expect(throws: RelayClientError.otherRelay) { try await client.checkpoint() }
            await #expect(throws: RelayClientError.notAuthorised) { try await client.readIntake(after: 0, limit: 1) }
            await client.shutdown()
        }
    }

    @Test func `where nobody listens, it is certain that nothing was sent`() async throws {
        let address = try await LiveRelay.run(in: ScratchFolder()) { relay in relay.address }
        let client = RelayClient(address: address)
        await #expect(throws: RelayClientError.notSent) { try await client.deliver(envelope: Self.envelope(1)) }
        await client.shutdown()
    }

    @Test func `a proxy that is away is as certain as a relay that is`() async throws {
        let free = try await LiveRelay.run(in: ScratchFolder()) { relay in relay.ports.relay }
        let client = RelayClient(
            address: try #require(RelayAddress(parsing: "http://127.0.0.1:9")), socks: "127.0.0.1:\(free)")
        await #expect(throws: RelayClientError.notSent) { try await client.deliver(envelope: Self.envelope(1)) }
        await client.shutdown()
    }

    @Test func `a relay that is gone before it has answered leaves it open what was done`() async throws {
        let server = try await BreakingServer.start(after: 8_192)
        let client = RelayClient(address: try #require(RelayAddress(parsing: "http://127.0.0.1:\(server.port)")))
        // The second try finds nobody, which says nothing of the first.
        await #expect(throws: RelayClientError.unreachable) { try await client.deliver(envelope: Self.envelope(1)) }
        await client.shutdown()
    }

    @Test func `a kept connection survives a restart of the relay`() async throws {
        let folder = try ScratchFolder()
        let path = "\(folder.path)/relay.sqlite"
        let (client, port) = try await LiveRelay.run(in: folder, store: SQLiteStore(path: path)) { relay in
            let client = RelayClient(address: relay.address)
            try await client.deliver(envelope: Self.envelope(1))
            return (client, relay.ports.relay)
        }
        try await LiveRelay.run(in: folder, store: SQLiteStore(path: path)) {
            $0.port = port
        } _: { _ in
            try await client.deliver(envelope: Self.envelope(2))
            try await client.deliver(envelope: Self.envelope(1))
            #expect(try await client.checkpoint().size == 0)
        }
        await client.shutdown()
    }

    @Test(
        arguments: [
            ("http://2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion", nil),
            ("http://127.0.0.1:9", "nonsense"), ("http://127.0.0.1:9", "localhost:"),
            ("http://127.0.0.1:9", "localhost:99999"),
        ] as [(String, String?)])
    func `no connection goes past the proxy`(address: String, socks: String?) async throws {
        let client = RelayClient(address: try #require(RelayAddress(parsing: address)), socks: socks)
        await #expect(throws: RelayClientError.notSent) { try await client.deliver(envelope: Self.envelope(1)) }
        await client.shutdown()
    }

    @Test(arguments: [
        "", "127.0.0.1", "ftp://127.0.0.1", "http://", "http://:80", "http://a:0", "http://a:65536", "http://a/b",
        "http://user@host", "http://a?b", "http://a b", "http://[::1", "http://a:80:90",
    ])
    func `what is no relay's address is none`(text: String) { #expect(RelayAddress(parsing: text) == nil) }

    @Test(arguments: ["http://127.0.0.1:8391", "https://relay.example", "http://[::1]:80/", "http://abc.onion/"])
    func `an address has one form`(text: String) throws {
        let address = try #require(RelayAddress(parsing: text))
        #expect(RelayAddress(parsing: address.base) == address)
        #expect(!address.base.hasSuffix("/"))
    }

    @Test func `two relays do not share a folder`() async throws {
        let folder = try ScratchFolder()
        try await LiveRelay.run(in: folder) { _ in
            await #expect(throws: RelayDirectoryError.inUse(path: folder.path)) {
                _ = try await LiveRelay.run(in: folder) { _ in }
            }
        }
    }

    @Test func `a full relay refuses visitors first, and devices at the end of the reserve`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.diskShare = 40_000
            $0.limits.envelopesBeforeWork = nil
            $0.limits.diskReserve = 20_000
        } _: { relay in
            let device = try await relay.device()
            for number in 1...4 { try await device.deliver(envelope: Self.envelope(UInt8(number))) }
            await #expect(throws: RelayClientError.full) { try await device.deliver(envelope: Self.envelope(5)) }
            let upload = device.beginUpload(ticket: Self.name(1))
            await #expect(throws: RelayClientError.full) {
                for _ in 0..<64 { try await upload.write([UInt8](repeating: 0, count: 65_536)) }
                try await upload.finish(expecting: Self.name(1))
            }
            _ = try await device.append([Self.envelope(1, 1024)])
            await #expect(throws: RelayClientError.full) { try await device.append([Self.envelope(2, 65_536)]) }
            #expect(try await device.readIntake(after: 0, limit: 9).count == 4)
        }
    }
}
