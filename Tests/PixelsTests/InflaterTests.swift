// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing

@testable import Pixels

/// What zlib packed is unpacked, and nothing else; no bomb goes off.
struct InflaterTests {
    private static let line = String(repeating: "Лодка, лодка, lifeboat lifeboat lifeboat. ", count: 3)
    private static let fixed = "bb30fbc2be0b5b2eecbab04147e1c26e043b27332d35293fb10493a1a770814e7a00"
    private static let own =
        "b3b1afc8cd51284b2d2acecccfb35532d43350b2b7b3492eb04ace2f4a0d28ca2f482d2ac94c2db6b34949b64a2e4a4d2cc92fb2f32c4bcc"
        + "5308482d29ca2fb3d147120769cb492c2ef1cd4fc94ccb4c4d71aab4b3d1c72186663c00"
    private static let dynamic =
        "158dc111004108c25ab1351415ecbf80dbfb31610875d929299629ec1ed4bc1c00616c70614ae630a8c63ab2a273fc12bb4ffe37dc8d1a"
        + "c7a4c259de1184bebbc7cb046daee7461dbea7a91f4073a657b303fb5e7d6094afd28dc8fc2decbc9aceaaf6fb8ed64889ded957b5798b"
        + "0f"
    private static let letters =
        "cjbebhhh gdbhaggjahedjbfaaa iag dgaidhhidfd dheagi bc ebfigi deejhigjahdgg cfi fbh ibcigfhahaejjjg ccidadiidgi"
        + "fjfhe ijagiciidgahfjidighfgfaiijjfhjad cijcbiea bbahaedebjcfebcceic e ehfhhbaegfgdebeidjga"
    static let properties =
        "<?xml version=\"1.0\"?><cp:coreProperties><dc:creator>Ivan Petrov</dc:creator><cp:lastModifiedBy>"
        + "</cp:lastModifiedBy></cp:coreProperties>"

    private static func packed(_ hexadecimal: String) -> ArraySlice<UInt8> {
        (FileTracesTests.bytes(hexadecimal) ?? [])[...]
    }

    @Test func `the codes of the standard and those of the sender are read`() {
        for (packed, text) in [(Self.packed(Self.fixed), Self.line), (Self.packed(Self.dynamic), Self.letters)] {
            let output = Inflater.unpack(packed + [9, 9], most: 1 << 20)
            #expect(output.isWhole && output.bytes == Array(text.utf8) && output.readByteCount == packed.count)
        }
        #expect(Inflater.unpack(Self.packed(Self.own), most: 1_000).bytes == Array(Self.properties.utf8))
        let stored: [UInt8] = [0, 2, 0, 0xFD, 0xFF, 7, 8, 1, 1, 0, 0xFE, 0xFF, 9]
        #expect(Inflater.unpack(stored[...], most: 10).bytes == [7, 8, 9])
    }

    @Test func `no more is unpacked than was asked for`() {
        for most in [0, 1, 50] {
            let output = Inflater.unpack(Self.packed(Self.fixed), most: most)
            #expect(output.bytes.count == most && !output.isWhole)
        }
        // A mebibyte of zeros in a kibibyte: each pair of bits 258 zeros more.
        let zeros = Self.packed("edc13101000000c2a0f54f6d085fa0") + [UInt8](repeating: 0, count: 1_000)
        #expect(Inflater.unpack(zeros, most: 100_000).bytes == [UInt8](repeating: 0, count: 100_000))
    }

    @Test func `blocks without end that hold nothing are given up`() {
        let nothing = [UInt8]([0, 0, 0, 0xFF, 0xFF])
        let output = Inflater.unpack([UInt8](repeatElement(nothing, count: 70_000).joined())[...], most: 10)
        #expect(output.bytes.isEmpty && !output.isWhole && output.readByteCount < 70_000 * 5)
    }

    @Test func `what does not hold together is refused with what came before`() {
        for broken: [UInt8] in [
            [], [0x07], [0x01, 2, 0, 0xFD, 0xFE, 1, 2], [0x01, 9, 0, 0xF6, 0xFF, 1],
            // A distance before the beginning.
            [0x03, 0x02, 0x00],
        ] {
            #expect(!Inflater.unpack(broken[...], most: 100).isWhole)
        }
        var generator = SeededGenerator(seed: 7)
        let whole = Array(Self.packed(Self.dynamic))
        for length in whole.indices { #expect(!Inflater.unpack(whole[..<length], most: 9_000).isWhole) }
        for _ in 0..<3_000 {
            var bytes = whole
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^=
                UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
            #expect(Inflater.unpack(bytes[...], most: 5_000).bytes.count <= 5_000)
        }
    }

    @Test func `of one file no more is unpacked than it is long and than there is room`() throws {
        var room = Effort(for: 40)
        let packed = Self.packed(Self.fixed)
        #expect(room.unpack(packed)?.isWhole == true)
        #expect(room.unpack(packed)?.isWhole == false, "no longer than the file together")
        #expect(room.unpack(packed) == nil)
        var other = Effort(for: 1_000)
        #expect(other.unpackZlib([0x78, 0xDA] + packed)?.isWhole == true)
        #expect(other.unpackZlib([0x78, 0xDB] + packed) == nil && other.unpackZlib([0x78]) == nil)
    }
}
