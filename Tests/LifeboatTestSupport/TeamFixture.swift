// SPDX-License-Identifier: AGPL-3.0-or-later
package import Casework
package import Desk
internal import DeskFormats
package import RelayAPI

/// Desks of several people on one relay, admitted one after the other by the first, who is the director.
package final class TeamFixture: Sendable {
    package let relay: InMemoryRelay
    package let director: Workspace
    package let sheet: RecoverySheet
    package let directorFixture: DeskFixture
    private let connect: (@Sendable (AccessKey) -> any RelayLink)?

    /// - Parameter connect: how desks reach another relay than `relay`.
    package init(
        relay: InMemoryRelay = InMemoryRelay(), now: UInt64 = 1_800_000_000,
        connect: (@Sendable (AccessKey) -> any RelayLink)? = nil
    ) async throws {
        self.relay = relay
        self.connect = connect
        directorFixture = DeskFixture(relay: relay, now: now, connect: connect)
        (director, sheet) = try await directorFixture.founded()
    }

    package var now: UInt64 { directorFixture.now }

    /// A machine of a new member, admitted.
    package func admit(
        _ name: String, _ roles: Set<MemberRole>, newestFirstFrom: Int? = nil
    ) async throws -> (desk: Workspace, fixture: DeskFixture, member: ID<Member>) {
        let fixture = DeskFixture(
            relay: relay, token: "none", now: now, newestFirstFrom: newestFirstFrom, connect: connect)
        let desk = try fixture.open()
        let waiting = try await ask(desk, name)
        try await director.synchronise()
        guard let applicant = await director.applicants.first(where: { $0.fingerprint == waiting.fingerprint }) else {
            throw TeamFixtureError.noApplicant
        }
        try await director.admit(applicant.id, roles: roles)
        try await director.synchronise()
        guard try await desk.lookForWelcome(), let member = await desk.me else { throw TeamFixtureError.noWelcome }
        return (desk, fixture, member)
    }

    /// Asks to join on an empty machine.
    package func ask(_ desk: Workspace, _ name: String) async throws -> JoiningDesk {
        guard let invitation = await director.invitation else { throw TeamFixtureError.noInvitation }
        return try await desk.join(
            JoinDraft(invitation: invitation.text, name: name, passphrase: DeskFixture.passphrase))
    }

    /// Every desk twice: what one did by itself at the first pass, the others have after the second.
    package func settle(_ desks: [Workspace]) async throws {
        for _ in 0..<2 {
            for desk in desks { try await desk.synchronise() }
        }
    }
}

package enum TeamFixtureError: Error { case noInvitation, noApplicant, noWelcome }
