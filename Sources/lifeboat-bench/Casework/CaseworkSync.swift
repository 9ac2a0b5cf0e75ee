// SPDX-License-Identifier: AGPL-3.0-or-later
import AsyncHTTPClient
import Foundation

/// The first sync of a desk that has its keys and nothing else, watched as a worker would: through the pages.
struct CaseworkSync {
    let program: String
    let state: URL
    let relay: String
    let cases: Int

    func run() async throws {
        let desk = try DeskProcess(program: program, state: state.path, relay: relay)
        defer { desk.stop() }
        let client = WebVisitor.makeClient(connections: 1)
        let worker = WebVisitor(client, base: desk.base)
        let token = try await worker.get(desk.entryPath).value("token")
        let start = ContinuousClock.now
        _ = try await worker.post("/unlock", [("token", token), ("passphrase", CaseworkFiller.passphrase)])
        var (firstCase, lastSaid) = (Duration?.none, -1)
        var waits = Load.Result()
        while true {
            let asked = ContinuousClock.now
            let list = try await worker.get("/cases?view=all")
            waits.latencies.append(ContinuousClock.now - asked)
            if firstCase == nil, let path = CasePaths.of(list).first {
                _ = try await worker.get(path)
                firstCase = ContinuousClock.now - start
            }
            let status = try await worker.get("/status")
            let seconds = Int((ContinuousClock.now - start).inSeconds)
            if status.text.contains(">connected<"), CasePaths.count(list) == cases { break }
            if seconds / 10 != lastSaid {
                lastSaid = seconds / 10
                Machine.say("casework syncing seconds=\(seconds) cases=\(CasePaths.count(list)) \(desk.memory)")
            }
            try await Task.sleep(for: .milliseconds(200))
        }
        let whole = ContinuousClock.now - start
        Machine.say(
            "casework first-sync whole=\(whole.inSeconds.rounded(toPlaces: 1))s "
                + "first-case=\((firstCase ?? whole).inSeconds.rounded(toPlaces: 1))s "
                + "cpu=\(desk.program.processorSeconds.rounded(toPlaces: 1))s \(desk.memory)")
        waits.latencies.sort()
        Machine.say(
            "casework page=cases-all-while-syncing p50=\(waits.percentile(0.5).milliseconds)ms "
                + "p99=\(waits.percentile(0.99).milliseconds)ms max=\(waits.percentile(1).milliseconds)ms")
        try await client.shutdown()
    }
}

/// Reads lists of cases.
enum CasePaths {
    /// The addresses of cases on a page.
    static func of(_ page: WebVisitor.Page) -> [String] {
        var paths: [String] = []
        for range in page.text.ranges(of: "href=\"/cases/") {
            let id = page.text[range.upperBound...].prefix { $0.isHexDigit }
            if id.count == 32, paths.last != "/cases/\(id)" { paths.append("/cases/\(id)") }
        }
        return paths
    }

    /// What the list says how many there are.
    static func count(_ page: WebVisitor.Page) -> Int {
        guard let start = page.text.firstRange(of: "class=\"summary\">") else { return 0 }
        return Int(page.text[start.upperBound...].prefix { !$0.isLetter }.filter(\.isNumber)) ?? 0
    }
}
