// SPDX-License-Identifier: AGPL-3.0-or-later

/// What can happen to an attestation.
public enum AttestationEvent: Hashable, Sendable, Confidential {
    indirect case proposed(StatedAttestation)
    /// The second signature.
    case issued(ID<Attestation>, proposal: ID<Entry>)
    case dropped(ID<Attestation>, reason: String)
    /// `note` is written for the recipient.
    case revoked(ID<Attestation>, note: String)
    /// The file for the recipient, with the organisation's signature on its last line, so that whoever holds the compartment can
    /// hand it over. It is evidence by its signature alone: whoever takes it from here checks that first.
    case signed(ID<Attestation>, file: String)
}
