// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import LifeboatTestSupport
import RelayConnection
import Testing

@testable import Portal

/// An answer on its way: sent twice, not sent, perhaps sent.
extension ConsentFlowTests {
    @Test func `a relay that is away keeps the form, and the same form arrives once`() async throws {
        try await run { portal, visitor, _, _ in
            let page = try await visitor.get("/en/consent/1")
            let filled = try values(page, [("choice", "no"), ("remark", "KEPT-4")])
            for (fault, title, other) in [
                (RelayClientError.notSent, "Nothing was sent", "It may not have been sent"),
                (.unreachable, "It may not have been sent", "Nothing was sent"),
            ] {
                portal.relay.failDeliveries(with: fault)
                let away = try await visitor.post("/en/consent/1", filled)
                #expect(away.status == 503 && away.text.contains("KEPT-4"))
                #expect(away.text.contains("value=\"no\" checked"))
                #expect(away.text.contains(title) && !away.text.contains(other))
            }
            portal.relay.failDeliveries(with: nil)
            #expect(try await visitor.post("/en/consent/1", filled).path == "/en/receipt")
            #expect(try await visitor.post("/en/consent/1", filled).path == "/en/receipt")
            #expect(portal.relay.envelopes.count == 2)
        }
    }

    @Test(arguments: [true, false])
    func `a yes that becomes a no arrives as another answer`(isAnswerLost: Bool) async throws {
        try await run { portal, visitor, _, read in
            let page = try await visitor.get("/en/consent/1")
            portal.relay.loseAnswers(isAnswerLost)
            for _ in 0..<2 {
                let said = try await visitor.post("/en/consent/1", try values(page, [("choice", "yes")] + ownWords))
                #expect(said.path.hasPrefix(isAnswerLost ? "/en/again/" : "/en/receipt"))
            }
            let yes = try answer(portal, read)
            portal.relay.loseAnswers(false)
            let count = portal.relay.envelopes.count
            for _ in 0..<2 {
                let said = try await visitor.post("/en/consent/1", try values(page, [("choice", "no")] + ownWords))
                #expect(said.path == "/en/receipt" && portal.relay.envelopes.count == count + 1)
            }
            let no = try answer(portal, read)
            #expect(yes.answer?.choice == .agreed(scope()) && no.answer?.choice == .no && no.id != yes.id)
            let others = try portal.relay.envelopes.dropFirst().dropLast().map {
                try portal.organisation.read($0, secret: read.secret, as: holder).message.id
            }
            #expect(Set(others) == [yes.id], "the same answer counts once")
        }
    }

    @Test func `an answer that is being sent is not called unsent`() async throws {
        try await run { portal, visitor, _, _ in
            let page = try await visitor.get("/en/consent/1")
            portal.relay.deliveryGate.shut()
            async let one = visitor.post("/en/consent/1", try values(page, [("choice", "yes")] + ownWords))
            await portal.relay.deliveryGate.arrival(of: 1)
            let two = try await visitor.post("/en/consent/1", try values(page, [("choice", "no")]))
            #expect(two.status == 503 && !two.text.contains("Nothing was sent"))
            portal.relay.deliveryGate.open()
            #expect(try await one.path == "/en/receipt")
            let no = try await visitor.post("/en/consent/1", try values(two, [("choice", "no")]))
            #expect(no.path == "/en/receipt" && portal.relay.envelopes.count == 3)
        }
    }
}
