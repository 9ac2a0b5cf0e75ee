// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Sealing

extension Writing {
    /// Admission, roles, the key with which the relay will know the device, and the keys that go with the roles.
    mutating func admit(_ request: JoinRequest, as name: String, roles: Set<MemberRole>) throws(WorkspaceError) {
        let admission = Event.admitting(request.device, name: name, endorsement: nil)
        guard case .memberAdmitted(let member, _, let device, _, _, _) = admission else { return }
        try say(admission)
        try say(.rolesSet(member: member, roles: roles))
        try say(.deviceEnrolled(device: device, accessKey: request.accessKey))
        try grant(keys.commonKeys(at: second), to: [member])
        try grantStanding(to: member, from: [], to: roles)
    }

    /// What comes with a role, beyond what came with the old ones.
    mutating func grantStanding(
        to member: ID<Member>, from old: Set<MemberRole>, to new: Set<MemberRole>
    ) throws(WorkspaceError) {
        var granted: [GrantedKey] = []
        if new.holdsVoice, !old.holdsVoice { granted += keys.voiceKeys(at: second) }
        if new.holdsCard, !old.holdsCard { granted += keys.cardKeys(at: second) }
        let startsDuty = new.contains(.intake) && !old.contains(.intake)
        if startsDuty {
            let intake = keys.compartmentKeys(of: .intake, at: second)
            guard !intake.isEmpty, !keys.intakes.isEmpty else { throw .refused(EngineMessage.intakeKeyNeeded) }
            granted += intake
        }
        try grant(granted, to: [member])
        guard startsDuty else { return }
        for identity in keys.intakes { try grant([.intake(identity)], to: [member]) }
    }
}
