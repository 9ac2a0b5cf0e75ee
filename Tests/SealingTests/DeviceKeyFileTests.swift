// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Correspondence
import Sealing
import Testing

@Suite struct DeviceKeyFileTests {
    static let work = PassphraseWork.uncheckedForTests
    let root = RootKey()

    private func secrets() -> DeviceSecrets {
        DeviceSecrets(
            device: DeviceKeys(), accessSeed: [UInt8](repeating: 1, count: 32), storageKey: LocalStorageKey(),
            fingerprint: root.fingerprint, cardSecret: [UInt8](repeating: 2, count: 32), mailbox: root.mailbox,
            relayKey: [UInt8](repeating: 3, count: 32), ledgerKey: LedgerKey(epoch: 4))
    }

    @Test func `the passphrase brings everything back`() throws {
        let secrets = secrets()
        let file = DeviceKeyFile(sealing: .device(secrets), passphrase: "пять слов и запятая", work: Self.work)
        let content = try DeviceKeyFile(parsing: file.bytes).open(passphrase: "пять слов и запятая", work: Self.work)
        guard case .device(let opened) = content else {
            Issue.record("an applicant's keys")
            return
        }
        #expect(opened.device.id == secrets.device.id)
        #expect(opened.device.exposedSigningSeed == secrets.device.exposedSigningSeed)
        #expect(opened.device.identity.recipient == secrets.device.identity.recipient)
        #expect(opened.accessSeed == secrets.accessSeed)
        #expect(opened.storageKey.exposedBytes == secrets.storageKey.exposedBytes)
        #expect(opened.fingerprint == secrets.fingerprint)
        #expect(opened.cardSecret == secrets.cardSecret)
        #expect(opened.mailbox.exposedBytes == secrets.mailbox.exposedBytes)
        #expect(opened.relayKey == secrets.relayKey)
        #expect(opened.ledgerKey.epoch == 4)
        #expect(opened.ledgerKey.exposedBytes == secrets.ledgerKey.exposedBytes)
    }

    @Test func `every file has one size, and no two are alike`() {
        let secrets = secrets()
        let one = DeviceKeyFile(sealing: .device(secrets), passphrase: "a", work: Self.work)
        let two = DeviceKeyFile(sealing: .device(secrets), passphrase: "a", work: Self.work)
        #expect(one.bytes.count == 4_128)
        #expect(two.bytes.count == 4_128)
        #expect(one.bytes != two.bytes)
    }

    @Test func `a wrong passphrase and a damaged file give the same answer`() throws {
        let file = DeviceKeyFile(sealing: .device(secrets()), passphrase: "right", work: Self.work)
        #expect(throws: DeviceKeyFileError.noSlotOpened) { try file.open(passphrase: "wrong", work: Self.work) }
        var bytes = file.bytes
        for slot in 0..<4 { bytes[32 + slot * 1_024 + 500] ^= 1 }
        let damaged = try DeviceKeyFile(parsing: bytes)
        #expect(throws: DeviceKeyFileError.noSlotOpened) { try damaged.open(passphrase: "right", work: Self.work) }
    }

    @Test(arguments: [0, 4_127, 4_129])
    func `another size is no key file`(_ byteCount: Int) {
        #expect(throws: DeviceKeyFileError.wrongSize(byteCount)) {
            try DeviceKeyFile(parsing: [UInt8](repeating: 0, count: byteCount))
        }
    }

    @Test func `composed and decomposed letters are one passphrase`() throws {
        let file = DeviceKeyFile(sealing: .device(secrets()), passphrase: "caf\u{e9} й", work: Self.work)
        #expect(throws: Never.self) { try file.open(passphrase: "cafe\u{301} и\u{306}", work: Self.work) }
    }

    @Test func `the whole work of scrypt is done in the field`() throws {
        let file = DeviceKeyFile(sealing: .device(secrets()), passphrase: "right")
        #expect(throws: DeviceKeyFileError.noSlotOpened) { try file.open(passphrase: "right", work: Self.work) }
        #expect(throws: Never.self) { try file.open(passphrase: "right") }
    }

    @Test func `what a machine sealed for one file does not pass for another`() {
        let key = LocalStorageKey()
        let sealed = key.seal([1, 2, 3], for: "one")
        #expect(key.open(sealed, for: "one") == [1, 2, 3])
        #expect(key.open(sealed, for: "two") == nil)
        #expect(LocalStorageKey().open(sealed, for: "one") == nil)
        #expect(key.open([], for: "one") == nil)
        #expect(key.open(Array(sealed.dropLast()), for: "one") == nil)
    }
}
