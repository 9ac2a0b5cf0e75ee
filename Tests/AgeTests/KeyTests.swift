// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Foundation
import Testing

/// The key pairs that the age specification prints.
struct SpecificationKeys: Decodable {
    struct Pair: Decodable {
        let identity: String
        let recipient: String
    }
    let hybrid: Pair
    let x25519: Pair

    static func load() throws -> SpecificationKeys {
        try JSONDecoder().decode(SpecificationKeys.self, from: Data(contentsOf: Vectors.age("specification-keys.json")))
    }
}

/// Files under Tests/Vectors.
enum Vectors {
    static func age(_ name: String, from file: String = #filePath) -> URL {
        URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
            .appending(components: "Vectors", "age", name)
    }
}

@Suite struct `Keys` {
    @Test func `the hybrid pair printed in the specification belongs together`() throws {
        let pair = try SpecificationKeys.load().hybrid
        let identity = try HybridIdentity(parsing: pair.identity)
        #expect(identity.recipient.text == pair.recipient)
        #expect(try HybridRecipient(parsing: pair.recipient) == identity.recipient)
        #expect(identity.text == pair.identity)
    }

    @Test func `the X25519 pair printed in the specification belongs together`() throws {
        let pair = try SpecificationKeys.load().x25519
        let identity = try X25519Identity(parsing: pair.identity)
        #expect(identity.recipient.text == pair.recipient)
        #expect(try X25519Recipient(parsing: pair.recipient) == identity.recipient)
        #expect(identity.text == pair.identity)
    }

    @Test func `a hybrid identity is remade from its seed`() throws {
        let identity = HybridIdentity()
        #expect(try HybridIdentity(seed: identity.seed).recipient == identity.recipient)
        #expect(try HybridRecipient(rawRepresentation: identity.recipient.rawRepresentation) == identity.recipient)
    }

    @Test(arguments: [31, 33, 0]) func `a seed of another length is refused`(count: Int) {
        let seed = [UInt8](repeating: 7, count: count)
        #expect(throws: AgeError.invalidIdentity("a hybrid identity is 32 bytes")) { try HybridIdentity(seed: seed) }
        #expect(throws: AgeError.invalidIdentity("an X25519 identity is 32 bytes")) {
            try X25519Identity(secret: seed)
        }
    }

    @Test func `public keys of another length are refused`() throws {
        let hybrid = HybridIdentity().recipient.rawRepresentation
        for bytes in [hybrid.dropLast(), hybrid + [0], []] {
            #expect(throws: AgeError.invalidRecipient("not a hybrid public key")) {
                try HybridRecipient(rawRepresentation: Array(bytes))
            }
        }
        #expect(throws: AgeError.invalidRecipient("not an X25519 public key")) {
            try X25519Recipient(rawRepresentation: [UInt8](repeating: 9, count: 31))
        }
    }

    @Test func `a hybrid public key whose coefficients are out of range is refused`() throws {
        let bytes = [UInt8](repeating: 0xff, count: 1184) + HybridIdentity().recipient.rawRepresentation.suffix(32)
        #expect(throws: AgeError.invalidRecipient("not a hybrid public key")) {
            try HybridRecipient(rawRepresentation: bytes)
        }
    }

    /// The points of order 1, 2, 4 and 8 on Curve25519 and its twist, and their encodings above the prime.
    static let lowOrderPoints: [[UInt8]] = [
        [UInt8](repeating: 0, count: 32),
        [1] + [UInt8](repeating: 0, count: 31),
        hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
        hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
        hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        hex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ]

    @Test(arguments: lowOrderPoints) func `a point of low order is no X25519 recipient`(point: [UInt8]) {
        #expect(throws: AgeError.invalidRecipient("not an X25519 public key")) {
            try X25519Recipient(rawRepresentation: point)
        }
    }

    @Test(arguments: lowOrderPoints) func `a point of low order is no part of a hybrid recipient`(point: [UInt8]) {
        let bytes = HybridIdentity().recipient.rawRepresentation.prefix(1184) + point
        #expect(throws: AgeError.invalidRecipient("not a hybrid public key")) {
            try HybridRecipient(rawRepresentation: Array(bytes))
        }
    }

    @Test func `the kind of a key is read from its text`() throws {
        let pairs = try SpecificationKeys.load()
        guard case .hybrid = try Recipient(parsing: pairs.hybrid.recipient),
            case .x25519 = try Recipient(parsing: pairs.x25519.recipient),
            case .hybrid = try Identity(parsing: pairs.hybrid.identity),
            case .x25519 = try Identity(parsing: pairs.x25519.identity)
        else {
            Issue.record("a key was read as another kind")
            return
        }
    }

    @Test func `text in the other case, with a changed character or of another kind is refused`() throws {
        let pairs = try SpecificationKeys.load()
        for text in [pairs.hybrid.recipient, pairs.x25519.recipient] {
            for wrong in Self.misspellings(of: text) + [text.uppercased()] {
                #expect(throws: AgeError.self, "\(wrong.prefix(80))") { try Recipient(parsing: wrong) }
            }
            #expect(throws: AgeError.self) { try Identity(parsing: text) }
        }
        for text in [pairs.hybrid.identity, pairs.x25519.identity] {
            for wrong in Self.misspellings(of: text) + [text.lowercased()] {
                #expect(throws: AgeError.self, "\(wrong)") { try Identity(parsing: wrong) }
            }
            #expect(throws: AgeError.self) { try Recipient(parsing: text) }
        }
    }

    private static func misspellings(of text: String) -> [String] {
        let tail = text.hasSuffix("q") || text.hasSuffix("Q") ? "p" : "q"
        let mixed = text.prefix(20) + text.dropFirst(20).lowercased().prefix(5) + text.dropFirst(25).uppercased()
        return [
            "", "1", String(text.dropLast()), text + "q", " " + text, text + " ", text + "\n", text.dropLast() + tail,
            String(mixed), text.replacingOccurrences(of: "1", with: "2"), String(text.reversed()), "é" + text,
        ]
    }

    @Test func `passphrases and work factors out of range are refused`() {
        #expect(throws: AgeError.invalidRecipient("the passphrase is empty")) { try PassphraseRecipient("") }
        #expect(throws: AgeError.invalidIdentity("the passphrase is empty")) { try PassphraseIdentity("") }
        for factor in [0, 31, -1] {
            #expect(throws: AgeError.self) { try PassphraseRecipient("x", workFactor: factor) }
            #expect(throws: AgeError.self) { try PassphraseIdentity("x", maximumWorkFactor: factor) }
        }
    }
}

/// Bytes from hexadecimal text.
func hex(_ text: String) -> [UInt8] {
    let digits = Array(text)
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
}
