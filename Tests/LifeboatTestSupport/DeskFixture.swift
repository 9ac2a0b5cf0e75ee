// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Correspondence
package import Desk
import Foundation
package import RelayAPI
import RelayConnection
import Sealing
import Synchronization

/// A desk's directory and surroundings, which outlive a crash of the desk: ``open()`` again and go on.
package final class DeskFixture: Sendable {
    package let relay: InMemoryRelay
    /// How a desk reaches another relay than ``relay``, by its access key.
    private let connect: (@Sendable (AccessKey) -> any RelayLink)?
    private let folders: Mutex<[String]>
    private let clock: Mutex<UInt64>
    private let sleeps = Mutex<[Duration]>([])
    private let token: String
    /// From how many entries on the desk reads newest first; nil for what is usual.
    private let newestFirstFrom: Mutex<Int?>

    package static let passphrase = "correct horse battery staple"

    package init(
        relay: InMemoryRelay = InMemoryRelay(), token: String = "first", now: UInt64 = 1_800_000_000,
        newestFirstFrom: Int? = nil, connect: (@Sendable (AccessKey) -> any RelayLink)? = nil
    ) {
        self.relay = relay
        self.connect = connect
        self.newestFirstFrom = Mutex(newestFirstFrom)
        self.token = token
        clock = Mutex(now)
        folders = Mutex([NSTemporaryDirectory() + "lifeboat-desk-\(UUID().uuidString)"])
    }

    deinit {
        for path in folders.withLock({ $0 }) + [portalLinkFile] { try? FileManager.default.removeItem(atPath: path) }
    }

    package var directory: String { folders.withLock { $0.last ?? "" } }

    /// A run of the program on the directory, for ``open(runsInBackground:in:)``. Once it has died, the directory is what was on
    /// the disk in that moment.
    package func run() -> MachineRun {
        let (from, to) = (directory, directory + "x")
        return MachineRun { [self] in
            guard (try? FileManager.default.copyItem(atPath: from, toPath: to)) != nil else {
                preconditionFailure("a folder that can be copied")
            }
            folders.withLock { $0.append(to) }
        }
    }

    package var now: UInt64 { clock.withLock { $0 } }
    /// From how many entries on the next desk on the directory reads newest first.
    package func readNewestFirst(from count: Int) { newestFirstFrom.withLock { $0 = count } }
    package func advance(by seconds: UInt64) { clock.withLock { $0 += seconds } }
    package func setBack(by seconds: UInt64) { clock.withLock { $0 -= seconds } }
    /// How long the desk wanted to wait, each time it did.
    package var slept: [Duration] { sleeps.withLock { $0 } }

    package var portalLinkFile: String { folders.withLock { $0.first ?? "" } + ".link" }

    /// A desk on the directory. The one before has to be gone, as after a crash.
    package func open(runsInBackground: Bool = false, in run: MachineRun? = nil) throws -> Workspace {
        guard let address = RelayAddress(parsing: "http://127.0.0.1:1") else { preconditionFailure("an address") }
        var settings = WorkspaceSettings(directory: directory, relay: address)
        settings.enrolmentToken = Redacted(token)
        settings.passphraseWork = .uncheckedForTests
        settings.portalLinkFile = portalLinkFile
        settings.maximumFileByteCount = 2 << 20
        if let from = newestFirstFrom.withLock({ $0 }) { settings.newestFirstFrom = from }
        let (relay, connect) = (relay, connect)
        return try Workspace(
            settings,
            surroundings: Surroundings(
                now: { [self] in
                    _ = run?.goesOn()
                    return now
                },
                sleep: { [self] duration in
                    sleeps.withLock { $0.append(duration) }
                    await Task.yield()
                    try Task.checkCancellation()
                },
                connect: { access, _ in
                    let link: any RelayLink = connect?(access) ?? relay.link(access)
                    return run.map { MortalLink(link, $0) } ?? link
                }, runsInBackground: runsInBackground))
    }

    package static var draft: OrganisationDraft {
        OrganisationDraft(
            name: "Тихая гавань", languages: ["ru", "en"], memberName: "Анна Ж.", passphrase: passphrase,
            sheetLanguage: "ru")
    }

    /// A desk with a new organisation, and its sheet.
    package func founded(runsInBackground: Bool = false) async throws -> (desk: Workspace, sheet: RecoverySheet) {
        let desk = try open(runsInBackground: runsInBackground)
        let sheet = try await desk.create(Self.draft)
        return (desk, sheet)
    }

    /// Every file in the directory, by path.
    package func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: directory) {
            guard let data = FileManager.default.contents(atPath: directory + "/" + name) else { continue }
            files[name] = Array(data)
        }
        return files
    }

    package func overwrite(_ name: String, with bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: directory + "/" + name))
    }
}
