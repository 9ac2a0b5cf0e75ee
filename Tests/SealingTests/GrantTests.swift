// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import Casework
import Correspondence
import LifeboatTestSupport
@testable import Sealing
import Testing

@Suite struct GrantTests {
    let fixture = LedgerFixture()
    let recovery = HybridIdentity()

    private func everything() throws -> [GrantedKey] {
        let cardKey = CardKey()
        let charter = Charter(root: fixture.root, cardKey: cardKey, validUntil: 99)
        return [
            .compartment(fixture.intake, second: 1), .intake(IntakeKey(identity: HybridIdentity(), second: 2)),
            .voice(VoiceKey(), second: 3), .card(cardKey, second: 4), .charter(charter, second: 5),
            .recovery(recovery.recipient, second: 6), .ledger(fixture.ledgerKey, second: 7),
        ]
    }

    @Test func `every kind of key arrives at the device and at the recovery identity`() throws {
        let sealed = try Grant(try everything())
            .sealed(to: [fixture.device.publicKeys.recipient], recovery: recovery.recipient)
        for identity in [fixture.device.identity, recovery] {
            var ring = KeyRing()
            ring.accept(try sealed.open(with: identity))
            #expect(ring.key(.intake, epoch: 1)?.exposedBytes == fixture.intake.exposedBytes)
            #expect(ring.intakes.count == 1)
            #expect(ring.intakes.first?.second == 2)
            #expect(ring.voices.count == 1)
            #expect(ring.card != nil)
            #expect(ring.charter?.validUntil == 99)
            #expect(ring.recovery == recovery.recipient)
            #expect(ring.ledgerKey(epoch: 1)?.exposedBytes == fixture.ledgerKey.exposedBytes)
        }
    }

    @Test func `a device that was not granted the keys learns nothing`() throws {
        let sealed = try Grant(try everything())
            .sealed(to: [fixture.device.publicKeys.recipient], recovery: recovery.recipient)
        #expect(throws: GrantError.sealing(.noIdentityMatched)) { try sealed.open(with: HybridIdentity()) }
    }

    @Test func `a second key under a name keeps nothing of its grant away, and the first stays`() throws {
        var ring = KeyRing()
        ring.accept(Grant([.recovery(recovery.recipient, second: 1), .ledger(fixture.ledgerKey, second: 1)]))
        let voice = VoiceKey()
        ring.accept(
            Grant([
                .recovery(HybridIdentity().recipient, second: 1), .ledger(LedgerKey(epoch: 1), second: 1),
                .voice(voice, second: 1),
            ]))
        #expect(ring.recovery == recovery.recipient)
        #expect(ring.ledgerKey(epoch: 1)?.exposedBytes == fixture.ledgerKey.exposedBytes)
        #expect(ring.voices.map(\.verificationKey) == [voice.verificationKey])
    }

    @Test func `every key of a compartment is tried, and the one that opened what counts is sealed with`() throws {
        let (spy, anna): (ID<Member>, ID<Member>) = (
            ID([UInt8](repeating: 1, count: 16)).unsafelyNamed, ID([UInt8](repeating: 2, count: 16)).unsafelyNamed
        )
        var ring = KeyRing()
        for _ in 0..<9 {
            ring.accept(Grant([.compartment(CompartmentKey(compartment: .intake, epoch: 1), second: 1)]), from: spy)
        }
        #expect(ring.keys(.intake).count == 5, "one and four more: nobody makes a desk try without end")
        ring.accept(Grant([.compartment(fixture.intake, second: 1)]), from: anna)
        let signed = try SignedEvent.signing(
            LedgerFixture.note, in: .intake, at: 1, seen: LedgerFixture.seen, by: fixture.device,
            of: fixture.root.fingerprint)
        let opened = try ring.open(fixture.intake.seal(signed))
        #expect(opened.event == signed && opened.key.exposedBytes == fixture.intake.exposedBytes)
        #expect(ring.key(.intake, epoch: 1)?.exposedBytes != fixture.intake.exposedBytes)
        ring.prefer(opened.key)
        for ring in [ring, try KeyRing(parsing: ring.exposedBytes(at: 0))] {
            #expect(ring.key(.intake, epoch: 1)?.exposedBytes == fixture.intake.exposedBytes)
            #expect(ring.keys(.intake).count == 6)
        }
        let strange = CompartmentKey(compartment: .intake, epoch: 1).seal(signed)
        #expect(throws: CompartmentError.noKey) { try ring.open(strange) }
    }

    @Test func `the newest charter stands, and with it the card key that it names`() throws {
        var ring = KeyRing()
        let (old, new) = (CardKey(), CardKey())
        ring.accept(Grant([.card(CardKey(), second: 1), .card(new, second: 1), .card(old, second: 1)]))
        #expect(ring.card == nil, "nobody vouches for any of them yet")
        for (key, end) in [(old, 10), (new, 20), (old, 15)] as [(CardKey, UInt64)] {
            ring.accept(Grant([.charter(Charter(root: fixture.root, cardKey: key, validUntil: end), second: 1)]))
        }
        for ring in [ring, try KeyRing(parsing: ring.exposedBytes(at: 0))] {
            #expect(ring.charter?.validUntil == 20)
            #expect(ring.card?.verificationKey == new.verificationKey)
        }
    }

    @Test
    func `what everybody acts on counts from directors and from one's own machines, a charter by the root's word`()
        throws
    {
        let organisation = fixture.root.fingerprint
        let forged = GrantedKey.charter(Charter(root: RootKey(), cardKey: CardKey(), validUntil: 99), second: 1)
        let keys = try everything() + [forged]
        func count(_ isDirector: Bool, _ isOwner: Bool) -> Int? {
            Grant(keys).counted(from: Grantor(isDirector: isDirector, isOwner: isOwner), in: organisation)?.keys.count
        }
        #expect(count(true, false) == 7 && count(false, true) == 7)
        #expect(count(false, false) == 3, "a compartment's key, a card's, and the charter that the root signed")
        #expect(Grant([forged]).counted(from: Grantor(isDirector: true, isOwner: true), in: organisation) == nil)
    }

    @Test func `a ring of more keys than a grant holds is stored and read`() throws {
        var ring = KeyRing()
        ring.accept(Grant(try everything()))
        for epoch in 0..<600 {
            let key = CompartmentKey(compartment: .intake, epoch: UInt32(epoch) + 2)
            ring.accept(Grant([.compartment(key, second: 1)]))
        }
        let again = try KeyRing(parsing: ring.exposedBytes(at: 0))
        #expect(again.keys(.intake).map(\.exposedBytes) == ring.keys(.intake).map(\.exposedBytes))
        #expect(again.keys(.intake).count == 601)
        #expect(again.intakes.count == 1)
        #expect(again.ledgerKeys.count == 1)
    }

    @Test func `a forgotten compartment opens nothing`() throws {
        var ring = KeyRing()
        ring.accept(Grant(try everything()))
        ring.forget(.intake)
        #expect(ring.keys(.intake).isEmpty)
        #expect(ring.heldCompartments.isEmpty)
    }

    @Test func `a repeated grant changes nothing`() throws {
        var ring = KeyRing()
        let grant = Grant(try everything())
        ring.accept(grant)
        ring.accept(grant)
        #expect(ring.intakes.count == 1)
        #expect(ring.voices.count == 1)
    }

    @Test func `an intake key goes when its successor is old enough, the newest never`() throws {
        var ring = KeyRing()
        let keys = [10, 20, 30].map { IntakeKey(identity: HybridIdentity(), second: $0) }
        for key in keys { ring.accept(Grant([.intake(key)])) }
        #expect(ring.forgetIntakes(before: 20, onCards: [10, 20, 30], at: 100).isEmpty)
        #expect(
            ring.forgetIntakes(before: 21, onCards: [10, 20, 30], at: 100) == [
                keys[0].identity.recipient
            ])
        #expect(
            ring.forgetIntakes(before: .max, onCards: [10, 20, 30], at: 100) == [
                keys[1].identity.recipient
            ])
        #expect(ring.intakes.map(\.second) == [30])
    }

    @Test func `an intake key stays until the drawer was read to its end with it`() throws {
        var ring = KeyRing()
        let keys = [10, 20, 30].map { IntakeKey(identity: HybridIdentity(), second: $0) }
        for key in keys { ring.accept(Grant([.intake(key)])) }
        let first = keys[0].identity.recipient
        func forget(_ isRead: (IntakeKey) -> Bool) -> [HybridRecipient] {
            ring.forgetIntakes(
                replacedBefore: .max, onCards: [10, 20, 30], notFromTheFutureAt: 100, isRead: isRead)
        }
        #expect(forget { _ in false }.isEmpty && ring.intakes.count == 3)
        #expect(forget { $0.second != 20 } == [first])
        #expect(ring.intakes.map(\.second) == [20, 30])
    }

    @Test(arguments: [100, 101, 99] as [UInt64])
    func `of two desks that publish a card at once, the key of the one that does not count replaces none`(
        other: UInt64
    ) throws {
        let (day, week): (UInt64, UInt64) = (86_400, 7 * 86_400)
        var ring = KeyRing()
        func accept(_ second: UInt64) -> HybridRecipient {
            let key = IntakeKey(identity: HybridIdentity(), second: second)
            ring.accept(Grant([.intake(key)]))
            return key.identity.recipient
        }
        let (used, unused) = (accept(100), accept(other))
        // Nobody had a desk open for longer than the grace.
        let late = 100 + 15 * day
        #expect(ring.forgetIntakes(before: late - 2 * week, onCards: [100], at: late).isEmpty)
        // The next card came after a week: what was sealed to the first has its two weeks from then.
        let next = 100 + week
        _ = accept(next)
        let cards = [100, next]
        #expect(ring.forgetIntakes(before: next, onCards: cards, at: late).isEmpty)
        #expect(
            Set(ring.forgetIntakes(before: next + 1, onCards: cards, at: late)) == [
                used, unused,
            ])
    }

    @Test func `an old key that is granted late has none destroyed that is in use`() throws {
        var ring = KeyRing()
        for second in [500, 0] as [UInt64] {
            ring.accept(Grant([.intake(IntakeKey(identity: HybridIdentity(), second: second))]))
        }
        #expect(ring.forgetIntakes(before: 400, onCards: [0, 500], at: 600).isEmpty)
        #expect(ring.intakes.map(\.second) == [500, 0])
    }

    @Test func `a key from the future goes when the one that replaced it is old enough`() throws {
        let (year, day): (UInt64, UInt64) = (365 * 86_400, 86_400)
        var ring = KeyRing()
        for second in [10, year, 20] as [UInt64] {
            ring.accept(Grant([.intake(IntakeKey(identity: HybridIdentity(), second: second))]))
        }
        #expect(ring.forgetIntakes(before: 20, onCards: [10, year, 20], at: 20 + day).isEmpty)
        #expect(
            ring.forgetIntakes(before: 21, onCards: [10, year, 20], at: 21 + day).count == 2)
        #expect(ring.intakes.map(\.second) == [20])
    }

    @Test func `keys are granted by what they are for, and intake keys one by one`() throws {
        var ring = KeyRing()
        #expect(Grant.holding(ring.commonKeys(at: 1)).isEmpty)
        ring.accept(Grant(try everything()))
        #expect(ring.intakeGrants.map(\.keys.count) == [1])
        var again = KeyRing()
        let keys = ring.commonKeys(at: 7) + ring.voiceKeys(at: 7) + ring.compartmentKeys(of: .intake, at: 7)
        for grant in Grant.holding(keys) { again.accept(grant) }
        #expect(again.intakes.isEmpty)
        #expect(again.card == nil)
        #expect(again.ledgerKeys.map(\.epoch) == [1])
        #expect(again.key(.intake, epoch: 1) != nil)
        #expect(again.voices.count == 1)
        #expect(again.recovery != nil)
    }

    @Test func `a grant that is not well formed is refused`() throws {
        let recipient = fixture.device.publicKeys.recipient
        func sealed(_ bytes: [UInt8]) throws -> SealedGrant {
            SealedGrant(file: try AgeFile.seal(bytes, to: [.hybrid(recipient)]))
        }
        let none: [UInt8] = [1, 0]
        let unknownKind: [UInt8] = [1, 1, 9] + [UInt8](repeating: 0, count: 28) + [0, 0]
        let shortKey: [UInt8] = [1, 1, 1] + [UInt8](repeating: 0, count: 28) + [0, 1, 5]
        var misnamed = ByteWriter()
        misnamed.raw([1, 1])
        GrantedKey.voice(VoiceKey(), second: 1).write(to: &misnamed)
        var wrongName = misnamed.bytes
        wrongName[3] ^= 1
        for bytes in [[], [2, 1], none, unknownKind, shortKey, wrongName, misnamed.bytes + [0]] {
            let grant = try sealed(bytes)
            #expect(throws: GrantError.malformed) { try grant.open(with: fixture.device.identity) }
        }
        #expect(throws: Never.self) { try sealed(misnamed.bytes).open(with: fixture.device.identity) }
    }

    @Test func `mutated grants are read exactly or refused`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        var writer = ByteWriter()
        writer.raw([1, 7])
        for key in try everything() { key.write(to: &writer) }
        for _ in 0..<1_000 {
            let bytes = generator.mutated(writer.bytes)
            guard let grant = try? Grant(parsing: bytes) else { continue }
            var again = ByteWriter()
            again.raw([1, UInt8(grant.keys.count)])
            for key in grant.keys { key.write(to: &again) }
            #expect(again.bytes == bytes, "seed \(seed)")
        }
    }
}

extension KeyRing {
    /// Of keys with all of which the drawer was read.
    fileprivate mutating func forgetIntakes(
        before second: UInt64, onCards cards: [UInt64], at now: UInt64
    ) -> [HybridRecipient] {
        forgetIntakes(replacedBefore: second, onCards: cards, notFromTheFutureAt: now) { _ in true }
    }
}
