// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import Testing

@testable import Portal

/// An answer is to the question that its form showed, wherever that stands by now.
struct ConsentQuestionTests {
    private func known(_ byte: UInt8, number: Int = 1) throws -> KnownConsent {
        let scope = ConsentScope(
            items: [.statement], purpose: .protection, recipient: .lawyer, recipientName: "QONE",
            recognisability: .underAnotherName, handling: .quietSteps, until: 21_000)
        let id = try #require(ConsentID([UInt8](repeating: byte, count: 16)))
        return KnownConsent(
            number: number, offer: ConsentOffer(id: id, standing: .asked, scope: scope), answer: 1)
    }

    @Test(arguments: [ConsentDraft.Choice.yes, .less, .no, .ask])
    func `what was chosen for one question says nothing to another in its place`(choice: ConsentDraft.Choice) throws {
        let (first, second) = (try known(1), try known(2))
        var draft = ConsentDraft()
        draft.choice = choice
        if choice == .less { draft.days = 30 }
        draft.remark = "?"
        draft.ownWords = ["то", "это"]
        draft.asked = first.name
        #expect(try draft.answer(to: first, at: 400_000, language: "ru").id == first.offer.id)
        #expect(throws: ConsentProblem.otherQuestion) {
            try draft.answer(to: second, at: 400_000, language: "ru")
        }
        draft.asked = ""
        #expect(throws: ConsentProblem.otherQuestion) { try draft.answer(to: first, at: 400_000, language: "ru") }
        #expect(draft.fields.contains { $0.name == "asked" } == false)
        draft.asked = first.name
        #expect(draft.fields.contains { $0.name == "asked" && $0.value == first.name }, "it goes through the words")
    }
}
