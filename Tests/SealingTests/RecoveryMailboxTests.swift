// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Correspondence
import Sealing
import Testing

@Suite struct RecoveryMailboxTests {
    @Test func `the short fingerprint is the first sixteen digits in fours`() throws {
        let bytes = [0x01, 0xab, 0x00, 0xff, 0x10, 0x20, 0x30, 0x40] + [UInt8](repeating: 9, count: 24)
        let fingerprint = try #require(OrganisationFingerprint(bytes))
        #expect(fingerprint.shortText == "01ab 00ff 1020 3040")
    }

    @Test func `the recovery mailbox gives back what recovery needs, in a slot of fixed size`() throws {
        let root = RootKey()
        let message = RecoveryMessage(
            fingerprint: root.fingerprint, cardSecret: [UInt8](repeating: 5, count: 32), mailbox: root.mailbox,
            ledgerKey: LedgerKey(epoch: 3))
        let slot = try message.sealed(to: root.recoveryIdentity.recipient)
        #expect(slot.count == 8_192)
        let opened = try RecoveryMessage(opening: slot, with: root)
        #expect(opened.cardSecret == message.cardSecret)
        #expect(opened.ledgerKey.epoch == 3)
        #expect(opened.ledgerKey.exposedBytes == message.ledgerKey.exposedBytes)
        #expect(opened.mailbox.slotName(1) == root.mailbox.slotName(1))
        #expect(root.mailbox.slotName(1) != root.mailbox.slotName(2))
    }

    @Test func `another root cannot open the mailbox, and a message of another organisation is refused`() throws {
        let (root, other) = (RootKey(), RootKey())
        let message = RecoveryMessage(
            fingerprint: other.fingerprint, cardSecret: [UInt8](repeating: 5, count: 32), mailbox: root.mailbox,
            ledgerKey: LedgerKey(epoch: 1))
        let slot = try message.sealed(to: root.recoveryIdentity.recipient)
        #expect(throws: RecoveryMailboxError.sealing(.noIdentityMatched)) {
            try RecoveryMessage(opening: slot, with: other)
        }
        #expect(throws: RecoveryMailboxError.wrongOrganisation) { try RecoveryMessage(opening: slot, with: root) }
        let stray = try AgeFile.seal([0, 0, 0, 1, 9], to: [.hybrid(root.recoveryIdentity.recipient)])
        #expect(throws: RecoveryMailboxError.malformed) { try RecoveryMessage(opening: stray, with: root) }
    }
}
