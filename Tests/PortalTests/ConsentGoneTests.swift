// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import LifeboatTestSupport
import Testing

/// A question whose case goes while the person has it before them.
extension ConsentFlowTests {
    @Test func `an answer whose case was destroyed in this visit is not said to have arrived`() async throws {
        try await run { portal, visitor, _, read in
            let page = try await visitor.get("/en/consent/1")
            portal.relay.put(slot: read.secret.slotName(1).bytes, nil)
            let sent = try await visitor.post("/en/consent/1", try values(page, [("choice", "no")]))
            #expect(sent.path != "/en/receipt" && sent.status == 500)
            #expect(portal.relay.envelopes.count == 1)
        }
    }
}
