// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Crypto

/// What a busy relay asks of a visitor (docs/protocol.md, section 8, "Proof of work").
public struct WorkRequest: Hashable, Sendable {
    public static let saltByteCount = 16
    /// No client looks for more zero bits than these.
    public static let highestDifficulty: UInt8 = 24

    /// How many bits must be zero.
    public let difficulty: UInt8
    /// 16 bytes that change hourly.
    public let salt: [UInt8]

    /// Nil unless `salt` is 16 bytes.
    public init?(difficulty: UInt8, salt: [UInt8]) {
        guard salt.count == Self.saltByteCount else { return nil }
        self.difficulty = difficulty
        self.salt = salt
    }

    /// Reads `difficulty=D, salt=S`.
    public init?(parsing field: String) {
        guard let (first, second) = WorkField.pair(field, "difficulty=", "salt="),
            let difficulty = Decimal.parse(first), difficulty <= 255, let salt = Base64URL.decode(second)
        else { return nil }
        self.init(difficulty: UInt8(difficulty), salt: salt)
    }

    public var field: String { "difficulty=\(difficulty), salt=\(Base64URL.encode(salt))" }

    /// Looks for an answer: 2^difficulty hashes on average. Blocks its thread; nil when `isCancelled` says so.
    /// - Parameter subject: SHA-256 of the envelope, or ``UploadTicket/workSubject(at:)``.
    public func solve(subject: [UInt8], isCancelled: () -> Bool) -> WorkProof? {
        let hash = WorkHash(salt: salt, subject: subject)
        var x: UInt64 = 0
        while x & 0xFFFF != 0 || !isCancelled() {
            if hash.zeroBits(x) >= Int(difficulty) { return WorkProof(salt: salt, x: x) }
            x += 1
        }
        return nil
    }
}

/// A visitor's answer to a ``WorkRequest``.
public struct WorkProof: Hashable, Sendable {
    public let salt: [UInt8]
    public let x: UInt64

    init(salt: [UInt8], x: UInt64) {
        self.salt = salt
        self.x = x
    }

    /// Reads `salt=S, x=X`.
    public init?(parsing field: String) {
        guard let (first, second) = WorkField.pair(field, "salt=", "x="), let salt = Base64URL.decode(first),
            salt.count == WorkRequest.saltByteCount, let x = Decimal.parse(second)
        else { return nil }
        self.init(salt: salt, x: x)
    }

    public var field: String { "salt=\(Base64URL.encode(salt)), x=\(x)" }

    /// How many zero bits SHA-256("lifeboat/v1/work" || 0x00 || salt || subject || x) begins with.
    public func zeroBits(subject: [UInt8]) -> Int { WorkHash(salt: salt, subject: subject).zeroBits(x) }
}

extension UploadTicket {
    /// What the work for the part of an upload that begins at `offset` is done on: SHA-256 of the ticket, and of the ticket and
    /// the offset where that is not 0. One part's work lets no other in.
    public func workSubject(at offset: UInt64) -> [UInt8] {
        var message = ByteWriter(reservingCapacity: Self.byteCount + 8)
        message.raw(exposed)
        if offset > 0 { message.u64(offset) }
        return Array(SHA256.hash(data: message.bytes))
    }
}

/// The hash with all that stands before x: whoever looks for x does that part once.
private struct WorkHash {
    private let begun: SHA256

    init(salt: [UInt8], subject: [UInt8]) {
        var message = ByteWriter(reservingCapacity: 73)
        message.raw("lifeboat/v1/work".utf8)
        message.u8(0)
        message.raw(salt)
        message.raw(subject)
        var hash = SHA256()
        hash.update(data: message.bytes)
        begun = hash
    }

    func zeroBits(_ x: UInt64) -> Int {
        var hash = begun
        unsafe withUnsafeBytes(of: x.bigEndian) { unsafe hash.update(bufferPointer: $0) }
        var bits = 0
        for byte in hash.finalize() {
            bits += byte.leadingZeroBitCount
            if byte != 0 { break }
        }
        return bits
    }
}

private enum WorkField {
    /// The values of `A=a, B=b`.
    static func pair(_ field: String, _ first: String, _ second: String) -> (Substring, Substring)? {
        guard field.utf8.count <= 128 else { return nil }
        let parts = field.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix(first), parts[1].hasPrefix(" \(second)") else { return nil }
        return (parts[0].dropFirst(first.count), parts[1].dropFirst(second.count + 1))
    }
}
