// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Crypto
import HTTPTypes
import Testing

@testable import Desk

/// What exactly the person allows, as a worker writes it down.
struct ConsentPageTests {
    private static let given = PagesWork.id(901) as ID<Consent>
    private static let asked = PagesWork.id(902) as ID<Consent>
    private static let casework = SampleCase.compartment(.casework)
    private let path = SampleCase.path(.casework, "answer-consent", about: asked.hex)

    /// The sample, and one more question that was explained and not answered.
    private func desk(_ kinds: [CompartmentKind] = CompartmentKind.allCases) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        let explanation = ConsentExplanation(
            giver: .person, capacityNote: "", purpose: .newsroom(.pseudonymous),
            recipient: .named("Чернильница", .newsroom), language: "ru", interpreter: .notNeeded, version: "1",
            consequencesShown: true, withdrawalShown: true, aidIndependenceShown: true, initiative: .person)
        let refusal = await desk.work.write(
            .inCompartment(.consent(.explained(Self.asked, explanation))), in: Self.casework, by: SampleCase.anna)
        try #require(refusal == nil)
        return desk
    }

    private func record(_ id: ID<Consent>, _ desk: WebDesk) async -> ConsentRecord? {
        await desk.work.state.part(Self.casework)?.casework?.consent.record(id)
    }

    private let yes: [String: String] = [
        "consent-answer": "given", "identifiability": "\(Identifiability.pseudonymous.rawValue)",
        "actions": "\(PermittedActions.amber.rawValue)", "understood": "1",
        "consent-method": "\(ConsentMethod.inPerson.rawValue)", "expires": "1970-06-01", "given-on": "1970-01-01",
        "witness": SampleCase.boris.hex,
    ]

    private func post(_ desk: WebDesk, _ fields: [String: String], file: [UInt8]? = nil) async -> Page {
        let boundary = "grenze"
        var body: [UInt8] = []
        func add(_ name: String, _ value: [UInt8], file: Bool = false) {
            let kind = file ? "; filename=\"scan.png\"\r\nContent-Type: image/png" : ""
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\(kind)\r\n\r\n".utf8)
            body += value + Array("\r\n".utf8)
        }
        add("token", Array(desk.token.utf8))
        for (name, value) in fields { add(name, Array(value.utf8)) }
        if let file { add("file", file, file: true) }
        body += Array("--\(boundary)--\r\n".utf8)
        return await desk.send(
            .post, path,
            headers: [
                "Sec-Fetch-Site": "same-origin", "Content-Type": "multipart/form-data; boundary=\(boundary)",
            ], body: body)
    }

    @Test func `single entries are allowed by tick, and a signed page is hashed here`() async throws {
        let desk = try await desk()
        let evidence = try #require(await desk.work.state.part(SampleCase.compartment(.evidence)))
        let statement = try #require(evidence.releaseItems.first { $0.item.itemClass == .statement }).item
        let box = "things-\(statement.entry.hex).\(statement.itemClass.rawValue)"
        let form = await desk.get(path)
        #expect(form.says("name=\"\(box)\"") && form.says("enctype=\"multipart/form-data\""))
        #expect(form.says("A yes counts with somebody else than you"))
        let alone = await post(desk, yes.filter { $0.key != "witness" }, file: Array("подпись".utf8))
        #expect(alone.status == 422 && alone.says("id=\"field-witness-problem\">A yes needs a second witness"))
        let answer = await post(desk, yes.merging([box: "1"]) { $1 }, file: Array("подпись".utf8))
        #expect(answer.isRedirect, "\(answer.text)")
        let terms = try #require(await record(Self.asked, desk)?.terms)
        #expect(terms.items == [statement] && terms.classes.isEmpty)
        let digest = Array(SHA256.hash(data: Array("подпись".utf8)))
        #expect(await record(Self.asked, desk)?.evidence?.receipt == .signature(digest: digest))
        #expect(await desk.get(SampleCase.path()).says("only this: "))
        let narrow = SampleCase.path(.casework, "narrow", about: Self.asked.hex)
        #expect(await desk.get(narrow).says("name=\"\(box)\" value=\"1\" checked"))
    }

    @Test func `what this desk cannot open is neither offered nor shown, and a narrowing keeps it`() async throws {
        let desk = try await desk()
        let evidence = try #require(await desk.work.state.part(SampleCase.compartment(.evidence)))
        let hidden = try #require(evidence.releaseItems.first { $0.item.itemClass == .statement }).item
        _ = await post(
            desk, yes.merging(["things-\(hidden.entry.hex).\(hidden.itemClass.rawValue)": "1", "items-3": "1"]) { $1 })
        await desk.work.drop(SampleCase.compartment(.evidence))
        #expect(await !desk.get(SampleCase.path()).says("only this: "))
        let narrow = SampleCase.path(.casework, "narrow", about: Self.asked.hex)
        #expect(await !desk.get(narrow).says(hidden.entry.hex))
        let fields: KeyValuePairs = [
            "identifiability": "\(Identifiability.pseudonymous.rawValue)",
            "actions": "\(PermittedActions.amber.rawValue)",
        ]
        #expect(await desk.post(narrow, fields).isRedirect)
        #expect(await record(Self.asked, desk)?.terms?.items == [hidden])
        #expect(await record(Self.asked, desk)?.terms?.classes == [])
    }

    @Test func `a refused form keeps the digest of the file, and a large one is said to be large`() async throws {
        let desk = try await desk()
        var incomplete = yes
        incomplete["given-on"] = ""
        let refused = await post(desk, incomplete, file: [1, 2, 3])
        let digest = Hex.encode(Array(SHA256.hash(data: [1, 2, 3] as [UInt8])))
        #expect(refused.status == 422 && refused.says("name=\"receipt\" value=\"\(digest)\""))
        #expect(await post(desk, yes.merging(["receipt": digest, "items-2": "1"]) { $1 }).isRedirect)
        #expect(await record(Self.asked, desk)?.evidence?.receipt != ConsentReceipt.none)
        let other = try await self.desk()
        let large = await post(other, yes, file: [UInt8](repeating: 0, count: FormAnswers.mostFileBytes + 1))
        #expect(large.status == 422 && large.says("larger than 32 MiB"))
        #expect(await post(other, ["token2": "x"]).status == 400, "no page of ours sends that")
        #expect(await record(Self.asked, other)?.terms == nil)
    }

    @Test func `a new yes takes an older one's place, and one answer freezes alone`() async throws {
        let desk = try await desk()
        #expect(await desk.get(path).says("supersedes-\(Self.given.hex)"))
        let freeze = SampleCase.path(.casework, "freeze-one", about: Self.given.hex)
        #expect(await desk.get(SampleCase.path()).says(freeze))
        #expect(
            await post(desk, yes.merging(["supersedes-\(Self.given.hex)": "1", "items-2": "1"]) { $1 }).isRedirect)
        let day = SampleCase(now: WebDesk.second).day
        #expect(await record(Self.given, desk)?.state(on: day) == .superseded)
        let one = SampleCase.path(.casework, "freeze-one", about: Self.asked.hex)
        let fields: KeyValuePairs = ["freeze": "\(FreezeCause.riskRose.rawValue)", "who-decides": "Галина"]
        #expect(await desk.post(one, fields).isRedirect)
        #expect(await record(Self.asked, desk)?.state(on: day) == .frozen)
        #expect(await desk.get(one).isRedirect, "it is frozen")
        let other = try await self.desk()
        _ = await post(other, yes.merging(["items-2": "1"]) { $1 })
        #expect(await other.post(freeze, fields).isRedirect)
        #expect(await record(Self.given, other)?.state(on: day) == .frozen)
        #expect(await record(Self.asked, other)?.state(on: day) != .frozen, "the others go on")
    }
}
