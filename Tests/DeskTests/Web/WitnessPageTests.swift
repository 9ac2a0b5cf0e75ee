// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Whoever is named as the witness of a yes is asked, and what they say stands where the yes stands. In the sample Anna recorded it and
/// named Boris.
struct WitnessPageTests {
    private static let consent = PagesWork.id(901) as ID<Consent>
    private static let home = SampleCase.compartment(.casework)

    private func desk() async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework])
        return desk
    }

    private func record(_ desk: WebDesk) async throws -> ConsentRecord {
        try #require(await desk.work.state.case(SampleCase.caseID)?.casework?.consent.record(Self.consent))
    }

    private func path(_ desk: WebDesk, _ form: String, _ entry: ID<Entry>) -> String {
        SampleCase.path(.casework, form, about: "\(Self.consent.hex).\(entry.hex)")
    }

    private static let call = "You are named as the witness of a yes"

    @Test func `the named witness is asked on Today and confirms with their own signature`() async throws {
        let desk = try await desk()
        let answer = try #require(try await record(desk).witnessings.first).answer
        let form = path(desk, "witness-consent", answer)
        #expect(await desk.get(SampleCase.path()).says("Witness: Борис. Not confirmed by them yet"))
        for (member, isAsked) in [(SampleCase.anna, false), (SampleCase.vera, false), (SampleCase.boris, true)] {
            await desk.work.sit(member)
            #expect(await desk.get("/today").says(Self.call) == isAsked)
            #expect(await desk.get(SampleCase.path()).says(form) == isAsked)
        }
        #expect(await desk.post(form, ["witness-word": "\(WitnessWord.confirmed.rawValue)"]).isRedirect)
        #expect(await !desk.get("/today").says(Self.call))
        let page = await desk.get(SampleCase.path())
        #expect(page.says("Witness: Борис, confirmed by them on") && !page.says("Not confirmed by them"))
    }

    @Test func `a denial stands on the page, on everybody's day and beside the export until somebody else decides`()
        async throws
    {
        let desk = try await desk()
        let answer = try #require(try await record(desk).witnessings.first).answer
        await desk.work.sit(SampleCase.boris)
        let form = path(desk, "witness-consent", answer)
        #expect(await desk.post(form, ["witness-word": "\(WitnessWord.denied.rawValue)"]).status == 422)
        let denied: KeyValuePairs = ["witness-word": "\(WitnessWord.denied.rawValue)", "witness-note": "меня не было"]
        #expect(await desk.post(form, denied).isRedirect)
        let denial = try #require(try await record(desk).openDenials.first).entry
        let settle = path(desk, "settle-denial", denial)
        for (member, mayDecide) in [(SampleCase.anna, false), (SampleCase.vera, true)] {
            await desk.work.sit(member)
            let page = await desk.get(SampleCase.path())
            #expect(page.says("Борис, named as the witness, denied it on") && page.says("меня не было"))
            #expect(page.says("denied by its witness") && page.says(settle) == mayDecide)
            #expect(await desk.get("/today").says("The named witness of a yes denies it"))
        }
        #expect(await desk.get(SampleCase.path("/history")).says("Борис denied, as the named witness, a yes"))
        #expect(await desk.post(settle, ["reason": ""]).status == 422)
        #expect(await desk.post(settle, ["reason": "спросили обоих"]).isRedirect)
        let page = await desk.get(SampleCase.path())
        #expect(page.says("Decided by Вера") && page.says("спросили обоих"))
        #expect(await !desk.get("/today").says("The named witness of a yes denies it"))
    }

    @Test func `of a witness who cannot be asked the page says so, in words`() async throws {
        let desk = try await desk()
        await desk.work.write(
            .inCompartment(.access(.ended(member: SampleCase.boris, reason: "другое дело"))), in: Self.home,
            by: SampleCase.anna)
        #expect(
            await desk.get(SampleCase.path()).says("Witness: Борис. Not confirmed by them: they cannot read this part"))
        let evidence = ConsentEvidence(
            isUnderstood: true, method: .inPerson, givenOn: Day(at: WebDesk.second), reviewOn: nil, receipt: .none,
            secondWitness: PagesWork.id(999), supersedes: [])
        let terms = try #require(try await record(desk).terms)
        let until = try #require(try await record(desk).expires)
        #expect(
            await desk.work.write(
                .inCompartment(.consent(.answered(Self.consent, .given(terms, expires: until), evidence))),
                in: Self.home,
                by: SampleCase.vera) == nil)
        #expect(await desk.get(SampleCase.path()).says("somebody who is no member of the organisation"))
    }

    @Test func `only colleagues who can be asked are offered as witnesses`() async throws {
        let desk = try await desk()
        let other = PagesWork.id(902) as ID<Consent>
        let explanation = try await record(desk).explanation
        await desk.work.write(
            .inCompartment(.consent(.explained(other, explanation))), in: Self.home, by: SampleCase.anna)
        let form = await desk.get(SampleCase.path(.casework, "answer-consent", about: other.hex))
        for member in [SampleCase.boris, SampleCase.vera] { #expect(form.says("value=\"\(member.hex)\"")) }
        for member in [SampleCase.anna, SampleCase.counsel] { #expect(!form.says("value=\"\(member.hex)\"")) }
    }
}
