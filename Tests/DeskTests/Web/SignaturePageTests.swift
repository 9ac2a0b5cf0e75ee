// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Nobody signs what the page does not show.
struct SignaturePageTests {
    private static let home = SampleCase.compartment(.casework)

    private func write(
        _ event: CompartmentEvent, by member: ID<Member>, at time: UInt64 = WebDesk.second, _ desk: WebDesk
    ) async {
        #expect(await desk.work.write(.inCompartment(event), in: Self.home, by: member, at: time) == nil, "\(event)")
    }

    /// The sample case in work, with nothing that stops its end.
    private func desk(with kinds: [CompartmentKind] = [.casework]) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        await desk.work.allowSampleCase()
        let part = try #require(await desk.work.state.case(SampleCase.caseID)?.casework)
        let (plan, hold) = (try #require(part.plan).id, try #require(part.holds.first).id)
        let incident = try #require(part.incidents.first).id
        await write(.plan(.approved(plan: plan)), by: SampleCase.vera, desk)
        await write(.plan(.agreed(plan: plan, how: "голосом")), by: SampleCase.anna, desk)
        await write(.incident(.handled(incident: incident, outcome: "тихо")), by: SampleCase.anna, desk)
        // Of others than whoever placed it, it takes two.
        for member in [SampleCase.boris, SampleCase.vera] {
            await write(.hold(.lifted(hold: hold, note: "решено")), by: member, desk)
        }
        await write(.lifecycle(.moved(to: .active, reason: nil, note: "")), by: SampleCase.anna, desk)
        return desk
    }

    private func closing() async throws -> WebDesk {
        let desk = try await desk()
        await write(.lifecycle(.moved(to: .paused, reason: .personAsked, note: "")), by: SampleCase.anna, desk)
        await write(
            .lifecycle(.closingProposed(.withdrew, note: "уехал-к-родным")), by: SampleCase.anna, desk)
        return desk
    }

    @Test func `whoever agrees to close a case reads why, in whose words, and since when`() async throws {
        let desk = try await closing()
        await desk.work.sit(SampleCase.boris)
        let form = await desk.get(try await desk.link("confirm-closing"))
        #expect(form.says("Why it is to be closed") && form.says("withdrew") && form.says("уехал-к-родным"))
        #expect(form.says("<dt>Proposed by</dt><dd dir=\"auto\">Анна, "))
        // On a narrow screen one stands below the other.
        let button = try #require(form.text.firstRange(of: "<button class=\"grave\""))
        let why = try #require(form.text.firstRange(of: "уехал-к-родным"))
        #expect(why.lowerBound < button.lowerBound)
        #expect(await desk.get(SampleCase.path()).says("уехал-к-родным"))
    }

    @Test func `nobody ends the work on a case over a message that came behind the page`() async throws {
        for isHandedOver in [false, true] {
            let desk = try await desk(with: [.casework, .conversation])
            let offer = [LifecycleEvent.transferOffered(to: "Приют", consent: "да")]
            let close = [
                LifecycleEvent.moved(to: .paused, reason: .personAsked, note: ""),
                .closingProposed(.withdrew, note: "уехал"),
            ]
            await desk.work.allowHandover(to: "Приют")
            for event in isHandedOver ? offer : close { await write(.lifecycle(event), by: SampleCase.anna, desk) }
            await desk.work.sit(SampleCase.boris)
            let form = isHandedOver ? "accept-transfer" : "confirm-closing"
            let fields: KeyValuePairs = [
                "agree": "1", "despite": "1", "despite-transfer": "1", "handover": "расписка",
            ]
            let early = try await desk.link(form)
            await desk.work.write(
                .messageReceived(
                    request: PagesWork.id(40),
                    message: ReceivedMessage(
                        id: PagesWork.id(42), assurance: .c, sentHour: 400_000, danger: .lifeInDanger, safeContact: "",
                        body: "Они пришли", files: [])), in: SampleCase.compartment(.conversation), by: SampleCase.anna)
            let answer = await desk.post(early, fields)
            #expect(answer.status == 422 && answer.says("Nothing was recorded"), "\(form)")
            #expect(await desk.work.state.case(SampleCase.caseID)?.casework?.lifecycle?.state.isOpen == true)
            if isHandedOver {
                #expect(await desk.post(try await desk.link(form), fields).says("nobody has read it"))
                await desk.work.readSampleCase()
            }
            #expect(await desk.post(try await desk.link(form), fields).isRedirect, "who has seen it decides")
        }
    }

    @Test func `whoever agrees to an erasure, or stops it, reads why it was asked for, by whom, and from when`()
        async throws
    {
        let desk = try await closing()
        await write(.lifecycle(.closingConfirmed), by: SampleCase.boris, desk)
        await write(.lifecycle(.erasureRequested(reason: "просит-стереть")), by: SampleCase.anna, desk)
        await desk.work.sit(SampleCase.boris)
        let by = "<dt>Proposed by</dt><dd dir=\"auto\">Анна, "
        func pair(_ words: String, _ second: UInt64) -> String {
            "<dt>\(words)</dt><dd dir=\"auto\">\(LocalTime.text(second: second))"
        }
        let asked = WebDesk.second + LifecycleRecord.coolingOff
        let step = try #require(await desk.work.state.case(SampleCase.caseID)?.casework?.lifecycle?.changes.last).entry
        for name in ["confirm-erasure", "cancel-erasure"] {
            let form = await desk.get(SampleCase.path(.casework, name, shown: [step]))
            #expect(form.says("просит-стереть") && form.says(by), "\(name)")
            #expect(form.says(pair("A second person can agree from", asked)), "\(name)")
        }
        #expect(await desk.get(SampleCase.path()).says("A second person can agree from"))
        // A clock that runs ahead agrees before this desk's would let it: until the keys go it can be stopped.
        let agreed = asked + 3_600
        await write(.lifecycle(.erasureConfirmed), by: SampleCase.boris, at: agreed, desk)
        let words = "A second person has agreed; the keys are destroyed from"
        let form = await desk.get(try await desk.link("cancel-erasure"))
        #expect(form.says("просит-стереть") && form.says(by))
        #expect(form.says(pair(words, agreed + LifecycleRecord.hearing)))
        #expect(!form.says("A second person can agree from"))
    }

    @Test
    func `a closing that a colleague had not heard of is told to everybody as not standing, and is confirmed anew`()
        async throws
    {
        let desk = try await closing()
        let seen = await desk.work.seenSize
        await write(.lifecycle(.closingConfirmed), by: SampleCase.boris, desk)
        let incident = Event.inCompartment(.incident(.opened(.approach, affected: [], text: "двое у дома")))
        #expect(await desk.work.write(incident, in: Self.home, by: SampleCase.vera, seen: seen) == nil)
        for member in [SampleCase.anna, SampleCase.boris] {
            await desk.work.sit(member)
            for path in ["/today", SampleCase.path()] {
                #expect(await desk.get(path).says("The case is not closed: Вера wrote here"), "\(path)")
            }
        }
        let page = await desk.get(SampleCase.path())
        #expect(page.says("Does not stand") && page.says("without having heard that the case was over"))
        #expect(page.says("<dt>Proposed by</dt><dd dir=\"auto\">Анна, "))
        let early = try await desk.link("confirm-closing")
        let opened = try #require(await desk.work.state.case(SampleCase.caseID)?.casework?.incidents.last).id
        await write(.incident(.handled(incident: opened, outcome: "уехали")), by: SampleCase.vera, desk)
        #expect(await desk.post(early, ["agree": "1", "despite": "1"]).status == 422, "it showed less")
        #expect(
            await desk.post(try await desk.link("confirm-closing"), ["agree": "1", "despite": "1"]).isRedirect)
        #expect(!(await desk.get("/today")).says("The case is not closed"))
    }

    @Test func `whoever records a handover reads who takes the case and how the person agreed`() async throws {
        let desk = try await desk()
        await write(
            .lifecycle(.transferOffered(to: "Приют-на-берегу", consent: "сказал-вслух")), by: SampleCase.anna, desk)
        await desk.work.sit(SampleCase.boris)
        let form = await desk.get(try await desk.link("accept-transfer"))
        #expect(form.says("Приют-на-берегу") && form.says("сказал-вслух"))
        #expect(form.says("<dt>Proposed by</dt><dd dir=\"auto\">Анна, "))
        #expect(form.says("the task of handing it over is done") && form.says(">What may leave<"))
        #expect(!form.says("<dd dir=\"auto\">Hand over,"), "what is done by this is not unfinished")
    }

    @Test func `a form to close, to erase or to hand over that stood open agrees to nothing that was proposed anew`()
        async throws
    {
        let desk = try await closing()
        await desk.work.sit(SampleCase.boris)
        let confirm = try await desk.link("confirm-closing")
        for event in [
            LifecycleEvent.moved(to: .active, reason: nil, note: ""), .moved(to: .paused, reason: .safety, note: ""),
            .closingProposed(.hostile, note: "чужой"),
        ] { await write(.lifecycle(event), by: SampleCase.anna, desk) }
        let answer = await desk.post(confirm, ["agree": "1", "despite": "1"])
        #expect(answer.status == 422 && answer.says("Nothing was recorded"))
        #expect(await desk.get(confirm).isRedirect)
        #expect(await desk.work.state.case(SampleCase.caseID)?.casework?.lifecycle?.state == .closing)

        let other = try await self.desk()
        func offer(_ who: String) async {
            await write(.lifecycle(.transferOffered(to: who, consent: "да")), by: SampleCase.anna, other)
        }
        await other.work.readSampleCase()
        await other.work.allowHandover(to: "Приют")
        await other.work.allowHandover(to: "Другие", as: 1_981)
        await other.work.sit(SampleCase.boris)
        await offer("Приют")
        let accept = try await other.link("accept-transfer")
        await write(.lifecycle(.moved(to: .active, reason: nil, note: "")), by: SampleCase.anna, other)
        await offer("Другие")
        #expect(await other.post(accept, ["handover": "расписка Приюта"]).status == 422)
        let now = try await other.link("accept-transfer")
        #expect(await other.post(now, ["handover": "расписка", "despite-transfer": "1"]).isRedirect)
    }

    @Test func `whoever signs second that something leaves without consent reads for what, to whom, and which things`()
        async throws
    {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework, .evidence, .identity])
        let evidence = try #require(await desk.work.state.part(SampleCase.compartment(.evidence)))
        let item = try #require(evidence.releaseItems.first).item
        let override = PagesWork.id(951) as ID<Consent>
        let terms = ConsentTerms(
            classes: [.identityFacts], items: [item], purpose: .protectionServices,
            recipient: .named("Клиника-Севера", .lawyer), identifiability: .anonymous, actions: .red, territory: [],
            conditions: [], excludedRecipients: [], excludedFacts: [])
        await write(
            .consent(
                .overrideProposed(
                    override, .vitalInterest, terms, until: Day(at: WebDesk.second).adding(days: 3), why: "казнь-завтра"
                )),
            by: SampleCase.anna, desk)
        await desk.work.sit(SampleCase.boris)
        let history = SampleCase.path() + "/history"
        let form = try await desk.link("second-override")
        for path in [form, SampleCase.path(), history] {
            let page = await desk.get(path)
            for said in ["казнь-завтра", "protection services", "Клиника-Севера", "only this"] {
                #expect(page.says(said), "\(path): \(said)")
            }
        }
    }

    @Test(arguments: [true, false])
    func `whoever cannot read what would leave does not sign for it`(isKind: Bool) async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework])
        let override = PagesWork.id(951) as ID<Consent>
        let terms = ConsentTerms(
            classes: isKind ? [.identityFacts] : [],
            items: isKind ? [] : [ConsentItem(entry: PagesWork.id(952), itemClass: .identityFacts)],
            purpose: .protectionServices, recipient: .named("Клиника-Севера", .lawyer), identifiability: .anonymous,
            actions: .red, territory: [], conditions: [], excludedRecipients: [], excludedFacts: [])
        await write(
            .consent(
                .overrideProposed(
                    override, .vitalInterest, terms, until: Day(at: WebDesk.second).adding(days: 3), why: "казнь-завтра"
                )),
            by: SampleCase.anna, desk)
        await desk.work.sit(SampleCase.boris)
        let page = await desk.get(SampleCase.path())
        #expect(page.says("казнь-завтра") && page.says("by whoever can read everything that would leave"))
        #expect(!page.says("second-override"))
        let path = SampleCase.path(.casework, "second-override", about: override.hex)
        #expect(await desk.get(path).isRedirect)
    }
}
