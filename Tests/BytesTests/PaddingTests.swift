// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Testing

struct PaddingTests {
    /// From the PURBs paper's description: at most 12 % more, never less, and stable once padded.
    @Test func `PADME grows by at most an eighth and is stable`() {
        for count in Array(0..<5000) + stride(from: 5000, to: 3_000_000, by: 977) {
            let count = UInt64(count)
            let padded = Padding.padmeByteCount(count)
            #expect(padded >= count)
            #expect(padded - count <= count / 8)
            #expect(Padding.padmeByteCount(padded) == padded)
        }
    }

    @Test func `few sizes remain`() {
        let sizes = Set((1_000_000..<1_100_000).map { Padding.padmeByteCount(UInt64($0)) })
        #expect(sizes.count <= 5)
    }

    @Test func `the smallest bucket that holds the content is taken`() {
        let buckets = [10, 20, 30]
        #expect(Padding.bucket(holding: 0, from: buckets) == 10)
        #expect(Padding.bucket(holding: 10, from: buckets) == 10)
        #expect(Padding.bucket(holding: 11, from: buckets) == 20)
        #expect(Padding.bucket(holding: 30, from: buckets) == 30)
        #expect(Padding.bucket(holding: 31, from: buckets) == nil)
    }
}
