// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Counsel's part is counsel's.
struct CounselPageTests {
    private func desk(_ member: ID<Member> = SampleCase.anna) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        await desk.work.sit(member)
        return desk
    }

    private let legal = "\(CompartmentKind.legal.rawValue)"

    @Test func `only counsel is offered to open the legal part, and nobody else can`() async throws {
        let desk = try await desk()
        let option = "<option value=\"\(legal)\">"
        #expect(await !desk.get(SampleCase.path("/open")).says(option))
        let refused = await desk.post(SampleCase.path("/open"), ["kind": legal])
        #expect(refused.status == 422 && refused.says("Counsel opens this part"))
        let counsel = try await self.desk(SampleCase.counsel)
        #expect(await counsel.get(SampleCase.path("/open")).says(option))
        #expect(await counsel.post(SampleCase.path("/open"), ["kind": legal]).isRedirect)
    }

    @Test func `whoever gives the key to somebody else says that they know what it means`() async throws {
        let desk = try await desk(SampleCase.counsel)
        let path = SampleCase.path(.legal, "grant")
        #expect(await desk.get(path).says("not-counsel"))
        #expect(await !desk.get(SampleCase.path(.identity, "grant")).says("not-counsel"), "of other parts nobody asks")
        let refused = await desk.post(path, ["member": SampleCase.boris.hex, "reason": "вместе готовим"])
        #expect(refused.status == 422 && refused.says("Whoever gets this key is not counsel"))
        #expect(await !desk.get(SampleCase.path()).says("Not counsel, and can read"))
        let meant = await desk.post(
            path, ["member": SampleCase.boris.hex, "reason": "вместе готовим", "not-counsel": "1"])
        #expect(meant.isRedirect)
        #expect(await desk.get(SampleCase.path()).says("Not counsel, and can read it: "))
        let opened = await desk.post(
            SampleCase.path("/open"),
            ["kind": legal, "readers-\(SampleCase.boris.hex)": "1", "reason-readers": "вместе"])
        #expect(opened.says("Whoever gets this key is not counsel"))
    }

    @Test func `screening is offered to counsel alone`() async throws {
        let path = SampleCase.path(.legal, "screen")
        let desk = try await desk()
        #expect(await !desk.get(SampleCase.path()).says(path))
        #expect(await desk.get(path).isRedirect)
        let counsel = try await self.desk(SampleCase.counsel)
        #expect(await counsel.get(SampleCase.path()).says(path))
        #expect(await counsel.get(path).status == 200)
    }
}

/// What whoever left could have read.
struct RemovedMemberTests {
    @Test func `the director is told when somebody was on intake duty, and what the list leaves out`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        let (vera, hour) = (SampleCase.vera, UInt64(3_600))
        let steps: [(Event, UInt64)] = [
            (.rolesSet(member: vera, roles: [.intake]), 100 * hour), (.rolesSet(member: vera, roles: []), 200 * hour),
            (.rolesSet(member: vera, roles: [.intake, .verifier]), 300 * hour),
            (.rolesSet(member: vera, roles: [.intake]), 350 * hour),
            (.memberRemoved(member: vera, reason: "ушла"), 400 * hour),
        ]
        for (event, second) in steps { await desk.work.record(event, at: second) }
        let duties = await desk.work.state.members[vera]?.intakeDuties
        #expect(duties?.map(\.from) == [100 * hour, 300 * hour] && duties?.map(\.until) == [200 * hour, 400 * hour])
        let page = await desk.get("/members")
        #expect(page.says("Intake duty: ") && page.says("Only parts that this desk can open are listed"))
        await desk.work.record(.memberRemoved(member: SampleCase.boris, reason: "ушёл"))
        #expect(await desk.get("/members").text.ranges(of: "Intake duty: ").count == 1, "who never was is not said to")
    }
}

/// After an answer was recorded.
struct AnsweredPageTests {
    private static let statement = PagesWork.id(931) as ID<Statement>
    private let path = SampleCase.path(.evidence, "answer", about: statement.hex)

    private func answer(_ topic: StatementTopic, _ words: String, _ desk: WebDesk) async -> Page {
        await desk.post(
            path,
            [
                "topic": "\(topic.rawValue)", "question": "А ещё?", "outcome": "\(AnswerOutcome.answered.rawValue)",
                "answer": words,
            ])
    }

    @Test func `what was said before stands beside it, with one act that is filled in`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        let landed = try #require(await answer(.ownConduct, "Возил задержанных", desk).location)
        #expect(landed == SampleCase.path(.evidence, "answered", about: "\(Self.statement.hex).2"))
        let page = await desk.get(landed)
        #expect(page.says("Возил задержанных") && page.says(SampleCase.secret(.evidence)))
        let answers = try #require(
            await desk.work.state.case(SampleCase.caseID)?.evidence?.statement(Self.statement)?.answers)
        let (first, second) = (
            "\(Self.statement.hex).\(answers[0].entry.hex)", "\(Self.statement.hex).\(answers[1].entry.hex)"
        )
        let pair = SampleCase.path(.evidence, "contradiction", about: "\(first).\(second)")
        #expect(page.says(pair) && page.says(path), "and the way to the next question")
        let form = await desk.get(pair)
        for said in [first, second] { #expect(form.says("<option value=\"\(said)\" selected>")) }
        #expect(await desk.post(pair, ["earlier": first, "later": second]).isRedirect)
        #expect(await !desk.get(landed).says(pair), "it is noted")
    }

    @Test func `the first answer on a topic leads back to the case, and a page of nothing is not there`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        let landed = try #require(await answer(.family, "Сестра", desk).location)
        #expect(landed.contains("#part-"))
        for about in ["\(Self.statement.hex).1", "\(Self.statement.hex).9", "x.1", Self.statement.hex, ""] {
            #expect(await desk.get(SampleCase.path(.evidence, "answered", about: about)).status == 404, "\(about)")
        }
        #expect(await desk.get(SampleCase.path(.evidence, "contradiction", about: "a.1.b.2")).isRedirect)
    }
}
