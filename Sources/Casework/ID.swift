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
