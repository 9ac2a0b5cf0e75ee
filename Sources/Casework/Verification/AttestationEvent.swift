// SPDX-License-Identifier: AGPL-3.0-or-later

/// What can happen to an attestation.
public enum AttestationEvent: Hashable, Sendable, Confidential {
    case proposed(StatedAttestation)
    /// The second signature.
    case issued(ID<Attestation>, proposal: ID<Entry>)
    case dropped(ID<Attestation>, reason: String)
    /// `note` is written for the recipient.
    case revoked(ID<Attestation>, note: String)
}
