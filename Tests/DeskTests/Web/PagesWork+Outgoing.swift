// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

@testable import Desk

/// The organisation's word without keys: a line that only this fake believes.
extension PagesWork {
    static let seal = "— lifeboat of-a-test\n"

    func vouch(
        for attestation: ID<Attestation>, in compartment: ID<Compartment>, text: String, told: Disclosure
    ) throws(WorkspaceError) {
        try check()
        guard mayVouch else { throw .refused(EngineMessage.vouchingKeyMissing) }
        try say(
            [.attestation(.signed(attestation, file: text + Self.seal)), .access(.disclosed(told))], in: compartment)
    }

    func isVouchedFor(_ file: String) -> Bool { file.hasSuffix(Self.seal) }
}

/// Leaving without keys.
extension PagesWork {
    func signatureLine(ofBag manifest: [UInt8]) throws(WorkspaceError) -> [UInt8] {
        try check()
        return Array(Self.seal.utf8)
    }

    func signedLog(of compartment: ID<Compartment>) throws(WorkspaceError) -> [ID<Entry>: [UInt8]] {
        try check()
        let log = state.part(compartment)?.log ?? []
        return Dictionary(uniqueKeysWithValues: log.map { ($0.entry, Array("signed \($0.sequence)".utf8)) })
    }

    func disclose(
        _ disclosures: [ID<Compartment>: [Disclosure]], since fingerprint: Int
    ) throws(WorkspaceError) -> CaseworkState? {
        try check()
        try overtakeDisclosure()
        guard state.fingerprint == fingerprint else { return nil }
        for (compartment, told) in disclosures {
            try say(told.map { .access(.disclosed($0)) }, in: compartment)
        }
        return state
    }
}

/// Tables without keys.
extension PagesWork {
    func knownImports(_ requests: [ImportedRequest]) -> [KnownImport?] {
        requests.map { imported.contains($0.cells) ? .present : nil }
    }

    func importRequests(_ requests: [ImportedRequest]) throws(WorkspaceError) -> ImportOutcome {
        try check()
        var outcome = ImportOutcome()
        for request in requests {
            guard note(imported: request.cells) else {
                outcome.known += 1
                continue
            }
            outcome.written += 1
            receive(7_000 + imported.count, body: request.body, danger: request.danger, language: request.language)
        }
        return outcome
    }
}
