// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Foundation
import World

/// The folder of a rehearsal: its own relay, portal and one desk for each worker. What it was filled with stands in it, so that
/// starting it again shows the same people.
struct RehearsalFolder {
    struct Record: Codable {
        var seed: UInt64
        var cases: Int
        var language: String
        /// The world's today, in seconds since 1970.
        var end: UInt64
        /// False while it is being filled.
        var isComplete: Bool

        var world: World {
            World(seed: seed, cases: cases, language: WorldLanguage(rawValue: language) ?? .en, endingAt: end)
        }
    }

    let root: URL

    init(_ root: URL) { self.root = root }

    private var file: URL { root.appending(path: "rehearsal.json") }

    /// Nil where the folder is no rehearsal's.
    var record: Record? {
        (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode(Record.self, from: $0) }
    }

    var isEmpty: Bool { ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).isEmpty }

    func write(_ record: Record) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(record).write(to: file, options: .atomic)
    }

    /// The state folder of one worker's desk.
    func state(of worker: WorldWorker) throws -> StateFolder {
        try StateFolder(path: root.appending(path: "desks").appending(path: worker.rawValue).path).made()
    }
}

/// Why a rehearsal is not started, in words for the terminal.
enum RehearsalFailure {
    /// sysexits.h: EX_CANTCREAT.
    private static let status: Int32 = 73

    static func inUse(_ path: String) -> ExitCode {
        Terminal.fail(
            "'\(path)' holds something already, and it is no rehearsal",
            hint: "name a folder that does not exist or is empty, with --directory; live work is never touched")
        return ExitCode(status)
    }

    static func unfinished(_ path: String) -> ExitCode {
        Terminal.fail(
            "'\(path)' was left half filled",
            hint: "remove the folder and start again; everything in it is invented")
        return ExitCode(status)
    }

    static func isRehearsal(_ path: String) -> ExitCode {
        Terminal.fail(
            "'\(path)' is a rehearsal's folder; live work does not go there",
            hint: "start it with lifeboat demo --directory '\(path)', or name another with --state")
        return ExitCode(status)
    }

    static func noDesk(_ worker: String) -> ExitCode {
        Terminal.fail(
            "there is no desk of '\(worker)' in this rehearsal",
            hint: "one of: " + WorldWorker.allCases.map(\.rawValue).joined(separator: ", "))
        return ExitCode(EX_USAGE)
    }
}
