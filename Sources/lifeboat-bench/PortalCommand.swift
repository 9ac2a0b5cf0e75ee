// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import AsyncHTTPClient

/// What people do at the portal without script: take words, confirm them, write, send.
///
/// Without `--per-visit` each client confirms its words once, before the clock runs, and then sends one message after
/// another: the latency is that of the form that is sent, the rate that of forms fetched, sent and acknowledged. With
/// it each message is a whole visit of eight pages, from the front page to leaving.
struct PortalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portal", abstract: "Send messages of 4 KiB through the portal's pages without script.")

    @Option(help: "The portal's address.") var portal = "http://127.0.0.1:8080"
    @Option(help: "Clients at once, one run for each number.") var clients = [1, 8, 32]
    @Option(help: "Seconds for each run.") var seconds = 5.0
    @Option(help: "Bytes in a file that each message carries; 0 for no file.") var fileBytes = 0
    @Flag(help: "A visit of its own for each message.") var perVisit = false

    func run() async throws {
        let client = WebVisitor.makeClient(connections: clients.max() ?? 1)
        let kind = "portal \(perVisit ? "visits" : "messages") file-bytes=\(fileBytes)"
        for count in clients {
            let load = Load(clients: count, seconds: seconds)
            let result = perVisit ? await visits(load, client) : try await messages(load, client)
            print("\(kind) \(result.line(clients: count))")
        }
        try await client.shutdown()
    }

    private func messages(_ load: Load, _ client: HTTPClient) async throws -> Load.Result {
        var writers: [MessageWriter] = []
        for _ in 0..<load.clients {
            let writer = MessageWriter(WebVisitor(client, base: portal), fileByteCount: fileBytes)
            try await writer.begin()
            writers.append(writer)
        }
        let ready = writers
        return await load.measure { try await ready[$0].send() }
    }

    private func visits(_ load: Load, _ client: HTTPClient) async -> Load.Result {
        await load.run { [portal, fileBytes] _ in
            let writer = MessageWriter(WebVisitor(client, base: portal), fileByteCount: fileBytes)
            try await writer.begin()
            _ = try await writer.send()
            try await writer.leave()
        }
    }
}

/// One person with words of their own.
struct MessageWriter: Sendable {
    private static let textCount = 4_096

    private let visitor: WebVisitor
    private let fileByteCount: Int

    init(_ visitor: WebVisitor, fileByteCount: Int) {
        self.visitor = visitor
        self.fileByteCount = fileByteCount
    }

    /// From the front page to confirmed words.
    func begin() async throws {
        _ = try await visitor.get("/en/")
        let words = Array(try await visitor.post("/en/start").texts(after: "<li>").prefix(12))
        guard words.count == 12 else { throw WebVisitError.pageWithout("twelve words") }
        let question = try await visitor.get("/en/confirm")
        var answers = [("csrf", try question.value("csrf"))]
        for (index, word) in words.enumerated() where question.text.contains("name=\"word\(index + 1)\"") {
            answers.append(("word\(index + 1)", word))
        }
        _ = try await visitor.post("/en/confirm", answers)
    }

    /// Fetches an empty form, and gives how long sending it took until the portal said that it was sent.
    func send() async throws -> Duration {
        let form = try await visitor.get("/en/write")
        let values = [
            ("csrf", try form.value("csrf")), ("form", try form.value("form")), ("urgency", "2"),
            ("contact", "only here"), ("body", Prose.text(of: Self.textCount)),
        ]
        let file = fileByteCount > 0 ? RandomBytes.make(fileByteCount) : []
        let start = ContinuousClock.now
        let answer = try await visitor.postMultipart("/en/write", values, file: file)
        let time = ContinuousClock.now - start
        guard answer.status == 303, answer.location == "/en/sent" else {
            throw WebVisitError.status(path: "/en/write", code: answer.status)
        }
        return time
    }

    /// Reads that it was sent, and leaves, so that the portal forgets the visit.
    func leave() async throws {
        _ = try await visitor.get("/en/sent")
        _ = try? await visitor.get("/leave")
    }
}
