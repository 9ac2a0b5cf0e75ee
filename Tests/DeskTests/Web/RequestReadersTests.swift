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

    @Test func `a case's conversation says who holds its key, and not who is on intake duty`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework, .conversation])
        let conversation = SampleCase.compartment(.conversation)
        await desk.work.write(
            .inCompartment(.access(.granted(member: SampleCase.boris, reason: "ведёт переписку"))), in: conversation,
            by: SampleCase.anna)
        await desk.work.write(
            .rolesSet(member: SampleCase.vera, roles: [.intake]), in: .organisation, by: SampleCase.anna)
        await desk.work.sit(SampleCase.boris)
        let page = await desk.get("/requests/\((PagesWork.id(40) as ID<Casework.Request>).hex)").text
        let who = try #require(page.firstMatch(of: /(?s)<section id="who".*?<\/section>/)).0
        let now = try #require(who.firstMatch(of: /(?s)Can read it now.*?<\/ul>/)).0
        #expect(now.contains("Борис") && now.contains("ведёт переписку") && !now.contains("Вера"))
        #expect(!page.contains("One key opens the whole intake"))
    }

    @Test func `who got the intake's key from a director who was none any more is named, until they are on duty`()
        async throws
    {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [])
        func roles(_ member: ID<Member>, _ roles: Set<MemberRole>, by author: ID<Member>, seen: UInt64? = nil) async {
            await desk.work.write(.rolesSet(member: member, roles: roles), in: .organisation, by: author, seen: seen)
        }
        await roles(SampleCase.boris, [.director], by: SampleCase.anna)
        let seen = await desk.work.seenSize
        await roles(SampleCase.boris, [.caseworker], by: SampleCase.anna)
        await roles(SampleCase.vera, [.intake], by: SampleCase.boris, seen: seen)
        await roles(SampleCase.counsel, [.intake], by: SampleCase.boris)
        #expect(await desk.work.state.strayedIntakeKeys.map(\.member) == [SampleCase.vera])
        await desk.work.receive(30, body: "Помогите")
        let path = "/requests/\((PagesWork.id(30) as ID<Casework.Request>).hex)"
        let page = await desk.get(path)
        #expect(page.says("Have a key, although the access did not count"))
        #expect(page.says("put on intake duty by Борис on") && page.says("Вера"))
        await roles(SampleCase.vera, [.intake], by: SampleCase.anna)
        #expect(await !desk.get(path).says("Have a key, although the access did not count"))
    }
}
