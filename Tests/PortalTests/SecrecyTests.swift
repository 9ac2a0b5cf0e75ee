// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import Foundation
import LifeboatTestSupport
import PortalForms
import Testing

@testable import Portal

/// What must not be anywhere, and what must be on every answer.
@Suite struct SecrecyTests {
    @Test func `words and text are in no address, header, cookie, log or stored byte`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, words) = try await portal.start(visitor, in: "ru")
            let planted = "ПОДСАЖЕНО-4711"
            let file = PlainBrowser.File("planted-name-4712.txt", "text/plain", Array("planted-content-4713".utf8))
            try await portal.send(planted, from: form, visitor, files: [file], in: "ru")
            let read = try portal.organisation.read(portal.relay.envelopes[0])
            try portal.organisation.answer("planted-answer-4714", number: 1, to: read, at: portal.relay)
            let later = portal.browser()
            try await later.post("/ru/return", [("words", words.dropLast().joined(separator: " "))])
            let inbox = try await later.post("/ru/return", [("words", words.joined(separator: " "))])
            #expect(inbox.text.contains("planted-answer-4714"))
            try await later.get("/leave")

            let secrets = words + [planted, "4711", "4712", "4713", "4714", words.joined(separator: " ")]
            // Four digits stand in ciphertext by chance, once in a thousand runs.
            let long = words + [planted, "planted-name", "planted-content", "planted-answer"]
            let outside = visitor.everythingButBodies + later.everythingButBodies + [portal.log.text]
            let stored = String(decoding: portal.relay.everythingStored, as: UTF8.self)
            for secret in secrets {
                let encoded = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret
                for place in outside { #expect(!place.contains(secret) && !place.contains(encoded)) }
            }
            for secret in long { #expect(!stored.contains(secret)) }
        }
    }

    /// The one file that the portal opens is the organisation's link, and it is only read.
    @Test func `the portal's code opens no file for writing and prints nothing`() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        for folder in ["Portal", "Pages"] {
            let found = FileManager.default.enumerator(
                at: sources.appending(path: folder), includingPropertiesForKeys: nil)
            let files = (found?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            #expect(files.count > 8)
            for file in files {
                let text = try String(contentsOf: file, encoding: .utf8)
                for call in ["fopen(", "FileHandle", "write(to", "createFile", "open(path", "print(", "logger."]
                where !(call == "logger." && file.lastPathComponent == "PortalServer.swift") {
                    #expect(!text.contains(call), "\(file.lastPathComponent) has \(call)")
                }
            }
        }
    }

    @Test func `every answer carries the protections`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            var pages = [try await visitor.get("/"), try await visitor.get("/en/"), try await visitor.get("/en/help")]
            let (form, words) = try await portal.start(visitor)
            pages += [form, try await visitor.get("/en/inbox"), try await visitor.get("/nowhere/at/all")]
            pages += [try await visitor.post("/nowhere"), try await visitor.get("/favicon.ico")]
            pages += [try await visitor.get("/en/write", following: false)]
            pages += [try await portal.browser().get("/en/write", following: false)]
            pages += [try await visitor.post("/en/return", [("words", "wrong")])]
            pages += [try await visitor.post("/en/return", [("words", words.joined(separator: " "))], following: false)]
            let sent = try await portal.send("x", from: try await visitor.get("/en/write"), visitor)
            let read = try portal.organisation.read(portal.relay.envelopes[0])
            try portal.organisation.answer("y", number: 1, to: read, at: portal.relay, files: [("a.txt", [1])])
            pages += [sent, try await visitor.get("/en/inbox"), try await visitor.get("/en/file/1/1")]
            pages += [try await visitor.get("/leave", following: false)]
            #expect(Set(pages.map(\.status)).isSuperset(of: [200, 204, 303, 404, 422]))
            for page in pages {
                let policy = page["Content-Security-Policy"] ?? ""
                #expect(policy.contains("default-src 'none'") && !policy.contains("script-src"), "\(page.path)")
                #expect(page["X-Content-Type-Options"] == "nosniff", "\(page.path)")
                #expect(page["Referrer-Policy"] == "no-referrer", "\(page.path)")
                #expect(page["Cache-Control"] == "no-store", "\(page.path)")
                #expect(page["Cross-Origin-Opener-Policy"] == "same-origin", "\(page.path)")
                #expect(page["Cross-Origin-Resource-Policy"] == "same-origin", "\(page.path)")
                #expect(page["X-Frame-Options"] == "DENY", "\(page.path)")
                #expect(page["Permissions-Policy"]?.contains("camera=()") == true, "\(page.path)")
                #expect(page["Server"] == nil, "\(page.path)")
            }
        }
    }

    @Test func `the quick exit forgets the visit and leaves`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let cookie = visitor.cookie
            let page = try await visitor.get("/leave")
            #expect(page.status == 303 && page["Location"] == "https://www.wikipedia.org/")
            #expect(page["Clear-Site-Data"] == "\"cookies\", \"storage\"")
            #expect(page["Set-Cookie"]?.contains("Max-Age=0") == true)
            #expect(cookie != nil && visitor.cookie == nil)
            #expect(portal.server.site.sessions.count == 0)
            #expect(try await portal.send("late", from: form, visitor).status == 403)
            #expect(try await visitor.get("/en/inbox").path == "/en/return")
            let another = portal.browser()
            _ = try await another.get("/leave", following: false)
            #expect(another.cookie("knock") == nil, "an old browser that comes to leave gets nothing to keep")
        }
    }

    @Test func `the quick exit stops an upload`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let head = try RunningPortal.values("x", from: form).flatMap { PlainBrowser.multipartField($0.0, $0.1) }
            let (body, continuation) = AsyncStream.makeStream(of: [UInt8].self)
            continuation.yield(head + PlainBrowser.multipartFileHead("a.bin", "application/x"))
            continuation.yield(Array(repeating: 3, count: 2 << 20))
            async let answer = visitor.postMultipart("/en/write", pieces: body)
            await portal.relay.uploadProgress.wait(for: 1 << 20)
            portal.server.site.sessions.end(visitor.cookie?.split(separator: "=").last.map(String.init))
            continuation.yield(Array(repeating: 3, count: 2 << 20))
            continuation.yield(Array("\r\n".utf8) + PlainBrowser.multipartEnd)
            continuation.finish()
            #expect(try await answer.status == 403)
            #expect(portal.relay.cancelledUploadCount == 1 && portal.relay.envelopes.isEmpty)
        }
    }

    @Test func `a file reaches the relay while it is still being sent`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let head = try RunningPortal.values("x", from: form).flatMap { PlainBrowser.multipartField($0.0, $0.1) }
            let (body, continuation) = AsyncStream.makeStream(of: [UInt8].self)
            async let answer = visitor.postMultipart("/en/write", pieces: body)
            continuation.yield(head + PlainBrowser.multipartFileHead("a.bin", "application/x"))
            for megabyte in 1...8 {
                continuation.yield(Array(repeating: UInt8(megabyte), count: 1 << 20))
                // No more than a few chunks may be held back.
                await portal.relay.uploadProgress.wait(for: megabyte << 20 - (256 << 10))
            }
            continuation.yield(Array("\r\n".utf8) + PlainBrowser.multipartEnd)
            continuation.finish()
            #expect(try await answer.path == "/en/sent")
            #expect(portal.relay.blobs.count == 1)
        }
    }

    @Test func `what is secret in memory does not print itself`() throws {
        let choice = WordChoice(in: .english)
        var session = VisitorSession(stage: .choosing(choice))
        let form = session.issueForm()
        let draft = MessageDraft(urgency: "1", contact: "geheim-1", body: "geheim-2")
        let printed =
            everyPrinting(of: choice) + everyPrinting(of: session) + everyPrinting(of: draft)
            + everyPrinting(
                of: AnswerReader.Answers(replies: [
                    Reply(number: 1, sentHour: 1, body: "geheim-3", attachments: [])
                ]))
        for word in choice.codephrase.words { #expect(!printed.contains("\"\(word)\"")) }
        for secret in ["geheim", session.csrf, "\(form.bytes)"] { #expect(!printed.contains(secret)) }
    }
}
