// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import HTTPTypes
import Testing

@testable import Desk

/// Pictures that tell where they were taken and with what: said before they are saved, sent or leave, and not on a screen by chance.
struct TracesPageTests {
    private static let conversation = "/requests/\(PagesWork.id(10) as ID<Casework.Request>)"
    private static let address = "\(conversation)/files/\(String(repeating: "09", count: 32))"

    /// A JPEG file whose Exif names a camera and, where asked, 50° 30′ north and 30° 15′ east.
    private static func photo(withPlace: Bool = true) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        func field(_ tag: Int, _ kind: Int, _ count: Int, _ value: [UInt8]) -> [UInt8] {
            little(tag, 2) + little(kind, 2) + little(count, 4) + value
        }
        func fractions(_ parts: [Int]) -> [UInt8] { parts.flatMap { little($0, 4) + little(1, 4) } }
        var exif = Array("II".utf8) + little(42, 2) + little(8, 4)
        exif += little(withPlace ? 2 : 1, 2) + field(0x0110, 2, 4, Array("X99\0".utf8))
        if withPlace { exif += field(0x8825, 4, 1, little(38, 4)) }
        exif += little(0, 4)
        if withPlace {
            exif += little(2, 2) + field(2, 5, 3, little(68, 4)) + field(4, 5, 3, little(92, 4)) + little(0, 4)
            exif += fractions([50, 30, 0]) + fractions([30, 15, 0])
        }
        let body = Array("Exif\0\0".utf8) + exif
        return [0xFF, 0xD8, 0xFF, 0xE1] + [UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
            + [0xFF, 0xDA, 0, 2, 0xFF, 0xD9]
    }

    private func desk(_ bytes: [UInt8]) async throws -> WebDesk {
        let desk = try await WebDesk()
        let file = await desk.work.hold(bytes, as: 9, name: "снимок.jpg", mediaType: "image/jpeg")
        await desk.work.receive(10, body: "see file", files: [file])
        return desk
    }

    @Test func `the page of a file says that it tells a place, and the place only to whoever asks`() async throws {
        let desk = try await desk(Self.photo())
        let page = await desk.get(Self.address)
        #expect(page.says("where it was made, and with which device or program") && page.says("The saved file keeps"))
        #expect(page.says("<dt>Type, by its first bytes</dt><dd><bdi>JPEG</bdi></dd>"))
        #expect(!page.says("50.5") && !page.says("X99"))
        let asked = await desk.get("\(Self.address)?tells=1")
        #expect(asked.says("50.50000, 30.25000") && asked.says("X99"))
        let plain = try await self.desk(Self.photo(withPlace: false))
        #expect(await plain.get(Self.address).says("says with which device or program or by whom"))
        let none = try await self.desk([0xFF, 0xD8, 0xFF, 0xD9])
        #expect(await !none.get(Self.address).says("id=\"traces\""))
    }

    @Test func `the page of a file says that it was not looked at, and asks for nothing that was not found`()
        async throws
    {
        let files: [([UInt8], String)] = [
            ([1, 2, 3], "Not looked at"), ([0xFF, 0xD8, 0xFF, 0xE1, 9], "Looked at in part"),
        ]
        for (bytes, why) in files {
            let page = try await self.desk(bytes).get(Self.address)
            #expect(page.says(why) && page.says("a place, a device or an author"))
            #expect(!page.says("?tells=1") && !page.says("The saved file keeps"))
        }
    }

    @Test func `words that nobody sees on a file are told, on its page and before it leaves`() async throws {
        let remark = Array("Taken by Anna".utf8)
        let photo = [0xFF, 0xD8, 0xFF, 0xFE, 0, UInt8(remark.count + 2)] + remark + [0xFF, 0xD9]
        let desk = try await desk(photo)
        let page = await desk.get(Self.address)
        #expect(page.says("words in it that are not to be seen on it") && page.says("?tells=1") && !page.says("Anna"))
        #expect(await desk.get("\(Self.address)?tells=1").says("Title, description or remark"))
        let refused = await reply(desk, photo, ticked: false)
        #expect(refused.status == 422 && refused.says("a.jpg: The file has words in it") && !refused.says("Anna"))
        #expect(await reply(desk, photo, ticked: true).isRedirect)
    }

    private func reply(_ desk: WebDesk, _ file: [UInt8], name: String = "a.jpg", ticked: Bool) async -> Page {
        var body: [UInt8] = []
        func add(_ name: String, _ content: [UInt8], _ more: String = "") {
            body += Array("--B\r\nContent-Disposition: form-data; name=\"\(name)\"\(more)\r\n\r\n".utf8) + content
            body += Array("\r\n".utf8)
        }
        add("token", Array(desk.token.utf8))
        add("body", Array("Вот снимок".utf8))
        add("files", file, "; filename=\"\(name)\"\r\nContent-Type: image/jpeg")
        if ticked { add("traces", Array("1".utf8)) }
        return await desk.send(
            .post, "\(Self.conversation)/reply",
            headers: ["Sec-Fetch-Site": "same-origin", "Content-Type": "multipart/form-data; boundary=B"],
            body: body + Array("--B--\r\n".utf8))
    }

    @Test func `a reply with such a picture goes out only when its author knows`() async throws {
        let desk = try await desk([1])
        let refused = await reply(desk, Self.photo(), ticked: false)
        #expect(refused.status == 422 && refused.says("Nothing was sent") && refused.says("Вот снимок"))
        #expect(refused.says("a.jpg: The file says where it was made") && refused.says("name=\"traces\""))
        #expect(!refused.says("50.5") && !refused.says("X99"))
        #expect(await desk.work.state.request(PagesWork.id(10))?.replyCount == 0)
        #expect(await reply(desk, Self.photo(), ticked: true).isRedirect)
        #expect(await desk.work.state.request(PagesWork.id(10))?.replyCount == 1)
        #expect(await reply(desk, [0xFF, 0xD8, 0xFF, 0xD9], ticked: false).isRedirect, "this one tells nothing")
    }

    @Test func `a file that nothing here reads goes out only when its author knows, and a plain text at once`()
        async throws
    {
        let desk = try await desk([1])
        let voice = Array("OggS".utf8) + [UInt8](repeating: 0, count: 2_000)
        let refused = await reply(desk, voice, name: "голос.ogg", ticked: false)
        #expect(refused.status == 422 && refused.says("голос.ogg: Not looked at for a place, a device or an author"))
        #expect(await desk.work.state.request(PagesWork.id(10))?.replyCount == 0)
        #expect(await reply(desk, voice, name: "голос.ogg", ticked: true).isRedirect)
        #expect(await reply(desk, Array("В 14:05 у вокзала".utf8), name: "план.txt", ticked: false).isRedirect)
    }

    @Test func `a document that names its author goes out only when its sender knows`() async throws {
        let desk = try await desk([1])
        func document(_ author: String) -> [UInt8] { Array("%PDF-1.4\n1 0 obj <</Author(\(author))>> endobj\n".utf8) }
        let refused = await reply(desk, document("Ivan"), name: "a.pdf", ticked: false)
        #expect(refused.status == 422 && refused.says("a.pdf: The file says with which device or program or by whom"))
        #expect(!refused.says("Ivan"))
        #expect(await reply(desk, document(""), name: "a.pdf", ticked: false).isRedirect)
    }

    @Test func `a case with such a picture leaves only when whoever lets it go knows`() async throws {
        let desk = try await WebDesk()
        let identity = X25519Identity()
        await desk.work.openSampleCase()
        await desk.work.allowSampleCase()
        await desk.work.clearSampleCase()
        let file = await desk.work.hold(Self.photo(), as: 9, name: "снимок.jpg", mediaType: "application/octet-stream")
        let conversation = SampleCase.compartment(.conversation)
        let request = try #require(await desk.work.state.part(conversation)?.conversation?.record?.id)
        await desk.work.receive([file], in: request)
        func export(_ more: String = "") async -> Page {
            var body = "token=\(WebDesk.encoded(desk.token))&recipient-name=x&why=x&understood=1&reads=1"
            body += "&keys=\(WebDesk.encoded(identity.recipient.text))&purpose=identified&recipient-class=1&actions=4"
            body += "&parts-\(conversation.hex)=1\(more)"
            return await desk.submit(SampleCase.path("/export"), body)
        }
        #expect(await !desk.get(SampleCase.path("/export")).says("name=\"traces\""))
        let refused = await export()
        #expect(refused.status == 422 && refused.says("Nothing has left") && refused.says("name=\"traces\""))
        #expect(refused.says("снимок.jpg") && !refused.says("50.5") && !refused.says("X99"))
        #expect(await desk.work.state.part(conversation)?.access.disclosures.isEmpty == true)
        #expect(await export("&traces=1").status == 200)
    }

    @Test func `a case with a file that was not looked at says so before it leaves`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        await desk.work.allowSampleCase()
        await desk.work.clearSampleCase()
        let sound = await desk.work.hold([1, 2, 3], as: 8, name: "голос.ogg", mediaType: "audio/ogg")
        let text = await desk.work.hold(Array("план".utf8), as: 9, name: "план.txt", mediaType: "text/plain")
        var lost = text
        (lost.blob, lost.name) = ([UInt8](repeating: 7, count: 32), "пропал.jpg")
        let conversation = SampleCase.compartment(.conversation)
        let request = try #require(await desk.work.state.part(conversation)?.conversation?.record?.id)
        await desk.work.receive([sound, text, lost], in: request)
        var body = "token=\(WebDesk.encoded(desk.token))&recipient-name=x&why=x&understood=1&reads=1"
        body += "&keys=\(WebDesk.encoded(X25519Identity().recipient.text))&purpose=identified&recipient-class=1"
        body += "&actions=4&parts-\(conversation.hex)=1"
        let refused = await desk.submit(SampleCase.path("/export"), body)
        #expect(refused.status == 422 && refused.says("Nothing has left") && refused.says("name=\"traces\""))
        #expect(refused.says("голос.ogg") && refused.says("пропал.jpg") && !refused.says("план.txt"))
        #expect(refused.says("Not looked at for a place, a device or an author"))
        #expect(await desk.work.state.part(conversation)?.access.disclosures.isEmpty == true)
        #expect(await desk.submit(SampleCase.path("/export"), "\(body)&traces=1").status == 200)
    }
}

extension PagesWork {
    /// The sample's person sends files, and somebody reads what they wrote.
    fileprivate func receive(_ files: [FileReference], in request: ID<Casework.Request>) {
        let message = ReceivedMessage(
            id: PagesWork.id(963), assurance: .c, sentHour: 400_000, danger: .days, safeContact: "", body: "Вот.",
            files: files)
        write(
            .messageReceived(request: request, message: message), in: SampleCase.compartment(.conversation),
            by: SampleCase.anna)
        readSampleCase()
    }
}
