// SPDX-License-Identifier: AGPL-3.0-or-later

/// The organisation as its founding event describes it.
public struct OrganisationRecord: Hashable, Sendable, Confidential {
    public let name: String
    /// BCP 47 tags, the default first.
    public let languages: [String]
    /// Whether everything in it is invented, so that people can train.
    public let isRehearsal: Bool
}

/// A device that may speak, and whose it is.
public struct DeviceRecord: Hashable, Sendable, Confidential {
    public let device: ID<Device>
    public let member: ID<Member>
    /// Ed25519, 32 bytes.
    public let verificationKey: [UInt8]
    /// 1,216 bytes.
    public let recipient: [UInt8]
    /// Seconds since 1970.
    public let admittedAt: UInt64
    /// The place of its admission in the ledger: what it says counts after that.
    public let admittedIn: UInt64
    /// With which it signs its calls to the relay, 32 bytes; nil until somebody said.
    public internal(set) var accessKey: [UInt8]?
}

/// A person of the organisation.
public struct MemberRecord: Hashable, Sendable, Confidential {
    public struct Removal: Hashable, Sendable, Confidential {
        public let by: ID<Member>
        public let reason: String
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
        /// Its place in the ledger, and what its author had seen.
        let standing: Standing

        public var sequence: UInt64 { standing.sequence }
    }

    /// What somebody may do, from one place in the ledger on.
    struct RoleChange: Hashable, Sendable {
        let sequence: UInt64
        /// Seconds since 1970, by the author's clock.
        let at: UInt64
        let roles: Set<MemberRole>
        /// Who gave them; nil where the recovery sheet did.
        let by: ID<Member>?
    }

    struct RootAdmission: Hashable, Sendable {
        let sequence: UInt64
        /// Seconds since 1970, by the clock of whoever came in.
        let at: UInt64
    }

    /// A time on intake duty, in seconds since 1970 by the authors' clocks; open while it lasts.
    public struct Duty: Hashable, Sendable, Confidential {
        public let from: UInt64
        public internal(set) var until: UInt64?
    }

    public let id: ID<Member>
    /// What the director called them who admitted them, or they themself. Pages show ``name``.
    public let admittedAs: String
    /// How many members had been admitted by then whose names read like this one, and one.
    let number: Int
    /// In ledger order; the last one holds.
    private(set) var roleChanges: [RoleChange] = []
    /// In the order of their admission.
    public internal(set) var devices: [ID<Device>]
    /// Seconds since 1970.
    public let admittedAt: UInt64
    public let admittedIn: UInt64
    /// The director who did; nil for the recovery sheet.
    public let admittedBy: ID<Member>?
    public internal(set) var removal: Removal?
    /// Whether the person ever had the intake role, or founded or recovered the organisation: they could read requests.
    public internal(set) var wasOnIntake = false
    /// Admissions that carry the word of the recovery sheet: they founded the organisation or brought it back.
    var rootAdmissions: [RootAdmission] = []

    init(
        id: ID<Member>, admittedAs name: String, number: Int, admittedAt: UInt64, admittedIn: UInt64,
        by director: ID<Member>?
    ) {
        self.id = id
        admittedAs = name
        self.number = number
        devices = []
        self.admittedAt = admittedAt
        self.admittedIn = admittedIn
        admittedBy = director
    }

    public var roles: Set<MemberRole> { roleChanges.last?.roles ?? [] }

    /// The roles just before this place in the ledger, so that a compartment that is folded late comes out the same.
    public func roles(before sequence: UInt64) -> Set<MemberRole> {
        roleChanges.last { $0.sequence < sequence }?.roles ?? []
    }

    /// Whether the person had the role at any time before this place in the ledger: of whoever named another history nobody can tell what
    /// they had seen.
    public func wasEver(_ role: MemberRole, before sequence: UInt64) -> Bool {
        roleChanges.contains { $0.sequence < sequence && $0.roles.contains(role) }
    }

    mutating func setRoles(_ roles: Set<MemberRole>, by director: ID<Member>? = nil, in entry: LedgerEvent) {
        roleChanges.append(
            RoleChange(sequence: entry.sequence, at: entry.recordedAt, roles: roles, by: director))
    }

    /// When the person made themself counsel, the last time, in seconds since 1970; nil where others did. Whether or not they still
    /// are: wherever the word of counsel counts, it is said beside theirs.
    public var madeThemselfCounselAt: UInt64? {
        var at: UInt64?
        var wasCounsel = false
        for change in roleChanges {
            let isCounsel = change.roles.contains(.counsel)
            if isCounsel, !wasCounsel, change.by == id { at = change.at }
            wasCounsel = isCounsel
        }
        return at
    }

    /// When the person was on intake duty, the first time first. Removal ends the last one.
    public var intakeDuties: [Duty] {
        var duties: [Duty] = []
        for change in roleChanges {
            let isOn = change.roles.contains(.intake)
            let wasOn = duties.last.map { $0.until == nil } ?? false
            if isOn, !wasOn { duties.append(Duty(from: change.at, until: nil)) }
            if !isOn, wasOn { duties[duties.count - 1].until = change.at }
        }
        if let removal, let last = duties.indices.last, duties[last].until == nil { duties[last].until = removal.at }
        return duties
    }

    /// Whether the recovery sheet vouches for a device of theirs.
    public var isVouchedForByRoot: Bool { !rootAdmissions.isEmpty }

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
