// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import AsyncHTTPClient
import Foundation
import RelayAPI
import RelayConnection

/// A desk with the cases of a large organisation: how long the first sync takes, when the first case can be read, how long
/// from the passphrase to the first page, what each page and a search cost, and what memory it needs. Relay and desk are
/// the programs themselves, over HTTP on this machine, and share its cores with the measurement.
struct CaseworkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "casework", abstract: "Sync, unlock, read and search a desk with many cases.")

    @Option(help: "The program whose relay and desk are measured.") var program = ".build-release/release/lifeboat"
    @Option(help: "Cases in the ledger.") var cases = 1_000
    @Option(help: "Entries of each case, on average.") var entriesPerCase = 100
    @Option(help: "A folder for the filled relay, which is made once and measured again and again.") var folder: String
    @Option(help: "How often each page is asked for.") var visits = 200
    @Option(help: "The relay's port; the next one is for its health page.") var port = 18_691

    func run() async throws {
        let place = URL(filePath: folder).appending(path: "\(cases)x\(entriesPerCase)")
        try FileManager.default.createDirectory(
            at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let relay = try ProgramProcess(
            program: program,
            arguments: [
                "relay", "--supervised", "--state", place.path, "--port", "\(port)", "--health-port", "\(port + 1)",
            ])
        defer { relay.stop() }
        try await fill(place)
        Machine.say("casework load \(Machine.load)")
        VerificationLimit.report(seconds: 3)
        let desk = try freshDesk()
        defer { try? FileManager.default.removeItem(at: desk) }
        try await CaseworkSync(program: program, state: desk, relay: base, cases: cases).run()
        try await CaseworkReading(program: program, state: desk, relay: base, cases: cases, visits: visits).run()
        Machine.say("casework relay \(relay.memory) cpu=\(relay.processorSeconds.rounded(toPlaces: 1))s")
        Machine.say("casework load \(Machine.load)")
    }

    private var base: String { "http://127.0.0.1:\(port)" }

    /// Fills the relay, unless an earlier run did.
    private func fill(_ place: URL) async throws {
        let mark = place.appending(path: "filled")
        guard !FileManager.default.fileExists(atPath: mark.path) else { return }
        guard let address = RelayAddress(parsing: base) else { throw ValidationError("'\(base)' is no address.") }
        let token = try String(
            contentsOf: place.appending(path: "relay/enrolment-token"), encoding: .utf8
        ).trimmingCharacters(in: .whitespacesAndNewlines)
        let start = ContinuousClock.now
        try await CaseworkFiller(
            relay: address, enrolmentToken: token, folder: place, cases: cases, entriesPerCase: entriesPerCase
        ).fill()
        Machine.say(
            "casework filled cases=\(cases) seconds=\((ContinuousClock.now - start).inSeconds.rounded(toPlaces: 1))")
        try Data().write(to: mark)
    }

    /// The state folder of a desk that has its keys and has never seen the ledger.
    private func freshDesk() throws -> URL {
        let place = URL(filePath: folder).appending(path: "\(cases)x\(entriesPerCase)")
        let state = URL(filePath: folder).appending(path: "desk-\(UUID().uuidString)")
        let desk = state.appending(path: "desk")
        try FileManager.default.createDirectory(
            at: desk, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try FileManager.default.copyItem(
            at: place.appending(path: CaseworkFiller.keyFile), to: desk.appending(path: CaseworkFiller.keyFile))
        return state
    }
}

enum Machine {
    /// A line that is to be seen at once, in a file too: a run takes minutes.
    static func say(_ line: String) {
        print(line)
        fflush(nil)
    }

    static var load: String {
        ((try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? "").split(separator: " ").prefix(3)
            .joined(separator: " ")
    }
}
