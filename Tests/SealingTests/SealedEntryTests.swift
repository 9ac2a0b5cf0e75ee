// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import LifeboatTestSupport
import Sealing
import Testing

@Suite struct SealedEntryTests {
    let fixture = LedgerFixture()

    private func written(bodyByteCount: Int) throws(EntryWritingError) -> WrittenEntry {
        let request = ID<Request>([UInt8](repeating: 9, count: 16)).unsafelyNamed
        let event = Event.noteAdded(request: request, body: String(repeating: "x", count: bodyByteCount))
        return try fixture.author.write(event, for: fixture.intake, at: 1, seen: LedgerFixture.seen)
    }

    @Test(arguments: [(0, 1_024), (600, 1_024), (800, 2_048), (10_000, 16_384), (262_144, 524_288)])
    func `an entry is padded to a power of two`(_ bodyByteCount: Int, _ total: Int) throws {
        #expect(try written(bodyByteCount: bodyByteCount).sealed.bytes.count == total)
    }

    @Test func `an event larger than the largest entry is refused before it is sealed`() {
        let request = ID<Request>([UInt8](repeating: 9, count: 16)).unsafelyNamed
        let event = Event.noteAdded(request: request, body: String(repeating: "x", count: 262_145))
        #expect(throws: EntryWritingError.event(.tooLong(.body))) {
            try fixture.author.write(event, at: 1, seen: LedgerFixture.seen)
        }
    }

    @Test func `what was written is read back`() throws {
        let written = try written(bodyByteCount: 10)
        let parsed = try SealedEntry(parsing: written.sealed.bytes)
        #expect(parsed == written.sealed)
        guard case .compartment(let sealed) = try fixture.ledgerKey.open(parsed) else {
            Issue.record("the entry is for a compartment")
            return
        }
        #expect(sealed.compartment == .intake)
        let signed = try fixture.intake.open(sealed)
        #expect(signed.id == written.id)
        #expect(signed.author == fixture.device.id)
        #expect(signed.seen == LedgerFixture.seen)
    }

    @Test func `every shape that is no entry has its refusal`() throws {
        let bytes = try written(bodyByteCount: 10).sealed.bytes
        #expect(throws: SealedEntryError.wrongSize(1_023)) { try SealedEntry(parsing: Array(bytes.dropLast())) }
        #expect(throws: SealedEntryError.wrongSize(0)) { try SealedEntry(parsing: []) }
        #expect(throws: SealedEntryError.wrongSize(3_072)) {
            try SealedEntry(parsing: [UInt8](repeating: 1, count: 3_072))
        }
        #expect(throws: SealedEntryError.unknownVersion(2)) { try SealedEntry(parsing: [2] + bytes.dropFirst()) }
        var otherEpoch = bytes
        otherEpoch[4] = 9
        #expect(throws: SealedEntryError.unknownLedgerEpoch(9)) {
            try fixture.ledgerKey.open(SealedEntry(parsing: otherEpoch))
        }
    }

    @Test(arguments: [5, 16, 17, 500, 1_023])
    func `a changed byte is damage, wherever it is`(_ place: Int) throws {
        var bytes = try written(bodyByteCount: 10).sealed.bytes
        bytes[place] ^= 1
        #expect(throws: SealedEntryError.damaged) { try fixture.ledgerKey.open(SealedEntry(parsing: bytes)) }
    }

    @Test func `another ledger key opens nothing, another compartment key neither`() throws {
        let written = try written(bodyByteCount: 10)
        #expect(throws: SealedEntryError.damaged) { try LedgerKey(epoch: 1).open(written.sealed) }
        guard case .compartment(let sealed) = try fixture.ledgerKey.open(written.sealed) else { return }
        #expect(throws: CompartmentError.damaged) {
            try CompartmentKey(compartment: .intake, epoch: 1).open(sealed)
        }
        #expect(throws: CompartmentError.noKey) { try CompartmentKey(compartment: .intake, epoch: 2).open(sealed) }
        #expect(throws: CompartmentError.noKey) { try KeyRing().open(sealed) }
    }

    @Test func `mutated entries never crash and never open`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let original = try written(bodyByteCount: 10).sealed.bytes
        for _ in 0..<2_000 {
            let bytes = generator.mutated(original)
            guard bytes != original, let entry = try? SealedEntry(parsing: bytes) else { continue }
            #expect(entry.bytes == bytes, "seed \(seed)")
            #expect((try? fixture.ledgerKey.open(entry)) == nil, "seed \(seed)")
        }
    }
}
