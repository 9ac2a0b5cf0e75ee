// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// What a form asks before it writes something that somebody would look for in vain, or take for something else.
struct FormWarningTests {
    private func desk(_ kinds: [CompartmentKind] = [.casework]) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: kinds)
        return desk
    }

    private var today: Day { Day(at: WebDesk.second) }

    private func tasks(_ desk: WebDesk) async -> [TaskRecord] {
        await desk.work.state.case(SampleCase.caseID)?.casework?.tasks ?? []
    }

    @Test func `a task is set for today or later, and what was typed stays`() async throws {
        let desk = try await desk()
        let count = await tasks(desk).count
        func set(_ day: Day) async -> Page {
            await desk.post(
                SampleCase.path(.casework, "task"),
                [
                    "task-title": "Позвонить сестре", "owner": SampleCase.anna.hex, "deputy": SampleCase.boris.hex,
                    "due": day.iso,
                ])
        }
        let refused = await set(today.adding(days: -1))
        #expect(refused.status == 422 && refused.says("This day is over") && refused.says("Позвонить сестре"))
        #expect(await tasks(desk).count == count)
        #expect(await set(today).isRedirect)
        #expect(await tasks(desk).count == count + 1)
    }

    @Test func `nor is one put off into the past`() async throws {
        let desk = try await desk()
        let task = try #require(await tasks(desk).first { $0.isOpen })
        let form = SampleCase.path(.casework, "postpone", about: task.id.hex)
        let refused = await desk.post(form, ["due": today.adding(days: -3).iso, "reason": "ждём"])
        #expect(refused.status == 422 && refused.says("This day is over") && refused.says("ждём"))
        #expect(await desk.post(form, ["due": today.adding(days: 3).iso, "reason": "ждём"]).isRedirect)
    }

    private func open(_ desk: WebDesk, _ alias: String, ticked: Bool = false) async -> Page {
        let fields: KeyValuePairs = [
            "alias": alias, "danger": "\(DangerRating.days.rawValue)", "owner": SampleCase.anna.hex,
            "deputy": SampleCase.boris.hex, "same-alias": ticked ? "1" : "",
        ]
        return await desk.post("/cases/new", fields)
    }

    @Test(arguments: ["Сокол", "  сокол ", "СОКОЛ"])
    func `a name that another case has is confirmed or chosen anew`(alias: String) async throws {
        let desk = try await desk()
        let asked = await open(desk, alias)
        #expect(asked.status == 422 && asked.says("is called so") && asked.says("name=\"same-alias\""), "\(asked.text)")
        #expect(await !desk.get("/cases/new").says("name=\"same-alias\""))
        #expect(await !open(desk, "Цапля").says("is called so"))
        #expect(await !open(desk, alias, ticked: true).says("is called so"))
    }

    @Test func `of a case whose work this desk cannot read nothing is said`() async throws {
        let desk = try await desk([.legal])
        #expect(await !open(desk, "Сокол").says("is called so"))
    }
}
