// SPDX-License-Identifier: AGPL-3.0-or-later
import AsyncHTTPClient
import Foundation

/// A worker's day at a desk that was locked: unlock, then every page again and again, each visit of another case where the
/// page is one of a case, and searches as they are typed.
struct CaseworkReading {
    let program: String
    let state: URL
    let relay: String
    let cases: Int
    let visits: Int

    func run() async throws {
        let desk = try DeskProcess(program: program, state: state.path, relay: relay)
        defer { desk.stop() }
        let client = WebVisitor.makeClient(connections: 1)
        let worker = WebVisitor(client, base: desk.base)
        let token = try await worker.get(desk.entryPath).value("token")
        try await unlock(worker, token, desk)
        let paths = try await casePaths(worker)
        let pages = max(1, cases / 50)
        try await measure("today", worker, desk.program) { _ in "/today" }
        try await measure("cases", worker, desk.program) { _ in "/cases" }
        try await measure("cases-all", worker, desk.program) { _ in "/cases?view=all&page=\(Int.random(in: 1...pages))"
        }
        try await measure("cases-mine", worker, desk.program) { _ in "/cases?view=mine" }
        try await measure("case", worker, desk.program) { paths[$0 % paths.count] }
        try await measure("history", worker, desk.program) { paths[$0 % paths.count] + "/history" }
        try await measure("who-knows", worker, desk.program) { paths[$0 % paths.count] + "/access" }
        try await measure("requests", worker, desk.program) { _ in "/requests" }
        try await measure("overview", worker, desk.program) { _ in "/numbers" }
        let conversations = try await requestPaths(worker, paths)
        try await measure("request", worker, desk.program) { conversations[$0 % conversations.count] }
        try await measure("exposure", worker, desk.program) { _ in "/exposure" }
        try await compareAll(worker)
        try await measure("duplicates", worker, desk.program) { _ in "/exposure/duplicates" }
        try await measure("members", worker, desk.program) { _ in "/members" }
        try await measure("status", worker, desk.program) { _ in "/status" }
        Machine.say("casework after-reading \(desk.memory)")
        try await search("search-keystroke", worker, token, Prose.keystrokes(words: 40))
        try await search("search-two-words", worker, token, Prose.keystrokes(words: 30).map { "a \($0)" })
        try await search("search-apart", worker, token, Prose.apart(count: 60))
        try await search("search-nothing-found", worker, token, (0..<40).map { "zzxq\($0)" })
        Machine.say("casework desk \(desk.memory) cpu=\(desk.program.processorSeconds.rounded(toPlaces: 1))s")
        try await client.shutdown()
    }

    /// From the passphrase to the first page, and to every case.
    private func unlock(_ worker: WebVisitor, _ token: String, _ desk: DeskProcess) async throws {
        let start = ContinuousClock.now
        _ = try await worker.post("/unlock", [("token", token), ("passphrase", CaseworkFiller.passphrase)])
        let first = ContinuousClock.now - start
        while try await CasePaths.count(worker.get("/cases?view=all")) != cases {
            try await Task.sleep(for: .milliseconds(50))
        }
        let whole = ContinuousClock.now - start
        Machine.say(
            "casework unlock first-page=\(first.milliseconds)ms every-case=\(whole.milliseconds)ms "
                + "cpu=\(desk.program.processorSeconds.rounded(toPlaces: 1))s \(desk.memory)")
        // What a desk does by itself after unlocking is over when it is connected.
        while try await !worker.get("/status").text.contains(">connected<") {
            try await Task.sleep(for: .milliseconds(200))
        }
        Machine.say("casework connected after=\((ContinuousClock.now - start).milliseconds)ms \(desk.memory)")
    }

    /// Cases from all over the list.
    private func casePaths(_ worker: WebVisitor) async throws -> [String] {
        let pages = max(1, cases / 50)
        var paths: [String] = []
        for index in 0..<min(10, pages) {
            paths += CasePaths.of(try await worker.get("/cases?view=all&page=\(1 + index * pages / min(10, pages))"))
        }
        guard !paths.isEmpty else { throw WebVisitError.pageWithout("cases") }
        return paths.shuffled()
    }

    /// The conversations of some of the cases.
    private func requestPaths(_ worker: WebVisitor, _ cases: [String]) async throws -> [String] {
        var paths: [String] = []
        for path in cases.prefix(100) {
            let text = try await worker.get(path).text
            guard let start = text.firstRange(of: "href=\"/requests/") else { continue }
            paths.append("/requests/" + text[start.upperBound...].prefix { $0.isHexDigit })
        }
        guard !paths.isEmpty else { throw WebVisitError.pageWithout("requests") }
        return paths
    }

    /// The first look for duplicates holds everybody against everybody.
    private func compareAll(_ worker: WebVisitor) async throws {
        let start = ContinuousClock.now
        _ = try await worker.get("/exposure/duplicates")
        Machine.say("casework duplicates first=\((ContinuousClock.now - start).milliseconds)ms")
    }

    private func measure(
        _ name: String, _ worker: WebVisitor, _ process: ProgramProcess, _ path: (Int) -> String
    ) async throws {
        var result = Load.Result()
        var byteCount = 0
        let before = process.processorSeconds
        for index in 0..<visits {
            let path = path(index)
            let start = ContinuousClock.now
            byteCount += try await worker.get(path).text.utf8.count
            result.latencies.append(ContinuousClock.now - start)
        }
        result.latencies.sort()
        // Other work on the machine makes a page wait, but not cost more.
        let cost = (process.processorSeconds - before) * 1_000 / Double(visits)
        Machine.say(
            "casework page=\(name) \(Self.times(result)) cpu=\(cost.rounded(toPlaces: 1))ms "
                + "KiB=\(byteCount / visits / 1_024)")
    }

    private func search(_ name: String, _ worker: WebVisitor, _ token: String, _ queries: [String]) async throws {
        var result = Load.Result()
        for query in queries {
            let start = ContinuousClock.now
            _ = try await worker.post("/search", [("token", token), ("query", query)])
            result.latencies.append(ContinuousClock.now - start)
        }
        result.latencies.sort()
        Machine.say("casework \(name) count=\(queries.count) \(Self.times(result))")
    }

    private static func times(_ result: Load.Result) -> String {
        "p50=\(result.percentile(0.5).milliseconds)ms p99=\(result.percentile(0.99).milliseconds)ms "
            + "max=\(result.percentile(1).milliseconds)ms"
    }
}
