// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import Casework
import Correspondence
import Crypto
import Foundation
import HTTPTypes
import LifeboatTestSupport
import Testing

@testable import Desk

/// A case leaves a real desk; its recipient has Debian's age, tar and `lifeboat verify`.
struct ExportedCaseTests {
    private struct Leaving {
        let file: [UInt8]
        let fingerprint: String
        let state: CaseworkState
        let compartment: ID<Compartment>
        let desk: Workspace
        let fixture: DeskFixture
    }

    /// One request with an attachment of `byteCount` bytes becomes a case with a note and a reply, the person writes again, and the case leaves.
    private func leave(to key: String, byteCount: Int) async throws -> Leaving {
        let now = UInt64(Date.now.timeIntervalSince1970)
        let team = try await TeamFixture(now: now)
        let (desk, fixture) = (team.director, team.directorFixture)
        let (me, deputy) = (try #require(await desk.me), try await team.admit("Вера", [.caseworker]).member)
        let visitor = try TestVisitor(team.sheet.link, fixture.relay)
        var sealer = AttachmentSealer()
        let sealed = sealer.update((0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let (rest, attachment) = sealer.finish(name: "план.pdf", mediaType: "application/pdf")
        await fixture.relay.store(blob: sealed + rest)
        let first = visitor.message("Меня ищут <b>здесь</b>.", attachments: [attachment])
        await fixture.relay.deliver(try await visitor.first(first, now: now))
        try await desk.synchronise()
        let request = try #require(await desk.state.requests.first).id
        try await desk.open(request)
        try await desk.move(request, to: .inTriage, reason: nil, note: "")
        let id = try await desk.openCase(
            CaseDraft(
                alias: "Цапля", acceptance: Acceptance(request: request, danger: .days),
                parts: [
                    PartDraft(
                        kind: .casework, members: [deputy: "заместитель"],
                        events: [
                            .lifecycle(
                                .registered(
                                    Registration(request: request, owner: me, deputy: deputy, danger: .days)))
                        ]
                            + SampleConsent.yes(
                                PagesWork.id(1_990), .partnerService, .anyOf(.lawyer), on: Day(at: now),
                                witness: deputy
                            ).map(CompartmentEvent.consent)), PartDraft(kind: .conversation),
                ]))
        try await desk.addNote(request, body: "брат Павел")
        try await desk.reply(request, body: "Идите в приют Y.", files: [])
        try await desk.synchronise()
        await fixture.relay.deliver(try await visitor.followUp(visitor.message("Я жду."), now: now))
        try await desk.synchronise()
        try await desk.open(request)
        let part = try #require(await desk.state.case(id)?.parts(of: .conversation).first)

        let web = try await WebDesk(over: desk, now: now)
        var body = "token=\(WebDesk.encoded(web.token))&recipient-name=x&why=y&understood=1&passphrase="
        body += "&purpose=partner&recipient-class=6&actions=4&reads=1&traces=1"
        body += "&keys=\(WebDesk.encoded(key))&parts-\(part.compartment.hex)=1"
        let page = await web.submit("/cases/\(id.hex)/export", body)
        try #require(page.status == 200, "\(page.text)")
        return Leaving(
            file: page.bytes, fingerprint: try #require(await desk.identity?.wholeFingerprint),
            state: await desk.state, compartment: part.compartment, desk: desk, fixture: fixture)
    }

    @Test func `age opens it, tar unpacks it, and lifeboat verify says that it is genuine and complete`() async throws {
        let identity = X25519Identity()
        let left = try await leave(to: identity.recipient.text, byteCount: 300_001)
        try TemporaryFolder.with { folder in
            let (key, sealed) = (folder.appending(component: "key"), folder.appending(component: "bag.age"))
            try Data((identity.text + "\n").utf8).write(to: key)
            try Data(left.file).write(to: sealed)
            let opened = try BuiltProgram.installed("age").run(["-d", "-i", key.path(), sealed.path()])
            try #require(opened.status == 0, "\(opened.errors)")
            let tar = try BuiltProgram.installed("tar").run(["-x", "-C", folder.path()], input: opened.output)
            try #require(tar.status == 0, "\(tar.errors)")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
            let bag = folder.appending(component: try #require(names.first { $0.hasPrefix("bag-") }))
            let program = try BuiltProgram.lifeboat()
            let genuine = try program.run(["verify", bag.path(), "--organisation", left.fingerprint])
            #expect(genuine.status == 0, "\(genuine.errors)")
            #expect(String(decoding: genuine.output, as: UTF8.self).hasPrefix("Genuine and complete: 4 files.\n"))
            let saved = try Data(contentsOf: bag.appending(path: "data/attachments/001-план.pdf"))
            #expect(Array(saved) == (0..<300_001).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            let html = try String(contentsOf: bag.appending(path: "data/case.html"), encoding: .utf8)
            #expect(html.contains("Меня ищут &lt;b&gt;здесь&lt;/b&gt;.") && html.contains("attachments/001-план.pdf"))
            let json = try String(contentsOf: bag.appending(path: "data/case.json"), encoding: .utf8)
            for own in ["брат Павел", "приют Y", "Цапля"] {
                #expect(!html.contains(own) && !json.contains(own), "\(own) is the organisation's")
            }
            try Data("x".utf8).write(to: bag.appending(path: "data/case.json"))
            #expect(try program.run(["verify", bag.path(), "--organisation", left.fingerprint]).status == 11)
        }
    }

    @Test func `the signed log can be checked by whoever has case json`() async throws {
        let identity = HybridIdentity()
        let left = try await leave(to: identity.recipient.text, byteCount: 1)
        var decryptor = Decryptor(identities: [.hybrid(identity)])
        let archive = try decryptor.update(left.file) + decryptor.finish()
        let start = try #require(archive.firstRange(of: Array("{\n  \"devices\"".utf8))).lowerBound
        let end = try #require(archive[start...].firstRange(of: Array("\n}\n".utf8))).upperBound
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(archive[start..<end])) as? [String: Any])
        let devices = try #require(document["devices"] as? [[String: String]])
        let part = try #require((document["parts"] as? [[String: Any]])?.first)
        let entries = try #require(part["entries"] as? [[String: Any]])
        var checked = 0
        for entry in entries {
            guard let text = entry["signed"] as? String else { continue }
            let signed = Array(try #require(Data(base64Encoded: text)))
            let device = try #require(devices.first { $0["id"] == entry["device"] as? String })
            let key = try Curve25519.Signing.PublicKey(
                rawRepresentation: try #require(device["verificationKey"].flatMap { Hex.decode($0) }))
            let organisation = try #require(Hex.decode(left.fingerprint.filter { $0 != " " }))
            let message =
                Array("lifeboat/v1/event".utf8) + [0] + organisation + left.compartment.bytes + signed.dropLast(64)
            #expect(key.isValidSignature(signed.suffix(64), for: message))
            checked += 1
        }
        #expect(checked >= 2 && checked < entries.count, "all but the entry with the conversation's key")
        let secret = try #require(left.state.cases.first?.conversation?.record?.secret.exposed)
        for form in [secret, Array(Hex.encode(secret).utf8)] { #expect(!archive.contains(subsequence: form)) }
    }

    @Test func `nothing of it is on the disk in plain, and whoever has another key opens nothing`() async throws {
        let left = try await leave(to: X25519Identity().recipient.text, byteCount: 5_000)
        for (name, bytes) in try left.fixture.files() {
            #expect(!bytes.contains(subsequence: Array("Меня ищут".utf8)), "\(name)")
            #expect(!bytes.contains(subsequence: Array("lifeboat-case".utf8)), "\(name)")
        }
        var decryptor = Decryptor(identities: [.x25519(X25519Identity())])
        #expect(throws: AgeError.noIdentityMatched) { _ = try decryptor.update(left.file) }
    }
}
