// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why a byte string is not the canonical encoding of anything.
public enum ByteReaderError: Error, Equatable, Sendable {
    /// The string ends inside a field.
    case truncated
    /// Bytes remain after the last field.
    case trailingBytes
    /// A text field is not UTF-8.
    case invalidUTF8
    /// A field has a value that its place does not allow.
    case invalidValue
}

/// Reads what ``ByteWriter`` writes. Every read is bounds-checked; nothing is skipped silently.
public struct ByteReader: Sendable {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    public init(_ bytes: [UInt8]) { self.init(bytes[...]) }

    public init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// How many bytes have not been read.
    public var remainingCount: Int { bytes.endIndex - position }

    /// How many bytes have been read.
    public var consumedCount: Int { position - bytes.startIndex }

    public mutating func u8() throws(ByteReaderError) -> UInt8 { try integer() }
    public mutating func u16() throws(ByteReaderError) -> UInt16 { try integer() }
    public mutating func u32() throws(ByteReaderError) -> UInt32 { try integer() }
    public mutating func u64() throws(ByteReaderError) -> UInt64 { try integer() }

    public mutating func raw(_ count: Int) throws(ByteReaderError) -> [UInt8] {
        guard count >= 0, count <= remainingCount else { throw .truncated }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    public mutating func sized8() throws(ByteReaderError) -> [UInt8] { try raw(Int(try u8())) }
    public mutating func sized16() throws(ByteReaderError) -> [UInt8] { try raw(Int(try u16())) }
    public mutating func sized32() throws(ByteReaderError) -> [UInt8] { try raw(Int(try u32())) }

    public mutating func text8() throws(ByteReaderError) -> String { try text(try sized8()) }
    public mutating func text16() throws(ByteReaderError) -> String { try text(try sized16()) }
    public mutating func text32() throws(ByteReaderError) -> String { try text(try sized32()) }

    /// Everything that is left.
    public mutating func rest() -> [UInt8] {
        defer { position = bytes.endIndex }
        return Array(bytes[position...])
    }

    /// Confirms that nothing is left.
    public func finish() throws(ByteReaderError) {
        guard remainingCount == 0 else { throw .trailingBytes }
    }

    private func text(_ field: [UInt8]) throws(ByteReaderError) -> String {
        guard let text = String(validating: field, as: UTF8.self) else { throw .invalidUTF8 }
        return text
    }

    private mutating func integer<Value: FixedWidthInteger & UnsignedInteger>() throws(ByteReaderError) -> Value {
        let count = Value.bitWidth / 8
        guard count <= remainingCount else { throw .truncated }
        var value: Value = 0
        for offset in 0..<count { value = value << 8 | Value(bytes[position + offset]) }
        position += count
        return value
    }
}
