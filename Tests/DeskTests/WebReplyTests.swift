// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Testing

@testable import Desk

struct WebReplyTests {
    private static let conversation = "/requests/\(PagesWork.id(10) as ID<Casework.Request>)"

    private struct Part {
        let name: String
        var fileName: String?
        let content: [UInt8]
    }

    private func desk(limit: UInt64 = 500 << 20) async throws -> WebDesk {
        let desk = try await WebDesk(settings: DeskSettings(maximumFileByteCount: limit))
        await desk.work.receive(10, body: "help")
        await desk.work.record(.requestOpened(request: PagesWork.id(10)))
        return desk
    }

    private func send(_ parts: [Part], to desk: WebDesk, cutting: Int = 0) async -> Page {
        var body: [UInt8] = []
        for part in parts {
            let fileName = part.fileName.map { "; filename=\"\($0)\"\r\nContent-Type: image/jpeg" } ?? ""
            body += Array("--B\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(fileName)\r\n\r\n".utf8)
            body += part.content + Array("\r\n".utf8)
        }
        body += Array("--B--\r\n".utf8)
        return await desk.send(
            .post, "\(Self.conversation)/reply",
            headers: ["Sec-Fetch-Site": "same-origin", "Content-Type": "multipart/form-data; boundary=B"],
            body: Array(body.dropLast(cutting)))
    }

    private func text(_ name: String, _ value: String) -> Part { Part(name: name, content: Array(value.utf8)) }

    @Test func `a reply goes out with its files`() async throws {
        let desk = try await desk()
        let photo = [UInt8]((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        let answer = await send(
            [
                text("token", desk.token), text("body", " Здравствуйте \n"),
                Part(name: "files", fileName: "карта.jpg", content: photo),
                Part(name: "files", fileName: "b.bin", content: [1, 2]), text("traces", "1"),
            ], to: desk)
        #expect(answer.isRedirect)
        let request = try #require(await desk.work.state.request(PagesWork.id(10)))
        guard case .reply(1, let body, let files)? = request.timeline.last?.content else {
            Issue.record("no reply")
            return
        }
        #expect(body == "Здравствуйте")
        #expect(files.map(\.name) == ["карта.jpg", "b.bin"])
        #expect(await desk.work.files[files[0].blob] == photo)
    }

    @Test func `the empty file that browsers send for none is none`() async throws {
        let desk = try await desk()
        let parts = [text("token", desk.token), text("body", "hello"), Part(name: "files", fileName: "", content: [])]
        #expect(await send(parts, to: desk).isRedirect)
        #expect(await desk.work.files.isEmpty)
    }

    @Test func `what came while a reply was written has to be read first, and the text is kept`() async throws {
        let desk = try await desk()
        func shown() async throws -> String {
            let page = await desk.get(Self.conversation)
            return String(try #require(page.text.firstMatch(of: /name="shown" value="([0-9a-f]+)"/)).1)
        }
        let before = try await shown()
        await desk.work.receive(10, body: "они у двери", danger: .lifeInDanger)
        let answer = await send(
            [text("token", desk.token), text("shown", before), text("body", "до завтра")], to: desk)
        #expect(answer.status == 422 && answer.says("The person wrote again") && answer.says("до завтра"))
        #expect(await desk.work.state.request(PagesWork.id(10))?.replyCount == 0)
        let now = try await shown()
        #expect(now != before)
        #expect(
            await send([text("token", desk.token), text("shown", now), text("body", "уже едем")], to: desk).isRedirect)
    }

    @Test func `an empty reply is not sent`() async throws {
        let desk = try await desk()
        let answer = await send([text("token", desk.token), text("body", "  \n")], to: desk)
        #expect(answer.status == 422 && answer.says("Write something"))
        #expect(await desk.work.state.request(PagesWork.id(10))?.replyCount == 0)
    }

    @Test func `a file over the limit is refused by name of the limit, and the text is kept`() async throws {
        let desk = try await desk(limit: 100_000)
        let large = [UInt8](repeating: 7, count: 150_000)
        let answer = await send(
            [
                text("token", desk.token), text("body", "мои слова"),
                Part(name: "files", fileName: "x", content: large),
                Part(name: "files", fileName: "y", content: [1]),
            ], to: desk)
        #expect(answer.status == 422 && answer.says("98 KiB") && answer.says("мои слова"))
        #expect(answer.says("choose the files again"))
        #expect(await desk.work.state.request(PagesWork.id(10))?.replyCount == 0)
    }

    @Test func `a workspace that cannot store says so, and the text is kept`() async throws {
        let desk = try await desk()
        await desk.work.fail(with: .relayUnreachable)
        let answer = await send(
            [
                text("token", desk.token), text("body", "мои слова"),
                Part(name: "files", fileName: "x", content: [UInt8](repeating: 1, count: 400_000)),
            ], to: desk)
        #expect(answer.status == 422 && answer.says("cannot be reached") && answer.says("мои слова"))
    }

    @Test func `too long a text is kept out and the file after it is not sealed`() async throws {
        let desk = try await desk()
        let parts = [
            text("token", desk.token), text("body", String(repeating: "я", count: 60_000)),
            Part(name: "files", fileName: "x", content: [1]),
        ]
        let answer = await send(parts, to: desk)
        #expect(answer.status == 422 && answer.says("too long"))
        #expect(await desk.work.files.isEmpty)
    }

    @Test func `too long a text comes back whole, wherever it would have been cut`() async throws {
        let desk = try await desk()
        for count in [100_001, 250_003] {
            let long = "a" + String(repeating: "я", count: count) + "КОНЕЦ"
            let answer = await send([text("token", desk.token), text("body", long)], to: desk)
            #expect(answer.status == 422 && answer.says("too long") && answer.text.contains("яКОНЕЦ"), "\(count)")
        }
    }

    @Test(arguments: ["resend", "withdraw"])
    func `what the relay did not take is told with its limit, and the worker decides`(act: String) async throws {
        let desk = try await desk()
        #expect(!(await desk.get(Self.conversation).says("was not sent")))
        await desk.work.keep(
            UnsentReply(number: 7, body: "Вот билет.", fileName: "билет.pdf", limit: 50 << 20, hasMore: true),
            to: PagesWork.id(10))
        #expect(await desk.get("/help").says("1 reply was not sent"))
        let page = await desk.get(Self.conversation)
        #expect(page.says("билет.pdf") && page.says("50 MiB") && page.says("Вот билет.") && page.says("resend"))
        #expect(page.text.contains("action=\"\(Self.conversation)/unsent\""))
        for (number, still) in [("8", true), ("7", false)] {
            let answer = await desk.post("\(Self.conversation)/unsent", ["number": number, "act": act])
            // What is withdrawn stands in the field again, for whoever writes it anew.
            #expect(answer.isRedirect || !still && act == "withdraw" && answer.text.contains(">Вот билет.</textarea>"))
            #expect(await desk.get(Self.conversation).says("Вот билет.") == still)
        }
        #expect(await desk.work.resent == (act == "resend" ? [7] : []))
    }

    @Test func `a reply of nothing but the file can only be withdrawn, and no limit is made up`() async throws {
        let desk = try await desk()
        await desk.work.keep(
            UnsentReply(number: 7, body: "", fileName: "x", limit: nil, hasMore: false), to: PagesWork.id(10))
        let page = await desk.get(Self.conversation)
        #expect(page.says("withdraw") && !page.says("resend") && !page.says("It takes at most"))
        #expect(page.says("There is nothing in it but this file") && !page.says("Send the reply without this file"))
    }

    @Test func `a seventeenth file is one too many`() async throws {
        let desk = try await desk()
        let files = (0..<17).map { Part(name: "files", fileName: "f\($0)", content: [1]) }
        let answer = await send([text("token", desk.token), text("body", "b")] + files, to: desk)
        #expect(answer.status == 422 && answer.says("At most 16 files"))
    }

    @Test func `without its token, or with the token after the file, nothing is sealed`() async throws {
        let desk = try await desk()
        let file = Part(name: "files", fileName: "x", content: [1, 2, 3])
        for parts in [
            [text("body", "b")], [text("token", "guess"), text("body", "b"), file], [file, text("token", desk.token)],
            [text("body", "b"), text("token", desk.token)], [],
        ] { #expect((400...403).contains(await send(parts, to: desk).status)) }
        #expect(await desk.work.files.isEmpty)
        #expect(await desk.work.state.request(PagesWork.id(10))?.replyCount == 0)
    }

    @Test(arguments: [1, 6, 8, 40, 100_000, 180_000])
    func `a form that is cut off is refused and nothing is sent`(cutting: Int) async throws {
        let desk = try await desk()
        let file = Part(name: "files", fileName: "x", content: [UInt8](repeating: 9, count: 200_000))
        let answer = await send([text("token", desk.token), text("body", "b"), file], to: desk, cutting: cutting)
        #expect(answer.status == 400 || cutting < 3)
        if cutting >= 3 { #expect(await desk.work.state.request(PagesWork.id(10))?.replyCount == 0) }
    }

    @Test(arguments: ["", "text/plain", "multipart/form-data", "multipart/form-data; boundary="])
    func `another kind of body is refused`(contentType: String) async throws {
        let desk = try await desk()
        let answer = await desk.send(
            .post, "\(Self.conversation)/reply",
            headers: ["Sec-Fetch-Site": "same-origin", "Content-Type": contentType], body: Array("token=x".utf8))
        #expect(answer.status == 400)
    }

    @Test func `a field that no page has is refused`() async throws {
        let desk = try await desk()
        #expect(await send([text("token", desk.token), text("other", "b")], to: desk).status == 400)
    }
}
