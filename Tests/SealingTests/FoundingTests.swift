// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
import Sealing
import Testing

@Suite struct FoundingTests {
    private func founding(name: String = "Убежище") throws(FoundingError) -> Founding {
        try Founding(
            Founding.Draft(
                name: name, languages: ["ru", "en"], memberName: "Анна", second: 1_000,
                relayKey: [UInt8](repeating: 3, count: 32), seen: LedgerFixture.seen))
    }

    /// Reads the entries as a desk would that has the ledger key and `identity`.
    private func read(_ founding: Founding, with identity: HybridIdentity) throws -> (CaseworkState, KeyRing) {
        var directory = DeviceDirectory(organisation: founding.root.fingerprint)
        var ring = KeyRing()
        var state = CaseworkState()
        for (sequence, entry) in founding.entries.enumerated() {
            switch try founding.secrets.ledgerKey.open(entry.sealed) {
            case .organisation(let signed):
                let verified = try directory.verify(signed, at: UInt64(sequence))
                directory.admit(verified, at: UInt64(sequence))
                state.apply(verified.ledgerEvent(sequence: UInt64(sequence)))
            case .grant(let signed):
                ring.accept(
                    try directory.verify(
                        grant: ExaminedEvent(signed, by: directory), at: UInt64(sequence)
                    ).grant.open(with: identity))
            case .compartment: Issue.record("nothing is in a compartment yet")
            }
        }
        return (state, ring)
    }

    @Test func `the founding folds into an organisation with a member and a card`() throws {
        let founding = try founding()
        let (state, ring) = try read(founding, with: founding.secrets.device.identity)
        #expect(state.refused.isEmpty)
        #expect(state.organisation?.name == "Убежище")
        #expect(state.member(of: founding.secrets.device.id)?.name == "Анна")
        #expect(state.card?.version == 1)
        #expect(state.members.values.map(\.roles) == [[.director, .intake]])
        #expect(state.devices[founding.secrets.device.id]?.accessKey == founding.secrets.accessKey)
        #expect(ring.key(.intake, epoch: 1) != nil)
        #expect(ring.intakes.count == 1)
        #expect(ring.recovery == founding.root.recoveryIdentity.recipient)
    }

    @Test func `the words alone bring every key back`() throws {
        let founding = try founding()
        let root = try RootKey(parsing: founding.root.words(in: .russian).joined(separator: " "))
        let slot = try #require(founding.slots.first { $0.name == root.mailbox.slotName(1) })
        let message = try RecoveryMessage(opening: slot.content, with: root)
        #expect(message.ledgerKey.exposedBytes == founding.secrets.ledgerKey.exposedBytes)
        let (_, ring) = try read(founding, with: root.recoveryIdentity)
        #expect(ring.key(.intake, epoch: 1) != nil)
        #expect(ring.voices.count == 1)
    }

    @Test func `the card opens with the link and carries the granted keys`() throws {
        let founding = try founding()
        let link = founding.secrets.link
        let slot = try #require(founding.slots.first { $0.name == link.cardSlotName(version: 1) })
        let card = try OrganisationCard(opening: slot.content, version: 1, link: link, now: 1_000)
        let (_, ring) = try read(founding, with: founding.root.recoveryIdentity)
        #expect(card.intake == ring.intakes.first?.identity.recipient)
        #expect(card.voices == ring.voices.map(\.verificationKey))
    }

    @Test func `names that no card or event can carry are refused`() {
        #expect(throws: FoundingError.self) { try founding(name: "") }
        #expect(throws: FoundingError.self) { try founding(name: String(repeating: "x", count: 600)) }
    }
}
