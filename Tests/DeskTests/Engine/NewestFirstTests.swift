// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
@testable import Desk
import DeskFormats
import Foundation
import LifeboatTestSupport
import RelayAPI
import Testing

/// Reading the newest first, after a long download and after unlocking by the sealed map, comes to what reading in order comes to.
@Suite struct NewestFirstTests {
    private static let never = 1 << 30
    private static let words = ["слово", "заметка", "кому", "ноль"]

    /// What a person sees: everything that was folded, and what a search finds, in its order.
    private struct View: Equatable {
        let state: CaseworkState
        let hits: [[SearchHit]]

        init(_ desk: Workspace) async {
            state = await desk.state
            var hits: [[SearchHit]] = []
            for word in NewestFirstTests.words { hits.append(await desk.search(word, limit: 1_000)) }
            self.hits = hits
        }
    }

    /// Two people, three cases; keys that come late, access that ends, entries in every order that the dice give.
    private func world(_ seed: UInt64) async throws -> (fixture: DeskFixture, view: View) {
        let team = try await TeamFixture()
        let other = try await team.admit("Борис", [.caseworker, .intake])
        let visitor = try TestVisitor(team.sheet.link, team.relay)
        for number in 0..<3 {
            await team.relay.deliver(try await visitor.first(visitor.message("слово \(number)"), now: team.now))
        }
        try await team.settle([team.director, other.desk])
        for number in 0..<3 {
            let parts = [PartDraft(kind: .evidence), PartDraft(kind: .identity), PartDraft(kind: .casework)]
            let desk = number == 1 ? other.desk : team.director
            _ = try await desk.openCase(CaseDraft(alias: "Дело \(number)", parts: parts))
        }
        try await team.settle([team.director, other.desk])
        var dice = SeededGenerator(seed: seed)
        let director = try #require(await team.director.me)
        for number in 0..<40 {
            let (desk, member) =
                Bool.random(using: &dice) ? (team.director, other.member) : (other.desk, director)
            let parts = await desk.state.cases.flatMap(\.parts)
            let part = try #require(parts.randomElement(using: &dice))
            try? await act(Int.random(in: 0..<6, using: &dice), number, desk, part, member)
            if Int.random(in: 0..<4, using: &dice) == 0 { try await team.settle([team.director, other.desk]) }
        }
        for _ in 0..<2 { try await team.settle([other.desk, team.director]) }
        let view = await View(team.director)
        await team.director.lock()
        return (team.directorFixture, view)
    }

    private func act(
        _ kind: Int, _ number: Int, _ desk: Workspace, _ part: PartRecord, _ member: ID<Member>
    ) async throws {
        switch kind {
        case 0: try await desk.grantAccess(to: part.compartment, member: member, reason: "слово \(number)")
        case 1: try await desk.endAccess(to: part.compartment, member: member, reason: "ноль \(number)")
        case 2:
            guard let request = await desk.state.requests.first else { return }
            try await desk.addNote(request.id, body: "заметка \(number)")
        default:
            let disclosure = Disclosure(what: "слово \(number)", toWhom: "кому \(number)", why: "нужно")
            try await desk.say([.access(.disclosed(disclosure))], in: part.compartment)
        }
    }

    private func reopened(_ fixture: DeskFixture) async throws -> View {
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        try await desk.synchronise()
        #expect(await !desk.status.isPartial)
        let view = await View(desk)
        await desk.lock()
        return view
    }

    private func expect(_ view: View, _ expected: View, _ what: Comment) {
        #expect(view.state == expected.state, what)
        #expect(view.hits == expected.hits, what)
    }

    @Test(arguments: 0..<6)
    func `whatever the order of reading, the result is the same`(_ number: UInt64) async throws {
        let seed = number &+ UInt64.random(in: 0...1 << 40) << 8
        let (fixture, view) = try await world(seed)
        fixture.readNewestFirst(from: Self.never)
        expect(try await reopened(fixture), view, "seed \(seed): unlocked in order")
        try FileManager.default.removeItem(atPath: fixture.directory + "/state.sealed")
        expect(try await reopened(fixture), view, "seed \(seed): checked in order")
        fixture.readNewestFirst(from: 1)
        try FileManager.default.removeItem(atPath: fixture.directory + "/state.sealed")
        expect(try await reopened(fixture), view, "seed \(seed): checked newest first")
        #expect(try fixture.files()[LedgerMap.name] != nil)
        expect(try await reopened(fixture), view, "seed \(seed): unlocked by the map")
    }

    // MARK: - The map

    /// A locked desk that has a map, and what stood behind it when it was locked.
    private func mapped() async throws -> (fixture: DeskFixture, view: View) {
        let (fixture, _) = try await world(7)
        fixture.readNewestFirst(from: 1)
        _ = try await reopened(fixture)
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        let parts = await desk.state.cases.flatMap(\.parts)
        for part in parts {
            let disclosure = Disclosure(what: "слово после карты", toWhom: "кому", why: "нужно")
            try? await desk.say([.access(.disclosed(disclosure))], in: part.compartment)
        }
        try await desk.synchronise()
        let view = await View(desk)
        await desk.lock()
        return (fixture, view)
    }

    @Test func `a map that is damaged, cut, forged or gone changes nothing`() async throws {
        let (fixture, view) = try await mapped()
        let (stranger, _) = try await mapped()
        let sound = try #require(try fixture.files()[LedgerMap.name])
        let foreign = try #require(try stranger.files()[LedgerMap.name])
        var flipped = sound
        flipped[sound.count / 2] ^= 1
        for map in [flipped, Array(sound.dropLast(9)), foreign, [], sound] {
            try fixture.overwrite(LedgerMap.name, with: map)
            expect(try await reopened(fixture), view, "map of \(map.count) bytes")
        }
        try FileManager.default.removeItem(atPath: fixture.directory + "/" + LedgerMap.name)
        expect(try await reopened(fixture), view, "no map")
    }

    @Test func `an old map of the same ledger leads to the whole of it`() async throws {
        let (fixture, _) = try await mapped()
        let old = try #require(try fixture.files()[LedgerMap.name])
        let view = try await noted(fixture)
        try fixture.overwrite(LedgerMap.name, with: old)
        expect(try await reopened(fixture), view, "an old map")
    }

    /// What a desk shows after a worker wrote something more.
    private func noted(_ fixture: DeskFixture) async throws -> View {
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        let request = try #require(await desk.state.requests.first)
        try await desk.addNote(request.id, body: "заметка после")
        try await desk.synchronise()
        let view = await View(desk)
        await desk.lock()
        return view
    }

    @Test func `damage anywhere in the ledger is mended, and shows nothing else meanwhile`() async throws {
        let (fixture, view) = try await mapped()
        let sound = try #require(try fixture.files()["ledger.log"])
        for place in stride(from: 20, to: sound.count, by: sound.count / 23) {
            var bytes = sound
            bytes[place] ^= 1
            try fixture.overwrite("ledger.log", with: bytes)
            expect(try await reopened(fixture), view, "damage at \(place)")
        }
    }

    /// Where each record of the ledger begins, and where the last one ends.
    private func bounds(_ log: [UInt8]) -> [Int] {
        var bounds = [LedgerLog.magic.count]
        while let start = bounds.last, start < log.count {
            let byteCount = log[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            bounds.append(start + LedgerLog.headerByteCount + byteCount)
        }
        return bounds
    }

    @Test func `damage that is found while a worker reads leaves whole compartments or nothing of them`() async throws {
        let (fixture, view) = try await mapped()
        let sound = try fixture.files()
        let log = try #require(sound["ledger.log"])
        let desk = try fixture.open(runsInBackground: true)
        var stopped = 0
        for end in bounds(log).dropFirst().reversed() {
            var damaged = log
            damaged[end - 1] ^= 1
            try fixture.overwrite("ledger.log", with: damaged)
            for name in [LedgerMap.name, VerifiedState.name] {
                try fixture.overwrite(name, with: try #require(sound[name]))
            }
            let changes = await desk.changes()
            try await desk.unlock(passphrase: DeskFixture.passphrase)
            for await _ in changes where await desk.status.connection != .connecting { break }
            if await desk.status.connection == .alarm(Alarm.localFiles.rawValue) { stopped += 1 }
            let state = await desk.state
            for part in state.cases.flatMap(\.parts) {
                #expect(view.state.cases.flatMap(\.parts).contains(part), "damage before \(end)")
            }
            #expect(state.requests.isEmpty || state.requests == view.state.requests)
            await desk.lock()
        }
        #expect(stopped > 3)
    }

    @Test func `a part of the ledger that was exchanged for another is not shown`() async throws {
        let (fixture, _) = try await mapped()
        // The same records in another order: every one of them is whole, and none stands where it was checked.
        let sound = try #require(try fixture.files()["ledger.log"])
        var records: [ArraySlice<UInt8>] = []
        var start = LedgerLog.magic.count
        while start < sound.count {
            let byteCount = sound[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            records.append(sound[start..<start + LedgerLog.headerByteCount + byteCount])
            start += LedgerLog.headerByteCount + byteCount
        }
        let pair = try #require(
            records.indices.dropFirst(12).dropLast().first { records[$0].count == records[$0 + 1].count })
        records.swapAt(pair, pair + 1)
        try fixture.overwrite("ledger.log", with: LedgerLog.magic + records.flatMap { $0 })
        await fixture.relay.setFault { _ in .before }
        let desk = try fixture.open()
        await #expect(throws: WorkspaceError.localFilesDamaged("damage.ledger")) {
            try await desk.unlock(passphrase: DeskFixture.passphrase)
        }
    }

    @Test func `a map is read as it was written`() throws {
        var map = LedgerMap()
        map.count = 3
        for number in 0..<3 { map.frontier.append(leaf: [UInt8](repeating: UInt8(number), count: 32)) }
        map.sizes = [1, 0, 11]
        let compartment = try #require(ID<Compartment>([UInt8](repeating: 9, count: 16)))
        map.parts = [.init(compartment: compartment, places: [0, 2], digest: [UInt8](repeating: 4, count: 32))]
        map.lockedEpochs = [7]
        let bytes = map.encoded()
        #expect(try LedgerMap(parsing: bytes) == map)
        for count in bytes.indices {
            #expect(throws: (any Error).self) { try LedgerMap(parsing: Array(bytes[..<count])) }
        }
        #expect(throws: (any Error).self) { try LedgerMap(parsing: bytes + [0]) }
    }
}
