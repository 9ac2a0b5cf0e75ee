// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Testing

@Suite struct `Hostile input` {
    @Test func `a header without end is refused at its limit, in little memory`() {
        var decryptor = Decryptor(identities: [])
        let line = Array(("-> odd " + String(repeating: "x", count: 1000) + "\n\n").utf8)
        var fed = 0
        #expect(throws: AgeError.headerDamaged("the header is too long")) {
            _ = try decryptor.update(Array("age-encryption.org/v1\n".utf8))
            while fed < 10_000_000 {
                _ = try decryptor.update(line)
                fed += line.count
            }
        }
        #expect(fed < 520 * 1024)
    }

    @Test func `a file that is none is refused at its first line`() {
        var decryptor = Decryptor(identities: [])
        #expect(throws: AgeError.headerDamaged("this is not an age file")) {
            _ = try decryptor.update([UInt8](repeating: 0, count: 129))
        }
    }

    @Test func `after a failure every call fails, and authentic chunks before it are not lost`() throws {
        let identity = X25519Identity()
        let plaintext = pattern(3 * 65_536)
        var file = try AgeFile.seal(plaintext, to: [.x25519(identity.recipient)])
        file[file.count - 65_552 - 1] ^= 1
        var decryptor = Decryptor(identities: [.x25519(identity)])
        #expect(try decryptor.update(file) == Array(plaintext[..<65_536]))
        for _ in 0..<2 {
            #expect(throws: AgeError.payloadDamaged) { try decryptor.update([]) }
            #expect(throws: AgeError.payloadDamaged) { try decryptor.finish() }
        }
        #expect(throws: AgeError.payloadDamaged) { try AgeFile.open(file, with: [.x25519(identity)]) }
    }

    @Test func `chunks that were moved, repeated or left out are refused`() throws {
        let identity = X25519Identity()
        let file = try AgeFile.seal(pattern(4 * 65_536), to: [.x25519(identity.recipient)])
        let front = Array(file[..<(file.count - 4 * 65_552)])
        let chunks = (0..<4).map { Array(file[(front.count + $0 * 65_552)..<(front.count + ($0 + 1) * 65_552)]) }
        for order in [[1, 0, 2, 3], [0, 0, 1, 2, 3], [0, 2, 3], [0, 1, 3, 2], [1, 2, 3], [3], [0, 1, 2, 3, 3]] {
            let rearranged = front + order.flatMap { chunks[$0] }
            #expect(throws: AgeError.payloadDamaged, "\(order)") {
                try AgeFile.open(rearranged, with: [.x25519(identity)])
            }
        }
        for order in [[], [0], [0, 1], [0, 1, 2]] {
            let cut = front + order.flatMap { chunks[$0] }
            #expect(throws: AgeError.payloadTruncated, "\(order)") { try AgeFile.open(cut, with: [.x25519(identity)]) }
        }
        let other = try AgeFile.seal(pattern(4 * 65_536), to: [.x25519(identity.recipient)])
        #expect(throws: AgeError.payloadDamaged, "the payload of another file") {
            try AgeFile.open(file[..<(file.count - 65_552)] + other.suffix(65_552), with: [.x25519(identity)])
        }
    }

    @Test func `a passphrase file that asks for too much work is refused at once`() throws {
        let sealed = try AgeFile.seal([1], to: [.passphrase(PassphraseRecipient("p", workFactor: 5))])
        #expect(throws: AgeError.workFactorTooHigh(5)) {
            try AgeFile.open(sealed, with: [.passphrase(PassphraseIdentity("p", maximumWorkFactor: 4))])
        }
        #expect(try AgeFile.open(sealed, with: [.passphrase(PassphraseIdentity("p", maximumWorkFactor: 5))]) == [1])
        #expect(throws: AgeError.noIdentityMatched) {
            try AgeFile.open(sealed, with: [.passphrase(PassphraseIdentity("q"))])
        }
    }

    @Test func `a program can see that a file wants a passphrase`() throws {
        let sealed = try AgeFile.seal([1], to: [.passphrase(PassphraseRecipient("p", workFactor: 1))])
        #expect(AgeFile.asksForPassphrase(beginning: sealed))
        let other = try AgeFile.seal([1], to: [.x25519(X25519Identity().recipient)])
        #expect(!AgeFile.asksForPassphrase(beginning: other))
        #expect(!AgeFile.asksForPassphrase(beginning: []))
    }

    private static let seed: UInt64 = 0x4c49_4645

    /// Cuts, doubles, changes and inserts at random places.
    private static func mutate(_ bytes: [UInt8], using generator: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0..<4, using: &generator) {
            guard !bytes.isEmpty else { break }
            let position = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: position)
            case 2: bytes.insert([10, 13, 32, 45, 61, 62, 0].randomElement(using: &generator) ?? 0, at: position)
            case 3: bytes.removeSubrange(position...)
            case 4:
                let end = min(bytes.count, position + 40)
                bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: 0..<bytes.count, using: &generator))
            default: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            }
        }
        return bytes
    }

    @Test func `a mutated file opens to its plaintext or not at all`() throws {
        var generator = SplitMix64(state: Self.seed)
        let sound = AgeVector.all.filter { $0.expected == nil && $0.file.count < 3000 && !$0.isArmored }
        try #require(!sound.isEmpty)
        for round in 0..<1500 {
            let vector = sound[round % sound.count]
            let file = Self.mutate(vector.file, using: &generator)
            guard file != vector.file, let opened = try? AgeFile.open(file, with: vector.identities) else { continue }
            Issue.record("seed \(Self.seed), round \(round): \(vector.name) opened to \(opened.count) bytes")
        }
    }

    @Test func `mutated armor is refused, or is the armor of what it gives`() throws {
        var generator = SplitMix64(state: Self.seed)
        let armored = Armor.encode(pattern(300))
        for round in 0..<1500 {
            let text = Self.mutate(armored, using: &generator)
            guard let content = try? Armor.decode(text) else { continue }
            let lines = text.filter { $0 != 13 }
            let isStrict = String(decoding: lines, as: UTF8.self).contains(
                String(decoding: Armor.encode(content).dropLast(), as: UTF8.self))
            #expect(isStrict, "seed \(Self.seed), round \(round)")
        }
    }

    @Test func `a mutated key is refused, or is the key of its text`() throws {
        var generator = SplitMix64(state: Self.seed)
        let keys = try SpecificationKeys.load()
        let texts = [keys.hybrid.identity, keys.x25519.identity, keys.x25519.recipient]
        for round in 0..<3000 {
            let bytes = Self.mutate(Array(texts[round % 3].utf8), using: &generator)
            let text = String(decoding: bytes, as: UTF8.self)
            if case .hybrid(let identity) = try? Identity(parsing: text) { #expect(identity.text == text) }
            if case .x25519(let identity) = try? Identity(parsing: text) { #expect(identity.text == text) }
            if case .x25519(let recipient) = try? Recipient(parsing: text) { #expect(recipient.text == text) }
            _ = try? KeyFile.identities(in: bytes)
            _ = try? KeyFile.recipients(in: bytes)
        }
    }
}
