// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import DeskFormats
import HTTPTypes
import Pages
import Testing

@testable import Desk

struct OpeningPageTests {
    /// A request in triage, and three colleagues.
    private func desk() async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [])
        await desk.work.receive(80, body: "Прошу о помощи", danger: .days)
        await desk.work.record(.requestOpened(request: PagesWork.id(80)))
        await desk.work.record(.requestMoved(request: PagesWork.id(80), to: .inTriage, reason: nil, note: ""))
        return desk
    }

    private let path = "/requests/\(PagesWork.id(80) as ID<Casework.Request>)"

    private let complete: KeyValuePairs = [
        "alias": "Ласточка", "danger": "2", "owner": SampleCase.anna.hex, "deputy": SampleCase.boris.hex,
        "readers-identity-\(SampleCase.vera.hex)": "1", "reason-identity": "проверяет", "open-whereabouts": "1",
    ]

    @Test func `a request becomes a case with an owner, a deputy, tasks and parts of their own`() async throws {
        let desk = try await desk()
        #expect(await desk.get(path).says("Accept as a case"))
        let answer = await desk.post("\(path)/accept", complete)
        let location = try #require(answer.location)
        let record = try #require(await desk.work.state.cases.first)
        #expect(location == "/cases/\(record.id.hex)" && record.alias == "Ласточка")
        #expect(record.casework?.lifecycle?.owner == SampleCase.anna)
        #expect(record.casework?.tasks.isEmpty == false && record.casework?.risk.scheduledFor != nil)
        #expect(Set(record.parts.map(\.kind)) == [.casework, .conversation, .identity, .whereabouts])
        let holders = record.parts(of: .identity).first?.access.holders
        #expect(holders == [SampleCase.anna, SampleCase.vera])
        #expect(record.parts(of: .casework).first?.access.holders.contains(SampleCase.boris) == true)
        #expect(await desk.work.state.request(PagesWork.id(80))?.state == .accepted)
        #expect(await desk.get(location).says("Ласточка"))
    }

    @Test(arguments: [true, false])
    func `what colleagues are told when a case is opened stands in its history`(isRequest: Bool) async throws {
        let desk = try await desk()
        let path = isRequest ? "\(path)/accept" : "/cases/new"
        let fields: KeyValuePairs = [
            "alias": "Ласточка", "danger": "2", "owner": SampleCase.anna.hex, "deputy": SampleCase.boris.hex,
            "note": "говорит по-грузински",
        ]
        let location = try #require(await desk.post(path, fields).location)
        #expect(await desk.get("\(location)/history").says("говорит по-грузински"))
        let request = try #require(await desk.work.state.request(PagesWork.id(80)))
        #expect(request.state == (isRequest ? .accepted : .inTriage))
    }

    @Test func `whoever is given a key is given it with a reason`() async throws {
        let desk = try await desk()
        let fields: KeyValuePairs = [
            "alias": "Ласточка", "danger": "2", "owner": SampleCase.anna.hex, "deputy": SampleCase.boris.hex,
            "readers-identity-\(SampleCase.vera.hex)": "1",
        ]
        let answer = await desk.post("\(path)/accept", fields)
        #expect(answer.status == 422 && answer.says("field-reason-identity-problem") && answer.says("Ласточка"))
        #expect(await desk.work.state.cases.isEmpty)
    }

    @Test func `owner and deputy are two people`() async throws {
        let desk = try await desk()
        let fields: KeyValuePairs = [
            "alias": "А", "danger": "2", "owner": SampleCase.anna.hex, "deputy": SampleCase.anna.hex,
        ]
        #expect(await desk.post("\(path)/accept", fields).says("two people"))
    }

    @Test func `a request that is not in triage is not accepted`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(81, body: "help")
        let other = "/requests/\(PagesWork.id(81) as ID<Casework.Request>)"
        #expect(await !desk.get(other).says("/accept"))
        #expect(await desk.get("\(other)/accept").location == other)
    }

    @Test func `the first of two declines, and the page says what a step needs`() async throws {
        let desk = try await desk()
        let page = await desk.get(path)
        #expect(page.says("Propose to decline") && page.says("Offer a referral"))
        let refused = await desk.post("\(path)/offer-referral", ["partner": "Приют", "how-consented": " "])
        #expect(refused.status == 422 && refused.says("Приют"))
        #expect(await desk.post("\(path)/propose-decline", ["decline-reason": "2"]).isRedirect)
        #expect(await desk.work.state.request(PagesWork.id(80))?.declineProposal != nil)
    }

    @Test func `one more part is opened for a case that is there`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework])
        for kind in [CompartmentKind.casework, .conversation] {
            // Neither could ever be written in: the one begins with the case, the other with a request.
            let option = "<option value=\"\(kind.rawValue)\""
            #expect(await !desk.get(SampleCase.path("/open")).says(option))
            #expect(await desk.post(SampleCase.path("/open"), ["kind": "\(kind.rawValue)"]).status == 422)
        }
        let answer = await desk.post(SampleCase.path("/open"), ["kind": "\(CompartmentKind.evidence.rawValue)"])
        #expect(answer.isRedirect)
        #expect(await desk.work.state.case(SampleCase.caseID)?.evidence != nil)
    }
}

struct JoiningPageTests {
    private let complete: KeyValuePairs = [
        "invitation": PagesWork.invitationText, "member": "Вера", "passphrase": "five random words are best",
        "repeat": "five random words are best",
    ]

    @Test func `a new machine asks, shows its fingerprint, and waits`() async throws {
        let desk = try await WebDesk(work: PagesWork(phase: .empty))
        #expect(await desk.get("/welcome").says("/join"))
        #expect(await desk.post("/join", complete).location == "/joining")
        #expect(await desk.get("/").location == "/joining")
        let page = await desk.get("/joining")
        #expect(page.says("0123 4567 89ab cdef 0123") && page.headers[.named("Refresh")] != nil)
        #expect(await desk.post("/joining", ["do": "look"]).says("Not yet"))
        await desk.work.welcome()
        #expect(await desk.post("/joining", ["do": "look"]).location == "/")
        #expect(await desk.get("/").location == "/today")
    }

    @Test func `what is missing is said, and a passphrase never comes back`() async throws {
        let desk = try await WebDesk(work: PagesWork(phase: .empty))
        let answer = await desk.post(
            "/join", ["invitation": "lifeboat1x", "member": "", "passphrase": "secret words", "repeat": "secret words"])
        #expect(answer.status == 422 && answer.says("lifeboat1x") && !answer.says("secret words"))
    }

    @Test func `after a restart the passphrase comes first, and one can give up`() async throws {
        let desk = try await WebDesk(work: PagesWork(phase: .joining))
        #expect(await desk.get("/joining").says("Type your passphrase"))
        #expect(await desk.post("/joining", ["do": "resume", "passphrase": "wrong"]).status == 422)
        #expect(await desk.post("/joining", ["do": "resume", "passphrase": PagesWork.passphrase]).isRedirect)
        #expect(await desk.get("/joining").says("0123 4567"))
        #expect(await desk.post("/joining", ["do": "abandon"]).isRedirect)
        #expect(await desk.get("/").location == "/welcome")
    }
}

struct MemberPageTests {
    private let applicant = Applicant(
        id: PagesWork.id(990), name: "Дмитрий", fingerprint: "0123 4567 89ab cdef 0123", sentAt: 1_000_000)

    private func desk() async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        await desk.work.ask(applicant)
        return desk
    }

    @Test func `a director compares the fingerprint and admits with roles`() async throws {
        let desk = try await desk()
        let page = await desk.get("/members")
        #expect(page.says("Дмитрий") && page.says("0123 4567 89ab cdef 0123") && page.says("lifeboat1qxnun2"))
        let path = "/members/applicants/\(applicant.id.hex)/admit"
        #expect(await desk.get(path).says("0123 4567 89ab cdef 0123"))
        #expect(await desk.post(path, ["roles-2": "1"]).status == 422, "the comparing is confirmed")
        #expect(await desk.post(path, ["same": "1"]).status == 422, "a member has a role")
        #expect(await desk.post(path, ["roles-2": "1", "same": "1"]).isRedirect)
        #expect(await desk.work.admitted[applicant.id] == [.caseworker])
        #expect(await !desk.get("/members").says("Дмитрий"))
    }

    @Test func `removing needs a reason, and what they could have read is listed`() async throws {
        let desk = try await desk()
        let path = "/members/\(SampleCase.vera.hex)/remove"
        #expect(await desk.post(path, ["reason": ""]).status == 422)
        #expect(await desk.post(path, ["reason": "ушла"]).isRedirect)
        let page = await desk.get("/members")
        #expect(page.says("ушла") && page.says("What they could have read") && page.says("Сокол: Identity"))
        #expect(await desk.get(path).status == 404, "they are removed already")
    }

    @Test func `of somebody who left and held nothing that this desk can open it says so`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [])
        #expect(await desk.post("/members/\(SampleCase.vera.hex)/remove", ["reason": "ушла"]).isRedirect)
        let page = await desk.get("/members")
        #expect(page.says("Held no part of a case that this desk can open.") && !page.says("What they could have read"))
    }

    @Test func `roles are set, and the last director stays one`() async throws {
        let desk = try await desk()
        #expect(await desk.post("/members/\(SampleCase.boris.hex)/roles", ["roles-2": "1", "roles-3": "1"]).isRedirect)
        #expect(await desk.work.state.members[SampleCase.boris]?.roles == [.caseworker, .verifier])
        let refused = await desk.post("/members/\(SampleCase.anna.hex)/roles", ["roles-2": "1"])
        #expect(refused.status == 422 && refused.says("role=\"alert\""))
    }
}
