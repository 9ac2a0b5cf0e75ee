// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
@testable import Desk
import Foundation
import Languages
import LifeboatTestSupport
import RelayAPI
import Synchronization

/// Programs that run, die and are started again, and the passes that they make, each held against what the relay showed it.
extension Simulation {
    /// Opens the folder as it was left. The desk before goes with everything that it had in memory.
    mutating func start(_ place: Int) async throws {
        let fixture = actors[place].fixture
        if actors[place].run.isOver { leaveTorn(fixture.directory) }
        while true {
            let run = fixture.run()
            if actors[place].run.isOver, chance(4) { run.end(after: Int.random(in: 0..<4, using: &dice)) }
            let key = actors[place].key
            actors[place] = Actor(
                fixture: fixture, member: actors[place].member, key: key, desk: try fixture.open(in: run), run: run,
                settled: actors[place].settled)
            do {
                try await actors[place].desk.unlock(passphrase: DeskFixture.passphrase)
            } catch {
                if !run.isOver { note("desk \(place) does not open: \(error)") }
            }
            guard run.isOver else { break }
        }
        let here = await actors[place].desk.leavesHere
        for one in acknowledged where one.author == place && !here.contains(one.entry.leaf) {
            note("after a restart \(one.act) is lost")
        }
    }

    /// What a write that was cut off leaves behind: half a file that had no name yet, and a tail of the ledger that nobody synced.
    private mutating func leaveTorn(_ directory: String) {
        if chance(3), let file = FileHandle(forWritingAtPath: directory + "/ledger.log") {
            _ = try? file.seekToEnd()
            try? file.write(contentsOf: Data(dice.bytes(Int.random(in: 1...900, using: &dice))))
            try? file.close()
        }
        for name in ["state.sealed.new", "keys-0.sealed.new", "outbox/00000000000000000099.new"] where chance(4) {
            try? Data(dice.bytes(100)).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
        }
    }

    /// The machine loses its power now.
    mutating func endRun(_ place: Int) async { actors[place].run.end() }

    mutating func lockAndUnlock(_ place: Int) async {
        guard !actors[place].run.isOver else { return }
        await actors[place].desk.lock()
        do { try await actors[place].desk.unlock(passphrase: DeskFixture.passphrase) } catch {
            if !actors[place].run.isOver { note("desk \(place) does not unlock: \(error)") }
        }
    }

    /// Lets the machine lose its power some moments from now, in the middle of whatever it does then.
    private mutating func mayEnd(_ place: Int) {
        if chance(6) { actors[place].run.end(after: Int.random(in: 0..<50, using: &dice)) }
    }

    /// The pass of a desk: cancelled when the machine dies, as the process is.
    private func passing(_ place: Int) async -> Result<Void, WorkspaceError> {
        let (desk, run) = (actors[place].desk, actors[place].run)
        let task = Task { () async -> Result<Void, WorkspaceError> in
            do throws(WorkspaceError) {
                try await desk.synchronise()
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        run.whenOver { task.cancel() }
        return await task.value
    }

    /// Two desks pass at once: each has calls under way while the other's are answered, or the relay dies.
    mutating func passTogether(_ place: Int) async throws {
        let other = (place + 1) % actors.count
        mayEnd(place)
        let here = try await outlook(place)
        let there = try await outlook(other)
        let copy = self
        async let first = copy.passing(place)
        async let second = copy.passing(other)
        let results = (await first, await second)
        try await judge(place, results.0, here)
        try await judge(other, results.1, there)
    }

    /// - Parameter isSure: nothing goes wrong with calls, so that what has to be seen is seen.
    mutating func pass(_ place: Int, isSure: Bool = false) async throws {
        if !isSure { mayEnd(place) }
        let outlook = try await outlook(place)
        try await judge(place, await passing(place), outlook, isSure: isSure)
    }

    /// What a desk is about to be shown.
    struct Outlook {
        let standing: Alarm?
        /// Whether what is shown begins with what the desk has checked.
        let isContinued: Bool
        let appends: Int
    }

    private func outlook(_ place: Int) async throws -> Outlook {
        let (actor, shown) = (actors[place], try await relay.leaves(for: actors[place].key))
        let checked = await actor.desk.checked
        let isContinued = shown.count >= checked.count && Array(shown.prefix(checked.count)) == checked
        return Outlook(
            standing: await actor.desk.alarm, isContinued: isContinued,
            appends: await relay.appends[actor.key] ?? 0)
    }

    private mutating func judge(
        _ place: Int, _ result: Result<Void, WorkspaceError>, _ outlook: Outlook, isSure: Bool = false
    ) async throws {
        let actor = actors[place]
        guard !actor.run.isOver else { return }
        let alarm = await actor.desk.alarm
        let appended = await (relay.appends[actor.key] ?? 0) - outlook.appends
        let isThrough = if case .success = result { true } else { false }
        if let alarm { count("alarm \(alarm.rawValue)") }
        if let standing = outlook.standing, !standing.passesByItself {
            if alarm != standing || isThrough || appended > 0 { note("desk \(place) goes on past \(standing)") }
            return try await requireShown(place)
        }
        switch alarm {
        case .rollback, .fork:
            if outlook.isContinued { note("desk \(place) was shown no other history and says \(alarm!)") }
            if appended > 0 { note("desk \(place) writes to another history") }
        case .forkSeenByAnother:
            if try await foreign(place).isEmpty { note("desk \(place) read nobody's other history and says so") }
        case .notAuthorised:
            if try await relay.isAnswered(actor.key), await !isRemoved(place) {
                note("desk \(place) is answered and says it is not")
            }
        case .removed: if await !isRemoved(place) { note("desk \(place) was not removed and says so") }
        case .otherRelay, .relayClock, .disk, .localFiles: note("desk \(place): \(alarm!)")
        case nil:
            if isThrough || isSure {
                if !outlook.isContinued, isThrough { note("desk \(place) did not see the fork") }
                if isThrough, try await !foreign(place).isEmpty {
                    note("desk \(place) read what was written on another history")
                }
            }
            if isSure, case .failure(let error) = result { note("desk \(place) does not get through: \(error)") }
        }
        try await requireShown(place)
    }

    /// Whoever has to decide something sees it on the page. What passes by itself may give way to what is so now.
    private mutating func requireShown(_ place: Int) async throws {
        guard let alarm = await actors[place].desk.alarm, !alarm.passesByItself else { return }
        let status = await actors[place].desk.status
        guard status.connection == .alarm(alarm.rawValue) else { return note("desk \(place) hides \(alarm)") }
        guard alarm.awaitsDecision else { return }
        let shown = StatusPage.Decision(status, Self.words)
        if shown?.detail != Self.words.text(alarm.rawValue) { note("no page shows \(alarm)") }
    }

    /// Entries that this desk has read whose authors had another history, and that nobody has looked at.
    func foreign(_ place: Int) async throws -> Set<Int> {
        guard wasForked || wentBack else { return [] }
        return await actors[place].desk.foreignPlaces().subtracting(actors[place].settled)
    }

    func isRemoved(_ place: Int) async -> Bool {
        let member = actors[place].member
        for actor in actors where await actor.desk.state.members[member]?.isCurrent == false { return true }
        return false
    }

    /// Somebody looks at an alarm and lets the desk go on.
    mutating func continueAfterAlarm(_ place: Int) async throws {
        let actor = actors[place]
        guard !actor.run.isOver, let alarm = await actor.desk.alarm, alarm.awaitsDecision else { return }
        if alarm == .forkSeenByAnother { actors[place].settled = await actor.desk.foreignPlaces() }
        try? await actor.desk.continueAfterAlarm()
    }

    mutating func count(_ what: String) { counts[what, default: 0] += 1 }
}

/// What several tasks share.
final class Once<Value: Sendable>: Sendable {
    private let value: Mutex<Value>
    init(_ value: Value) { self.value = Mutex(value) }
    func with<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        value.withLock { value in
            var copy = value
            defer { value = copy }
            return body(&copy)
        }
    }
}
