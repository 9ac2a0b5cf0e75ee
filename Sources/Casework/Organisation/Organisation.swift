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
    /// The place of its admission in the ledger: what it says counts after that.
    public let admittedIn: UInt64
}

/// A person of the organisation.
public struct MemberRecord: Hashable, Sendable, Confidential {
    public struct Removal: Hashable, Sendable, Confidential {
        public let by: ID<Member>
        public let reason: String
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
        public let sequence: UInt64
    }

    public let id: ID<Member>
    public let name: String
    public internal(set) var roles: Set<MemberRole>
    /// In the order of their admission.
    public internal(set) var devices: [ID<Device>]
    /// Seconds since 1970.
    public let admittedAt: UInt64
    public let admittedIn: UInt64
    public internal(set) var removal: Removal?
    /// Whether the person ever had the intake role, or founded or recovered the organisation: they could read requests.
    public internal(set) var wasOnIntake = false

    public var isCurrent: Bool { removal == nil }

    /// Whether the person belonged to the organisation just before this place in the ledger.
    public func isCurrent(before sequence: UInt64) -> Bool {
        admittedIn < sequence && (removal.map { sequence <= $0.sequence } ?? true)
    }
}

/// The newest card that was published.
public struct CardRecord: Hashable, Sendable {
    public let version: UInt32
    /// Seconds since 1970.
    public let validUntil: UInt64
}
