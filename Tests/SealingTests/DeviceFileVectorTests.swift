// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Correspondence
import LifeboatTestSupport
import Testing

@_spi(Fuzzing) @testable import Sealing

/// A machine's files as docs/protocol.md, section 7, describes them, written by a second implementation.
@Suite struct DeviceFileVectorTests {
    private let vector: ProtocolVectors.DeviceFiles

    init() throws { vector = try Vectors.read("protocol/device-files.json") }

    @Test func `a device's file is opened, whatever keyboard the passphrase is typed on`() throws {
        let file = try DeviceKeyFile(parsing: vector.deviceFile.bytes)
        for passphrase in [vector.passphrase, vector.typedOtherwise] {
            guard case .device(let secrets) = try file.open(passphrase: passphrase) else {
                Issue.record("an applicant's keys")
                return
            }
            #expect(secrets.device.exposedSigningSeed == vector.signingSeed.bytes)
            #expect(secrets.device.identity.seed == vector.identitySeed.bytes)
            #expect(secrets.accessSeed == vector.accessSeed.bytes)
            #expect(secrets.storageKey.exposedBytes == vector.storageKey.bytes)
            #expect(secrets.fingerprint.bytes == vector.fingerprint.bytes)
            #expect(secrets.cardSecret == vector.cardSecret.bytes)
            #expect(secrets.mailbox.exposedBytes == vector.mailbox.bytes)
            #expect(secrets.relayKey == vector.relayKey.bytes)
            #expect(secrets.ledgerKey.epoch == vector.ledgerEpoch)
            #expect(secrets.ledgerKey.exposedBytes == vector.ledgerKey.bytes)
            #expect(DeviceKeyContent.device(secrets).encoded() == vector.deviceContent.bytes)
        }
    }

    @Test func `an applicant's file is opened`() throws {
        let content = try DeviceKeyFile(parsing: vector.applicantFile.bytes).open(passphrase: vector.passphrase)
        guard case .applicant(let secrets) = content else {
            Issue.record("a device's keys")
            return
        }
        #expect(secrets.name == vector.name)
        #expect(secrets.relayKey == vector.relayKey.bytes)
        #expect(secrets.link.fingerprint.bytes == vector.fingerprint.bytes)
        #expect(secrets.link.cardSecret == vector.cardSecret.bytes)
        #expect(secrets.welcome.exposedBytes == vector.welcomeSecret.bytes)
        #expect(content.encoded() == vector.applicantContent.bytes)
    }

    @Test func `each refused file gives the answer that a wrong passphrase gives`() throws {
        let light = PassphraseWork.uncheckedForTests
        #expect(throws: Never.self) {
            try DeviceKeyFile(parsing: vector.lightFile.bytes).open(passphrase: vector.passphrase, work: light)
        }
        #expect(vector.refused.count == 9)
        for row in vector.refused {
            let file = try DeviceKeyFile(parsing: row.file.bytes)
            #expect(throws: DeviceKeyFileError.noSlotOpened, "\(row.what)") {
                try file.open(passphrase: vector.passphrase, work: light)
            }
        }
    }

    @Test func `what this machine seals for itself has the bytes of the vector`() throws {
        let local: ProtocolVectors.LocalFiles = try Vectors.read("protocol/local-files.json")
        let key = try #require(LocalStorageKey(local.storageKey.bytes))
        #expect(key.open(local.sealed.bytes, for: local.name) == local.content.bytes)
        #expect(key.seal(local.content.bytes, for: local.name, nonce: local.nonce.bytes) == local.sealed.bytes)
        for place in [0, 12, local.sealed.bytes.count - 1] {
            var changed = local.sealed.bytes
            changed[place] ^= 1
            #expect(key.open(changed, for: local.name) == nil, "byte \(place)")
        }
        #expect(key.open(local.sealed.bytes, for: "outbox/18") == nil)
    }
}
