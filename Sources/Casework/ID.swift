// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

/// A typed identifier of sixteen bytes: `ID<Request>` cannot stand where `ID<Member>` is wanted.
public struct ID<Subject>: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// Nil unless there are exactly sixteen bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Nil unless `text` is thirty-two lower-case hexadecimal digits.
    public init?(hex text: some StringProtocol) {
        guard let bytes = Hex.decode(text) else { return nil }
        self.init(bytes)
    }

    /// The sixteen bytes.
    public var bytes: [UInt8] {
        var writer = ByteWriter(reservingCapacity: 16)
        writer.u64(high)
        writer.u64(low)
        return writer.bytes
    }

    /// Thirty-two lower-case hexadecimal digits.
    public var hex: String { Hex.encode(bytes) }
}

extension ID: Comparable {
    /// The order of the bytes: the same everywhere, and no other meaning.
    public static func < (one: ID, other: ID) -> Bool { (one.high, one.low) < (other.high, other.low) }
}

extension ID: CustomStringConvertible {
    public var description: String { hex }
}

/// What somebody in danger asked of the organisation: the subject of a conversation.
public enum Request {}
/// A person who works for the organisation.
public enum Member {}
/// A machine of a member, with keys of its own.
public enum Device {}
/// One message from outside.
public enum Message {}
/// One entry of the ledger.
public enum Entry {}
/// One person's way out and everything that belongs to it.
public enum Case {}
/// A part of what the organisation knows that has a key, a log and a list of holders of its own.
public enum Compartment {}

extension ID where Subject == Compartment {
    /// Sixteen zero bytes: what every member may read.
    public static var organisation: ID<Compartment> { numbered(0) }
    /// Fifteen zero bytes and a one: requests and conversations before they belong to a case.
    public static var intake: ID<Compartment> { numbered(1) }

    private static func numbered(_ last: UInt8) -> ID<Compartment> {
        guard let id = ID<Compartment>([UInt8](repeating: 0, count: 15) + [last]) else {
            preconditionFailure("an identifier is sixteen bytes")
        }
        return id
    }
}
