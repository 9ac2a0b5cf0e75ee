// SPDX-License-Identifier: AGPL-3.0-or-later

/// A 32-byte name or hash, typed by what it names.
public struct StoreName<Kind>: Hashable, Sendable {
    public static var byteCount: Int { 32 }

    public let bytes: [UInt8]

    /// - Parameter bytes: 32 bytes; whoever reads them from outside has checked that.
    public init(_ bytes: [UInt8]) {
        precondition(bytes.count == Self.byteCount, "a name is 32 bytes")
        self.bytes = bytes
    }
}

public enum SlotKind {}
public enum EnvelopeKind {}
public enum LeafKind {}
public enum DeviceKind {}
public enum BlobKind {}
public enum UploadKind {}
public enum KeepingKind {}
public enum RelayKind {}

/// What a slot is called; says nothing.
public typealias SlotName = StoreName<SlotKind>
/// SHA-256 of an envelope.
public typealias EnvelopeDigest = StoreName<EnvelopeKind>
/// The leaf hash of a ledger entry.
public typealias LeafHash = StoreName<LeafKind>
/// The verification key of a device's access key.
public typealias DeviceKey = StoreName<DeviceKind>
/// SHA-256 of a blob.
public typealias BlobName = StoreName<BlobKind>
/// SHA-256 of an upload's ticket: the ticket itself is the right to continue, and is not kept.
public typealias UploadName = StoreName<UploadKind>
/// The verification key of a keeping key, which every desk of the organisation has.
public typealias KeepingKey = StoreName<KeepingKind>
/// The verification key of the relay that this store belongs to.
public typealias RelayKey = StoreName<RelayKind>
