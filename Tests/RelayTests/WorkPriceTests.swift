// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI
import RelayStore
import Testing

@testable import Relay

/// What is asked of visitors: a function of rate, fill and size.
@Suite struct WorkPriceTests {
    @Test(
        arguments: [
            (0, 1, 0), (1, 1, 32), (5, 1, 32), (15, 32, 15), (16, 32, 16), (31, 32, 31), (499, 1000, 15),
            (500, 1000, 16),
            (0, 0, 32), (UInt64.max - 1, UInt64.max, 31), (UInt64.max / 2 + 1, UInt64.max, 16),
            (UInt64.max / 2, UInt64.max, 15),
        ] as [(UInt64, UInt64, Int)])
    func `a fill is in whole thirty-seconds`(used: UInt64, share: UInt64, expected: Int) {
        #expect(Fill(used: used, of: share).thirtySeconds == expected)
    }

    @Test func `nothing below one half, then a bit with each thirty-second up to the highest`() {
        let bits = (0...32).map { WorkPrice.bits(fill: Fill(used: $0, of: 32)) }
        #expect(bits[..<16].allSatisfy { $0 == 0 })
        #expect(bits[16...] == [12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 22, 22, 22, 22, 22, 22])
    }

    @Test(
        arguments: [
            (0, 10, 0), (9, 10, 0), (10, 10, 12), (19, 10, 12), (20, 10, 14), (39, 10, 14), (320, 10, 22),
            (.max, 1, 22),
            (5, 0, 16),
        ] as [(Int, Int, UInt8)])
    func `a rate costs two bits more with each doubling`(total: Int, threshold: Int, expected: UInt8) {
        #expect(WorkPrice.bits(rate: total, threshold: threshold) == expected)
    }

    @Test func `four times the bytes cost four times the work, and no part of a file more than the largest envelope`() {
        #expect(RelayLimits.envelopeByteCounts.map { WorkPrice.bits(envelope: $0) } == [0, 2, 4])
        #expect(WorkPrice.bitsOfPart == 4)
        #expect(WorkPrice.bits(envelope: 0) == 0)
    }

    @Test(
        arguments: [
            // Nothing asked, whatever the size.
            (0, 0, 0, nil, nil), (0, 0, 4, nil, nil),
            // The rate alone, with two bits of grace; the fill alone, with one.
            (12, 0, 0, 12, 10), (22, 0, 2, 24, 22), (0, 12, 0, 12, 11), (0, 15, 4, 19, 18),
            // Whichever asks for more.
            (12, 14, 0, 14, 13), (16, 13, 0, 16, 14), (14, 14, 2, 16, 15), (14, 13, 0, 14, 12),
            // No client does more than 24 bits.
            (0, 22, 4, 24, 24), (22, 0, 4, 24, 24), (22, 22, 0, 22, 21), (22, 22, 2, 24, 23),
        ] as [(UInt8, UInt8, UInt8, UInt8?, UInt8?)])
    func `what is asked and what is enough`(
        rate: UInt8, fill: UInt8, size: UInt8, asked: UInt8?, enough: UInt8?
    ) {
        let price = WorkPrice(rate: rate, fill: fill, size: size)
        #expect(price?.asked == asked)
        #expect(price?.enough == enough)
    }

    @Test func `nobody is asked for more than a client does, or for less than the grace allows`() {
        for rate in UInt8(0)...22 {
            for fill in UInt8(0)...22 {
                for size in UInt8(0)...4 {
                    guard let price = WorkPrice(rate: rate, fill: fill, size: size) else { continue }
                    #expect(price.asked <= WorkRequest.highestDifficulty && price.enough <= price.asked)
                    #expect(price.asked - price.enough <= 2)
                }
            }
        }
    }

    /// The numbers of docs/decisions/0063-who-fills-the-share-pays.md: how many hashes somebody does who does no more than is enough.
    @Test func `what the second half of the default share costs`() {
        let share = RelayLimits().diskShare
        func hashes(_ steps: Range<Int>, of part: UInt64, each byteCount: UInt64, size: UInt8) -> UInt64 {
            steps.reduce(0) { total, step in
                let fill = WorkPrice.bits(fill: Fill(used: UInt64(step), of: 32))
                let bits = WorkPrice(rate: 0, fill: fill, size: size)?.enough ?? 0
                return total + ((part / 32 / byteCount) << UInt64(bits))
            }
        }
        let small = hashes(16..<32, of: share, each: 8192 + 512, size: 0)
        let large = hashes(16..<32, of: share, each: 131_072 + 512, size: 4)
        let files = hashes(
            16..<32, of: share - share / 8, each: RelayLimits.uploadPartByteCount, size: WorkPrice.bitsOfPart)
        let rest = hashes(28..<32, of: share, each: 131_072 + 512, size: 4)
        #expect(small == 1_131_689_711_616)
        #expect(large == 684_343_296_000)
        #expect(files == 18_785_894_400)
        #expect(rest == 342_255_206_400)
    }
}
