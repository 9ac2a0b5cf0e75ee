// SPDX-License-Identifier: AGPL-3.0-or-later

/// What every desk has to claim blobs with, so that the relay keeps these and cannot tell by the key whose desk it was
/// (docs/protocol.md, section 8).
extension LedgerKey {
    /// The Ed25519 seed of the keeping key of this epoch, 32 bytes.
    public var keepingSeed: [UInt8] { derived("lifeboat/v1/ledger/keeping") }
}
