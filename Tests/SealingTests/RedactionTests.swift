// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import Casework
import Correspondence
import LifeboatTestSupport
import Sealing
import Testing

@Suite struct RedactionTests {
    @Test func `no way of printing shows a key`() throws {
        let root = RootKey(entropy: [UInt8](repeating: 0xA7, count: 32)).unsafelyNamed
        let device = DeviceKeys()
        let ledgerKey = LedgerKey(epoch: 1, bytes: [UInt8](repeating: 0xA7, count: 32)).unsafelyNamed
        let compartment = CompartmentKey(compartment: .intake, epoch: 1, bytes: [UInt8](repeating: 0xA7, count: 32))
            .unsafelyNamed
        let storage = LocalStorageKey([UInt8](repeating: 0xA7, count: 32)).unsafelyNamed
        let secrets = DeviceSecrets(
            device: device, accessSeed: [UInt8](repeating: 0xA7, count: 32), storageKey: storage,
            fingerprint: root.fingerprint, cardSecret: [UInt8](repeating: 0xA7, count: 32), mailbox: root.mailbox,
            relayKey: [UInt8](repeating: 0xA7, count: 32), ledgerKey: ledgerKey)
        let key = GrantedKey.compartment(compartment, second: 1)
        var ring = KeyRing()
        ring.accept(Grant([key]))
        let author = EntryAuthor(device: device, organisation: root.fingerprint, ledgerKey: ledgerKey)
        let values: [Any] = [
            root, root.mailbox, device, ledgerKey, compartment, storage, secrets, key, Grant([key]), ring, author,
            IntakeKey(identity: HybridIdentity(), second: 1),
        ]
        for value in values + [values] {
            let text = everyPrinting(of: value)
            #expect(!text.contains("167"), "\(type(of: value)) shows a byte")
            #expect(!text.lowercased().contains("a7a7"), "\(type(of: value)) shows a byte")
            #expect(text.contains("redacted"))
        }
    }
}
