// SPDX-License-Identifier: AGPL-3.0-or-later

/// Builds Lifeboat's canonical byte strings: big-endian integers and length-prefixed fields
/// (docs/protocol.md, section 1). A value has exactly one encoding.
public struct ByteWriter: Sendable {
    /// Everything written so far.
    public private(set) var bytes: [UInt8] = []

    public init(reservingCapacity capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    public mutating func u8(_ value: UInt8) { bytes.append(value) }
    public mutating func u16(_ value: UInt16) { integer(value) }
    public mutating func u32(_ value: UInt32) { integer(value) }
    public mutating func u64(_ value: UInt64) { integer(value) }

    /// Bytes whose length the reader already knows.
    public mutating func raw(_ field: some Collection<UInt8>) { bytes.append(contentsOf: field) }

    /// A field of at most 255 bytes behind its length.
    public mutating func sized8(_ field: [UInt8]) {
        precondition(field.count <= Int(UInt8.max), "a field of this kind holds at most 255 bytes")
        u8(UInt8(field.count))
        raw(field)
    }

    /// A field of at most 65,535 bytes behind its length.
    public mutating func sized16(_ field: [UInt8]) {
        precondition(field.count <= Int(UInt16.max), "a field of this kind holds at most 65,535 bytes")
        u16(UInt16(field.count))
        raw(field)
    }

    /// A field of up to 4 GiB behind its length.
    public mutating func sized32(_ field: [UInt8]) {
        precondition(field.count <= Int(UInt32.max), "a field of this kind holds at most 4 GiB")
        u32(UInt32(field.count))
        raw(field)
    }

    public mutating func text8(_ text: String) { sized8(Array(text.utf8)) }
    public mutating func text16(_ text: String) { sized16(Array(text.utf8)) }
    public mutating func text32(_ text: String) { sized32(Array(text.utf8)) }

    private mutating func integer<Value: FixedWidthInteger & UnsignedInteger>(_ value: Value) {
        var shift = Value.bitWidth
        while shift > 0 {
            shift -= 8
            bytes.append(UInt8(truncatingIfNeeded: value >> Value(shift)))
        }
    }
}
