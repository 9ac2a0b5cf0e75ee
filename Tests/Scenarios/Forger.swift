// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
@testable import Desk
import DeskFormats
import LifeboatTestSupport
import Sealing

/// A member with a changed program: writes whatever their keys let them write, whether an honest desk would or not, and puts it
/// into the relay's ledger as any device may.
struct Forger {
    private let author: EntryAuthor
    private let relay: InMemoryRelay
    /// What it says that it has seen; a test may have it say something else.
    var seen: SeenHistory
    private let recovery: HybridRecipient
    private let second: UInt64
    let keys: KeyRing
    /// Where the grants stand that this desk opened, with the cases' compartments whose keys they hold.
    let grants: [Int: Set<ID<Compartment>>]
    let state: CaseworkState

    /// With what the desk has and has seen now.
    init(_ desk: Workspace, _ relay: InMemoryRelay) async throws {
        let (secrets, seen, keys, grants) = try await desk.exposed()
        self.grants = grants
        author = EntryAuthor(
            device: secrets.device, organisation: secrets.fingerprint,
            ledgerKey: keys.ledgerKeys.last ?? secrets.ledgerKey)
        (self.relay, self.seen, self.keys) = (relay, seen, keys)
        state = await desk.state
        recovery = keys.recovery ?? HybridIdentity().recipient
        second = await desk.surroundings.now()
    }

    func say(_ event: Event) async throws {
        await relay.inject(try author.write(event, at: second, seen: seen).sealed.bytes)
    }

    /// Sealed with a key of the compartment that the forger has: the one given, or any.
    func say(
        _ event: CompartmentEvent, in compartment: ID<Compartment>, under key: CompartmentKey? = nil
    ) async throws {
        guard let key = key ?? keys.keys(compartment).first else { throw WorkspaceError.refused("forger.no-key") }
        await relay.inject(try author.write(.inCompartment(event), for: key, at: second, seen: seen).sealed.bytes)
    }

    func grant(_ keys: [GrantedKey], to members: [ID<Member>]) async throws {
        let devices = members.flatMap { state.members[$0]?.devices ?? [] }.compactMap { state.devices[$0] }.map {
            DevicePublicKeys(
                verificationKey: $0.verificationKey,
                recipient: (try? HybridRecipient(rawRepresentation: $0.recipient)) ?? recovery)
        }
        let written = try author.write(grant: Grant(keys), to: devices, recovery, at: second, seen: seen)
        await relay.inject(written.sealed.bytes)
    }
}

extension Workspace {
    fileprivate func exposed() throws -> (DeviceSecrets, SeenHistory, KeyRing, [Int: Set<ID<Compartment>>]) {
        let desk = try unlocked()
        let grants = desk.ledger.projection.held.grants.mapValues(\.compartments).filter { !$0.value.isEmpty }
        return (desk.secrets, desk.ledger.verified.seen, desk.keys, grants)
    }
}
