// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import DeskFormats
import Foundation
import LifeboatTestSupport
import Testing

@Suite struct LocalFilesTests {
    /// A locked desk with one answered request on its disk.
    private func locked() async throws -> (fixture: DeskFixture, state: CaseworkState) {
        let fixture = DeskFixture()
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.deliver(
            try await visitor.first(
                visitor.message("Слово-метка-в-теле", safeContact: "только-ночью"), now: fixture.now))
        try await desk.synchronise()
        let request = try #require(await desk.state.requests.first)
        try await desk.addNote(request.id, body: "заметка-метка")
        try await desk.reply(request.id, body: "ответ-метка", files: [])
        try await desk.synchronise()
        let state = await desk.state
        await desk.lock()
        return (fixture, state)
    }

    /// What a desk that starts anew on the directory makes of it.
    private func reopened(_ fixture: DeskFixture) async throws -> CaseworkState {
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        return await desk.state
    }

    private func damage(_ fixture: DeskFixture, _ name: String, _ change: (inout [UInt8]) -> Void) throws {
        var bytes = try #require(try fixture.files()[name])
        change(&bytes)
        try fixture.overwrite(name, with: bytes)
    }

    @Test(arguments: [1, 30, 36, 37, 500])
    func `the torn end of a write is cut off, without the relay`(_ byteCount: Int) async throws {
        let (fixture, state) = try await locked()
        let whole = try #require(try fixture.files()["ledger.log"])
        try damage(fixture, "ledger.log") { $0 += whole.dropFirst(16).prefix(byteCount) }
        await fixture.relay.setFault { _ in .before }
        #expect(try await reopened(fixture) == state)
    }

    @Test func `entries that were downloaded and not checked wait for the relay's word`() async throws {
        let (fixture, state) = try await locked()
        try damage(fixture, "ledger.log") { $0 += [0, 0, 4, 0, 1] + [UInt8](repeating: 7, count: 32 + 1_024) }
        #expect(try await reopened(fixture) == state)
    }

    @Test(arguments: [16, 20, 25, 60, 2_000, 5_000])
    func `damage in the middle is mended from the relay, or named`(_ place: Int) async throws {
        let (fixture, state) = try await locked()
        try damage(fixture, "ledger.log") { $0[place] ^= 1 }
        await fixture.relay.setFault { _ in .before }
        let desk = try fixture.open()
        await #expect(throws: WorkspaceError.localFilesDamaged("damage.ledger")) {
            try await desk.unlock(passphrase: DeskFixture.passphrase)
        }
        #expect(await desk.phase == .locked)
        await fixture.relay.setFault { _ in nil }
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await desk.state == state)
    }

    @Test func `no copy of what was damaged is kept`() async throws {
        let (fixture, _) = try await locked()
        for name in ["ledger.log.damaged", "state.sealed.damaged", "ledger.log.new"] {
            try fixture.overwrite(name, with: [1])
        }
        try damage(fixture, "ledger.log") { $0[100] ^= 1 }
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        await desk.lock()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(try fixture.files().keys.filter { $0.hasSuffix(".damaged") || $0.hasSuffix(".new") }.isEmpty)
    }

    @Test func `a relay with another history cannot mend`() async throws {
        let (fixture, _) = try await locked()
        try damage(fixture, "ledger.log") { $0[100] ^= 1 }
        await fixture.relay.rewrite(6, payload: [UInt8](repeating: 1, count: 1_024))
        let desk = try fixture.open()
        await #expect(throws: WorkspaceError.localFilesDamaged("damage.ledger")) {
            try await desk.unlock(passphrase: DeskFixture.passphrase)
        }
    }

    /// The file that holds the keys: one of two, and never both.
    private func keyFile(_ fixture: DeskFixture) throws -> String {
        let names = try fixture.files().keys.filter { $0.hasPrefix("keys-") }
        #expect(names.count == 1)
        return try #require(names.first)
    }

    @Test(arguments: [false, true], [false, true])
    func `without what was checked or its keys, everything is checked again with the relay`(
        _ removes: Bool, _ isKeys: Bool
    ) async throws {
        let (fixture, state) = try await locked()
        let name = isKeys ? try keyFile(fixture) : "state.sealed"
        if removes {
            try FileManager.default.removeItem(atPath: fixture.directory + "/" + name)
        } else {
            try damage(fixture, name) { $0[50] ^= 1 }
        }
        await fixture.relay.setFault { _ in .before }
        let desk = try fixture.open()
        await #expect(throws: WorkspaceError.localFilesDamaged("damage.state")) {
            try await desk.unlock(passphrase: DeskFixture.passphrase)
        }
        await fixture.relay.setFault { _ in nil }
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await desk.state == state)
        _ = try keyFile(fixture)
    }

    @Test func `an entry without new keys leaves the file of keys alone, and another key moves it`() async throws {
        let (fixture, _) = try await locked()
        let (name, before) = (try keyFile(fixture), try fixture.files())
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        let request = try #require(await desk.state.requests.first)
        try await desk.addNote(request.id, body: "noted")
        try await desk.synchronise()
        let after = try fixture.files()
        #expect(after[name] == before[name] && after["state.sealed"] != before["state.sealed"])

        _ = try await desk.openCase(CaseDraft(alias: "A case", parts: [PartDraft(kind: .casework)]))
        try await desk.synchronise()
        #expect(try keyFile(fixture) != name)
        let state = await desk.state
        await desk.lock()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await desk.state == state)
    }

    @Test func `keys that were replaced do not come back with their old file`() async throws {
        let (fixture, _) = try await locked()
        let (name, old) = (try keyFile(fixture), try fixture.files())
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        for _ in 1...2 {
            _ = try await desk.openCase(CaseDraft(alias: "A case", parts: [PartDraft(kind: .casework)]))
            try await desk.synchronise()
        }
        let state = await desk.state
        await desk.lock()
        #expect(try keyFile(fixture) == name)
        try fixture.overwrite(name, with: try #require(old[name]))
        await fixture.relay.setFault { _ in .before }
        await #expect(throws: WorkspaceError.localFilesDamaged("damage.state")) {
            try await desk.unlock(passphrase: DeskFixture.passphrase)
        }
        await fixture.relay.setFault { _ in nil }
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await desk.state == state)
    }

    @Test func `a file of keys that a crash left over is gone after the next unlock`() async throws {
        let (fixture, state) = try await locked()
        let name = try keyFile(fixture)
        let left = name == "keys-0.sealed" ? "keys-1.sealed" : "keys-0.sealed"
        try fixture.overwrite(left, with: try #require(try fixture.files()[name]))
        #expect(try await reopened(fixture) == state)
        #expect(try keyFile(fixture) == name)
    }

    @Test(arguments: ["state.sealed.new", "keys-0.sealed.new", "keys-1.sealed.new"])
    func `a crash at any of the writings leaves keys and what was checked as they were, or both new`(
        _ obstacle: String
    ) async throws {
        let (fixture, _) = try await locked()
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        let path = fixture.directory + "/" + obstacle
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        _ = try await desk.openCase(CaseDraft(alias: "A case", parts: [PartDraft(kind: .casework)]))
        try? await desk.synchronise()
        await desk.lock()
        try FileManager.default.removeItem(atPath: path)
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        try await desk.synchronise()
        #expect(await desk.state.cases.count == 1)
        _ = try keyFile(fixture)
    }

    @Test func `what the disk refuses to keep is shown, alarms, and is kept when there is room`() async throws {
        let (fixture, _) = try await locked()
        let state = try await stateAfterRefusal(fixture)
        #expect(state.requests.count == 2 && state.refused.isEmpty)
        #expect(try await reopened(fixture) == state)
    }

    /// What a desk shows of a message that the disk refused first. A folder of that name stands where the state would be
    /// written, so that it is refused to root too.
    private func stateAfterRefusal(_ fixture: DeskFixture) async throws -> CaseworkState {
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        let visitor = try TestVisitor(try #require(await desk.identity?.link), fixture.relay)
        await fixture.relay.deliver(try await visitor.first(visitor.message("Второе письмо"), now: fixture.now))
        let obstacle = fixture.directory + "/state.sealed.new"
        try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: false)
        for _ in 1...2 {
            await #expect(throws: WorkspaceError.refused("alarm.disk")) { try await desk.synchronise() }
            #expect(await desk.status.connection == .alarm("alarm.disk"))
        }
        #expect(await desk.state.requests.count == 2)
        try FileManager.default.removeItem(atPath: obstacle)
        try await desk.synchronise()
        let state = await desk.state
        await desk.lock()
        return state
    }

    @Test func `no file holds a word that somebody wrote, a name or a passphrase`() async throws {
        let (fixture, _) = try await locked()
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        await fixture.relay.setFault { _ in .before }
        let request = try #require(await desk.state.requests.first)
        try await desk.reply(request.id, body: "в-очереди-метка", files: [])
        let secrets = [
            "Слово-метка-в-теле", "только-ночью", "заметка-метка", "ответ-метка", "в-очереди-метка", "Тихая гавань",
            "Анна Ж.", DeskFixture.passphrase, "lifeboat1",
        ]
        let files = try fixture.files()
        #expect(files.keys.contains { $0.hasPrefix("outbox/0") })
        for (name, bytes) in files {
            for secret in secrets {
                #expect(Data(bytes).range(of: Data(secret.utf8)) == nil, "\(name) holds \(secret)")
            }
        }
        for payload in await fixture.relay.everything {
            for secret in secrets { #expect(Data(payload).range(of: Data(secret.utf8)) == nil) }
        }
    }

    @Test func `what waits to be sent and is damaged is kept, counted and not sent`() async throws {
        let (fixture, state) = try await locked()
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        await fixture.relay.setFault { _ in .before }
        let request = try #require(await desk.state.requests.first)
        for body in ["первая", "вторая"] { try await desk.addNote(request.id, body: body) }
        #expect(await desk.status.damagedCount == 0)
        await desk.lock()
        let name = try #require(try fixture.files().keys.filter { $0.hasPrefix("outbox/0") }.min())
        try damage(fixture, name) { $0[20] ^= 1 }
        await fixture.relay.setFault { _ in nil }
        let count = await fixture.relay.ledgerCount
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        for _ in 0..<2 {
            #expect(await desk.status.damagedCount == 1)
            try await desk.synchronise()
        }
        #expect(await desk.status.queuedCount == 0)
        #expect(await fixture.relay.ledgerCount == count + 1, "the other note goes out")
        #expect(await desk.state.requests.first != state.requests.first)
        #expect(try fixture.files()[name] != nil)
        try await desk.forgetDamaged(2)
        #expect(await desk.status.damagedCount == 1, "not what was on the page")
        try await desk.forgetDamaged(1)
        #expect(await desk.status.damagedCount == 0)
        #expect(try fixture.files()[name] == nil)
        await desk.lock()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await desk.status.damagedCount == 0)
    }

    @Test func `a desk that died before the sheet was on paper says so until somebody confirms it`() async throws {
        let fixture = DeskFixture()
        do {
            let (desk, _) = try await fixture.founded()
            #expect(await desk.status.isSheetUnconfirmed)
            await desk.lock()
            await #expect(throws: WorkspaceError.locked) { try await desk.confirmSheet() }
        }
        do {
            let desk = try fixture.open()
            try await desk.unlock(passphrase: DeskFixture.passphrase)
            #expect(await desk.status.isSheetUnconfirmed)
            try await desk.confirmSheet()
            #expect(await !desk.status.isSheetUnconfirmed)
            await desk.lock()
        }
        let desk = try fixture.open()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await !desk.status.isSheetUnconfirmed)
    }

    @Test func `nobody else may read the files`() async throws {
        let (fixture, _) = try await locked()
        let manager = FileManager.default
        let names = [""] + (try manager.subpathsOfDirectory(atPath: fixture.directory)).map { "/" + $0 }
        for name in names {
            let attributes = try manager.attributesOfItem(atPath: fixture.directory + name)
            let mode = try #require(attributes[.posixPermissions] as? Int)
            #expect(mode & 0o077 == 0, "\(name) is open to others")
        }
    }

    @Test func `a second desk on the same files is refused`() async throws {
        let fixture = DeskFixture()
        let desk = try fixture.open()
        #expect(throws: WorkspaceError.refused("storage.already-open")) { try fixture.open() }
        #expect(await desk.phase == .empty)
    }

    @Test func `a wrong passphrase opens nothing, and each makes the next wait longer`() async throws {
        let (fixture, _) = try await locked()
        let desk = try fixture.open()
        for _ in 0..<4 {
            await #expect(throws: WorkspaceError.wrongPassphrase) { try await desk.unlock(passphrase: "wrong") }
        }
        #expect(fixture.slept == [.milliseconds(500), .seconds(1), .seconds(2)])
        #expect(await desk.phase == .locked)
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await desk.phase == .unlocked)
    }

    @Test func `a key file of another size is damage, not a wrong passphrase`() async throws {
        let (fixture, _) = try await locked()
        try damage(fixture, "device.keys") { $0.removeLast() }
        let desk = try fixture.open()
        await #expect(throws: WorkspaceError.localFilesDamaged("damage.device-keys")) {
            try await desk.unlock(passphrase: DeskFixture.passphrase)
        }
    }

    @Test func `mutated local files never crash the desk and never show another state`() async throws {
        let (fixture, state) = try await locked()
        let files = try fixture.files()
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for name in ["ledger.log", "state.sealed", try keyFile(fixture)] {
            let original = try #require(files[name])
            for _ in 0..<12 {
                for (name, content) in files { try fixture.overwrite(name, with: content) }
                try fixture.overwrite(name, with: generator.mutated(original))
                #expect(try await reopened(fixture) == state, "seed \(seed)")
            }
        }
    }
}
