// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
import LifeboatTestSupport
import Testing

@testable import Sealing

/// Grants as docs/protocol.md, section 6.2, describes them, written by a second implementation.
@Suite struct GrantVectorTests {
    private let vector: ProtocolVectors.Grants

    init() throws { vector = try Vectors.read("protocol/grants.json") }

    /// Every kind of key, in the order of their kinds.
    private func keys() throws -> [GrantedKey] {
        let compartment = try #require(ID<Compartment>(vector.compartment.bytes))
        let second = vector.second
        return [
            .compartment(
                try #require(
                    CompartmentKey(
                        compartment: compartment, epoch: vector.compartmentEpoch, bytes: vector.compartmentKey.bytes)),
                second: second),
            .intake(IntakeKey(identity: try HybridIdentity(seed: vector.intakeSeed.bytes), second: second)),
            .voice(try VoiceKey(seed: vector.voiceSeed.bytes), second: second),
            .card(try CardKey(seed: vector.cardSeed.bytes), second: second),
            .charter(try #require(Charter(encoded: vector.charter.bytes)), second: second),
            .recovery(try HybridRecipient(rawRepresentation: vector.recovery.bytes), second: second),
            .ledger(try #require(LedgerKey(epoch: vector.ledgerEpoch, bytes: vector.ledgerKey.bytes)), second: second),
        ]
    }

    @Test func `the same grant is made of the same keys`() throws {
        #expect(Grant(try keys()).encoded() == vector.content.bytes)
    }

    @Test func `whoever it was sealed to opens it, and nobody else`() throws {
        let sealed = SealedGrant(file: vector.file.bytes)
        for seed in [vector.deviceIdentitySeed, vector.recoverySeed] {
            let grant = try sealed.open(with: HybridIdentity(seed: seed.bytes))
            #expect(grant.encoded() == vector.content.bytes)
            #expect(grant.keys.count == 7)
        }
        #expect(throws: GrantError.sealing(.noIdentityMatched)) { try sealed.open(with: HybridIdentity()) }
    }

    @Test func `each refused grant is refused`() throws {
        #expect(vector.refused.count > 10)
        let identity = HybridIdentity()
        for row in vector.refused {
            let file = try AgeFile.seal(row.content.bytes, to: [.hybrid(identity.recipient)])
            #expect(throws: GrantError.malformed, "\(row.what)") { try SealedGrant(file: file).open(with: identity) }
        }
    }
}
