// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Languages
import Testing

@testable import Desk

/// What keeps something here is said at once (docs/decisions/0088).
struct OutgoingObstacleTests {
    @Test func `all that keeps an export here is said at once`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        await desk.work.readSampleCase()
        let evidence = SampleCase.compartment(.evidence)
        let stated = StatedStatement(
            id: PagesWork.id(960), kind: .firstAccount, heldOn: Day(at: WebDesk.second), setting: .video,
            language: "ru", interpreter: .notNeeded, interviewer: .member(SampleCase.counsel), isPrivileged: true,
            whyAgain: "для адвоката")
        try #require(
            await desk.work.write(.inCompartment(.statement(.opened(stated))), in: evidence, by: SampleCase.anna) == nil
        )
        let page = await desk.post(
            SampleCase.path("/export"),
            [
                "recipient-name": "Приют", "keys": X25519Identity().recipient.text, "why": "передача",
                "understood": "1", "purpose": "pseudonymous", "recipient-class": "1", "actions": "4",
                "parts-\(evidence.hex)": "1",
            ])
        for reason in ["Counsel has not cleared", "1 privileged statement", "silence is a no"] {
            #expect(page.status == 422 && page.says(reason), "\(reason)")
        }
        #expect(page.says("value=\"Приют\""))
    }

    private static let form: [String: String] = [
        "recipient-name": "Приют", "why": "передача", "understood": "1", "purpose": "identified",
        "recipient-class": "1", "actions": "4",
    ]

    private func allowed() async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        await desk.work.allowSampleCase()
        await desk.work.clearSampleCase()
        return desk
    }

    private func export(_ desk: WebDesk, _ more: [String: String] = [:]) async -> Page {
        var form = Self.form.merging(more) { $1 }
        form["keys"] = X25519Identity().recipient.text
        form["parts-\(SampleCase.compartment(.evidence).hex)"] = "1"
        return await desk.post(SampleCase.path("/export"), filled: form)
    }

    @Test func `a tick for one recipient is none for another`() async throws {
        let desk = try await allowed()
        try #require(
            await desk.work.write(
                .inCompartment(.consent(.excluded(PagesWork.id(1_990), ["бывший командир"]))),
                in: SampleCase.compartment(.casework), by: SampleCase.anna) == nil)
        let asked = await export(desk)
        try #require(asked.status == 422 && !asked.readings.isEmpty)
        #expect(await export(desk, asked.readings).status == 200)
        for other in [
            ["recipient-name": "Другой"], ["purpose": "pseudonymous"], ["territory": "FRA"],
        ] {
            #expect(await export(desk, asked.readings.merging(other) { $1 }).status == 422, "\(other)")
        }
    }

    @Test func `nothing leaves over a message that came behind the page`() async throws {
        let desk = try await allowed()
        let shown = try #require(await desk.get(SampleCase.path("/export")).shown)
        let ticked = await export(desk).readings.merging(["shown": shown]) { $1 }
        try await desk.work.writesSampleCase()
        await desk.work.readSampleCase()
        let late = await export(desk, ticked)
        #expect(late.status == 422 && late.says("has written since this page was made"), "though a colleague read it")
        let now = try #require(late.shown)
        #expect(now != shown)
        #expect(await export(desk, ticked.merging(["shown": now]) { $1 }).status == 200)
    }

    @Test func `what comes in the moment in which something leaves is heard`() async throws {
        let desk = try await allowed()
        let ticked = await export(desk).readings
        let casework = SampleCase.compartment(.casework)
        func toldCount() async -> Int? {
            await desk.work.state.part(SampleCase.compartment(.evidence))?.access.disclosures.count
        }
        let before = await toldCount()
        await desk.work.overtakeDisclosure(
            by: .consent(.frozen(nil, .detention, whoMayDecide: "адвокат")), in: casework)
        let late = await export(desk, ticked)
        #expect(late.status == 422 && late.says("said no"))
        #expect(await toldCount() == before, "nothing was written")
    }

    @Test func `the form shows what the person wrote last`() async throws {
        let desk = try await allowed()
        try await desk.work.writesSampleCase()
        await desk.work.readSampleCase()
        #expect(await desk.get(SampleCase.path("/export")).says("Передумал, не надо"))
    }

    @Test func `whoever was told where the person is stands in no bag`() async throws {
        let desk = try await allowed()
        let words = try #require(try DeskResources.catalogues()["en"])
        let state = await desk.work.state
        let record = try #require(state.case(SampleCase.caseID))
        let part = try #require(record.part(SampleCase.compartment(.whereabouts)))
        let scene = CaseScene(state: state, record: record, me: SampleCase.anna, words: words, now: WebDesk.second)
        #expect("\(PartBlocks.blocks(part, scene))".contains("встречают"))
        #expect(!"\(PartBlocks.leaving(part, scene))".contains("встречают"))
    }

    @Test func `counsel alone lets counsel's part leave, and never the screening`() async throws {
        let desk = try await allowed()
        let legal = SampleCase.compartment(.legal)
        let part = try #require(await desk.work.state.part(legal))
        #expect(part.privilegedCount > 0)
        let page = await export(desk, ["parts-\(legal.hex)": "1"])
        #expect(page.status == 422 && page.says("Only counsel lets this leave"))
        let words = try #require(try DeskResources.catalogues()["en"])
        let state = await desk.work.state
        let record = try #require(state.case(SampleCase.caseID))
        let scene = CaseScene(state: state, record: record, me: SampleCase.counsel, words: words, now: WebDesk.second)
        let blocks = PartBlocks.leaving(part, scene)
        #expect(blocks.count < PartBlocks.blocks(part, scene).count)
        #expect(
            part.log.contains { if case .inCompartment(.exclusion) = $0.event { $0.event.staysAtHome } else { false } })
    }

    @Test func `an unread message in a linked request keeps everything here`() async throws {
        let desk = try await allowed()
        await desk.work.receiveLinkedRequest()
        let ticked = await export(desk).readings
        #expect(await export(desk, ticked).status == 200)
        await desk.work.receive(77, body: "не надо")
        #expect(await export(desk, ticked).says("nobody has read it"))
        await desk.work.record(.requestOpened(request: PagesWork.id(77)))
        #expect(await export(desk, ticked).status == 200)
    }

    @Test func `a desk that does not hear the relay lets nothing go`() async throws {
        let desk = try await allowed()
        let ticked = await export(desk).readings
        for connection in [SyncStatus.Connection.offline, .connecting, .refusing(status: 500), .alarm("x")] {
            var status = SyncStatus()
            status.connection = connection
            await desk.work.set(status)
            #expect(await desk.get(SampleCase.path("/export")).says("does not hear the relay"))
            #expect(await export(desk, ticked).says("does not hear the relay"))
        }
        var status = SyncStatus()
        status.connection = .online
        await desk.work.set(status)
        #expect(await export(desk, ticked).status == 200)
    }

    @Test func `consent and tasks stay at home`() async throws {
        let desk = try await allowed()
        let casework = SampleCase.compartment(.casework)
        let state = await desk.work.state
        let record = try #require(state.case(SampleCase.caseID))
        let part = try #require(record.part(casework))
        let words = try #require(try DeskResources.catalogues()["en"])
        let scene = CaseScene(state: state, record: record, me: SampleCase.anna, words: words, now: WebDesk.second)
        let typed = ["keys": X25519Identity().recipient.text, "parts-\(casework.hex)": "1"]
        let order = try ExportForm.order(
            FormAnswers(Self.form.merging(typed) { $1 }), scene, bag: PagesWork.id(5))
        let leaving = order.log(of: part)
        #expect(leaving.count < part.log.count && !leaving.isEmpty)
        for item in leaving {
            guard case .inCompartment(let event) = item.event else { continue }
            switch event {
            case .consent, .task, .hold, .incident, .clearance, .attestation, .access(.opened):
                Issue.record("\(item.event.kindValue)")
            default: continue
            }
        }
    }

    @Test func `a signed file is not taken while nobody has read what the person wrote`() async throws {
        let desk = try await AttestationPageTests().desk()
        let path = AttestationPageTests.path
        await desk.work.openSampleCase(with: [.conversation])
        await desk.work.readSampleCase()
        try #require(await desk.post(path + "/sign", AttestationPageTests.signing).isRedirect)
        #expect(await desk.get(path + "/file").status == 200)
        try await desk.work.writesSampleCase()
        #expect(await desk.get(path).says("nobody has read it"))
        #expect(await desk.get(path + "/file").status == 422)
        await desk.work.readSampleCase()
        #expect(await desk.get(path + "/file").status == 200)
    }

    @Test func `what was typed before a message came stays in the form that signs`() async throws {
        let desk = try await AttestationPageTests().desk()
        await desk.work.openSampleCase(with: [.conversation])
        #expect(!(await desk.get(AttestationPageTests.path).says("name=\"territory\"")))
        let page = await desk.post(
            AttestationPageTests.path + "/sign",
            ["read": "1", "purpose": "partner", "recipient-class": "6", "actions": "4", "territory": "FR"])
        #expect(page.status == 422 && page.says("nobody has read it") && page.says("value=\"FR\""))
    }
}

extension PagesWork {
    /// A message of the sample's person, which nobody has read.
    fileprivate func writesSampleCase() throws {
        let conversation = SampleCase.compartment(.conversation)
        let request = try #require(state.part(conversation)?.conversation?.record?.id)
        let message = ReceivedMessage(
            id: PagesWork.id(961), assurance: .c, sentHour: 400_000, danger: .days, safeContact: "",
            body: "Передумал, не надо", files: [])
        try #require(
            write(.messageReceived(request: request, message: message), in: conversation, by: SampleCase.anna) == nil)
    }
}
