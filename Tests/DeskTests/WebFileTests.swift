// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Testing

@testable import Desk

struct WebFileTests {
    private static let conversation = "/requests/\(PagesWork.id(10) as ID<Casework.Request>)"
    private static let address = "\(conversation)/files/\(String(repeating: "09", count: 32))"

    private func desk(_ bytes: [UInt8], name: String = "report.bin") async throws -> WebDesk {
        let desk = try await WebDesk()
        let file = await desk.work.hold(bytes, as: 9, name: name, mediaType: "image/png")
        await desk.work.receive(10, body: "see file", files: [file])
        return desk
    }

    @Test func `a file is saved only by who says that they understand`() async throws {
        let desk = try await desk([1, 2, 3])
        let page = await desk.get(Self.address)
        #expect(page.says("may be a trap") && page.says("neither a PDF nor a picture"))
        #expect(await desk.get("\(Self.address)/save").status == 404, "no link saves a file")
        let unticked = await desk.post("\(Self.address)/save")
        #expect(unticked.status == 422 && unticked.says("Tick the box first"))
        let saved = await desk.post("\(Self.address)/save", ["understood": "1"])
        #expect(saved.bytes == [1, 2, 3])
        #expect(saved.headers[.contentType] == "application/octet-stream")
        #expect(saved.headers[.contentDisposition] == "attachment; filename*=UTF-8''report.bin")
        #expect(saved.headers[.contentSecurityPolicy]?.hasPrefix("sandbox") == true)
    }

    static let names: [(String, String)] = [
        ("../../etc/passwd", "_.._etc_passwd"), (".bashrc", "bashrc"), ("", "?"),
        ("a\r\nSet-Cookie: x", "a__Set-Cookie_ x"),
        ("\u{202E}gpj.exe", "_gpj.exe"), ("паспорт.jpg", "паспорт.jpg"), ("\u{0}", "_"), ("CON:\\x", "CON__x"),
        (String(repeating: "x", count: 400), String(repeating: "x", count: 120)), ("...", "attachment"),
    ]

    @Test(arguments: names)
    func `a name cannot lead out of the folder or lie about the ending`(name: String, saved: String) {
        #expect(SafeText.downloadName(name) == (saved == "?" ? "_" : saved))
    }

    @Test func `a name in a header is percent-encoded`() {
        #expect(FileRoutes.disposition("пас \"порт\".jpg").allSatisfy { $0.isASCII && $0 != "\"" && $0 != "\n" })
    }

    @Test(arguments: ["00", String(repeating: "08", count: 32), String(repeating: "ZZ", count: 32), "%2e%2e"])
    func `a file that is not in the conversation is not there`(name: String) async throws {
        let desk = try await desk([1])
        #expect(await desk.get("\(Self.conversation)/files/\(name)").status == 404)
    }

    @Test func `a file of another conversation is not there either`() async throws {
        let desk = try await desk([1])
        await desk.work.receive(11, body: "other")
        let other = Self.address.replacing(
            "\(PagesWork.id(10) as ID<Casework.Request>)", with: "\(PagesWork.id(11) as ID<Casework.Request>)")
        #expect(await desk.get(other).status == 404)
    }

    @Test func `a file that cannot be fetched is a sentence`() async throws {
        let desk = try await desk([1])
        await desk.work.fail(with: .attachmentUnavailable)
        #expect(await desk.get(Self.address).says("cannot be fetched now"))
        #expect(await desk.post("\(Self.address)/save", ["understood": "1"]).status == 422)
    }

    @Test(arguments: ["0", "2", "-1", "x"])
    func `a page of pixels that does not exist is not there`(number: String) async throws {
        let desk = try await desk([1])
        #expect(await desk.get("\(Self.address)/pages/\(number)").status == 404)
    }
}
