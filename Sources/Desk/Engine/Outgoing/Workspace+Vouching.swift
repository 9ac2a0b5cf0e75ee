// SPDX-License-Identifier: AGPL-3.0-or-later
package import Casework
internal import Correspondence
internal import Sealing

/// The organisation's word for people outside it (docs/protocol.md, section 9). The card key gives it, which directors' desks
/// hold: docs/decisions/0026.
extension Workspace {
    package var mayVouch: Bool { desk.map { $0.keys.card != nil && $0.keys.charter != nil } ?? false }

    /// Signs the text of an attestation for its recipient and keeps the file in the case, where every holder can take it. `told` says to
    /// whom and what for it goes: by that it is found again when the person takes their consent back.
    package func vouch(
        for attestation: ID<Attestation>, in compartment: ID<Compartment>, text: String, told: Disclosure
    ) throws(WorkspaceError) {
        let desk = try unlocked()
        try requireClearance(in: compartment, desk)
        // The fold asks it too; the desk asks by today's clock, before it signs anything.
        guard
            desk.visible.part(compartment)?.evidence?.isShaken(attestation, on: Day(at: surroundings.now())) == false
        else { throw .refused(EngineMessage.attestationShaken) }
        let signed = try vouched(Array(text.utf8), for: .attestation, by: desk)
        try queue(desk) { writing throws(WorkspaceError) in
            try writing.say(
                .attestation(.signed(attestation, file: String(decoding: signed.file, as: UTF8.self))), in: compartment)
            try writing.say(.access(.disclosed(told)), in: compartment)
        }
    }

    /// Whether the organisation vouches for the file today: what lies in a case is what a colleague's desk put there.
    package func isVouchedFor(_ file: String) -> Bool {
        guard let desk, let vouched = try? VouchedText(parsing: Array(file.utf8), for: .attestation) else {
            return false
        }
        return (try? vouched.check(desk.secrets.fingerprint, at: surroundings.now())) != nil
    }

    func vouched(
        _ text: [UInt8], for purpose: VouchedPurpose, by desk: OpenDesk
    ) throws(WorkspaceError) -> VouchedText {
        guard let cardKey = desk.keys.card, let charter = desk.keys.charter,
            let vouched = VouchedText(signing: text, for: purpose, by: cardKey, under: charter)
        else { throw .refused(EngineMessage.vouchingKeyMissing) }
        do throws(VouchedTextError) {
            try vouched.check(desk.secrets.fingerprint, at: surroundings.now())
        } catch .charterExpired {
            throw .refused(EngineMessage.charterExpired)
        } catch {
            throw .refused(EngineMessage.vouchingKeyMissing)
        }
        return vouched
    }
}
