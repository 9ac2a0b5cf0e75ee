// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

@testable import Desk

/// The organisation's word without keys: a line that only this fake believes.
extension PagesWork {
    static let seal = "— lifeboat of-a-test\n"

    func vouch(
        for attestation: ID<Attestation>, in compartment: ID<Compartment>, text: String
    ) throws(WorkspaceError) {
        try check()
        guard mayVouch else { throw .refused(EngineMessage.vouchingKeyMissing) }
        try say([.attestation(.signed(attestation, file: text + Self.seal))], in: compartment)
    }

    func isVouchedFor(_ file: String) -> Bool { file.hasSuffix(Self.seal) }
}
