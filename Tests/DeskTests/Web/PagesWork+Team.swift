// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

@testable import Desk
import DeskFormats

/// A colleague, as a test has one beside the founder.
extension PagesWork {
    func letIn(_ member: ID<Member>, _ name: String, on device: ID<Device>, roles: Set<MemberRole>? = nil) {
        record(
            .memberAdmitted(
                member: member, name: name, device: device, verificationKey: [UInt8](repeating: 2, count: 32),
                recipient: [], endorsement: nil))
        if let roles { record(.rolesSet(member: member, roles: roles)) }
    }
}

/// What a team does, without keys: events are folded at once, and what the fold refuses is refused.
extension PagesWork {
    var invitation: Invitation? { Invitation(parsing: Self.invitationText) }
    static let invitationText =
        "lifeboat1qxnun2wyvmwyqc7shcj3kzr3vgmmnanus926tj7p36xysxrkapmclh5q44pe32a45lnkf9cqdc72ujrc3dkj9yeuwr2w6lvjln7k69jlgz5arm http://127.0.0.1:8391"

    func step(_ request: ID<Casework.Request>, _ step: RequestStep, note: String) throws(WorkspaceError) {
        try write([.requestStepped(request: request, step, note: note)], in: .intake)
    }

    func join(_ draft: JoinDraft) throws(WorkspaceError) -> JoiningDesk {
        try check()
        let desk = JoiningDesk(name: draft.name, fingerprint: "0123 4567 89ab cdef 0123", organisation: "aaaa bbbb")
        wait(desk)
        return desk
    }

    func resumeJoining(passphrase: String) throws(WorkspaceError) -> JoiningDesk {
        guard passphrase == Self.passphrase else { throw .wrongPassphrase }
        let desk = JoiningDesk(name: "Вера", fingerprint: "0123 4567 89ab cdef 0123", organisation: "aaaa bbbb")
        wait(desk)
        return desk
    }

    func lookForWelcome() throws(WorkspaceError) -> Bool {
        try check()
        if isWelcome { enter() }
        return isWelcome
    }

    func abandonJoining() throws(WorkspaceError) { leave() }

    func admit(_ applicant: ID<Device>, as name: String?, roles: Set<MemberRole>) throws(WorkspaceError) {
        try check()
        note(applicant, roles, as: name)
    }

    /// No roles where the applicant was sent away.
    private func note(_ applicant: ID<Device>, _ roles: Set<MemberRole>?, as name: String? = nil) {
        admittedAs[applicant] = name
        admitted[applicant] = roles
        applicants.removeAll { $0.id == applicant }
    }

    func dismiss(_ applicant: ID<Device>) throws(WorkspaceError) {
        try check()
        note(applicant, nil)
    }

    func setRoles(_ roles: Set<MemberRole>, of member: ID<Member>) throws(WorkspaceError) {
        try write([.rolesSet(member: member, roles: roles)], in: .organisation)
    }

    func remove(_ member: ID<Member>, reason: String) throws(WorkspaceError) {
        try write([.memberRemoved(member: member, reason: reason)], in: .organisation)
    }

    func openCase(_ draft: CaseDraft) throws(WorkspaceError) -> ID<Case> {
        let id: ID<Case> = Self.id(5_000 + state.cases.count)
        for part in draft.parts { _ = try openCompartment(part, in: id, alias: draft.alias) }
        if let acceptance = draft.acceptance {
            try write(
                [
                    .requestStepped(
                        request: acceptance.request, .accepted(danger: acceptance.danger), note: acceptance.note)
                ],
                in: .intake)
        }
        return id
    }

    func openCompartment(_ part: PartDraft, in case: ID<Case>) throws(WorkspaceError) -> ID<Compartment> {
        try openCompartment(part, in: `case`, alias: state.case(`case`)?.alias ?? "")
    }

    private func openCompartment(
        _ part: PartDraft, in case: ID<Case>, alias: String
    ) throws(WorkspaceError) -> ID<Compartment> {
        let compartment: ID<Compartment> = Self.id(6_000 + state.cases.flatMap(\.parts).count)
        try say([.access(.opened(case: `case`, kind: part.kind, alias: alias))], in: compartment)
        for (member, reason) in part.members.sorted(by: { $0.key.hex < $1.key.hex }) {
            try grantAccess(to: compartment, member: member, reason: reason)
        }
        try say(part.events, in: compartment)
        return compartment
    }

    func say(_ events: [CompartmentEvent], in compartment: ID<Compartment>) throws(WorkspaceError) {
        try write(events.map { .inCompartment($0) }, in: compartment)
    }

    func say(_ said: [PartEvents]) throws(WorkspaceError) {
        for part in said { try say(part.events, in: part.compartment) }
    }

    func grantAccess(
        to compartment: ID<Compartment>, member: ID<Member>, reason: String
    ) throws(WorkspaceError) {
        try say([.access(.granted(member: member, reason: reason))], in: compartment)
    }

    func endAccess(
        to compartment: ID<Compartment>, member: ID<Member>, reason: String
    ) throws(WorkspaceError) {
        try say([.access(.ended(member: member, reason: reason))], in: compartment)
    }

    func destroyPart(_ compartment: ID<Compartment>) throws(WorkspaceError) {
        try check()
        drop(compartment)
    }

    private func write(_ events: [Event], in compartment: ID<Compartment>) throws(WorkspaceError) {
        try check()
        for event in events {
            let refusal = write(event, in: compartment, by: me ?? Self.id(1))
            if let refusal { throw .refused(refusal.catalogueKey) }
        }
        tell()
    }
}
