// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import Correspondence
import LifeboatTestSupport
@_spi(Fuzzing) @testable import Sealing
import Testing

@Suite struct JoiningTests {
    private let root = RootKey()
    private let intake = HybridIdentity()

    private func applicant(_ name: String = "Борис") throws -> ApplicantSecrets {
        let link = OrganisationLink(fingerprint: root.fingerprint, cardSecret: [UInt8](repeating: 4, count: 32))
        return try #require(ApplicantSecrets(name: name, link: link, relayKey: [UInt8](repeating: 5, count: 32)))
    }

    private func secrets(of applicant: ApplicantSecrets) -> DeviceSecrets {
        DeviceSecrets(
            device: DeviceKeys(), accessSeed: [UInt8](repeating: 1, count: 32), storageKey: LocalStorageKey(),
            fingerprint: root.fingerprint, cardSecret: applicant.link.cardSecret, mailbox: root.mailbox,
            relayKey: applicant.relayKey, ledgerKey: LedgerKey(epoch: 1))
    }

    @Test func `a request says whose keys they are, and its fingerprint is the machine's`() throws {
        let applicant = try applicant()
        let envelope = try JoinRequest.envelope(of: applicant, at: 77, to: intake.recipient)
        #expect(envelope.count == 8_192, "like any visitor's envelope")
        let request = try JoinRequest(opening: envelope, with: [HybridIdentity(), intake], of: root.fingerprint)
        #expect(request.device == applicant.device.publicKeys)
        #expect(request.accessKey == applicant.accessKey)
        #expect(request.welcome.slotName == applicant.welcome.slotName)
        #expect(request.name == "Борис")
        #expect(request.second == 77)
        #expect(request.fingerprint == applicant.fingerprint)
        #expect(request.fingerprint.text.count == 24)
    }

    @Test func `a fingerprint changes with each of the keys`() throws {
        let (one, two) = (try applicant(), try applicant())
        let keys = one.device.publicKeys
        let exchanged = [
            DeviceFingerprint(
                DevicePublicKeys(
                    verificationKey: two.device.publicKeys.verificationKey, recipient: keys.recipient),
                accessKey: one.accessKey),
            DeviceFingerprint(
                DevicePublicKeys(
                    verificationKey: keys.verificationKey, recipient: two.device.publicKeys.recipient),
                accessKey: one.accessKey),
            DeviceFingerprint(keys, accessKey: two.accessKey),
        ]
        #expect(Set(exchanged + [one.fingerprint]).count == 4)
    }

    @Test func `a request for another organisation, or changed on the way, is refused`() throws {
        let content = JoinRequest.signedContent(of: try applicant(), at: 1)
        #expect(throws: Never.self) { try JoinRequest(content: content, of: root.fingerprint) }
        #expect(throws: JoinRequestError.signatureWrong) {
            try JoinRequest(content: content, of: RootKey().fingerprint)
        }
        for place in [40, 1_260, 1_300, 1_330, content.count - 1] {
            var changed = content
            changed[place] ^= 1
            #expect(throws: JoinRequestError.self) { try JoinRequest(content: changed, of: root.fingerprint) }
        }
        #expect(throws: JoinRequestError.otherKind) { try JoinRequest(content: [1, 2, 0], of: root.fingerprint) }
        #expect(throws: JoinRequestError.malformed) { try JoinRequest(content: [1, 3, 0], of: root.fingerprint) }
    }

    @Test func `mutated requests are refused`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let content = JoinRequest.signedContent(of: try applicant(), at: 1)
        for _ in 0..<500 {
            let mutant = generator.mutated(content)
            guard mutant != content else { continue }
            #expect(throws: JoinRequestError.self, "seed \(seed)") {
                try JoinRequest(content: mutant, of: root.fingerprint)
            }
        }
    }

    @Test func `a name is there and has a bound`() throws {
        let link = OrganisationLink(fingerprint: root.fingerprint, cardSecret: [UInt8](repeating: 4, count: 32))
        let key = [UInt8](repeating: 5, count: 32)
        #expect(ApplicantSecrets(name: "", link: link, relayKey: key) == nil)
        #expect(ApplicantSecrets(name: String(repeating: "a", count: 513), link: link, relayKey: key) == nil)
    }

    @Test func `a welcome opens for the machine that asked and makes a device of it`() throws {
        let applicant = try applicant()
        let keys = (1...40).map { LedgerKey(epoch: $0) }
        let slot = try Welcome(from: secrets(of: applicant), ledgerKeys: keys)
            .sealed(to: applicant.device.publicKeys.recipient)
        #expect(slot.count == 8_192)
        let welcome = try Welcome(opening: slot, by: applicant)
        #expect(welcome.ledgerKeys.map(\.exposedBytes) == keys.map(\.exposedBytes))
        let device = applicant.welcomed(with: welcome)
        #expect(device.device.id == applicant.device.id)
        #expect(device.accessKey == applicant.accessKey)
        #expect(device.ledgerKey.exposedBytes == keys[0].exposedBytes)
        #expect(throws: WelcomeError.sealing(.sealing(.noIdentityMatched))) {
            try Welcome(opening: slot, by: try self.applicant())
        }
    }

    @Test func `a welcome of another organisation or relay is not what was asked for`() throws {
        let applicant = try applicant()
        var other = secrets(of: applicant)
        other.relayKey = [UInt8](repeating: 6, count: 32)
        var foreign = secrets(of: applicant)
        foreign.fingerprint = RootKey().fingerprint
        for secrets in [other, foreign] {
            let slot = try Welcome(from: secrets, ledgerKeys: [secrets.ledgerKey])
                .sealed(to: applicant.device.publicKeys.recipient)
            #expect(throws: WelcomeError.notWhatWasAsked) { try Welcome(opening: slot, by: applicant) }
        }
    }

    @Test func `an applicant's keys lie in the key file like a device's`() throws {
        let work = PassphraseWork.uncheckedForTests
        let applicant = try applicant()
        let file = DeviceKeyFile(sealing: .applicant(applicant), passphrase: "right", work: work)
        #expect(file.bytes.count == DeviceKeyFile.byteCount)
        guard case .applicant(let opened) = try file.open(passphrase: "right", work: work) else {
            Issue.record("a device's keys")
            return
        }
        #expect(opened.device.id == applicant.device.id)
        #expect(opened.fingerprint == applicant.fingerprint)
        #expect(opened.welcome.slotName == applicant.welcome.slotName)
        #expect(opened.name == applicant.name)
        #expect(throws: DeviceKeyFileError.noSlotOpened) { try file.open(passphrase: "wrong", work: work) }
    }

    @Test func `nothing of a join shows what it holds`() throws {
        let applicant = try applicant("метка")
        let welcome = Welcome(from: secrets(of: applicant), ledgerKeys: [LedgerKey(epoch: 1)])
        let envelope = try JoinRequest.envelope(of: applicant, at: 1, to: intake.recipient)
        let request = try JoinRequest(opening: envelope, with: [intake], of: root.fingerprint)
        for value in [applicant, welcome, request, applicant.welcome, DeviceKeyContent.applicant(applicant)] as [Any] {
            let text = everyPrinting(of: value)
            #expect(!text.contains("метка"))
            #expect(text.contains("redacted"))
        }
    }

    @Test func `requests, fingerprints, welcomes and ledger grants are those of the vectors`() throws {
        let vector: ProtocolVectors.Joining = try Vectors.read("protocol/joining.json")
        let organisation = try #require(OrganisationFingerprint(vector.organisation.bytes))
        let device = try #require(
            DeviceKeys(signingSeed: vector.signingSeed.bytes, identitySeed: vector.identitySeed.bytes))
        let request = try JoinRequest(content: vector.request.bytes, of: organisation)
        #expect(request.device == device.publicKeys)
        #expect(request.name == vector.name)
        #expect(request.second == vector.second)
        #expect(request.fingerprint.text == vector.fingerprint)
        #expect(request.welcome.slotName.bytes == vector.slotName.bytes)
        #expect(request.welcome.exposedBytes == vector.welcomeSecret.bytes)

        let welcome = try Welcome(parsing: vector.welcome.bytes)
        #expect(welcome.fingerprint == organisation)
        #expect(welcome.relayKey == vector.relayKey.bytes)
        #expect(welcome.mailbox.exposedBytes == vector.mailbox.bytes)
        #expect(welcome.ledgerKeys.map(\.epoch) == vector.ledgerKeys.map(\.epoch))
        #expect(welcome.ledgerKeys.map(\.exposedBytes) == vector.ledgerKeys.map(\.key.bytes))
        #expect(welcome.exposedBytes == vector.welcome.bytes)

        let grant = Grant([.ledger(welcome.ledgerKeys[1], second: vector.second)])
        #expect(grant.encoded() == vector.ledgerGrant.bytes)
    }
}
