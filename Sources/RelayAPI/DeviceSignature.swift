// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Crypto
public import HTTPTypes

extension HTTPField.Name {
    public static let contentDigest = Self("Content-Digest")!
    public static let signatureInput = Self("Signature-Input")!
    public static let signature = Self("Signature")!
    /// The relay that a signed call is meant for: its checkpoint key in hexadecimal.
    public static let lifeboatRelay = Self("Lifeboat-Relay")!
    public static let lifeboatWork = Self("Lifeboat-Work")!
    /// How full the relay's share of the disk is (``DiskUse``), in answers to devices.
    public static let lifeboatDisk = Self("Lifeboat-Disk")!
    /// `?0` where a visitor's message would be refused for want of room.
    public static let lifeboatRoom = Self("Lifeboat-Room")!
    public static let lifeboatBlob = Self("Lifeboat-Blob")!
    public static let uploadOffset = Self("Upload-Offset")!
    public static let uploadComplete = Self("Upload-Complete")!
}

/// What a signed call says of itself beside method, path and body: the parameters of its HTTP message signature
/// (RFC 9421, section 2.3). Lifeboat uses one form of `Signature-Input` and accepts no other.
public struct SignatureParameters: Hashable, Sendable {
    /// Seconds since 1970.
    public let created: Int64
    /// 16 random bytes; they count once.
    public let nonce: [UInt8]
    /// The device's access key.
    public let key: RelayName

    private static let label = "lifeboat="
    private static let components = #"("@method" "@path" "@query" "content-digest" "lifeboat-relay")"#
    private static let tag = #";tag="lifeboat-relay-v1""#

    /// Nil unless `nonce` is 16 bytes and the time is after 1970.
    public init?(created: Int64, nonce: [UInt8], key: RelayName) {
        guard nonce.count == 16, created >= 0 else { return nil }
        self.created = created
        self.nonce = nonce
        self.key = key
    }

    /// Nil unless `field` is the value of a `Signature-Input` field in Lifeboat's form.
    public init?(parsing field: String) {
        guard field.utf8.count <= 512 else { return nil }
        var rest = field[...]
        guard rest.take("\(Self.label)\(Self.components);created="), let created = rest.take(until: ";"),
            rest.take(#"nonce=""#), let nonce = rest.take(until: "\""), rest.take(#";keyid=""#),
            let key = rest.take(until: "\""), rest == Self.tag,
            let seconds = Decimal.parse(created), seconds <= UInt64(Int64.max), let name = RelayName(hex: key),
            let bytes = Base64URL.decode(nonce)
        else { return nil }
        self.init(created: Int64(seconds), nonce: bytes, key: name)
    }

    /// The value of the `Signature-Input` field.
    public var field: String { Self.label + inner }

    private var inner: String {
        #"\#(Self.components);created=\#(created);nonce="\#(Base64URL.encode(nonce))";keyid="\#(key)""# + Self.tag
    }

    /// The signature base (RFC 9421, section 2.5).
    func signatureBase(method: String, target: String, digest: ContentDigest, relay: RelayName) -> [UInt8] {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let text = """
            "@method": \(method)
            "@path": \(parts[0])
            "@query": ?\(parts.count > 1 ? parts[1] : "")
            "content-digest": \(digest.field)
            "lifeboat-relay": \(relay)
            "@signature-params": \(inner)
            """
        return Array(text.utf8)
    }
}

/// A device's signature on a call.
public struct DeviceSignature: Hashable, Sendable {
    public let parameters: SignatureParameters
    public let digest: ContentDigest
    /// The relay that the call is meant for.
    public let relay: RelayName
    private let signature: [UInt8]

    /// Signs a call.
    public init(
        method: HTTPRequest.Method, target: String, body: [UInt8], relay: RelayName, created: Int64, nonce: [UInt8],
        with key: AccessKey
    ) {
        guard let name = RelayName(key.verificationKey),
            let parameters = SignatureParameters(created: created, nonce: nonce, key: name)
        else { preconditionFailure("a nonce is 16 bytes, and no clock stands before 1970") }
        self.parameters = parameters
        self.relay = relay
        digest = ContentDigest(of: body)
        let base = parameters.signatureBase(
            method: method.rawValue, target: target, digest: digest, relay: relay)
        signature = key.sign(base)
    }

    /// Reads the four fields of a signed call; says nothing yet about whether the signature is good.
    public init(reading fields: HTTPFields) throws(SignatureRefusal) {
        guard let input = fields[.signatureInput], let signature = fields[.signature] else { throw .missing }
        guard let parameters = SignatureParameters(parsing: input),
            signature.hasPrefix("lifeboat=:"), signature.hasSuffix(":"),
            let bytes = Base64.decode(signature.dropFirst(10).dropLast(), byteCount: 64),
            let digest = fields[.contentDigest].flatMap(ContentDigest.init(parsing:)),
            let relay = fields[.lifeboatRelay].flatMap({ RelayName(hex: $0) })
        else { throw .malformed }
        self.parameters = parameters
        self.digest = digest
        self.relay = relay
        self.signature = bytes
    }

    /// Whether the device that the signature names signed this call.
    public func isValid(method: HTTPRequest.Method, target: String) -> Bool {
        let base = parameters.signatureBase(method: method.rawValue, target: target, digest: digest, relay: relay)
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: parameters.key.bytes) else { return false }
        return key.isValidSignature(signature, for: base)
    }

    /// The fields that a signed call carries.
    public var fields: [(name: HTTPField.Name, value: String)] {
        [
            (.contentDigest, digest.field), (.lifeboatRelay, relay.description), (.signatureInput, parameters.field),
            (.signature, "lifeboat=:\(Base64.encode(signature)):"),
        ]
    }
}

extension Substring {
    /// Drops `prefix`; false, and nothing dropped, where the text does not begin so.
    fileprivate mutating func take(_ prefix: String) -> Bool {
        guard hasPrefix(prefix) else { return false }
        removeFirst(prefix.count)
        return true
    }

    /// What stands before the next `end`, which is dropped too.
    fileprivate mutating func take(until end: Character) -> Substring? {
        guard let index = firstIndex(of: end) else { return nil }
        defer { self = self[self.index(after: index)...] }
        return self[..<index]
    }
}
