// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Testing

@testable import Desk

/// Asking back what left under a consent that was withdrawn.
struct RecallPageTests {
    private static let consent = PagesWork.id(901) as ID<Consent>
    private static let bag = PagesWork.id(990) as ID<Bag>

    /// A bag went to a newspaper from the evidence.
    private func desk(withdrawn: Bool = true) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        let told = Disclosure(
            what: "bag", toWhom: "Чернильница (age)", why: "статья",
            bag: HandedBag(
                id: Self.bag, recipient: .named("Чернильница", .newsroom), purpose: .newsroom(.pseudonymous)))
        await desk.work.write(
            .inCompartment(.access(.disclosed(told))), in: SampleCase.compartment(.evidence), by: SampleCase.anna)
        if withdrawn {
            await desk.work.write(
                .inCompartment(.consent(.withdrawn(Self.consent, .voice))), in: SampleCase.compartment(.casework),
                by: SampleCase.anna)
        }
        return desk
    }

    private let path = SampleCase.path(.casework, "recall", about: consent.hex)
    private let answerPath = SampleCase.path(.casework, "recall-answered", about: "\(consent.hex).\(bag.hex)")

    @Test func `a bag is asked back and answered, and each is on Today until it is done`() async throws {
        let desk = try await desk()
        #expect(await desk.get("/today").says("Ask back from Чернильница"))
        let page = await desk.get(SampleCase.path())
        #expect(page.says(path) && page.says("To be asked back: Чернильница"))
        let form = await desk.get(path)
        #expect(form.status == 200 && form.says(Self.bag.hex) && form.says("ask them to delete it"))
        #expect(await desk.post(path, ["bag": Self.bag.hex]).status == 422, "first somebody has to ask")
        #expect(await desk.post(path, ["bag": (PagesWork.id(7) as ID<Bag>).hex, "asked-back": "1"]).status == 422)
        #expect(await desk.post(path, ["bag": Self.bag.hex, "asked-back": "1"]).isRedirect)
        #expect(await desk.get("/today").says("Asked back, no answer yet: Чернильница"))
        #expect(await desk.get(SampleCase.path()).says(answerPath))
        #expect(await desk.post(answerPath, ["recall-outcome": "1", "recall-note": " "]).status == 422)
        #expect(await desk.post(answerPath, ["recall-outcome": "1", "recall-note": "удалили"]).isRedirect)
        let done = await desk.get(SampleCase.path())
        #expect(done.says("удалили") && !done.says(answerPath))
        #expect(await !desk.get("/today").says("Чернильница"))
        #expect(await desk.get(answerPath).isRedirect, "it is settled")
    }

    @Test func `nothing is asked back that the person still allows`() async throws {
        let desk = try await desk(withdrawn: false)
        #expect(await desk.get(path).isRedirect)
        #expect(await !desk.get("/today").says("Чернильница"))
        #expect(await !desk.get(SampleCase.path()).says("/recall?"))
    }

    @Test func `what left past a narrowing that its sender had not heard of is asked back in its row`() async throws {
        let desk = try await desk(withdrawn: false)
        #expect(await !desk.get("/today").says("Чернильница"))
        await desk.work.write(
            .inCompartment(.consent(.frozen(Self.consent, .riskRose, whoMayDecide: "Анна"))),
            in: SampleCase.compartment(.casework), by: SampleCase.boris, seen: 0)
        let line = "Ask back from Чернильница: whoever sent it had not heard"
        #expect(await desk.get("/today").says(line))
        let page = await desk.get(SampleCase.path())
        #expect(page.says(line) && page.says(path))
        #expect(await desk.post(path, ["bag": Self.bag.hex, "asked-back": "1"]).isRedirect)
        #expect(await !desk.get("/today").says(line))
    }

    @Test func `what left past a hold on releases is pointed out until the hold is lifted`() async throws {
        let desk = try await desk(withdrawn: false)
        await desk.work.write(
            .inCompartment(.hold(.placed(.release, shown: "угрозы"))), in: SampleCase.compartment(.casework),
            by: SampleCase.boris, seen: 0)
        let line = "Something went to Чернильница while nothing was to leave"
        #expect(await desk.get("/today").says(line))
        #expect(await desk.get(SampleCase.path()).says(line))
    }

    @Test func `an export says in every part which bag it was, to whom and what for`() async throws {
        let desk = try await desk(withdrawn: false)
        await desk.work.allowSampleCase()
        await desk.work.clearSampleCase()
        let casework = SampleCase.compartment(.casework)
        let answer = await desk.post(
            SampleCase.path("/export"),
            [
                "recipient-name": "Приют", "recipient-class": "\(RecipientClass.newsroom.rawValue)",
                "passphrase": "шесть совсем случайных слов", "why": "x", "understood": "1", "purpose": "identified",
                "actions": "4", "reads": "1", "parts-\(casework.hex)": "1",
            ])
        #expect(answer.status == 200)
        let handed = try #require(
            await desk.work.state.case(SampleCase.caseID).map({ PersonRecord($0) })?.handedOver.last)
        #expect(handed.parts == [casework] && handed.bag.recipient == .named("Приют", .newsroom))
        #expect(handed.bag.purpose == .newsroom(.identified))
        let name = answer.headers[.contentDisposition] ?? ""
        #expect(name.contains("bag-\(handed.bag.id.hex.prefix(8)).age"))
    }
}
