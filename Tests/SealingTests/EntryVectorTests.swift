// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import Casework
import Correspondence
import Crypto
import LifeboatTestSupport
import Testing

@_spi(Fuzzing) @testable import Sealing

/// Entries as docs/protocol.md, section 6.1, describes them, written by a second implementation.
@Suite struct EntryVectorTests {
    private let vector: ProtocolVectors.Entries
    private let organisation: OrganisationFingerprint
    private let device: DeviceKeys
    private let ledgerKey: LedgerKey
    private let key: CompartmentKey

    init() throws {
        vector = try Vectors.read("protocol/entries.json")
        organisation = try #require(OrganisationFingerprint(vector.fingerprint.bytes))
        device = try #require(
            DeviceKeys(signingSeed: vector.deviceSigningSeed.bytes, identitySeed: vector.deviceIdentitySeed.bytes))
        ledgerKey = try #require(LedgerKey(epoch: vector.ledgerEpoch, bytes: vector.ledgerKey.bytes))
        let compartment = try #require(ID<Compartment>(vector.compartment.bytes))
        key = try #require(
            CompartmentKey(
                compartment: compartment, epoch: vector.compartmentEpoch, bytes: vector.compartmentKey.bytes))
    }

    private var seen: SeenHistory { SeenHistory(size: vector.seenSize, root: vector.seenRoot.bytes) }

    /// What the entry holds, under whatever layer.
    private func event(in content: EntryContent) throws -> SignedEvent {
        switch content {
        case .organisation(let event), .grant(let event): event
        case .compartment(let sealed): try key.open(sealed)
        }
    }

    @Test func `entries are opened`() throws {
        #expect(device.id.bytes == vector.deviceId.bytes)
        for row in vector.entries {
            let content = try ledgerKey.open(SealedEntry(parsing: row.entry.bytes))
            #expect(content.encoded() == row.inner.bytes, "\(row.what)")
            let signed = try event(in: content)
            #expect(signed.bytes == row.signed.bytes, "\(row.what)")
            #expect(signed.isSigned(by: device.publicKeys.verificationKey, of: organisation), "\(row.what)")
            #expect(signed.author == device.id && signed.id.bytes == vector.entryId.bytes, "\(row.what)")
            #expect(signed.second == vector.second && signed.seen == seen, "\(row.what)")
            #expect(signed.purpose.compartment.bytes == row.compartment.bytes, "\(row.what)")
            if let event = row.event { #expect(signed.body == event.bytes, "\(row.what)") }
        }
    }

    @Test func `the same entries are made`() throws {
        let nonce = try ChaChaPoly.Nonce(data: vector.outerNonce.bytes)
        let id = try #require(ID<Entry>(vector.entryId.bytes))
        for row in vector.entries {
            let old = try event(in: ledgerKey.open(SealedEntry(parsing: row.entry.bytes)))
            let new = SignedEvent(
                id, signing: old.body, for: old.purpose, at: vector.second, seen: seen, by: device, of: organisation)
            #expect(new.bytes == row.signed.bytes, "\(row.what)")
            let content: EntryContent =
                switch new.purpose {
                case .grant: .grant(new)
                case .event(.organisation): .organisation(new)
                case .event: .compartment(key.seal(new, nonce: vector.innerNonce.bytes))
                }
            #expect(try ledgerKey.seal(content, nonce: nonce).bytes == row.entry.bytes, "\(row.what)")
        }
    }

    /// Where a reader notices what is wrong with an entry.
    private func noticed(_ bytes: [UInt8]) -> String {
        do {
            let signed = try event(in: ledgerKey.open(SealedEntry(parsing: bytes)))
            return signed.isSigned(by: device.publicKeys.verificationKey, of: organisation) ? "nowhere" : "signature"
        } catch let error as SealedEntryError {
            switch error {
            case .unknownVersion, .wrongSize, .tooLarge: return "shape"
            case .unknownLedgerEpoch: return "epoch"
            case .damaged: return "damaged"
            case .wrongPadding: return "padding"
            case .unknownKind: return "kind"
            case .malformed: return "malformed"
            }
        } catch CompartmentError.noKey {
            return "no key"
        } catch {
            return "compartment"
        }
    }

    @Test func `each refused entry is refused where the protocol says`() throws {
        #expect(vector.refused.count > 20)
        for row in vector.refused { #expect(noticed(row.entry.bytes) == row.error, "\(row.what)") }
    }

    @Test func `the root's word for a device, and the recovery mailbox`() throws {
        let root = try #require(RootKey(entropy: vector.recoveryMailbox.root.bytes))
        #expect(root.endorse(device.publicKeys).bytes == vector.endorsement.bytes)
        #expect(
            try #require(Endorsement(vector.endorsement.bytes)).vouches(for: device.publicKeys, in: organisation))
        for slot in vector.recoveryMailbox.slots {
            #expect(root.mailbox.slotName(slot.number).bytes == slot.name.bytes)
        }
        let message = try RecoveryMessage(parsing: vector.recoveryMailbox.content.bytes)
        #expect(message.fingerprint == organisation && message.ledgerKey.exposedBytes == vector.ledgerKey.bytes)
        #expect(message.mailbox.exposedBytes == root.mailbox.exposedBytes)
        #expect(message.encoded() == vector.recoveryMailbox.content.bytes)
    }
}
