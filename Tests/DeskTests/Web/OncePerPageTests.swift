// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// A form that comes twice from one page counts once.
struct OncePerPageTests {
    private func desk() async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [.casework])
        return desk
    }

    private func once(_ page: Page) throws -> String {
        String(try #require(page.text.firstMatch(of: /name="once" value="([^"]+)"/)).1)
    }

    private func notes(_ desk: WebDesk) async -> [String] {
        await desk.work.state.case(SampleCase.caseID)?.casework?.lifecycle?.notes.map(\.text) ?? []
    }

    private let path = SampleCase.path(.casework, "case-note")

    @Test func `pressing twice writes one note, and leads where the first led`() async throws {
        let desk = try await desk()
        let before = await notes(desk).count
        let fields: KeyValuePairs = ["note-body": "дважды", "once": try once(await desk.get(path))]
        let first = await desk.post(path, fields)
        let second = await desk.post(path, fields)
        #expect(first.isRedirect && first.location == second.location)
        #expect(await notes(desk).count == before + 1)
    }

    @Test func `both at once write one note`() async throws {
        let desk = try await desk()
        let before = await notes(desk).count
        let path = path
        let fields: KeyValuePairs = ["note-body": "разом", "once": try once(await desk.get(path))]
        let answers = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<8 { group.addTask { await desk.post(path, fields).location } }
            return await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(answers.count == 1)
        #expect(await notes(desk).count == before + 1)
    }

    @Test func `another page, and other words on the same page, are other forms`() async throws {
        let desk = try await desk()
        let before = await notes(desk).count
        let (one, other) = (try once(await desk.get(path)), try once(await desk.get(path)))
        #expect(one != other)
        let forms: [KeyValuePairs<String, String>] = [
            ["note-body": "то же", "once": one], ["note-body": "то же", "once": other],
            ["note-body": "иное", "once": one],
        ]
        for fields in forms {
            #expect(await desk.post(path, fields).isRedirect)
        }
        #expect(await notes(desk).count == before + 3)
    }

    @Test func `a form that was not taken may come again`() async throws {
        let desk = try await desk()
        let before = await notes(desk).count
        let fields: KeyValuePairs = ["note-body": "потом", "once": try once(await desk.get(path))]
        await desk.work.fail(with: .storage("disk full"))
        #expect(await desk.post(path, fields).status == 422)
        await desk.work.fail(with: nil)
        #expect(await desk.post(path, fields).isRedirect)
        #expect(await notes(desk).count == before + 1)
    }
}
