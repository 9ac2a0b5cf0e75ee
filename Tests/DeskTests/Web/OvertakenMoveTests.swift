// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Whoever turns somebody away, or lays them aside, has read what they say.
struct OvertakenMoveTests {
    private let path = "/requests/\(PagesWork.id(10) as ID<Casework.Request>)"

    @Test func `nobody is put to rest over what the page did not show`() async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "help", danger: .weeks)
        _ = await desk.get(path)
        #expect(await desk.post("\(path)/move", ["state": "3"]).isRedirect)
        let page = await desk.get(path)
        let shown = try #require(page.text.firstMatch(of: /name="shown" value="([0-9a-f]+)"/)).1
        let step = try #require(page.text.firstMatch(of: /href="([^"]*\/quarantine\?shown=[0-9a-f]+)"/)).1
        await desk.work.receive(10, body: "knife-at-the-door", danger: .weeks)
        for state in ["4", "5", "6"] {
            let refused = await desk.post(
                "\(path)/move", ["state": state, "reason": "2", "note": "my words", "shown": "\(shown)"])
            #expect(refused.status == 422 && refused.says("the person wrote again") && refused.says("my words"))
            #expect(refused.says("knife-at-the-door"))
        }
        let form = await desk.get("\(step)")
        let refused = await desk.post("\(step)", ["note": "my words"])
        #expect(form.status == 200 && refused.status == 422)
        #expect(refused.says("the person wrote again") && refused.says("my words"))
        let request = try #require(await desk.work.state.request(PagesWork.id(10)))
        #expect(request.state == .inTriage && request.unreadCount == 1)
        // Who reads it decides.
        let now = try #require(await desk.get(path).text.firstMatch(of: /name="shown" value="([0-9a-f]+)"/)).1
        #expect(
            await desk.post("\(path)/move", ["state": "6", "reason": "2", "shown": "\(now)"]).isRedirect)
    }
}
