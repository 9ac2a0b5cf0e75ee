// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
import Crypto

/// What opens a relay's shelves: 32 bytes that whoever holds the organisation's link can derive. The relay knows its
/// hash, until it is shown.
public struct ShelfToken: Hashable, Sendable, RedactedPrinting {
    public static let byteCount = 32

    public let exposed: [UInt8]

    /// Nil unless `bytes` are 32.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        exposed = bytes
    }

    /// SHA-256 of the token: the lock that a device sets at the relay.
    public var lock: RelayName {
        guard let name = RelayName(Array(SHA256.hash(data: exposed))) else { preconditionFailure("a hash is 32 bytes") }
        return name
    }
}

/// Which slots make a shelf: those whose first byte is a depth d of at most `depth`, and whose next d bits are the first d
/// bits of `mark` (docs/protocol.md, section 5.1).
public struct ShelfName: Hashable, Sendable {
    public static let deepest: UInt8 = 16
    static let markByteCount = 2

    /// 0 to 16.
    public let depth: UInt8
    /// The bits beyond `depth` are zero.
    public let mark: UInt16

    /// Nil above a depth of 16, and where a bit of `mark` beyond the depth is set: a shelf has one name.
    public init?(depth: UInt8, mark: UInt16) {
        guard depth <= Self.deepest, mark & ~Self.mask(depth) == 0 else { return nil }
        self.depth = depth
        self.mark = mark
    }

    /// Nil unless `mark` is two bytes of a shelf's name.
    public init?(depth: UInt8, mark: [UInt8]) {
        guard mark.count == Self.markByteCount else { return nil }
        self.init(depth: depth, mark: UInt16(mark[0]) << 8 | UInt16(mark[1]))
    }

    /// The first and the last name that a slot of the shelf can have, for each depth; in ascending order, without
    /// overlap.
    public var ranges: [(first: RelayName, last: RelayName)] {
        (0...depth).map { depth in
            let low = mark & Self.mask(depth)
            return (Self.name(depth, low, filled: 0), Self.name(depth, low | ~Self.mask(depth), filled: 0xFF))
        }
    }

    public func contains(_ name: RelayName) -> Bool {
        let (own, mask) = (name.bytes[0], Self.mask(name.bytes[0]))
        guard own <= depth else { return false }
        return (UInt16(name.bytes[1]) << 8 | UInt16(name.bytes[2])) & mask == mark & mask
    }

    private static func mask(_ depth: UInt8) -> UInt16 { ~UInt16(truncatingIfNeeded: 0xFFFF >> UInt32(depth)) }

    private static func name(_ depth: UInt8, _ mark: UInt16, filled: UInt8) -> RelayName {
        let bytes = [depth, UInt8(mark >> 8), UInt8(truncatingIfNeeded: mark)] + [UInt8](repeating: filled, count: 29)
        guard let name = RelayName(bytes) else { preconditionFailure("a name is 32 bytes") }
        return name
    }
}

/// One slot of a shelf.
public struct ShelvedSlot: Hashable, Sendable {
    public let name: RelayName
    /// Of a bucket's size.
    public let content: [UInt8]

    public init(name: RelayName, content: [UInt8]) {
        self.name = name
        self.content = content
    }
}

/// What a visitor's side sends to be given a shelf.
public struct ShelfQuestion: Hashable, Sendable {
    static let byteCount = ShelfToken.byteCount + 3

    public let token: ShelfToken
    public let shelf: ShelfName

    public init(token: ShelfToken, shelf: ShelfName) {
        self.token = token
        self.shelf = shelf
    }
}
