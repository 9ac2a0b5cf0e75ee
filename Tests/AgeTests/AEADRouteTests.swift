// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Age

@Suite struct `The two routes to ChaCha20-Poly1305` {
    @Test(arguments: [0, 1, 15, 16, 17, 1000, 65_535, 65_536]) func `give equal bytes`(size: Int) {
        let secret = Secret(pattern(32, seed: 7))
        let plaintext = pattern(size, seed: UInt64(size))
        for (index, isLast) in [(UInt64(0), true), (1, false), (UInt64.max, true)] {
            let nonce = AEADNonce(chunk: index, isLast: isLast)
            var direct: [UInt8] = [9]
            var portable: [UInt8] = [9]
            AEADKey(secret).seal(plaintext.span, nonce: nonce, into: &direct)
            PortableAEADKey(secret).seal(plaintext.span, nonce: nonce, into: &portable)
            #expect(direct == portable)
            let sealed = Array(direct.dropFirst())
            var opened: [UInt8] = [8]
            #expect(PortableAEADKey(secret).open(sealed.span, nonce: nonce, into: &opened))
            #expect(opened == [8] + plaintext)
            opened = [8]
            #expect(AEADKey(secret).open(sealed.span, nonce: nonce, into: &opened))
            #expect(opened == [8] + plaintext)
        }
    }

    @Test func `refuse what is not authentic, and then leave nothing`() {
        let secret = Secret(pattern(32, seed: 7))
        let nonce = AEADNonce(chunk: 3, isLast: false)
        var sealed: [UInt8] = []
        AEADKey(secret).seal(pattern(100).span, nonce: nonce, into: &sealed)
        let wrongs: [[UInt8]] = [
            sealed.dropLast(), sealed + [0], [sealed[0] ^ 1] + sealed.dropFirst(), Array(sealed[..<15]), [],
        ]
        for wrong in wrongs {
            var output: [UInt8] = [1, 2]
            #expect(!AEADKey(secret).open(wrong.span, nonce: nonce, into: &output))
            #expect(!PortableAEADKey(secret).open(wrong.span, nonce: nonce, into: &output))
            #expect(output == [1, 2])
        }
        var output: [UInt8] = []
        #expect(!AEADKey(secret).open(sealed.span, nonce: AEADNonce(chunk: 3, isLast: true), into: &output))
        #expect(!AEADKey(secret).open(sealed.span, nonce: AEADNonce(chunk: 4, isLast: false), into: &output))
    }

    @Test func `the nonce of a chunk is a big-endian counter and the mark of the last`() {
        #expect(AEADNonce(chunk: 0, isLast: false).bytes == [UInt8](repeating: 0, count: 12))
        #expect(AEADNonce(chunk: 0x0102, isLast: true).bytes == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 1])
        #expect(
            AEADNonce(chunk: UInt64.max, isLast: false).bytes
                == [0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0])
    }
}
