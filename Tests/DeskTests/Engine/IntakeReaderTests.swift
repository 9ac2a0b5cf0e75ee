// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
import LifeboatTestSupport
import RelayAPI
import Sealing
import Testing

@testable import Desk

/// Whose key opens an envelope, and which pass it shows, says where its message belongs.
@Suite struct IntakeReaderTests {
    private let keys = ConversationKeys(codephrase: Codephrase(in: .english), organisation: RootKey().fingerprint)
    private let intake = IntakeKey(identity: HybridIdentity(), second: 1)
    private let ledger = LedgerKey(epoch: 1)
    private let own: CompartmentKey
    private let foreign: CompartmentKey

    init() throws {
        own = CompartmentKey(compartment: try #require(ID([UInt8](repeating: 8, count: 16))), epoch: 1)
        foreign = CompartmentKey(compartment: try #require(ID([UInt8](repeating: 9, count: 16))), epoch: 3)
    }

    private var message: VisitorMessage {
        VisitorMessage(
            id: .random(), assurance: .c, sentHour: 1, urgency: .notSaid, safeContact: "", body: "words",
            attachments: [])
    }

    private func letter(to key: CompartmentKey, pass: DoorPass, door: HybridIdentity? = nil) throws -> IntakeItem {
        let writeTo = WriteTo(
            holders: key.conversationIntake.recipient, door: (door ?? ledger.door).recipient, pass: pass)
        return item(try message.sealedAsFollowUp(keys: keys, to: writeTo))
    }

    private func item(_ envelope: [UInt8]) -> IntakeItem { IntakeItem(sequence: 1, hour: 1, envelope: envelope) }

    /// A desk on intake duty that holds one conversation, in which two replies were sent.
    private func reader() -> IntakeReader {
        var ring = KeyRing()
        ring.accept(ledger)
        ring.accept(Grant([.intake(intake), .compartment(own, second: 1)]))
        var book = PassBook()
        book.take(own.compartment, secret: keys.secret, replyCount: 2)
        return IntakeReader(keys: ring, passes: book, organisation: RootKey().fingerprint)
    }

    @Test func `each envelope is opened by its own key, and comes with that key's compartment`() async throws {
        let stranger = try message.sealedAsFollowUp(keys: keys, to: HybridIdentity().recipient)
        let opened = await reader().open([
            try letter(to: own, pass: ledger.pass(for: keys.secret, reply: 2)),
            item(try message.sealedAsFollowUp(keys: keys, to: intake.identity.recipient)), item(stranger),
        ])
        #expect(opened.map(\.outcome) == ["message 8", "message 0", "closed"])
    }

    @Test func `a letter for others stays closed, and is nobody's failure`() async throws {
        let pass = ledger.pass(for: keys.secret, reply: 9)
        let opened = await reader().open([
            try letter(to: foreign, pass: pass),
            // The pass is of a reply in this desk's conversation, and the seal of a key that it lacks.
            try letter(to: foreign, pass: ledger.pass(for: keys.secret, reply: 1)),
        ])
        #expect(opened.map(\.outcome) == ["letter", "letter"])
    }

    @Test func `a pass that no desk gave is not believed, also by who could open the letter`() async throws {
        let other = LedgerKey(epoch: 1)
        let opened = await reader().open([
            try letter(to: own, pass: other.pass(for: keys.secret, reply: 1)),
            try letter(to: own, pass: LedgerKey(epoch: 7).pass(for: keys.secret, reply: 1)),
            try letter(to: own, pass: ledger.pass(for: keys.secret, reply: 1), door: other.door),
            item([UInt8](repeating: 7, count: 8192)),
        ])
        #expect(opened.map(\.outcome) == ["not believed", "not believed", "closed", "not believed"])
    }
}

extension IntakeReader.Opening {
    fileprivate var outcome: String {
        switch self {
        case .message(_, let compartment): "message \(compartment == .intake ? 0 : compartment.bytes[0])"
        case .applicant: "applicant"
        case .letter: "letter"
        case .notBelieved: "not believed"
        case .closed: "closed"
        }
    }
}
