// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// A key that a colleague got by a word that did not count is told wherever it is told who could know.
struct StrayedKeyPageTests {
    /// Anna ended Vera's access to the identity; Vera, who had not heard of it, gave Boris the key.
    private func desk(_ kinds: [CompartmentKind] = CompartmentKind.allCases) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        guard kinds.contains(.identity) else { return desk }
        let (identity, seen) = (SampleCase.compartment(.identity), await desk.work.seenSize)
        for (event, author, seenSize) in [
            (AccessEvent.ended(member: SampleCase.vera, reason: "сделано"), SampleCase.anna, nil as UInt64?),
            (.epochStarted(7), SampleCase.anna, nil),
            (.granted(member: SampleCase.boris, reason: "помогает"), SampleCase.vera, seen),
        ] {
            await desk.work.write(.inCompartment(.access(event)), in: identity, by: author, seen: seenSize)
        }
        return desk
    }

    @Test func `the page says who has the key, from whom and why`() async throws {
        let desk = try await desk()
        let page = await desk.get(SampleCase.path("/access"))
        #expect(page.says("Have a key, although the access did not count") && page.says("given by Вера on"))
        #expect(page.says("помогает"))
        let case_ = await desk.get(SampleCase.path())
        #expect(case_.says("A key also went to Борис, by a word that did not count."))
        #expect(case_.says("Борис has the key all the same") && !case_.says("the person has no access"))
        #expect(await !desk.get(SampleCase.path()).says("to Вера, by a word"))
    }

    @Test func `whoever gave it learns on their day that it is out`() async throws {
        let desk = try await desk()
        await desk.work.sit(SampleCase.vera)
        #expect(await desk.get("/today").says("Борис has the key all the same"))
    }

    @Test func `what somebody who left was given so is among what they could have read`() async throws {
        let desk = try await desk()
        await desk.work.write(
            .memberRemoved(member: SampleCase.boris, reason: "ушёл"), in: .organisation, by: SampleCase.anna)
        let link = "/access#access-\(SampleCase.compartment(.identity).hex)"
        #expect(await desk.get("/members").says(link))
    }

    @Test func `a desk without the part's key is told nothing of it`() async throws {
        let desk = try await desk([.casework])
        for path in [SampleCase.path(), SampleCase.path("/access"), "/members", "/today"] {
            let page = await desk.get(path)
            #expect(!page.says("did not count") && !page.says("all the same"), "\(path)")
        }
    }
}
