// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
@testable import Desk

/// What a test of pages does not arrange is not there.
extension PagesWork {
    private static var notArranged: WorkspaceError { .refused("event.no-key") }

    func step(_ request: ID<Casework.Request>, _ step: RequestStep, note: String) throws(WorkspaceError) {
        record(.requestStepped(request: request, step, note: note))
    }

    var joining: JoiningDesk? { nil }
    func join(_ draft: JoinDraft) throws(WorkspaceError) -> JoiningDesk { throw Self.notArranged }
    func resumeJoining(passphrase: String) throws(WorkspaceError) -> JoiningDesk { throw Self.notArranged }
    func lookForWelcome() throws(WorkspaceError) -> Bool { throw Self.notArranged }
    func abandonJoining() throws(WorkspaceError) { throw Self.notArranged }

    var me: ID<Member>? { state.member(of: Self.device)?.id }
    var invitation: Invitation? { nil }
    var applicants: [Applicant] { [] }
    func admit(_ applicant: ID<Device>, roles: Set<MemberRole>) throws(WorkspaceError) { throw Self.notArranged }
    func dismiss(_ applicant: ID<Device>) throws(WorkspaceError) { throw Self.notArranged }
    func setRoles(_ roles: Set<MemberRole>, of member: ID<Member>) throws(WorkspaceError) { throw Self.notArranged }
    func remove(_ member: ID<Member>, reason: String) throws(WorkspaceError) { throw Self.notArranged }

    func openCase(_ draft: CaseDraft) throws(WorkspaceError) -> ID<Case> { throw Self.notArranged }
    func openCompartment(_ part: PartDraft, in id: ID<Case>) throws(WorkspaceError) -> ID<Compartment> {
        throw Self.notArranged
    }
    func say(_ events: [CompartmentEvent], in compartment: ID<Compartment>) throws(WorkspaceError) {
        throw Self.notArranged
    }
    func grantAccess(
        to compartment: ID<Compartment>, member: ID<Member>, reason: String
    ) throws(WorkspaceError) { throw Self.notArranged }
    func endAccess(
        to compartment: ID<Compartment>, member: ID<Member>, reason: String
    ) throws(WorkspaceError) { throw Self.notArranged }
}
