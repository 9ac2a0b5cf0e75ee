// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bags
import Casework
import Foundation
import HTTPTypes
import Languages
import Testing

@testable import Desk

/// Leaving, as the page asks for it and refuses it.
struct ExportPageTests {
    private static let path = SampleCase.path("/export")
    private let identity = X25519Identity()

    private func desk(
        _ kinds: [CompartmentKind] = CompartmentKind.allCases, cleared: Bool = true, allowed: Bool = true,
        boris: String = "Борис"
    ) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.callBoris(boris)
        await desk.work.openSampleCase(with: kinds)
        if allowed { await desk.work.allowSampleCase() }
        if cleared { await desk.work.clearSampleCase() } else { await desk.work.readSampleCase() }
        return desk
    }

    private func post(
        _ desk: WebDesk, parts: [CompartmentKind] = [.casework], name: String = "Приют", keys: String? = nil,
        passphrase: String = "", why: String = "передача", understood: String = "1", reads: Bool = true,
        _ more: [String: String] = [:]
    ) async -> Page {
        var body = "token=\(WebDesk.encoded(desk.token))&recipient-name=\(WebDesk.encoded(name))"
        body += "&keys=\(WebDesk.encoded(keys ?? identity.recipient.text))&passphrase=\(WebDesk.encoded(passphrase))"
        body += "&why=\(WebDesk.encoded(why))&understood=\(understood)"
        let consent = ["purpose": "identified", "recipient-class": "1", "actions": "4"].merging(more) { $1 }
        for (name, value) in consent { body += "&\(name)=\(WebDesk.encoded(value))" }
        if reads { body += "&reads=1" }
        for part in parts { body += "&parts-\(SampleCase.compartment(part).hex)=1" }
        return await desk.submit(Self.path, body)
    }

    private func opened(_ page: Page) throws -> [UInt8] {
        var decryptor = Decryptor(identities: [.x25519(identity)])
        return try decryptor.update(page.bytes) + decryptor.finish()
    }

    /// Files of a tar archive by their path.
    private func unpacked(_ archive: [UInt8]) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        var place = 0
        while place + 512 <= archive.count, archive[place] != 0 {
            func field(_ start: Int, _ count: Int) -> String {
                String(decoding: archive[place + start..<place + start + count].prefix { $0 != 0 }, as: UTF8.self)
            }
            let prefix = field(345, 155)
            let size = Int(field(124, 11), radix: 8) ?? 0
            let name = (prefix.isEmpty ? "" : prefix + "/") + field(0, 100)
            files[String(name.drop { $0 != "/" }.dropFirst())] = Array(archive[place + 512..<place + 512 + size])
            place += 512 + (size + 511) / 512 * 512
        }
        return files
    }

    @Test func `two members of one name are told apart in what leaves`() async throws {
        let files = unpacked(try opened(await post(try await desk(boris: "Анна"))))
        for name in ["data/case.html", "data/case.json"] {
            let text = String(decoding: try #require(files[name]), as: UTF8.self)
            #expect(text.contains("Анна (2)") && text.ranges(of: "Анна").count > text.ranges(of: "Анна (2)").count)
        }
        let html = String(decoding: try #require(files["data/case.html"]), as: UTF8.self)
        let plain = unpacked(try opened(await post(try await desk(boris: "Юмухамет"))))
        let other = String(decoding: try #require(plain["data/case.html"]), as: UTF8.self)
        #expect(html.ranges(of: "Анна (2)").count == other.ranges(of: "Юмухамет").count)
    }

    @Test func `ticked parts leave sealed, and nothing of the others`() async throws {
        let desk = try await desk()
        #expect(await desk.get(SampleCase.path()).says(Self.path))
        let form = await desk.get(Self.path)
        #expect(form.status == 200 && form.says("It cannot be taken back") && !form.says("checked"))
        let page = await post(desk, parts: [.evidence, .conversation])
        #expect(page.status == 200)
        #expect(page.headers[.contentType] == "application/octet-stream")
        let disposition = try #require(page.headers[.contentDisposition])
        #expect(disposition.wholeMatch(of: /attachment; filename\*=UTF-8''bag-[0-9a-f]{8}\.age/) != nil)
        let files = unpacked(try opened(page))
        #expect(
            Set(files.keys) == [
                "data/README.txt", "data/case.html", "data/case.json", "bagit.txt", "bag-info.txt",
                "manifest-sha512.txt", "lifeboat-signature.txt", "tagmanifest-sha512.txt",
            ])
        let everything = files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
        for kind in CompartmentKind.allCases {
            let isTold = [.evidence, .conversation].contains(kind)
            #expect(everything.contains(SampleCase.secret(kind)) == isTold, "\(kind.rawValue)")
            #expect(everything.contains(SampleCase.compartment(kind).hex) == isTold, "\(kind.rawValue)")
        }
        let html = String(decoding: try #require(files["data/case.html"]), as: UTF8.self)
        #expect(!html.contains("<script") && !html.contains("http://") && !html.contains("https://"))
        #expect(!html.contains("href=\"/") && html.contains("Участвовали ли вы в задержаниях?"))
    }

    @Test func `nothing leaves while nobody has read what the person wrote`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        await desk.work.allowSampleCase()
        #expect(await desk.get(Self.path).says("nobody has read it"), "said before anybody types")
        let page = await post(desk, parts: [.evidence], ["purpose": "partner", "recipient-class": "6"])
        #expect(page.status == 422 && page.says("nobody has read it") && page.says("передача"))
        await desk.work.readSampleCase()
        #expect(await post(desk, parts: [.evidence], ["purpose": "partner", "recipient-class": "6"]).status == 200)
    }

    @Test func `no recipient reads of another, nor who holds the keys`() async throws {
        let desk = try await desk()
        let evidence = SampleCase.compartment(.evidence)
        await desk.work.write(
            .inCompartment(.access(.granted(member: SampleCase.boris, reason: "причина-ключа"))), in: evidence,
            by: SampleCase.anna)
        #expect(await post(desk, parts: [.evidence], name: "Первый-приют", why: "первая-причина").status == 200)
        let files = unpacked(try opened(await post(desk, parts: [.evidence], name: "Второй", why: "вторая-причина")))
        let everything = files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
        for other in ["Первый-приют", "первая-причина", "причина-ключа"] {
            #expect(!everything.contains(other), "\(other)")
        }
        #expect(everything.contains("Второй") && everything.contains("вторая-причина"), "what it is itself, it says")
        let told = await desk.work.state.part(evidence)?.access.disclosures.map(\.disclosure.toWhom) ?? []
        #expect(told.contains { $0.contains("Первый-приют") }, "at home it stays")
    }

    /// A file outlives the page that it was taken from.
    @Test(arguments: [true, false])
    func `what leaves a rehearsal says in itself that it is invented`(isRehearsal: Bool) async throws {
        let desk = try await WebDesk(work: PagesWork(isRehearsal: isRehearsal))
        await desk.work.openSampleCase()
        await desk.work.allowSampleCase()
        await desk.work.clearSampleCase()
        let files = unpacked(try opened(await post(desk)))
        let readme = String(decoding: try #require(files["data/README.txt"]), as: UTF8.self)
        let html = String(decoding: try #require(files["data/case.html"]), as: UTF8.self)
        let json = String(decoding: try #require(files["data/case.json"]), as: UTF8.self)
        let lines = readme.split(separator: "\n").prefix(2).map(String.init)
        #expect(
            (lines == ["*** Fictional. For practice. Nothing here is about a real person. ***", "Rehearsal: yes"])
                == isRehearsal)
        #expect(html.contains("class=\"rehearsal\"><strong>Fictional.") == isRehearsal)
        #expect(json.contains("rehearsal") == isRehearsal)
    }

    @Test func `the document for programs is complete, and no key of a conversation is in it`() async throws {
        let desk = try await desk()
        let files = unpacked(try opened(await post(desk, parts: [.evidence, .conversation])))
        let json = try #require(files["data/case.json"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
        #expect(document["format"] as? String == "lifeboat-case" && document["version"] as? Int == 1)
        let parts = try #require(document["parts"] as? [[String: Any]])
        #expect(parts.map { $0["kind"] as? String } == ["conversation", "evidence"])
        let state = await desk.work.state
        for part in parts {
            let kind = part["kind"] as? String == "evidence" ? CompartmentKind.evidence : .conversation
            let entries = try #require(part["entries"] as? [[String: Any]])
            let log = try #require(state.part(SampleCase.compartment(kind))?.log).filter { item in
                switch item.event {
                case .requestReceived, .messageReceived, .inCompartment(.access(.disclosed)), .inCompartment(.claim),
                    .inCompartment(.statement), .inCompartment(.conversation(.adopted(_, _, .requestReceived))),
                    .inCompartment(.conversation(.adopted(_, _, .messageReceived))):
                    true
                default: false
                }
            }
            #expect(entries.map { $0["id"] as? String } == log.map { $0.entry.hex })
            for (entry, item) in zip(entries, log) {
                let event = try #require(entry["event"] as? [String: Any])
                #expect((event["kind"] as? String).flatMap { UInt16($0, radix: 16) } == item.event.kindValue)
                #expect((entry["signed"] is String) == !item.event.holdsConversationKey)
            }
            #expect(entries.last?["text"] as? String != nil)
        }
        // The secret of the sample's conversation is thirty-two threes.
        #expect(!String(decoding: json, as: UTF8.self).contains(String(repeating: "03", count: 32)))
    }

    @Test func `who received what, with which key and why stands in every part that left, and in no other`()
        async throws
    {
        let desk = try await desk()
        let page = await post(desk, parts: [.identity, .whereabouts])
        #expect(page.status == 200)
        let fingerprint = ExportRecipients.fingerprint(ofKey: identity.recipient.text)
        for kind in CompartmentKind.allCases {
            let told = await desk.work.state.part(SampleCase.compartment(kind))?.access.disclosures ?? []
            let isTold = [.identity, .whereabouts].contains(kind)
            #expect(told.contains { $0.disclosure.toWhom == "Приют (age key \(fingerprint))" } == isTold)
            #expect(told.contains { $0.disclosure.why.hasPrefix("передача\n") && $0.by == SampleCase.anna } == isTold)
        }
        #expect(await desk.get(SampleCase.path("/access")).says("age key \(fingerprint)"))
        // The bag tells of its own leaving.
        let json = try #require(unpacked(try opened(page))["data/case.json"])
        #expect(String(decoding: json, as: UTF8.self).contains(fingerprint))
    }

    @Test func `without a part, a name, a reason, a key or the tick nothing leaves and nothing is written down`()
        async throws
    {
        let desk = try await desk()
        let before = await desk.work.state
        for page in [
            await post(desk, parts: []), await post(desk, name: " "), await post(desk, why: ""),
            await post(desk, keys: ""), await post(desk, understood: ""),
            await post(desk, keys: identity.text), await post(desk, keys: "age1damaged"),
        ] {
            #expect(page.status == 422 && page.headers[.contentDisposition] == nil)
        }
        #expect(await post(desk, keys: identity.text).says("is a secret key"))
        #expect(await desk.work.state == before)
    }

    @Test func `before counsel has cleared it nobody is brought before the public, and papers for helpers leave`()
        async throws
    {
        let desk = try await desk(cleared: false)
        let before = await desk.work.state
        for more in [["purpose": "pseudonymous"], ["purpose": "partner", "recipient-class": "2"]] {
            let page = await post(desk, parts: [.evidence], more)
            #expect(page.status == 422 && page.says("Counsel has not cleared"))
        }
        #expect(await desk.work.state == before)
        #expect(await post(desk, parts: [.evidence], ["purpose": "partner", "recipient-class": "6"]).status == 200)
        await desk.work.clearSampleCase()
        #expect(await post(desk, parts: [.evidence], ["purpose": "pseudonymous"]).status == 200)
    }

    @Test func `privileged statements leave by counsel's hand alone, and it is written down`() async throws {
        let desk = try await desk()
        let stated = StatedStatement(
            id: PagesWork.id(960), kind: .firstAccount, heldOn: Day(at: WebDesk.second), setting: .video,
            language: "ru", interpreter: .notNeeded, interviewer: .member(SampleCase.counsel), isPrivileged: true,
            whyAgain: "для адвоката")
        let evidence = SampleCase.compartment(.evidence)
        #expect(
            await desk.work.write(.inCompartment(.statement(.opened(stated))), in: evidence, by: SampleCase.anna) == nil
        )
        #expect(!(await desk.get(Self.path).says("privileged-leaves")))
        let others = await post(desk, parts: [.evidence], ["privileged-leaves": "1"])
        #expect(others.status == 422 && others.says("1 privileged statement") && others.says("Only counsel"))
        #expect(await post(desk, parts: [.conversation]).status == 200)
        await desk.work.write(
            .inCompartment(.access(.granted(member: SampleCase.counsel, reason: "тайна"))), in: evidence,
            by: SampleCase.anna)
        await desk.work.sit(SampleCase.counsel)
        #expect(await desk.get(Self.path).says("privileged-leaves"))
        #expect(await post(desk, parts: [.evidence]).says("Tick that you let this leave"))
        #expect(await post(desk, parts: [.evidence], ["privileged-leaves": "1"]).status == 200)
        let told = await desk.work.state.part(evidence)?.access.disclosures.last
        #expect(
            told?.disclosure.why.contains("1 privileged statement or legal matter leaves; counsel let it go.") == true)
    }

    @Test func `what no consent covers stays here, whatever one person says, and is named`() async throws {
        let desk = try await desk(allowed: false)
        let before = await desk.work.state
        let asked = await post(desk, parts: [.evidence, .casework])
        #expect(asked.status == 422 && asked.says("silence is a no"))
        #expect(asked.says("Evidence: statement") && asked.says("1 of 1"), "and names the things")
        #expect(!asked.says("all the same") && !asked.says("name=\"ground"))
        let stated = ["without-consent": "1", "ground": "6", "ground-words": "решение суда 12/3"]
        #expect(await post(desk, parts: [.evidence], stated).status == 422)
        #expect(await desk.work.state == before)
        await desk.work.allowSampleCase()
        #expect(await post(desk, parts: [.evidence]).status == 200)
        let told = await desk.work.state.part(SampleCase.compartment(.evidence))?.access.disclosures.last
        #expect(told?.disclosure.why.contains("Consent covers it.") == true)
    }

    @Test func `no part says that others left or are there`() async throws {
        let desk = try await desk()
        let names: [CompartmentKind: String] = [
            .casework: "Work", .conversation: "Conversation", .identity: "Identity", .evidence: "Evidence",
        ]
        #expect(await post(desk, parts: Array(names.keys)).status == 200)
        for kind in names.keys {
            let told = await desk.work.state.part(SampleCase.compartment(kind))?.access.disclosures.last
            let why = try #require(told?.disclosure.why)
            #expect(names.values.allSatisfy { !why.contains($0) }, "\(kind): \(why)")
        }
    }

    @Test func `what the person took back leaves only when two have signed that it saves a life`() async throws {
        let desk = try await desk(allowed: false)
        let id = PagesWork.id(901) as ID<Consent>
        await desk.work.write(
            .inCompartment(.consent(.withdrawn(id, .voice))), in: SampleCase.compartment(.casework),
            by: SampleCase.anna)
        let first = await post(desk, parts: [.evidence], ["purpose": "pseudonymous"])
        #expect(first.status == 422 && first.says("took their consent back") && first.says("withdrawn"))
        let override = PagesWork.id(950) as ID<Consent>
        let terms = ConsentTerms(
            classes: Set(ItemClass.allCases), items: [], purpose: .newsroom(.pseudonymous),
            recipient: .named("Приют", .newsroom), identifiability: .explicitlyPersonal, actions: .red, territory: [],
            conditions: [], excludedRecipients: [], excludedFacts: [])
        let casework = SampleCase.compartment(.casework)
        let until = Day(at: WebDesk.second).adding(days: 3)
        await desk.work.write(
            .inCompartment(.consent(.overrideProposed(override, .vitalInterest, terms, until: until, why: "казнь"))),
            in: casework, by: SampleCase.anna)
        let proposal = try #require(await desk.work.state.part(casework)?.log.last?.entry)
        let form = [
            "purpose": "pseudonymous", "recipient-class": "\(RecipientClass.newsroom.rawValue)", "actions": "4",
        ]
        #expect(await post(desk, parts: [.evidence], form).status == 422, "one signature is none")
        await desk.work.write(
            .inCompartment(.consent(.overrideSeconded(override, proposal: proposal))), in: casework,
            by: SampleCase.boris)
        let before = await desk.get(SampleCase.path())
        #expect(before.says("Nothing has left by it so far") && !before.says("Something left without consent"))
        #expect(await desk.get("/today").says("Nothing has left by it so far"))
        let asked = await post(desk, parts: [.evidence], reads: false, form)
        #expect(asked.status == 422 && asked.says("withdrawn"), "and whoever lets it go reads the no")
        let ticked = form.merging(asked.objections) { $1 }
        #expect(await post(desk, parts: [.evidence], reads: false, ticked).status == 200)
        let after = await desk.get(SampleCase.path())
        #expect(after.says("Something left without consent") && !after.says("Nothing has left by it so far"))
    }

    @Test func `a hold on release, a pause, an end, an erasure, a desk that cannot sign: each says why nothing leaves`()
        async throws
    {
        let casework = SampleCase.compartment(.casework)
        let onHold = try await desk()
        await onHold.work.write(
            .inCompartment(.hold(.placed(.release, shown: ""))), in: casework, by: SampleCase.boris)
        #expect(await onHold.get(Self.path).says("A hold on release stands on this case"))
        #expect(await post(onHold).status == 422)
        let active: [CompartmentEvent] = await {
            let plan = await onHold.work.state.part(casework)?.casework?.plans.last?.id ?? PagesWork.id(1)
            return [
                .plan(.approved(plan: plan)), .plan(.agreed(plan: plan, how: "да")),
                .lifecycle(.moved(to: .active, reason: nil, note: "")),
                .lifecycle(.moved(to: .paused, reason: .contactLost, note: "")),
            ]
        }()
        let paused = try await desk()
        for event in active {
            let approver = if case .plan(.approved) = event { SampleCase.vera } else { SampleCase.anna }
            try #require(await paused.work.write(.inCompartment(event), in: casework, by: approver) == nil)
        }
        #expect(await paused.get(Self.path).says("This case is paused"))
        #expect(await post(paused).status == 422)
        let unsigned = try await desk()
        await unsigned.work.forgetVouching()
        #expect(await post(unsigned).says("this desk cannot sign"))
        let without = try await desk([.evidence, .legal])
        #expect(await without.get(Self.path).says("stands in its casework, and this desk cannot read it"))
        #expect(await post(without, parts: [.evidence]).status == 422)
        #expect(await (try desk([])).get(Self.path).status == 404, "a case that is not there has no such page")
        for obstacle in ReleaseObstacle.allCases {
            #expect(try DeskResources.catalogues()["ru"]?.keys.contains(obstacle.catalogueKey) == true)
        }
    }
}

struct ExportRecipientTests {
    private let classic = X25519Identity()
    private let hybrid = HybridIdentity()

    private func problem(_ keys: String, _ passphrase: String = "") -> ExportRecipients.Problem? {
        do throws(ExportRecipients.Problem) {
            _ = try ExportRecipients(keys: keys, passphrase: passphrase)
            return nil
        } catch {
            return error
        }
    }

    @Test func `every mistake is told from the others, with its line`() {
        let (one, other) = (classic.recipient.text, X25519Identity().recipient.text)
        #expect(problem("\(one)\n\n# Вера\n  \(other)\r\n") == nil)
        #expect(problem(hybrid.recipient.text) == nil && problem("", "шесть совсем случайных слов") == nil)
        #expect(problem("") == .nobody && problem(one, "шесть совсем случайных слов") == .bothWays)
        #expect(problem("", "correct horse") == .weakPassphrase)
        #expect(problem("\(one)\n\(classic.text)") == .secretKey(line: 2))
        #expect(problem(hybrid.text.lowercased()) == .secretKey(line: 1))
        #expect(problem("ssh-ed25519 AAAA") == .otherKey(line: 1))
        #expect(problem("\(one.dropLast())\(one.hasSuffix("q") ? "p" : "q")") == .damagedKey(line: 1))
        #expect(problem("\(one)\n\(one)") == .repeated(line: 2))
        #expect(problem("\(one)\n\(hybrid.recipient.text)") == .mixedKinds)
        #expect(problem(Array(repeating: one, count: 17).joined(separator: "\n")) == .tooMany)
    }

    @Test func `attachments have names that are safe on every system`() throws {
        #expect(try CaseBag.path(7, of: "план.pdf").text == "attachments/007-план.pdf")
        #expect(try CaseBag.path(8, of: "и\u{306}од план.pdf").text == "attachments/008-йод_план.pdf")
        #expect(try CaseBag.path(12, of: "../../.ssh/id").text == "attachments/012-sshid")
        #expect(try CaseBag.path(1_000, of: "\u{202E}").text == "attachments/1000")
        #expect(try CaseBag.path(1, of: String(repeating: "a", count: 90) + ".pdf").text.hasSuffix("aaa.pdf"))
    }
}
