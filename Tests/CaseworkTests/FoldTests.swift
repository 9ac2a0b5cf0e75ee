// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct FoldTests {
    @Test func `a request arrives, is read, answered and written to again`() throws {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(10, message: 100), at: 5_000)
        #expect(ledger.request(10)?.state == .received)
        #expect(ledger.request(10)?.unreadCount == 1)
        #expect(ledger.request(10)?.waitingSince == 5_000)

        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(101)), at: 6_000)
        #expect(ledger.request(10)?.unreadCount == 2)
        #expect(ledger.request(10)?.waitingSince == 5_000, "waiting counts from the first unanswered message")

        ledger.add(.requestOpened(request: Sample.id(10)))
        #expect(ledger.request(10)?.state == .opened)
        #expect(ledger.request(10)?.unreadCount == 0)
        #expect(ledger.request(10)?.waitingSince == 5_000, "reading is not answering")

        ledger.add(.replySent(request: Sample.id(10), number: 1, body: "Здравствуйте", files: []))
        #expect(ledger.request(10)?.waitingSince == nil)
        #expect(ledger.request(10)?.replyCount == 1)

        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(102)), at: 9_000)
        #expect(ledger.request(10)?.unreadCount == 1)
        #expect(ledger.request(10)?.waitingSince == 9_000)
        #expect(ledger.request(10)?.messageCount == 3)
        #expect(ledger.request(10)?.timeline.count == 5)
        #expect(ledger.state.refused.isEmpty)
    }

    @Test func `requests stand in the order of their arrival`() {
        var ledger = Ledger()
        for number in [30, 10, 20] { ledger.add(Sample.requestReceived(number, message: number)) }
        #expect(ledger.state.requests.map(\.id) == [Sample.id(30), Sample.id(10), Sample.id(20)])
    }

    @Test func `what the person says last about danger and contact counts, and silence changes nothing`() {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(10, message: 1, danger: .weeks))
        ledger.add(
            .messageReceived(
                request: Sample.id(10), message: Sample.message(2, danger: .lifeInDanger, safeContact: "не отвечать")))
        ledger.add(
            .messageReceived(request: Sample.id(10), message: Sample.message(3, danger: .notSaid, safeContact: "")))
        #expect(ledger.request(10)?.danger == .lifeInDanger)
        #expect(ledger.request(10)?.safeContact == "не отвечать")
    }

    @Test func `a first message sent twice with other words joins the conversation`() {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(10, message: 1))
        ledger.add(Sample.requestReceived(10, message: 2))
        #expect(ledger.refusal == nil)
        #expect(ledger.state.requests.count == 1)
        #expect(ledger.request(10)?.messageCount == 2)
    }

    @Test func `the same entry twice changes nothing at all`() {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(10, message: 1))
        var again = ledger.state
        for entry in ledger.entries { again.apply(entry) }
        #expect(again == ledger.state)
    }

    static let refusals: [(Event, Int, Refusal)] = [
        (.noteAdded(request: Sample.id(10), body: ""), 99, .unknownAuthor),
        (.unknown(kind: 999, payload: []), 99, .unknownAuthor),
        (
            .memberAdmitted(
                member: Sample.id(3), name: "Eve", device: Sample.id(99), verificationKey: Sample.key(1),
                recipient: Sample.recipient, endorsement: nil), 99, .admissionNotVouchedFor
        ),
        (
            .memberAdmitted(
                member: Sample.id(3), name: "Eve", device: Sample.id(1), verificationKey: Sample.key(1),
                recipient: Sample.recipient, endorsement: nil), 1, .deviceAlreadyAdmitted
        ),
        (.organisationFounded(name: "Other", languages: []), 1, .organisationAlreadyFounded),
        (.requestOpened(request: Sample.id(77)), 1, .unknownRequest),
        (.messageReceived(request: Sample.id(77), message: Sample.message(500)), 1, .unknownRequest),
        (
            .requestReceived(
                request: Sample.id(10), message: Sample.message(500), secret: Sample.key(99),
                recipient: Sample.recipient, language: "ru"), 1, .conversationDiffers
        ),
        (Sample.requestReceived(10, message: 100), 1, .duplicateMessage),
        (.messageReceived(request: Sample.id(10), message: Sample.message(100)), 1, .duplicateMessage),
        (.intakeUnreadable(digest: Sample.key(5)), 1, .duplicateUnreadable),
        (.requestMoved(request: Sample.id(10), to: .declined, reason: .other, note: ""), 1, .forbiddenTransition),
        (.replySent(request: Sample.id(10), number: 2, body: "", files: []), 1, .replyNumberOutOfOrder),
        (.replySent(request: Sample.id(10), number: 0, body: "", files: []), 1, .replyNumberOutOfOrder),
        (.cardPublished(version: 3, validUntil: 1), 1, .cardVersionNotNewer),
    ]

    @Test(arguments: refusals)
    func `what does not count changes nothing and is kept with its reason`(event: Event, author: Int, reason: Refusal) {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(10, message: 100))
        ledger.add(.intakeUnreadable(digest: Sample.key(5)))
        ledger.add(.cardPublished(version: 3, validUntil: 1))
        let before = ledger.state
        ledger.add(event, author: author)
        #expect(ledger.refusal == reason)
        #expect(ledger.state.requests == before.requests)
        #expect(ledger.state.devices == before.devices)
        #expect(ledger.state.organisation == before.organisation)
        #expect(ledger.state.card == before.card)
        #expect(ledger.state.unreadableDigests == before.unreadableDigests)
        #expect(ledger.state.unknown == before.unknown)
    }

    @Test func `a refused message may come again in its right place`() {
        var ledger = Ledger()
        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(2)))
        #expect(ledger.refusal == .unknownRequest)
        ledger.add(Sample.requestReceived(10, message: 1))
        ledger.add(.messageReceived(request: Sample.id(10), message: Sample.message(2)))
        #expect(ledger.refusal == nil)
        #expect(ledger.state.refused(in: Sample.id(10)).map(\.refusal) == [.unknownRequest])
    }

    @Test func `a reason stands with declined and only there`() {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(10, message: 1))
        ledger.add(.requestOpened(request: Sample.id(10)))
        ledger.add(.requestMoved(request: Sample.id(10), to: .inTriage, reason: .other, note: ""))
        #expect(ledger.refusal == .reasonNotExpected)
        ledger.add(.requestMoved(request: Sample.id(10), to: .inTriage, reason: nil, note: ""))
        ledger.add(.requestMoved(request: Sample.id(10), to: .declined, reason: nil, note: ""))
        #expect(ledger.refusal == .reasonMissing)
        #expect(ledger.request(10)?.state == .inTriage)
    }

    @Test func `an admitted device may admit another, and the root's word is enough alone`() {
        var ledger = Ledger()
        ledger.add(
            .memberAdmitted(
                member: Sample.id(2), name: "Boris", device: Sample.id(2), verificationKey: Sample.key(2),
                recipient: Sample.recipient, endorsement: nil))
        ledger.add(
            .memberAdmitted(
                member: Sample.id(3), name: "Vera", device: Sample.id(3), verificationKey: Sample.key(3),
                recipient: Sample.recipient, endorsement: Sample.endorsement), author: 3)
        #expect(ledger.state.refused.isEmpty)
        #expect(ledger.state.devices.count == 3)
    }

    @Test func `an event from a newer version is shown, not lost`() {
        var ledger = Ledger()
        ledger.add(.unknown(kind: 4_000, payload: [1]))
        #expect(ledger.state.unknown.map(\.event) == [.unknown(kind: 4_000, payload: [1])])
        #expect(ledger.state.refused.isEmpty)
    }

    @Test func `who was a director once is known, from the entry on that made them one`() {
        var ledger = Ledger()
        ledger.admit(2)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.director]))
        let place = UInt64(ledger.entries.count)
        ledger.add(.rolesSet(member: Sample.id(2), roles: [.caseworker]))
        let member = ledger.state.members[Sample.id(2)]
        #expect(ledger.state.refused.isEmpty && member?.roles == [.caseworker])
        #expect(member?.wasEver(.director, before: place + 1) == true)
        #expect(member?.wasEver(.director, before: place + 9) == true)
        #expect(member?.wasEver(.director, before: place) == false)
        #expect(member?.wasEver(.counsel, before: place + 9) == false)
    }

    @Test func `a device that was never admitted cannot found an organisation`() {
        var ledger = Ledger(founded: false)
        ledger.add(.organisationFounded(name: "Impostor", languages: ["ru"]))
        #expect(ledger.refusal == .unknownAuthor)
        #expect(ledger.state.organisation == nil)
    }

    @Test(arguments: [UInt64(3), 77, 4_711])
    func `the fold gives every desk the same, and a second delivery changes nothing`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var ledger = Ledger()
        for _ in 0..<400 {
            ledger.add(randomEvent(using: &generator), author: Int.random(in: 1...2, using: &generator))
        }

        var other = CaseworkState()
        for entry in ledger.entries {
            other.apply(entry)
            if Bool.random(using: &generator),
                let earlier = ledger.entries[..<Int(entry.sequence)].randomElement(using: &generator)
            {
                other.apply(earlier)
            }
        }
        #expect(other == ledger.state, "seed \(seed)")
        #expect(!ledger.state.refused.isEmpty && !ledger.state.requests.isEmpty, "seed \(seed) exercises both")
    }

    private func randomEvent(using generator: inout SeededGenerator) -> Event {
        let request: ID<Request> = Sample.id(Int.random(in: 10...15, using: &generator))
        let message = Int.random(in: 1...60, using: &generator)
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: return Sample.requestReceived(Int.random(in: 10...14, using: &generator), message: message)
        case 1: return .messageReceived(request: request, message: Sample.message(message))
        case 2: return .requestOpened(request: request)
        case 3:
            let state = RequestState.allCases.randomElement(using: &generator) ?? .declined
            return .requestMoved(
                request: request, to: state, reason: Bool.random(using: &generator) ? .other : nil, note: "")
        case 4:
            return .replySent(
                request: request, number: UInt32.random(in: 1...4, using: &generator), body: "", files: [])
        case 5: return .noteAdded(request: request, body: "note")
        default: return .unknown(kind: 999, payload: [])
        }
    }
}
