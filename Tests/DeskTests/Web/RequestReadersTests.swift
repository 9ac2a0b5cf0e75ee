// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Who could know what lies in the intake.
struct RequestReadersTests {
    @Test func `a request says who is on intake duty, who was, and that the sheet opens it`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [])
        let given: [(ID<Member>, Set<MemberRole>)] = [
            (SampleCase.boris, [.caseworker, .intake]), (SampleCase.vera, [.intake]), (SampleCase.vera, [.verifier]),
        ]
        for (member, roles) in given {
            await desk.work.write(
                .rolesSet(member: member, roles: roles), in: .organisation, by: SampleCase.anna)
        }
        await desk.work.receive(30, body: "Помогите")
        let page = await desk.get("/requests/\((PagesWork.id(30) as ID<Casework.Request>).hex)").text
        let who = try #require(page.firstMatch(of: /(?s)<section id="who".*?<\/section>/)).0
        let (now, past) = (try #require(who.split(separator: "Could read it before").first), who)
        #expect(now.contains("Анна") && now.contains("Борис") && !now.contains("Вера") && !now.contains("Галина"))
        #expect(past.contains("Вера") && !past.contains("Галина") && past.contains("recovery sheet"))
    }
}
