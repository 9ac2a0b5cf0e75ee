// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// What colleagues chose who had not seen each other's entries, as pages show it until somebody decides.
struct ApartPageTests {
    private static let home = SampleCase.compartment(.casework)

    private func desk(_ kinds: [CompartmentKind]) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        return desk
    }

    private func work(_ desk: WebDesk) async throws -> CaseworkPart {
        try #require(await desk.work.state.case(SampleCase.caseID)?.casework)
    }

    @Test func `a task that two gave to different people shows both, and giving it once more settles it`() async throws
    {
        let desk = try await desk([.casework])
        let task = try #require(try await work(desk).tasks.first { $0.title == "Спросить о сестре" })
        let seen = await desk.work.seenSize
        for (author, owner) in [(SampleCase.anna, SampleCase.vera), (SampleCase.boris, SampleCase.boris)] {
            await desk.work.write(
                .inCompartment(.task(.assigned(task: task.id, owner: owner, deputy: SampleCase.anna))), in: Self.home,
                by: author, seen: seen)
        }
        for member in [SampleCase.anna, SampleCase.boris, SampleCase.vera] {
            await desk.work.sit(member)
            for page in [await desk.get(SampleCase.path()), await desk.get("/today")] {
                #expect(page.says("Вера / Анна (Анна,") && page.says("Борис / Анна (Борис,"), "\(member)")
            }
        }
        let shown = try #require(try await work(desk).task(task.id)).given.standing.map(\.entry)
        let path = SampleCase.path(.casework, "reassign", about: task.id.hex, shown: shown)
        #expect(await desk.get(SampleCase.path()).leads(to: path))
        await desk.work.write(
            .inCompartment(.task(.assigned(task: task.id, owner: SampleCase.boris, deputy: SampleCase.vera))),
            in: Self.home, by: SampleCase.boris, seen: seen)
        let chosen: KeyValuePairs = ["owner": SampleCase.vera.hex, "deputy": SampleCase.boris.hex]
        #expect(await desk.post(path, chosen).status == 422, "a third came meanwhile that the page did not show")
        #expect(try await work(desk).task(task.id)?.isApart == true)
        let now = try #require(try await work(desk).task(task.id)).given.standing.map(\.entry)
        let again = SampleCase.path(.casework, "reassign", about: task.id.hex, shown: now)
        #expect(await desk.post(again, chosen).isRedirect)
        #expect(try await work(desk).task(task.id)?.isApart == false)
        #expect(await !desk.get(SampleCase.path()).says("Recorded apart"))
    }

    @Test func `days for the review that two set apart stand beside each other`() async throws {
        let desk = try await desk([.casework])
        let seen = await desk.work.seenSize
        for (author, days) in [(SampleCase.anna, UInt64(40)), (SampleCase.boris, 50)] {
            await desk.work.write(
                .inCompartment(.plan(.reviewScheduled(WebDesk.second + days * 86_400))), in: Self.home, by: author,
                seen: seen)
        }
        #expect(try await work(desk).reviews.isApart)
        await desk.work.sit(SampleCase.vera)
        for page in [await desk.get(SampleCase.path()), await desk.get("/today")] {
            #expect(page.says("Colleagues set different days for the next review"))
        }
        let shown = try await work(desk).reviews.standing.map(\.entry)
        let path = SampleCase.path(.casework, "review-by", shown: shown)
        #expect(await desk.get(SampleCase.path()).leads(to: path))
        #expect(await desk.post(path, ["on": Day(at: WebDesk.second + 45 * 86_400).iso]).isRedirect)
        #expect(try await !work(desk).reviews.isApart)
    }

    @Test func `a check that was given to two says so to both and to whoever gave it`() async throws {
        let desk = try await desk([.casework, .evidence])
        let evidence = SampleCase.compartment(.evidence)
        let claim = PagesWork.id(930) as ID<Claim>
        await desk.work.write(
            .inCompartment(.access(.granted(member: SampleCase.boris, reason: "проверяет"))), in: evidence,
            by: SampleCase.anna)
        await desk.work.write(
            .inCompartment(
                .claim(
                    .assigned(
                        claim, checker: SampleCase.boris, caseOwner: SampleCase.anna, ceiling: .red, replaces: []))),
            in: evidence, by: SampleCase.anna)
        for member in [SampleCase.anna, SampleCase.boris, SampleCase.vera] {
            await desk.work.sit(member)
            for page in [await desk.get(SampleCase.path()), await desk.get("/today")] {
                #expect(page.says("gave one check to different people"), "\(member)")
            }
        }
        await desk.work.sit(SampleCase.boris)
        let page = await desk.get(SampleCase.path())
        #expect(page.says("Вера, who has begun") && page.says("begin-check?about=\(claim.hex)"))
        #expect(await desk.post(SampleCase.path(.evidence, "begin-check", about: claim.hex), [:]).isRedirect)
        let record = try #require(await desk.work.state.case(SampleCase.caseID)?.evidence?.claim(claim))
        #expect(Set(record.begun) == [SampleCase.vera, SampleCase.boris])
    }

    @Test func `whoever wrote a claim down is not offered as its checker`() async throws {
        let desk = try await desk([.casework, .evidence])
        let evidence = SampleCase.compartment(.evidence)
        let claim = PagesWork.id(977) as ID<Claim>
        await desk.work.write(
            .inCompartment(.claim(.asserted(claim, .service, proposition: "Служил в части"))), in: evidence,
            by: SampleCase.vera)
        let path = SampleCase.path(.evidence, "assign", about: claim.hex)
        await desk.work.sit(SampleCase.anna)
        let form = await desk.get(path)
        #expect(form.says("Somebody else than whoever wrote the claim down"))
        let chosen: KeyValuePairs = [
            "checker": SampleCase.vera.hex, "case-owner": SampleCase.boris.hex, "ceiling": "4",
        ]
        #expect(await desk.post(path, chosen).status == 422)
    }
}
