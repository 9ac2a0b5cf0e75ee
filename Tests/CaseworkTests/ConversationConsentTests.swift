// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct ConversationConsentTests {
    private func conversation() -> Office {
        var office = Office.shared(.conversation)
        office.say(
            .conversation(
                .adopted(
                    author: Sample.id(1), recordedAt: 1_000, event: Sample.requestReceived(10, message: 100))), by: 1,
            at: nil)
        return office
    }

    @Test func `a telling takes a reply's number, and nothing is read or answered by it`() throws {
        var office = conversation()
        let told = ToldConsent(Sample.id(80), .answered, ConsentSamples.terms(), until: PortalSamples.expiry)
        office.say(.conversation(.told(request: Sample.id(10), number: 1, body: "", [told])), by: 1, at: nil)
        let part = try #require(office.record?.conversation)
        #expect(part.told == [Sample.id(80): told] && part.record?.replyCount == 1)
        #expect(part.record?.unreadCount == 1 && part.record?.waitingSince != nil)
        office.say(.conversation(.told(request: Sample.id(10), number: 1, body: "", [told])), by: 1, at: nil)
        #expect(office.refusal == .replyNumberOutOfOrder)
        office.say(.conversation(.told(request: Sample.id(10), number: 2, body: "", [])), by: 1, at: nil)
        #expect(office.refusal == .nothingNamed)
        office.say(.conversation(.told(request: Sample.id(10), number: 2, body: "Спросим?", [told])), by: 1, at: nil)
        // Whoever wrote that they are sought is not answered by a question.
        #expect(office.record?.conversation?.record?.unreadCount == 1)
        #expect(office.record?.conversation?.record?.waitingSince != nil)
    }

    @Test func `the same words in the casework are named with their own readers`() throws {
        var office = CaseOffice().office
        let conversation: ID<Compartment> = Sample.id(51)
        office.open(.conversation, as: 51)
        office.say(
            .conversation(
                .adopted(
                    author: Sample.id(1), recordedAt: 1_000, event: Sample.requestReceived(10, message: 100))), by: 1,
            at: nil, in: conversation)
        let answered = ConversationEvent.answered(
            request: Sample.id(10), PortalSamples.message(101), PortalSamples.answer(.no))
        office.say(.conversation(answered), by: 1, at: nil, in: conversation)
        let sent = try #require(office.ledger.state.part(conversation)?.log.last?.entry)
        #expect(office.record?.copies(of: sent, in: conversation).isEmpty == true)
        office.say(.consent(.said(PortalSamples.saying(102, .no))))
        office.say(.consent(.said(PortalSamples.saying(101, .no))))
        #expect(office.refusal == nil)
        let counted = try #require(office.part?.log.last?.entry)
        let record = try #require(office.record)
        #expect(record.copies(of: sent, in: conversation).map(\.entry) == [counted])
        #expect(record.copies(of: counted, in: Office.team).map(\.entry) == [sent])
        #expect(
            record.keeping([conversation]).copies(of: sent, in: conversation).isEmpty,
            "who cannot read it learns nothing")
        let opened = try #require(office.part?.log.first?.entry)
        #expect(record.copies(of: opened, in: Office.team).isEmpty)
    }

    @Test(arguments: [false, true])
    func `who is in danger of their life by a colleague's rating waits urgently, whatever they said of it`(
        isRated: Bool
    ) {
        var office = CaseOffice().office
        office.open(.conversation, as: 51)
        office.say(
            .conversation(
                .adopted(
                    author: Sample.id(1), recordedAt: 1_000, event: Sample.requestReceived(10, message: 100))), by: 1,
            at: nil, in: Sample.id(51))
        if isRated { office.say(.lifecycle(.dangerRated(.lifeInDanger, note: "ищут", replaces: []))) }
        let today = Today(office.ledger.state, for: Sample.id(1), at: 2_000)
        let unread = today.items.first { $0.pending == .unread }
        #expect(unread?.standing == (isRated ? .urgent : .new))
    }

    @Test func `an answer is a message and more, once`() throws {
        var office = conversation()
        let answer = PortalSamples.answer(.no)
        let event = ConversationEvent.answered(request: Sample.id(10), PortalSamples.message(101), answer)
        office.say(.conversation(event), by: 1, at: nil)
        let part = try #require(office.record?.conversation)
        #expect(part.answers.map(\.answer) == [answer] && part.answers.first?.shown == "Расписка")
        #expect(part.record?.messageCount == 2)
        office.say(.conversation(event), by: 1, at: nil)
        #expect(office.refusal == .duplicateMessage && office.record?.conversation?.answers.count == 1)
        // The same words without the answer are words.
        office.say(
            .conversation(
                .adopted(
                    author: Sample.id(1), recordedAt: 2_000,
                    event: .messageReceived(request: Sample.id(10), message: PortalSamples.message(102)))), by: 1,
            at: nil)
        #expect(office.record?.conversation?.answers.count == 1)
    }
}
