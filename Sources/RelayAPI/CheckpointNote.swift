// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Crypto

/// A tree head: how many entries the ledger has and the root of their tree.
public struct Checkpoint: Sendable, Hashable {
    public let size: UInt64
    /// 32 bytes.
    public let root: [UInt8]

    public init(size: UInt64, root: [UInt8]) {
        self.size = size
        self.root = root
    }
}

/// Why a text is not a relay's checkpoint.
public enum CheckpointNoteError: Error, Hashable, Sendable {
    case malformed
    /// It is another relay's than the one expected.
    case otherRelay
    case badSignature
}

/// A signed tree head as the relay publishes it: a C2SP `tlog-checkpoint` in a `signed-note` with one Ed25519 signature,
/// whose origin and key name are `lifeboat-relay/` and the key in hexadecimal. It exists only if its signature is good.
public struct CheckpointNote: Sendable, Hashable {
    /// The note, byte for byte.
    public let text: String
    public let checkpoint: Checkpoint
    /// The relay's checkpoint key, 32 bytes.
    public let relayKey: [UInt8]

    private static let dash = "\u{2014} "

    /// Signs a tree head.
    public init(signing checkpoint: Checkpoint, with key: CheckpointKey) {
        let body = Self.body(checkpoint, relayKey: key.verificationKey)
        let name = Self.origin(of: key.verificationKey)
        let signature = Self.keyID(name, key.verificationKey) + key.sign(Array(body.utf8))
        self.checkpoint = checkpoint
        relayKey = key.verificationKey
        text = "\(body)\n\(Self.dash)\(name) \(Base64.encode(signature))\n"
    }

    /// Reads a note and checks its signature.
    /// - Parameter relayKey: the key to expect; nil takes whatever relay the note names, as at a first meeting.
    public init(verifying text: String, relayKey expected: [UInt8]? = nil) throws(CheckpointNoteError) {
        guard text.utf8.count <= 1024 else { throw .malformed }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 6, lines[3].isEmpty, lines[5].isEmpty, lines[0].hasPrefix("lifeboat-relay/"),
            let key = Hex.decode(lines[0].dropFirst("lifeboat-relay/".count)), key.count == 32,
            let size = Decimal.parse(lines[1]), let root = Base64.decode(lines[2], byteCount: 32)
        else { throw .malformed }
        guard expected == nil || expected == key else { throw .otherRelay }
        let checkpoint = Checkpoint(size: size, root: root)
        try Self.checkSignature(line: lines[4], body: Self.body(checkpoint, relayKey: key), key: key)
        self.text = text
        self.checkpoint = checkpoint
        relayKey = key
    }

    private static func checkSignature(line: Substring, body: String, key: [UInt8]) throws(CheckpointNoteError) {
        let name = origin(of: key)
        let prefix = "\(dash)\(name) "
        guard line.hasPrefix(prefix),
            let field = Base64.decode(line.dropFirst(prefix.count), byteCount: 68),
            Array(field[..<4]) == keyID(name, key),
            let verification = try? Curve25519.Signing.PublicKey(rawRepresentation: key)
        else { throw .malformed }
        guard verification.isValidSignature(field[4...], for: Array(body.utf8)) else { throw .badSignature }
    }

    /// The signed text (C2SP tlog-checkpoint, "Note text").
    private static func body(_ checkpoint: Checkpoint, relayKey: [UInt8]) -> String {
        "\(origin(of: relayKey))\n\(checkpoint.size)\n\(Base64.encode(checkpoint.root))\n"
    }

    private static func origin(of key: [UInt8]) -> String { "lifeboat-relay/\(Hex.encode(key))" }

    /// The first four bytes of SHA-256(key name || 0x0A || 0x01 || key) (C2SP signed-note, "Signatures").
    private static func keyID(_ name: String, _ key: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: Array(name.utf8) + [0x0A, 0x01] + key).prefix(4))
    }
}

/// What a relay signs its tree heads with (Ed25519). Its verification key is the relay's name.
public struct CheckpointKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    /// 32 public bytes.
    public let verificationKey: [UInt8]

    public init() {
        key = Curve25519.Signing.PrivateKey()
        verificationKey = Array(key.publicKey.rawRepresentation)
    }

    /// Nil unless `seed` is 32 bytes.
    public init?(seed: [UInt8]) {
        guard seed.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            return nil
        }
        self.key = key
        verificationKey = Array(key.publicKey.rawRepresentation)
    }

    /// 32 secret bytes.
    public var seed: [UInt8] { Array(key.rawRepresentation) }

    func sign(_ message: [UInt8]) -> [UInt8] {
        guard let signature = try? key.signature(for: message) else { preconditionFailure("Ed25519 signs any message") }
        return Array(signature)
    }
}

extension CheckpointKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "[redacted]" }
    public var debugDescription: String { "[redacted]" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
