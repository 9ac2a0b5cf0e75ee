// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// What is not so any longer does not look as if it were: access that ended, and who came in meanwhile.
struct EndedAccessTests {
    @Test func `whoever lost access to a part sees that it is as it stood then, and can do nothing in it`() async throws
    {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework])
        let form = SampleCase.path(.casework, "case-note")
        await desk.work.sit(SampleCase.boris)
        #expect(await desk.get(SampleCase.path()).says(form))
        await desk.work.sit(SampleCase.anna)
        await desk.work.write(
            .inCompartment(.access(.ended(member: SampleCase.boris, reason: "другое дело"))),
            in: SampleCase.compartment(.casework), by: SampleCase.anna)
        await desk.work.sit(SampleCase.boris)
        let page = await desk.get(SampleCase.path())
        #expect(page.says("Your access to this part ended on") && page.says("by Анна: другое дело"))
        #expect(page.says("Work: your access ended on"))
        #expect(!page.says(form) && !page.says("you are the deputy") && !page.says(">yours<"))
        #expect(await desk.get("/cases").says("as of "))
        #expect(await !desk.get("/cases?view=mine").says("Сокол"))
        #expect(await !desk.get("/today").says("Сокол"))
        await desk.work.sit(SampleCase.anna)
        #expect(await !desk.get(SampleCase.path()).says("ended on"))
    }

    /// A hold or a no may have come since, and this desk would not know.
    @Test func `nothing leaves a desk whose access to the work ended`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework, .identity])
        let record = try #require(await desk.work.state.case(SampleCase.caseID))
        #expect(record.asKnown(to: SampleCase.boris).releaseObstacle == record.releaseObstacle)
        #expect(record.releaseObstacle != .caseworkUnread)
        await desk.work.write(
            .inCompartment(.access(.ended(member: SampleCase.boris, reason: "другое дело"))),
            in: SampleCase.compartment(.casework), by: SampleCase.anna)
        let after = try #require(await desk.work.state.case(SampleCase.caseID))
        #expect(after.asKnown(to: SampleCase.boris).releaseObstacle == .caseworkUnread)
        #expect(after.asKnown(to: SampleCase.boris).clearanceObstacle == .caseworkUnread)
        #expect(after.asKnown(to: SampleCase.anna).releaseObstacle == record.releaseObstacle)
        await desk.work.sit(SampleCase.boris)
        #expect(await desk.get(SampleCase.path("/export")).says("this desk cannot read it"))
    }

    @Test func `everybody is told that somebody came in by the recovery sheet, until a director has looked`()
        async throws
    {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework])
        #expect(await !desk.get("/today").says("came in by the recovery sheet"))
        #expect(await desk.get("/members").says("founded the organisation"))
        let rita = PagesWork.id(609) as ID<Member>
        await desk.work.record(
            .memberAdmitted(
                member: rita, name: "Рита", device: PagesWork.id(709),
                verificationKey: [UInt8](repeating: 9, count: 32), recipient: [],
                endorsement: [UInt8](repeating: 1, count: 96)), at: 1)
        for member in [SampleCase.anna, SampleCase.boris, rita] {
            await desk.work.sit(member)
            #expect(await desk.get("/today").says("Рита came in by the recovery sheet"), "\(member)")
            let members = await desk.get("/members")
            #expect(members.says("by the recovery sheet") && members.says("admitted by Анна"))
        }
        await desk.work.write(
            .rolesSet(member: rita, roles: [.director, .intake]), in: .organisation, by: SampleCase.anna)
        #expect(await !desk.get("/today").says("came in by the recovery sheet"))
    }
}
