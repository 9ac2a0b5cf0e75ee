// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Foundation
import Rehearsal
import RelayAPI
import RelayConnection
import Synchronization
import World

/// Fills a rehearsal's folder, over the relay that runs for it.
struct Filling: Sendable {
    /// Of every desk of every rehearsal: it protects nothing.
    static let passphrase = "practice makes calm people"

    let folder: RehearsalFolder
    let state: StateFolder
    let record: RehearsalFolder.Record

    /// Says on the terminal how it goes; false if it did not.
    func run(_ relay: String) async -> Bool {
        do {
            try folder.write(record)
            let started = ContinuousClock.now
            Terminal.note("filling \(folder.root.path) with \(record.cases) invented cases")
            try await WorldPlayer(record.world, on: try stage(relay)).play(progress: Progress().show)
            var finished = record
            finished.isComplete = true
            try folder.write(finished)
            Terminal.note("filled in \((ContinuousClock.now - started).components.seconds) seconds")
            return true
        } catch let error as PlayError {
            Terminal.fail(
                "the world could not be played: \(error.sentence)", hint: "remove \(folder.root.path) and try again")
        } catch {
            Terminal.fail("\(folder.root.path) cannot be filled", hint: "check its owner and rights, and the disk")
        }
        return false
    }

    private func stage(_ relay: String) throws -> Stage {
        guard let address = RelayAddress(parsing: relay),
            let token = try? String(contentsOf: state.enrolmentFile, encoding: .utf8)
        else { throw CocoaError(.fileReadNoSuchFile) }
        var folders: [WorldWorker: String] = [:]
        for worker in WorldWorker.allCases { folders[worker] = try folder.state(of: worker).desk.path }
        let desks = folders
        try StateFolder.make(state.portal)
        var stage = Stage(
            relay: address, enrolmentToken: Redacted(token.trimmingCharacters(in: .whitespacesAndNewlines)),
            passphrase: Self.passphrase, folder: { desks[$0] ?? "" },
            connect: { access, relayKey in RelayClient(address: address, access: access, relayKey: relayKey) })
        stage.portalLinkFile = state.portalLinkFile.path
        return stage
    }
}

extension PlayError {
    /// The world is invented, so what went wrong in it may be said.
    fileprivate var sentence: String {
        switch self {
        case .refused(let act, let error): "\(error) at \(act.deed)"
        case .desk(let worker, let error): "\(worker.rawValue): \(error)"
        case .relay(let error): "the relay: \(error)"
        case .unreadable: "what it wrote could not be read again"
        }
    }
}

/// One line that counts to a hundred.
private final class Progress: Sendable {
    private let shown = Mutex(-1)

    @Sendable func show(_ done: Int, _ count: Int) {
        let percent = done * 100 / max(1, count)
        let isTerminal = isatty(STDERR_FILENO) == 1
        let isNews = shown.withLock { shown in
            guard percent != shown, isTerminal || percent % 10 == 0 else { return false }
            shown = percent
            return true
        }
        guard isNews else { return }
        let end = isTerminal && percent < 100 ? "" : "\n"
        try? FileHandle.standardError.write(
            contentsOf: Data(((isTerminal ? "\r" : "") + "lifeboat: \(percent) % of two years" + end).utf8))
    }
}
