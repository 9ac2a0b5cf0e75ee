// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import RelayAPI
import Testing

@Suite struct WireFormTests {
    static let intake = [
        IntakeItem(sequence: 1, hour: 400_000, envelope: [1, 2, 3]), IntakeItem(sequence: 9, hour: 0, envelope: []),
    ]
    static let ledger = [
        LedgerItem(sequence: 0, leaf: [UInt8](repeating: 7, count: 32), payload: [1]),
        LedgerItem(sequence: 1, leaf: [UInt8](repeating: 8, count: 32), payload: nil),
        LedgerItem(sequence: 2, leaf: [UInt8](repeating: 9, count: 32), payload: []),
    ]

    @Test func `pages survive the wire`() throws {
        #expect(try WireForms.intake(WireForms.encode(intake: Self.intake), limit: 2) == Self.intake)
        #expect(try WireForms.ledger(WireForms.encode(ledger: Self.ledger), limit: 3) == Self.ledger)
        #expect(try WireForms.intake([], limit: 0).isEmpty)
    }

    @Test func `numbers, names, entries, slots and receipts survive the wire`() throws {
        #expect(try WireForms.numbers(WireForms.encode(numbers: [1, .max]), limit: 2) == [1, .max])
        let names = [RelayName(Array(0..<32))!, RelayName([UInt8](repeating: 255, count: 32))!]
        #expect(try WireForms.names(WireForms.encode(names: names), limit: 2) == names)
        let entries = [[UInt8](repeating: 1, count: 1024), [UInt8](repeating: 2, count: 1 << 20)]
        #expect(try WireForms.entries(WireForms.encode(entries: entries), limit: 2) == entries)
        let slots: [[UInt8]?] = [nil, [UInt8](repeating: 3, count: 8192), nil]
        #expect(try WireForms.slots(WireForms.encode(slots: slots), count: 3) == slots)
        let receipt = AppendReceipt(sequences: [5, 6], note: "a note\n")
        #expect(try WireForms.receipt(WireForms.encode(receipt), count: 2) == receipt)
        let tallies = Tallies(lastIntake: 3, ledgerSize: .max)
        #expect(try WireForms.tallies(WireForms.encode(tallies)) == tallies)
    }

    @Test func `more parts than the limit are refused`() {
        #expect(throws: ByteReaderError.invalidValue) {
            try WireForms.intake(WireForms.encode(intake: Self.intake), limit: 1)
        }
        #expect(throws: ByteReaderError.invalidValue) {
            try WireForms.numbers(WireForms.encode(numbers: [1, 2]), limit: 1)
        }
    }

    @Test func `an entry of no bucket's size is refused`() {
        let entry = [UInt8](repeating: 0, count: 1025)
        #expect(throws: ByteReaderError.invalidValue) {
            try WireForms.entries(WireForms.encode(entries: [entry]), limit: 1)
        }
    }

    @Test func `an answer of another length than asked for is refused`() {
        let slots = WireForms.encode(slots: [nil, nil])
        #expect(throws: ByteReaderError.truncated) { try WireForms.slots(slots, count: 3) }
        #expect(throws: ByteReaderError.invalidValue) { try WireForms.slots(slots, count: 1) }
        let receipt = WireForms.encode(AppendReceipt(sequences: [1], note: ""))
        #expect(throws: ByteReaderError.invalidValue) { try WireForms.receipt(receipt, count: 2) }
        #expect(throws: ByteReaderError.trailingBytes) { try WireForms.tallies([UInt8](repeating: 0, count: 17)) }
    }

    @Test func `no damaged page crashes, and what is read has one encoding`() {
        let seed: UInt64 = 0xB17E
        var mutation = Mutation(seed: seed)
        for round in 0..<4000 {
            let page = mutation.mutated(WireForms.encode(intake: Self.intake))
            if let items = try? WireForms.intake(page, limit: 8) {
                #expect(WireForms.encode(intake: items) == page, "seed \(seed), round \(round)")
            }
            let leaves = mutation.mutated(WireForms.encode(ledger: Self.ledger))
            if let items = try? WireForms.ledger(leaves, limit: 8) {
                #expect(WireForms.encode(ledger: items) == leaves, "seed \(seed), round \(round)")
            }
            let receipt = mutation.mutated(WireForms.encode(AppendReceipt(sequences: [1, 2], note: "x")))
            if let read = try? WireForms.receipt(receipt, count: 2) {
                #expect(WireForms.encode(read) == receipt, "seed \(seed), round \(round)")
            }
        }
    }
}
