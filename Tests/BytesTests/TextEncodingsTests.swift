// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Testing

struct TextEncodingsTests {
    @Test func `hexadecimal goes both ways`() {
        let all = (0...255).map { UInt8($0) }
        #expect(Hex.encode([0x00, 0xAB, 0xFF]) == "00abff")
        #expect(Hex.decode(Hex.encode(all)) == all)
    }

    @Test(arguments: ["0", "0g", "AB", "ab ", " ab", "0x00", "é0"])
    func `other hexadecimal is refused`(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    /// RFC 4648, section 10, in the URL alphabet and without padding.
    @Test(arguments: [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE")])
    func `base64 goes both ways`(plain: String, encoded: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
    }

    @Test(arguments: ["Zg==", "Zh", "Z", "Zm9", "Zm9v+", "Zm9v/w", "Zm 9v", "Zm9vYg\n"])
    func `other base64 is refused`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test func `the last two characters of the alphabet are minus and underscore`() {
        #expect(Base64URL.encode([0xFB, 0xFF, 0xFE]) == "-__-")
        #expect(Base64URL.decode("-__-") == [0xFB, 0xFF, 0xFE])
    }
}
