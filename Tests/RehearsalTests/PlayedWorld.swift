// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Desk
import LifeboatTestSupport
import Rehearsal
import RelayAPI
import RelayConnection
import Sealing
import World

/// A world that was played on a relay in memory, with the desks that it left behind.
struct PlayedWorld {
    static let passphrase = "practice makes calm people"
    static let now: UInt64 = 1_800_000_000

    let world: World
    let folder: ScratchFolder
    let relay: InMemoryRelay

    init(seed: UInt64 = 1, cases: Int, language: WorldLanguage = .en) async throws {
        world = World(seed: seed, cases: cases, language: language, endingAt: Self.now)
        folder = try ScratchFolder()
        relay = InMemoryRelay()
        let (relay, folder) = (relay, folder)
        var stage = Stage(
            relay: try Self.address(), enrolmentToken: Redacted("first"), passphrase: Self.passphrase,
            folder: { "\(folder.path)/\($0.rawValue)" }, connect: { access, _ in relay.link(access) })
        stage.passphraseWork = .uncheckedForTests
        try await WorldPlayer(world, on: stage).play()
    }

    /// The desk of a worker, unlocked.
    func desk(of worker: WorldWorker = .director, isRehearsal: Bool = true) async throws -> Workspace {
        let desk = try workspace(in: "\(folder.path)/\(worker.rawValue)", isRehearsal: isRehearsal)
        try await desk.unlock(passphrase: Self.passphrase)
        return desk
    }

    func workspace(in path: String, isRehearsal: Bool, token: String? = nil) throws -> Workspace {
        var settings = WorkspaceSettings(directory: path, relay: try Self.address())
        settings.isRehearsal = isRehearsal
        settings.passphraseWork = .uncheckedForTests
        settings.enrolmentToken = token.map { Redacted($0) }
        let relay = relay
        return try Workspace(
            settings,
            surroundings: Surroundings(
                now: { Self.now + 60 }, sleep: { _ in }, connect: { access, _ in relay.link(access) },
                runsInBackground: false))
    }

    static func address() throws -> RelayAddress {
        guard let address = RelayAddress(parsing: "http://127.0.0.1:1") else { throw TestAddressError() }
        return address
    }
}

struct TestAddressError: Error {}
