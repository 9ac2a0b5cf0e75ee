// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Testing

/// One of each kind, with work factors that cost a test nothing.
struct Correspondent: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let recipient: Recipient
    let identity: Identity

    static let all: [Correspondent] = {
        let hybrid = HybridIdentity()
        let x25519 = X25519Identity()
        var all = [
            Correspondent(testDescription: "hybrid", recipient: .hybrid(hybrid.recipient), identity: .hybrid(hybrid)),
            Correspondent(testDescription: "X25519", recipient: .x25519(x25519.recipient), identity: .x25519(x25519)),
        ]
        if let recipient = try? PassphraseRecipient("correct horse", workFactor: 2),
            let identity = try? PassphraseIdentity("correct horse")
        {
            all.append(
                Correspondent(
                    testDescription: "passphrase", recipient: .passphrase(recipient), identity: .passphrase(identity)))
        }
        return all
    }()
}

/// Bytes that look random and are the same in every run.
func pattern(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}

let interestingSizes = [0, 1, 65_535, 65_536, 65_537, 3 * 65_536, 3 * 65_536 + 100]

@Suite struct `Round trips` {
    @Test(arguments: Correspondent.all, interestingSizes)
    func `what is sealed opens, whole`(correspondent: Correspondent, size: Int) throws {
        let plaintext = pattern(size)
        let sealed = try AgeFile.seal(plaintext, to: [correspondent.recipient])
        #expect(try AgeFile.open(sealed, with: [correspondent.identity]) == plaintext)
    }

    @Test(arguments: [1, 7, 1000, 65_536, 65_552, 65_553, 200_000])
    func `the size of the pieces that arrive makes no difference`(piece: Int) throws {
        let identity = X25519Identity()
        let plaintext = pattern(2 * 65_536 + 500)
        var encryptor = try Encryptor(to: [.x25519(identity.recipient)])
        var sealed: [UInt8] = []
        for start in stride(from: 0, to: plaintext.count, by: piece) {
            sealed += encryptor.update(plaintext[start..<min(start + piece, plaintext.count)])
        }
        sealed += encryptor.finish()
        var decryptor = Decryptor(identities: [.x25519(identity)])
        var opened: [UInt8] = []
        for start in stride(from: 0, to: sealed.count, by: piece) {
            opened += try decryptor.update(sealed[start..<min(start + piece, sealed.count)])
        }
        opened += try decryptor.finish()
        #expect(opened == plaintext)
    }

    @Test func `bytes that do not lie in one piece are taken too`() throws {
        let identity = X25519Identity()
        var encryptor = try Encryptor(to: [.x25519(identity.recipient)])
        let sealed = encryptor.update(repeatElement(7, count: 70_000)) + encryptor.finish()
        #expect(try AgeFile.open(sealed, with: [.x25519(identity)]) == [UInt8](repeating: 7, count: 70_000))
    }

    @Test func `each of several recipients opens the file, and nobody else`() throws {
        let identities = (0..<3).map { _ in HybridIdentity() }
        let sealed = try AgeFile.seal([1, 2, 3], to: identities.map { .hybrid($0.recipient) })
        for identity in identities {
            #expect(try AgeFile.open(sealed, with: [.hybrid(HybridIdentity()), .hybrid(identity)]) == [1, 2, 3])
        }
        #expect(throws: AgeError.noIdentityMatched) { try AgeFile.open(sealed, with: [.hybrid(HybridIdentity())]) }
        #expect(throws: AgeError.noIdentityMatched) { try AgeFile.open(sealed, with: [.x25519(X25519Identity())]) }
        #expect(throws: AgeError.noIdentityMatched) { try AgeFile.open(sealed, with: []) }
    }

    @Test func `two sealings of one plaintext have nothing in common`() throws {
        let recipient = Recipient.hybrid(HybridIdentity().recipient)
        let first = try AgeFile.seal([], to: [recipient])
        let second = try AgeFile.seal([], to: [recipient])
        #expect(first.count == second.count)
        #expect(first.suffix(32) != second.suffix(32))
    }

    @Test func `the sealer keeps no more than a chunk, and the opener releases each chunk when it is certain`() throws {
        let identity = X25519Identity()
        var encryptor = try Encryptor(to: [.x25519(identity.recipient)])
        let header = encryptor.update([])
        let first = encryptor.update(pattern(65_536))
        #expect(first.isEmpty, "a full chunk waits until it is known whether it is the last")
        let second = encryptor.update([1])
        #expect(second.count == 65_552)
        var decryptor = Decryptor(identities: [.x25519(identity)])
        #expect(try decryptor.update(header + second.dropLast()) == [])
        #expect(try decryptor.update(second.suffix(1)) == pattern(65_536))
    }

    @Test func `recipients that would weaken each other are refused`() throws {
        let hybrid = Recipient.hybrid(HybridIdentity().recipient)
        let classic = Recipient.x25519(X25519Identity().recipient)
        let passphrase = Recipient.passphrase(try PassphraseRecipient("p", workFactor: 1))
        let none = AgeError.incompatibleRecipients("there is no recipient")
        #expect(throws: none) { try Encryptor(to: []) }
        let mixed = AgeError.incompatibleRecipients(
            "a post-quantum recipient cannot be combined with one that is not")
        #expect(throws: mixed) { try Encryptor(to: [hybrid, classic]) }
        #expect(throws: mixed) { try Encryptor(to: [classic, hybrid, hybrid]) }
        let alone = AgeError.incompatibleRecipients("a passphrase cannot be combined with another recipient")
        #expect(throws: alone) { try Encryptor(to: [passphrase, classic]) }
        #expect(throws: alone) { try Encryptor(to: [hybrid, passphrase]) }
        #expect(throws: alone) { try Encryptor(to: [passphrase, passphrase]) }
    }

    @Test func `a header that no reader would accept is not written`() throws {
        let recipient = Recipient.hybrid(HybridIdentity().recipient)
        #expect(throws: AgeError.incompatibleRecipients("there are too many recipients for one file")) {
            try Encryptor(to: [Recipient](repeating: recipient, count: 340))
        }
    }
}
