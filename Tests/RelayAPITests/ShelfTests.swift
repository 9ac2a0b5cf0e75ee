// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import RelayAPI
import Testing

@Suite struct ShelfNameTests {
    private func name(_ bytes: [UInt8]) throws -> RelayName {
        try #require(RelayName(bytes + [UInt8](repeating: 0x55, count: 32 - bytes.count)))
    }

    @Test func `a shelf has one name`() {
        #expect(ShelfName(depth: 0, mark: 0) != nil)
        #expect(ShelfName(depth: 17, mark: 0) == nil)
        #expect(ShelfName(depth: 0, mark: 1) == nil)
        #expect(ShelfName(depth: 3, mark: 0xE000) != nil)
        #expect(ShelfName(depth: 3, mark: 0xF000) == nil)
        #expect(ShelfName(depth: 16, mark: 0xFFFF) != nil)
        #expect(ShelfName(depth: 3, mark: [0xE0]) == nil)
    }

    @Test func `a shelf holds what was written at its depth and before, and agrees as far as it goes`() throws {
        let shelf = try #require(ShelfName(depth: 3, mark: 0b1010_0000_0000_0000))
        for inside in [
            [0, 0xFF], [0, 0], [1, 0b1000_0000], [1, 0xFF], [2, 0b1011_1111], [3, 0b1010_0000], [3, 0xBF],
        ] {
            #expect(shelf.contains(try name(inside.map { UInt8($0) })), "\(inside)")
        }
        for outside in [[1, 0x7F], [2, 0b1100_0000], [3, 0b1000_0000], [3, 0xFF], [4, 0b1010_0000], [0xFF, 0xA0]] {
            #expect(!shelf.contains(try name(outside.map { UInt8($0) })), "\(outside)")
        }
    }

    @Test func `the ranges are the shelf, in ascending order`() throws {
        var random = Mutation(seed: 0x5E1F)
        for depth in 0...16 as ClosedRange<UInt8> {
            let mark =
                UInt16.random(in: 0...UInt16.max, using: &random) & ~UInt16(truncatingIfNeeded: 0xFFFF >> Int(depth))
            let shelf = try #require(ShelfName(depth: depth, mark: mark))
            let ranges = shelf.ranges
            #expect(ranges.count == Int(depth) + 1)
            for (before, after) in zip(ranges, ranges.dropFirst()) {
                #expect(before.last.bytes.lexicographicallyPrecedes(after.first.bytes))
            }
            for _ in 0..<500 {
                let own = UInt8.random(in: 0...20, using: &random)
                let near = UInt16.random(in: 0...UInt16.max, using: &random) & mark
                let found = try name([own, UInt8(near >> 8), UInt8(near & 255)])
                let isInRange = ranges.contains { range in
                    !found.bytes.lexicographicallyPrecedes(range.first.bytes)
                        && !range.last.bytes.lexicographicallyPrecedes(found.bytes)
                }
                #expect(shelf.contains(found) == isInRange, "\(found) in \(shelf)")
            }
        }
    }

    @Test func `a token prints nothing and locks with its hash`() throws {
        let token = try #require(ShelfToken([UInt8](repeating: 77, count: 32)))
        #expect("\(token)" == "[redacted]" && !token.lock.bytes.contains(subsequence: token.exposed))
        #expect(ShelfToken([1]) == nil)
        var dumped = ""
        dump(ShelfQuestion(token: token, shelf: try #require(ShelfName(depth: 0, mark: 0))), to: &dumped)
        #expect(!dumped.contains("77"))
    }

    @Test func `a question survives the wire, and no other form of it does`() throws {
        let token = try #require(ShelfToken([UInt8](repeating: 7, count: 32)))
        let question = ShelfQuestion(token: token, shelf: try #require(ShelfName(depth: 3, mark: 0xA000)))
        let body = WireForms.encode(question)
        #expect(body.count == RelayLimits().bodyByteCount(of: .readShelf))
        #expect(try WireForms.shelfQuestion(body) == question)
        #expect(throws: ByteReaderError.self) { try WireForms.shelfQuestion(Array(body.dropLast())) }
        #expect(throws: ByteReaderError.trailingBytes) { try WireForms.shelfQuestion(body + [0]) }
        for (place, value) in [(32, 17), (34, 1), (33, 0xB0)] {
            var wrong = body
            wrong[place] = UInt8(value)
            #expect(throws: ByteReaderError.invalidValue) { try WireForms.shelfQuestion(wrong) }
        }
    }
}

@Suite struct ShelfReaderTests {
    private let shelf: ShelfName
    private let slots: [ShelvedSlot]

    init() throws {
        shelf = try #require(ShelfName(depth: 1, mark: 0x8000))
        slots = try [([0, 5], 8192), ([0, 0xF0], 32_768), ([1, 0x80], 8192), ([1, 0x90], 8192)].map { name, count in
            ShelvedSlot(
                name: try #require(RelayName(name + [UInt8](repeating: 1, count: 30))),
                content: [UInt8](repeating: name[1], count: count))
        }
    }

    private func read(_ bytes: [UInt8], pieces: Int = .max) throws(ByteReaderError) -> [ShelvedSlot] {
        var reader = ShelfReader(shelf)
        var found: [ShelvedSlot] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            found += try reader.feed(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
        }
        try reader.finish()
        return found
    }

    @Test(arguments: [1, 7, 35, 36, 37, 8192, 8228, 65_536])
    func `a shelf is read in pieces of any size`(pieces: Int) throws {
        #expect(try read(WireForms.encode(shelved: slots), pieces: pieces) == slots)
        #expect(try read([], pieces: pieces).isEmpty)
    }

    @Test func `a slot that comes twice, or out of its order, is refused`() {
        for order in [[0, 0], [1, 0], [0, 2, 1]] {
            #expect(throws: ByteReaderError.invalidValue) {
                try read(WireForms.encode(shelved: order.map { slots[$0] }))
            }
        }
    }

    @Test func `a slot of another shelf is refused`() throws {
        let foreign = try #require(RelayName([1, 0x10] + [UInt8](repeating: 1, count: 30)))
        let slot = ShelvedSlot(name: foreign, content: slots[0].content)
        #expect(throws: ByteReaderError.invalidValue) { try read(WireForms.encode(shelved: [slot])) }
    }

    /// Before a byte of it is kept.
    @Test func `a slot of no bucket's size is refused by its head alone`() {
        for count in [0, 8191, 8193, 131_073, Int(UInt32.max)] {
            var writer = ByteWriter(reservingCapacity: 36)
            writer.raw(slots[0].name.bytes)
            writer.u32(UInt32(count))
            #expect(throws: ByteReaderError.invalidValue) { try read(writer.bytes) }
        }
    }

    @Test func `a shelf that ends within a slot is not whole`() {
        let bytes = WireForms.encode(shelved: slots)
        for count in [1, 35, 36, 8227, bytes.count - 1] {
            #expect(throws: ByteReaderError.truncated) { try read(Array(bytes.prefix(count))) }
        }
    }

    @Test func `no damaged shelf crashes, and what is read has one encoding`() {
        let seed: UInt64 = 0x5E1F
        var mutation = Mutation(seed: seed)
        let bytes = WireForms.encode(shelved: [slots[0], slots[2]])
        for round in 0..<600 {
            var mutant = bytes
            // The heads, where all that is looked at stands.
            let start = round % 2 == 0 ? 0 : 8228
            mutant.replaceSubrange(start..<start + 36, with: mutation.mutated(Array(bytes[start..<start + 36])))
            if let read = try? read(mutant, pieces: 1 + round * 13) {
                #expect(WireForms.encode(shelved: read) == mutant, "seed \(seed), round \(round)")
            }
        }
    }
}

extension [UInt8] {
    fileprivate func contains(subsequence bytes: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: bytes) }
    }
}
