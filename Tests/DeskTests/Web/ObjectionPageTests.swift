// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import HTTPTypes
import Testing

@testable import Desk

/// A no stands beside everything that leaves and is like what it was a no to, and is ticked by name.
struct ObjectionPageTests {
    private static let asking: [String: String] = [
        "recipient-name": "Адвокат Вебер", "why": "передача", "understood": "1", "purpose": "protection",
        "recipient-class": "\(RecipientClass.otherOrganisation.rawValue)", "actions": "4",
    ]

    private func desk() async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: CompartmentKind.allCases)
        await desk.work.allowSampleCase()
        await desk.work.clearSampleCase()
        return desk
    }

    private func refuse(_ number: Int, _ recipient: ConsentRecipient, _ desk: WebDesk) async throws {
        let id: ID<Consent> = PagesWork.id(number)
        let explanation = ConsentExplanation(
            giver: .person, capacityNote: "", purpose: .protectionServices, recipient: recipient, language: "ru",
            interpreter: .notNeeded, version: "2026-3", consequencesShown: true, withdrawalShown: true,
            aidIndependenceShown: true, initiative: .person)
        let evidence = ConsentEvidence(
            isUnderstood: true, method: .inPerson, givenOn: Day(at: WebDesk.second), reviewOn: nil, receipt: .none,
            secondWitness: SampleCase.boris, supersedes: [])
        for event in [ConsentEvent.explained(id, explanation), .answered(id, .refused, evidence)] {
            let refusal = await desk.work.write(
                .inCompartment(.consent(event)), in: SampleCase.compartment(.casework), by: SampleCase.anna)
            try #require(refusal == nil)
        }
    }

    private func export(_ desk: WebDesk, _ more: [String: String] = [:]) async -> Page {
        var form = Self.asking.merging(more) { $1 }
        form["keys"] = X25519Identity().recipient.text
        form["parts-\(SampleCase.compartment(.evidence).hex)"] = "1"
        return await desk.post(SampleCase.path("/export"), filled: form)
    }

    @Test func `a no to any lawyer is read before the same name gets it as another organisation, and ticked by name`()
        async throws
    {
        let desk = try await desk()
        #expect(await export(desk).status == 200)
        try await refuse(980, .anyOf(.lawyer), desk)
        let before = await desk.work.state
        let asked = await export(desk)
        #expect(asked.status == 422 && asked.says("like a no to this") && asked.says("lawyer"), "no tick, no file")
        #expect(await desk.work.state == before)
        let ticks = await export(desk).objections
        #expect(ticks.count == 1)
        // Another no, which nobody has read, is not ticked with the first.
        try await refuse(981, .anyOf(.court), desk)
        #expect(await export(desk, ticks).status == 422)
        let both = await export(desk, ticks).objections
        #expect(both.count == 2)
        #expect(await export(desk, both).status == 200)
        let told = await desk.work.state.part(SampleCase.compartment(.evidence))?.access.disclosures.last
        #expect(told?.disclosure.why.contains("whoever let it go had read it") == true)
        #expect(told?.disclosure.why.contains("lawyer") == false, "who holds the evidence may not read the casework")
    }

    @Test func `a no since the file was signed keeps it here until it is signed again past that`() async throws {
        let desk = try await AttestationPageTests().desk()
        let path = AttestationPageTests.path
        #expect(await desk.post(path + "/sign", AttestationPageTests.signing).isRedirect)
        #expect(await desk.get(path + "/file").status == 200)
        let recipient = try #require(
            await desk.work.state.case(SampleCase.caseID)?.evidence?.attestation(AttestationPageTests.id)?.stated
                .recipient)
        try await refuse(982, .named(recipient, .researcher), desk)
        let page = await desk.get(path)
        #expect(page.says("like a no to it") && !page.says("/file\""))
        #expect(await desk.get(path + "/file").status == 422)
        let form = Dictionary(uniqueKeysWithValues: AttestationPageTests.signing.map { ($0.key, $0.value) })
            .filter { $0.key != "reads" }
        let asked = await desk.post(path + "/sign", filled: form)
        #expect(asked.status == 422 && asked.objections.count == 1)
        #expect(await desk.post(path + "/sign", filled: form.merging(asked.objections) { $1 }).isRedirect)
        #expect(await desk.get(path + "/file").status == 200)
    }
}
