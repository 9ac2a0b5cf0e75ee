// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Testing

struct ByteReaderTests {
    @Test func `what was written is read, field by field`() throws {
        var writer = ByteWriter(reservingCapacity: 64)
        writer.u8(1)
        writer.u16(0x0203)
        writer.u32(0x0405_0607)
        writer.u64(.max)
        writer.raw([9, 9])
        writer.sized8([1])
        writer.sized16([2, 2])
        writer.sized32([3, 3, 3])
        writer.text8("да")
        writer.text16("")
        writer.text32("нет")
        #expect(writer.bytes.prefix(7) == [1, 2, 3, 4, 5, 6, 7])
        var reader = ByteReader(writer.bytes)
        #expect(try reader.u8() == 1)
        #expect(try reader.u16() == 0x0203)
        #expect(try reader.u32() == 0x0405_0607)
        #expect(try reader.u64() == .max)
        #expect(try reader.raw(2) == [9, 9])
        #expect(try reader.sized8() == [1])
        #expect(try reader.sized16() == [2, 2])
        #expect(try reader.sized32() == [3, 3, 3])
        #expect(try reader.text8() == "да")
        #expect(try reader.text16() == "")
        #expect(try reader.text32() == "нет")
        #expect(reader.consumedCount == writer.bytes.count)
        try reader.finish()
    }

    @Test func `a reader over a slice counts from the slice's start`() throws {
        var reader = ByteReader([9, 9, 0, 7, 8][2...])
        #expect(try reader.u16() == 7)
        #expect(reader.consumedCount == 2)
        #expect(reader.remainingCount == 1)
        #expect(reader.rest() == [8])
        #expect(reader.remainingCount == 0)
    }

    @Test func `a string that ends inside a field is refused`() {
        #expect(throws: ByteReaderError.truncated) {
            var reader = ByteReader([1, 2, 3])
            _ = try reader.u32()
        }
        #expect(throws: ByteReaderError.truncated) {
            var reader = ByteReader([0, 5, 1, 2])
            _ = try reader.sized16()
        }
        #expect(throws: ByteReaderError.truncated) {
            var reader = ByteReader([0xFF, 0xFF, 0xFF, 0xFF, 1])
            _ = try reader.sized32()
        }
        #expect(throws: ByteReaderError.truncated) {
            var reader = ByteReader([1])
            _ = try reader.raw(-1)
        }
    }

    @Test func `bytes left over are refused`() {
        #expect(throws: ByteReaderError.trailingBytes) { try ByteReader([1]).finish() }
    }

    @Test(arguments: [[0xC3, 0x28], [0xFF], [0xED, 0xA0, 0x80], [0xC0, 0x80]] as [[UInt8]])
    func `text that is not UTF-8 is refused`(field: [UInt8]) {
        #expect(throws: ByteReaderError.invalidUTF8) {
            var reader = ByteReader([UInt8(field.count)] + field)
            _ = try reader.text8()
        }
    }
}
