// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import AsyncHTTPClient
import Foundation

/// A desk with years of work in it: how long from the passphrase to the first page, how long a search takes while
/// somebody types, and what memory it needs. The desk is the program itself, driven through its pages; its relay is
/// away meanwhile.
struct DeskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk", abstract: "Unlock and search a desk with many conversations.")

    @Option(help: "The program whose desk is measured.") var program = ".build-release/release/lifeboat"
    @Option(help: "Conversations in the desk.") var conversations = 10_000
    @Option(help: "Messages in each.") var messages = 10
    @Option(help: "Words that are typed into the search field.") var words = 60

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lifeboat-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let start = ContinuousClock.now
        try await FilledDesk(conversations: conversations, messages: messages)
            .make(in: folder.appending(path: "desk").path)
        print(
            "desk filled conversations=\(conversations) messages=\(messages) "
                + "seconds=\((ContinuousClock.now - start).inSeconds.rounded(toPlaces: 1))")
        let desk = try DeskProcess(program: program, state: folder.path, relay: "http://127.0.0.1:1")
        defer { desk.stop() }
        try await measure(desk)
    }

    private func measure(_ desk: DeskProcess) async throws {
        let client = WebVisitor.makeClient(connections: 1)
        let worker = WebVisitor(client, base: desk.base)
        let token = try await worker.get(desk.entryPath).value("token")
        let start = ContinuousClock.now
        let list = try await worker.post("/unlock", [("token", token), ("passphrase", FilledDesk.passphrase)])
        let unlock = ContinuousClock.now - start
        guard list.text.contains("/requests/") else { throw WebVisitError.pageWithout("requests") }
        print("desk unlock-to-first-page=\(unlock.milliseconds)ms \(desk.memory)")
        let pages = try await pages(worker, "/requests", count: 20)
        print("desk requests-page \(Self.times(pages))")
        let typing = try await search(worker, token, Prose.keystrokes(words: words))
        print("desk search-keystroke count=\(typing.latencies.count) \(Self.times(typing))")
        let absent = try await search(worker, token, (0..<20).map { "zzxq\($0)" })
        print("desk search-nothing-found \(Self.times(absent))")
        print("desk after-searching \(desk.memory)")
        try await client.shutdown()
    }

    private func pages(_ worker: WebVisitor, _ path: String, count: Int) async throws -> Load.Result {
        var result = Load.Result()
        for _ in 0..<count {
            let start = ContinuousClock.now
            _ = try await worker.get(path)
            result.latencies.append(ContinuousClock.now - start)
        }
        result.latencies.sort()
        return result
    }

    private func search(_ worker: WebVisitor, _ token: String, _ queries: [String]) async throws -> Load.Result {
        var result = Load.Result()
        for query in queries {
            let start = ContinuousClock.now
            _ = try await worker.post("/search", [("token", token), ("query", query)])
            result.latencies.append(ContinuousClock.now - start)
        }
        result.latencies.sort()
        return result
    }

    private static func times(_ result: Load.Result) -> String {
        "p50=\(result.percentile(0.5).milliseconds)ms p99=\(result.percentile(0.99).milliseconds)ms "
            + "max=\(result.percentile(1).milliseconds)ms"
    }
}
