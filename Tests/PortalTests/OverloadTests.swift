// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import LifeboatTestSupport
import RelayAPI
import RelayConnection
import Testing

@testable import Portal

/// Nobody is locked out: neither during a flood nor after it.
@Suite struct OverloadTests {
    @Test func `silent connections close no portal`() async throws {
        try await RunningPortal.run {
            $0.maximumConnectionCount = 64
        } _: { portal in
            let silent = try await SilentConnections(200, port: portal.port)
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let sent = try await portal.send("still here", from: form, visitor)
            #expect(sent.path == "/en/sent")
            try await silent.close()
        }
    }

    @Test func `after an overload everyone can send again`() async throws {
        try await RunningPortal.run {
            $0.maximumUploadCount = 1
            $0.uploadPatience = .zero
            $0.maximumSessionCount = 64
        } _: { portal in
            let file = PlainBrowser.File("a.bin", "application/x", Array(repeating: 1, count: 100_000))
            var visitors: [(browser: PlainBrowser, form: PlainBrowser.Page)] = []
            for _ in 0..<8 {
                let browser = portal.browser()
                visitors.append((browser, try await portal.start(browser).form))
            }
            portal.relay.deliveryGate.shut()
            let (browser, form) = visitors[0]
            async let first = portal.send("0", from: form, browser, files: [file])
            await portal.relay.deliveryGate.arrival(of: 1)
            var refused: [PlainBrowser.Page] = []
            for (number, visitor) in visitors.enumerated().dropFirst() {
                refused.append(
                    try await portal.send("text \(number)", from: visitor.form, visitor.browser, files: [file]))
            }
            #expect(refused.allSatisfy { $0.status == 503 && $0.text.contains("Very many people") })
            #expect(refused.enumerated().allSatisfy { $1.text.contains("text \($0 + 1)</textarea>") })
            portal.relay.deliveryGate.open()
            #expect(try await first.path == "/en/sent")
            var paths: [String] = []
            for (visitor, page) in zip(visitors.dropFirst(), refused) {
                paths.append(try await portal.send("again", from: page, visitor.browser, files: [file]).path)
            }
            #expect(paths == Array(repeating: "/en/sent", count: 7))
            #expect(portal.relay.envelopes.count == 8)
        }
    }

    @Test func `a message without files gets through while files take every place`() async throws {
        try await RunningPortal.run {
            $0.maximumUploadCount = 1
            $0.uploadPatience = .zero
        } _: { portal in
            let (one, two) = (portal.browser(), portal.browser())
            let (form, _) = try await portal.start(one)
            let (other, _) = try await portal.start(two)
            let head = try RunningPortal.values("x", from: form).flatMap { PlainBrowser.multipartField($0.0, $0.1) }
            let (body, continuation) = AsyncStream.makeStream(of: [UInt8].self)
            async let slow = one.postMultipart("/en/write", pieces: body)
            continuation.yield(head + PlainBrowser.multipartFileHead("a.bin", "application/x"))
            continuation.yield(Array(repeating: 1, count: 300_000))
            await portal.relay.uploadProgress.wait(for: 100_000)
            #expect(try await portal.send("words alone", from: other, two).path == "/en/sent")
            continuation.yield(Array("\r\n".utf8) + PlainBrowser.multipartEnd)
            continuation.finish()
            #expect(try await slow.path == "/en/sent")
        }
    }

    @Test func `a visitor whose relay is more than half full gets through, with a file, and does no work themselves`()
        async throws
    {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            relay.pretend(files: 10 << 30)
            let metrics = try await relay.metrics()
            #expect(metrics.contains("work_difficulty 12\n"))
            let device = try await relay.device()
            try await RunningPortal.run { portal in
                portal.relay.sendUploads(to: relay.client())
                portal.relay.sendDeliveries(to: relay.client())
                let browser = portal.browser()
                let (form, _) = try await portal.start(browser)
                let file = PlainBrowser.File("a.bin", "application/x", Array(repeating: 1, count: 100_000))
                let sent = try await portal.send("There is room.", from: form, browser, files: [file])
                #expect(sent.path == "/en/sent")
                let envelopes = try await device.readIntake(after: 0, limit: 9).map(\.envelope)
                let message = try portal.organisation.read(try #require(envelopes.first)).message
                #expect(message.body == "There is room." && envelopes.count == 1)
                #expect(try await device.blobExists(try #require(message.attachments.first).blob))
            }
        }
    }

    @Test func `thirty-two visitors at once all arrive`() async throws {
        try await RunningPortal.run { portal in
            try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<32 {
                    group.addTask {
                        let browser = portal.browser()
                        let (form, _) = try await portal.start(browser)
                        return try await portal.send("message \(number)", from: form, browser).path
                    }
                }
                for try await path in group { #expect(path == "/en/sent") }
            }
            let bodies = try portal.relay.envelopes.map { try portal.organisation.read($0).message.body }
            #expect(Set(bodies) == Set((0..<32).map { "message \($0)" }))
        }
    }
}
