// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
public import Casework
internal import Correspondence
public import DeskFormats
internal import RelayAPI
internal import Sealing

/// Who belongs to the organisation: what directors do.
extension Workspace {
    /// Whose desk this is; nil while locked.
    public var me: ID<Member>? { desk?.me }

    /// What a new worker needs to ask; nil while locked. To be handed over in person, or read out.
    public var invitation: Invitation? {
        desk.map { Invitation(link: $0.secrets.link, relay: settings.relay) }
    }

    /// Machines that ask to join, the newest first. Only directors see them.
    public var applicants: [Applicant] {
        guard let desk else { return [] }
        var known: Set<ID<Device>> = []
        return desk.applicants.sorted { $0.key > $1.key }.map(\.value)
            .filter { desk.visible.devices[$0.device.id] == nil && known.insert($0.device.id).inserted }
            .map { Applicant($0) }
    }

    /// Lets a machine in as a new member's: call it only after the fingerprint was compared with the person.
    /// - Parameter name: what colleagues are to call them; nil for what they call themself.
    public func admit(
        _ applicant: ID<Device>, as name: String? = nil, roles: Set<MemberRole>
    ) async throws(WorkspaceError) {
        let desk = try unlocked()
        guard let (request, envelopes) = desk.application(of: applicant) else {
            throw .refused(EngineMessage.unknownApplicant)
        }
        let welcome = Welcome(from: desk.secrets, ledgerKeys: desk.keys.ledgerKeys)
        let content: [UInt8]
        do { content = try welcome.sealed(to: request.device.recipient) } catch {
            throw .refused(EngineMessage.eventUnwritable)
        }
        try queue(desk) { item in
            guard let admission = item.entries.first else { return }
            item.enrolments = [request.accessKey]
            item.envelopes = envelopes
            item.slots = [
                OutboxItem.SlotWrite(name: request.welcome.slotName.bytes, content: content, entry: admission.id)
            ]
        } _: { writing throws(WorkspaceError) in
            try writing.admit(request, as: name ?? request.name, roles: roles)
        }
        for envelope in envelopes { desk.applicants[envelope] = nil }
        notify()
    }

    /// Throws the request away.
    public func dismiss(_ applicant: ID<Device>) async throws(WorkspaceError) {
        let desk = try unlocked()
        guard let (_, envelopes) = desk.application(of: applicant) else {
            throw .refused(EngineMessage.unknownApplicant)
        }
        try queue(desk) {
            $0.envelopes = envelopes
        } _: { _ throws(WorkspaceError) in
        }
        for envelope in envelopes { desk.applicants[envelope] = nil }
        notify()
    }

    /// Sets what a member does. Keys follow: whoever comes on intake duty is granted the intake's keys, and whoever leaves it
    /// does not get the next ones. Where that leaves nobody on intake duty, the director comes on it by the same act; a director may put
    /// themself on it where nobody is (docs/decisions/0096).
    public func setRoles(_ roles: Set<MemberRole>, of member: ID<Member>) async throws(WorkspaceError) {
        let desk = try unlocked()
        try queue(desk) { writing throws(WorkspaceError) in
            try writing.setRoles(roles, of: member)
            try writing.keepIntake()
        }
        try tend(desk)
    }

    /// Removes a member: nothing that they sign from here on counts, the relay answers their machines no more, and whatever
    /// they held a key of is sealed with new ones. What they could read until now they may have read. Where they alone were on intake duty,
    /// the director comes on it by the same act.
    public func remove(_ member: ID<Member>, reason: String) async throws(WorkspaceError) {
        let desk = try unlocked()
        let devices = desk.visible.members[member]?.devices ?? []
        let accessKeys = devices.compactMap { desk.visible.devices[$0]?.accessKey }
        try queue(desk) { item in
            item.expulsions = accessKeys
        } _: { writing throws(WorkspaceError) in
            try writing.say(.memberRemoved(member: member, reason: reason))
            try writing.startLedgerEpoch()
            try writing.keepIntake()
        }
        try tend(desk)
    }

    /// New epochs at once rather than at the next pass: what is written offline from here on is under them.
    private func tend(_ desk: OpenDesk) throws(WorkspaceError) {
        do {
            try tendEpochs(desk)
            try tendCard(desk)
        } catch {
            throw error.workspaceError
        }
    }
}
