// SPDX-License-Identifier: AGPL-3.0-or-later
import DeskFormats
import HTTPTypes
import Languages

extension Catalogue {
    /// What happened and what to do, for the worker.
    func explanation(of error: WorkspaceError) -> String {
        switch error {
        case .wrongPassphrase: text("error.wrong-passphrase")
        case .weakPassphrase(let minimumLength): plural("error.weak-passphrase", minimumLength)
        case .wrongRecoveryWords: text("error.wrong-recovery-words")
        case .relayUnreachable: text("error.relay-unreachable")
        case .localFilesDamaged(let key): "\(text("error.local-files-damaged")) \(text(key))"
        case .locked: text("error.locked")
        case .refused(let key): text(key)
        case .tooLarge(let limit): text("error.too-large", ["size": size(byteCount: UInt64(max(0, limit)))])
        case .attachmentUnavailable: text("error.attachment-unavailable")
        case .attachmentDamaged: text("error.attachment-damaged")
        case .badInvitation: text("error.bad-invitation")
        case .storage(let reason): text("error.storage", ["reason": reason])
        }
    }
}
