// SPDX-License-Identifier: AGPL-3.0-or-later

/// The organisation as its founding event describes it.
public struct OrganisationRecord: Hashable, Sendable, Confidential {
    public let name: String
    /// BCP 47 tags, the default first.
    public let languages: [String]
}

/// A device that may speak, and whose it is.
public struct DeviceRecord: Hashable, Sendable, Confidential {
    public let device: ID<Device>
    public let member: ID<Member>
    public let memberName: String
    /// Ed25519, 32 bytes.
    public let verificationKey: [UInt8]
    /// 1,216 bytes.
    public let recipient: [UInt8]
    /// Seconds since 1970.
    public let admittedAt: UInt64
}

/// The newest card that was published.
public struct CardRecord: Hashable, Sendable {
    public let version: UInt32
    /// Seconds since 1970.
    public let validUntil: UInt64
}
