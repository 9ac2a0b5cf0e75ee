// SPDX-License-Identifier: AGPL-3.0-or-later
import DeskFormats
import RelayAPI
import Testing

@Suite struct LedgerRecordTests {
    private static let leaf = [UInt8](repeating: 7, count: 32)

    private func record(_ count: Int, isPresent: Bool = true) -> LedgerRecord {
        LedgerRecord(leaf: Self.leaf, payload: isPresent ? [UInt8](repeating: 1, count: count) : nil)
    }

    @Test func `records stand behind each other and read back`() throws {
        let smallest = try #require(RelayLimits.entryByteCounts.first)
        let records = [record(smallest), record(0, isPresent: false), record(smallest)]
        let bytes = records.flatMap { $0.encoded() }
        var start = 0
        for record in records {
            let read = try #require(LedgerRecord.read(from: bytes, at: start))
            #expect(read.record == record)
            start = read.end
        }
        #expect(start == bytes.count && LedgerRecord.read(from: bytes, at: start) == nil)
    }

    @Test func `what is cut off or of another length is no record`() throws {
        let smallest = try #require(RelayLimits.entryByteCounts.first)
        let bytes = record(smallest).encoded()
        for count in [0, 4, LedgerRecord.headerByteCount - 1, LedgerRecord.headerByteCount, bytes.count - 1] {
            #expect(LedgerRecord.read(from: Array(bytes[..<count]), at: 0) == nil)
        }
        #expect(LedgerRecord.read(from: record(smallest + 1).encoded(), at: 0) == nil)
        var other = bytes
        other[4] = 2
        #expect(LedgerRecord.read(from: other, at: 0) == nil)
        other = [0xff, 0xff, 0xff, 0xff] + bytes[4...]
        #expect(LedgerRecord.read(from: other, at: 0) == nil)
        other = bytes
        other[4] = 0
        let erased = try #require(LedgerRecord.read(from: other, at: 0))
        #expect(erased.record.payload == nil && erased.end == bytes.count, "an erased entry keeps its place")
    }
}
