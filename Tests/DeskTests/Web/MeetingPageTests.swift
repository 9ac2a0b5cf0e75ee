// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// What colleagues recorded without having seen each other's, as pages show it.
struct MeetingPageTests {
    private static let home = SampleCase.compartment(.casework)

    private func desk(_ kinds: [CompartmentKind] = [.casework]) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        return desk
    }

    /// Anna reads the legal part too, and may screen.
    private func deskOfTwoCounsel() async throws -> (desk: WebDesk, legal: ID<Compartment>) {
        let (desk, legal) = (try await desk([.casework, .legal]), SampleCase.compartment(.legal))
        await desk.work.write(
            .inCompartment(.access(.granted(member: SampleCase.anna, reason: "вторая"))), in: legal,
            by: SampleCase.counsel)
        await desk.work.write(
            .rolesSet(member: SampleCase.anna, roles: [.director, .counsel]), in: .organisation, by: SampleCase.anna)
        return (desk, legal)
    }

    private func work(_ desk: WebDesk) async throws -> CaseworkPart {
        try #require(await desk.work.state.case(SampleCase.caseID)?.casework)
    }

    @Test func `a proposal that did not know of an approved plan stands beside it, and both can be acted on`()
        async throws
    {
        let desk = try await desk()
        let plan = try #require(try await work(desk).plan)
        let seen = await desk.work.seenSize
        await desk.work.write(.inCompartment(.plan(.approved(plan: plan.id))), in: Self.home, by: SampleCase.vera)
        await desk.work.write(
            .inCompartment(.plan(.proposed(PlanDraft(aim: "Иначе", steps: ["поезд"], reviewBy: WebDesk.second + 1)))),
            in: Self.home, by: SampleCase.boris, seen: seen)
        let other = try #require(try await work(desk).plans.last)
        await desk.work.sit(SampleCase.vera)
        let page = await desk.get(SampleCase.path())
        #expect(page.says(plan.draft.aim) && page.says("Иначе") && page.says("Plans stand side by side"))
        let approve = SampleCase.path(.casework, "approve", about: other.id.hex)
        #expect(page.says(approve) && !page.says(SampleCase.path(.casework, "approve", about: plan.id.hex)))
        let form = await desk.get(approve)
        #expect(form.says("Иначе"))
        #expect(await desk.post(approve, ["agree": "1"]).isRedirect)
        #expect(try await work(desk).plan?.id == other.id)
    }

    @Test func `a case that two gave to different people is among the cases of all of them`() async throws {
        let desk = try await desk()
        let first = try #require(try await work(desk).lifecycle?.carriers.standing.first).entry
        for (owner, deputy) in [(SampleCase.vera, SampleCase.boris), (SampleCase.anna, SampleCase.boris)] {
            await desk.work.write(
                .inCompartment(
                    .lifecycle(.assigned(owner: owner, deputy: deputy, reason: "отпуск", replaces: [first]))),
                in: Self.home, by: SampleCase.anna)
        }
        #expect(try await work(desk).lifecycle?.carriers.standing.count == 2)
        for member in [SampleCase.anna, SampleCase.boris, SampleCase.vera] {
            await desk.work.sit(member)
            #expect(await desk.get("/cases?view=mine").says("Сокол"), "\(member)")
            let today = await desk.get("/today")
            #expect(today.says("decide who carries it"), "\(member)")
            #expect(today.says("1 case of yours") || today.says("Сокол"))
        }
        await desk.work.sit(SampleCase.vera)
        #expect(await desk.get("/cases?owner=\(SampleCase.vera.hex)").says("Сокол"))
    }

    @Test func `two screenings that did not know of each other both stand on counsel's page`() async throws {
        let (desk, legal) = try await deskOfTwoCounsel()
        let seen = await desk.work.seenSize
        for (member, may) in [(SampleCase.counsel, false), (SampleCase.anna, true)] {
            await desk.work.write(
                .inCompartment(
                    .exclusion(
                        .screened(.counselAdvised, mayVouch: may, reasons: may ? "одно-слово" : "другое-слово"))),
                in: legal, by: member, seen: seen)
        }
        let page = await desk.get(SampleCase.path())
        #expect(page.says("одно-слово") && page.says("другое-слово") && page.says("Counsel screened without"))
        #expect(await desk.work.state.case(SampleCase.caseID)?.legal?.mayVouch == false)
    }

    @Test func `after two screenings made apart counsel may say again what one of them says`() async throws {
        let (desk, legal) = try await deskOfTwoCounsel()
        let form = SampleCase.path(.legal, "screen")
        let seen = await desk.work.seenSize
        await desk.work.sit(SampleCase.counsel)
        let option = "value=\"\(ExclusionState.noIndicator.rawValue)\""
        for (member, isOffered) in [(SampleCase.counsel, false), (SampleCase.anna, true)] {
            await desk.work.write(
                .inCompartment(.exclusion(.screened(.noIndicator, mayVouch: true, reasons: "слово"))), in: legal,
                by: member, seen: seen)
            #expect(await desk.get(form).says(option) == isOffered)
        }
        let answer = await desk.post(
            form, ["exclusion": "\(ExclusionState.noIndicator.rawValue)", "reasons": "вместе"])
        #expect(answer.isRedirect)
        #expect(await desk.work.state.case(SampleCase.caseID)?.legal?.screening.standing.count == 1)
    }

    @Test func `whoever holds what is left of a destroyed case sees who signed, and destroys it with a tick`()
        async throws
    {
        let desk = try await desk([.legal])
        await desk.work.sit(SampleCase.counsel)
        let destroy = SampleCase.path(.legal, "destroy-part")
        let name = try #require(SampleCase.caseID.asPart)
        for (member, isTold) in [(SampleCase.anna, false), (SampleCase.boris, true)] {
            await desk.work.write(.compartmentsErased([name]), in: .organisation, by: member)
            #expect(await desk.get("/today").says("signed that this case is destroyed") == isTold)
            #expect(await desk.get(SampleCase.path("/access")).says(destroy) == isTold)
        }
        #expect(await desk.get(SampleCase.path()).says("Анна, Борис signed that this case is destroyed"))
        let form = await desk.get(destroy)
        #expect(form.says("Nobody brings it back") && form.says("<dt>Signed that the case is destroyed</dt>"))
        #expect(form.says("Анна, Борис</dd>") && form.says("<dt>Can read this part now</dt><dd dir=\"auto\">Галина"))
        #expect(await desk.post(destroy, [:]).status == 422)
        #expect(await desk.post(destroy, ["agree-destroy-part": "1"]).isRedirect)
        #expect(await desk.work.state.case(SampleCase.caseID) == nil)
    }

    @Test func `facts that two began apart stand together, each marked`() async throws {
        let desk = try await desk([.identity])
        let home = SampleCase.compartment(.identity)
        for (number, place) in [(921, "Псков"), (922, "Остров")] {
            let born = IdentityFact.birthPlace(BirthPlace(place: place, country: nil))
            await desk.work.write(
                .inCompartment(
                    .identity(.recorded(PagesWork.id(number), born, source: .selfStated, replaces: [], note: ""))),
                in: home, by: number == 921 ? SampleCase.anna : SampleCase.vera)
        }
        let page = await desk.get(SampleCase.path()).text
        #expect(page.matches(of: /one of them is wrong/).count == 2)
        let (one, other) = (page.firstRange(of: "Псков"), page.firstRange(of: "Остров"))
        let between = page[try #require(one).upperBound..<(try #require(other).lowerBound)]
        #expect(between.matches(of: /class="card/).count == 1, "nothing stands between them")
    }

    @Test func `a case that another organisation took brings the task to look at what is kept`() async throws {
        let desk = try await desk()
        await desk.work.allowHandover(to: "Приют")
        let plan = try #require(try await work(desk).plan).id
        await desk.work.write(.inCompartment(.plan(.approved(plan: plan))), in: Self.home, by: SampleCase.vera)
        await desk.work.write(
            .inCompartment(.plan(.agreed(plan: plan, how: "голосом"))), in: Self.home, by: SampleCase.anna)
        let (hold, incident) = (
            try #require(try await work(desk).holds.first).id, try #require(try await work(desk).incidents.first).id
        )
        for member in [SampleCase.boris, SampleCase.vera] {
            await desk.work.write(
                .inCompartment(.hold(.lifted(hold: hold, note: "решено"))), in: Self.home, by: member)
        }
        await desk.work.write(
            .inCompartment(.incident(.handled(incident: incident, outcome: "тихо"))), in: Self.home,
            by: SampleCase.anna)
        await desk.work.readSampleCase()
        let steps: [(String, KeyValuePairs<String, String>)] = [
            ("move", ["to": "\(CaseState.active.rawValue)"]),
            ("offer-transfer", ["organisation": "Приют", "how-consented": "да"]),
            ("accept-transfer", ["handover": "расписка", "despite-transfer": "1"]),
        ]
        for (form, answers) in steps {
            // Another than whoever offered it.
            if form == "accept-transfer" { await desk.work.sit(SampleCase.boris) }
            let answer = await desk.post(try await desk.link(form), answers)
            #expect(answer.isRedirect, "\(form)")
        }
        let part = try await work(desk)
        #expect(part.lifecycle?.state == .transferred)
        #expect(part.tasks.contains { $0.isOpen && $0.template == .retentionReview })
    }
}
