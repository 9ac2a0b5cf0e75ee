// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
@testable import Desk
import DeskFormats
import LifeboatTestSupport
import Sealing
import Testing

@Suite struct AlarmTests {
    let fixture = DeskFixture()

    private func deskWithRequest() async throws -> (Workspace, ID<Request>) {
        let (desk, sheet) = try await fixture.founded()
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.deliver(try await visitor.first(visitor.message("Раз."), now: fixture.now))
        try await desk.synchronise()
        return (desk, try #require(await desk.state.requests.first).id)
    }

    private func expectAlarm(_ alarm: Alarm, _ desk: Workspace, _ request: ID<Request>) async throws {
        try await desk.addNote(request, body: "Пишу, пока тревога.")
        let count = await fixture.relay.ledgerCount
        for _ in 0..<2 {
            await #expect(throws: WorkspaceError.refused(alarm.rawValue)) { try await desk.synchronise() }
        }
        #expect(await desk.status.connection == .alarm(alarm.rawValue))
        #expect(await fixture.relay.ledgerCount == count, "nothing is written while the alarm stands")
        #expect(await desk.status.queuedCount == 1, "what was written meanwhile is kept")
    }

    @Test func `a relay that forgot entries raises an alarm`() async throws {
        let (desk, request) = try await deskWithRequest()
        await fixture.relay.rollBack(by: 1)
        try await expectAlarm(.rollback, desk, request)
    }

    @Test func `a relay that rewrote an entry raises an alarm`() async throws {
        let (desk, request) = try await deskWithRequest()
        await fixture.relay.rewrite(2, payload: [UInt8](repeating: 1, count: 1_024))
        try await expectAlarm(.fork, desk, request)
    }

    @Test func `a relay that rewrote an entry and wrote on raises an alarm`() async throws {
        let (desk, request) = try await deskWithRequest()
        await fixture.relay.rewrite(2, payload: [UInt8](repeating: 1, count: 1_024))
        await fixture.relay.inject([UInt8](repeating: 2, count: 1_024))
        try await expectAlarm(.fork, desk, request)
    }

    @Test func `going on after an alarm asks the relay again`() async throws {
        let (desk, request) = try await deskWithRequest()
        let lost = try #require(await fixture.relay.payloads.last ?? nil)
        await fixture.relay.rollBack(by: 1)
        try await expectAlarm(.rollback, desk, request)
        try await desk.continueAfterAlarm()
        await #expect(throws: WorkspaceError.refused(Alarm.rollback.rawValue)) { try await desk.synchronise() }
        await fixture.relay.inject(lost)
        try await desk.continueAfterAlarm()
        try await desk.synchronise()
        #expect(await desk.status.connection == .online)
        #expect(await desk.status.queuedCount == 0)
    }

    @Test func `an entry of a stranger counts for nothing and harms nothing`() async throws {
        let (desk, _) = try await deskWithRequest()
        let before = await desk.state
        await fixture.relay.inject([UInt8](repeating: 1, count: 1_024))
        await fixture.relay.inject([1] + [UInt8](repeating: 0, count: 2_047))
        try await desk.synchronise()
        #expect(await desk.state == before)
        #expect(await desk.status.connection == .online)
        await desk.lock()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(await desk.state == before)
    }

    /// A desk on whose ledger a colleague wrote who had been shown another history, and what that colleague wrote.
    private func disputed() async throws -> (desk: Workspace, written: [UInt8]) {
        let (desk, sheet) = try await fixture.founded()
        await fixture.relay.addToken("second")
        let colleague = DeskFixture(relay: fixture.relay, token: "second")
        let other = try colleague.open()
        try await other.recover(
            words: sheet.words.joined(separator: " "), memberName: "Борис", passphrase: DeskFixture.passphrase)
        try await desk.synchronise()
        // The relay shows the colleague an entry that it hides from this desk.
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.inject([UInt8](repeating: 1, count: 1_024))
        try await other.synchronise()
        await fixture.relay.deliver(try await visitor.first(visitor.message("Раз."), now: fixture.now))
        try await other.synchronise()
        let written = try #require(await fixture.relay.payloads.last ?? nil)
        await fixture.relay.rollBack(by: 2)
        await fixture.relay.inject([UInt8](repeating: 2, count: 1_024))
        await fixture.relay.inject(written)
        await #expect(throws: WorkspaceError.refused(Alarm.forkSeenByAnother.rawValue)) {
            try await desk.synchronise()
        }
        return (desk, written)
    }

    @Test func `a colleague who was shown another history raises an alarm here, until somebody has looked`()
        async throws
    {
        let (desk, _) = try await disputed()
        await desk.lock()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        await #expect(throws: WorkspaceError.refused(Alarm.forkSeenByAnother.rawValue)) {
            try await desk.synchronise()
        }
        try await desk.continueAfterAlarm()
        try await desk.synchronise()
        #expect(await desk.state.requests.count == 1)
    }

    @Test(arguments: [1, 1 << 30])
    func `whose entries count as of somebody who had seen nothing is found again behind an earlier version`(
        newestFirstFrom: Int
    ) async throws {
        fixture.readNewestFirst(from: newestFirstFrom)
        let (desk, _) = try await disputed()
        try await desk.continueAfterAlarm()
        try await desk.synchronise()
        let (foreign, state) = (await desk.foreign, await desk.state)
        #expect(foreign.count == 1)
        try await desk.writeAsEarlierVersion()
        await desk.lock()
        await fixture.relay.setFault { _ in .before }
        for _ in 0..<2 {
            try await desk.unlock(passphrase: DeskFixture.passphrase)
            #expect(await desk.foreign == foreign)
            #expect(await desk.state == state)
            #expect(await !desk.isOfEarlierVersion, "it was written down")
            #expect(await desk.status.progress == nil)
            await desk.lock()
        }
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        let parts = try await desk.progressOfReadingAgain()
        #expect(parts.last == 1 && parts == parts.sorted(), "whoever unlocks sees how far it is")
    }

    @Test func `whoever goes on after one alarm has not settled another that was not shown`() async throws {
        let (desk, written) = try await disputed()
        await desk.lock()
        await fixture.relay.rollBack(by: 1)
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        await #expect(throws: WorkspaceError.refused(Alarm.rollback.rawValue)) { try await desk.synchronise() }
        try await desk.continueAfterAlarm()
        await fixture.relay.inject(written)
        await #expect(throws: WorkspaceError.refused(Alarm.forkSeenByAnother.rawValue)) {
            try await desk.synchronise()
        }
    }
}

extension Workspace {
    fileprivate var foreign: Set<Int> { desk?.ledger.verified.foreign ?? [] }
    fileprivate var isOfEarlierVersion: Bool { desk?.ledger.verified.lacksForeign ?? true }

    /// How far it says that it is while it reads everything again.
    fileprivate func progressOfReadingAgain() async throws -> [Double] {
        let ledger = try unlocked().ledger
        ledger.verified.lacksForeign = true
        var parts: [Double] = []
        try await ledger.findForeign { parts.append($0) }
        return parts
    }

    /// Writes down what was checked as a version did that believed every author.
    fileprivate func writeAsEarlierVersion() throws {
        let ledger = try unlocked().ledger
        ledger.verified.foreign = []
        ledger.verified.lacksForeign = true
        try ledger.save()
    }
}
