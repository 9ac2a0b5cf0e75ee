// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Sealing

/// What a joined machine was told in its welcome, sealed under its own storage key (docs/protocol.md, section 7).
enum WelcomeFile {
    static let name = "welcome.sealed"
    private static let byteCountLimit = 1 << 20

    /// Durable when it returns.
    static func save(
        _ welcome: Welcome, in files: DeskDirectory, _ applicant: ApplicantSecrets
    ) throws(StorageError) {
        try files.write(applicant.storageKey.seal(welcome.exposedBytes, for: name), to: name)
    }

    /// Nil where there is none that this machine sealed.
    static func load(
        from files: DeskDirectory, _ applicant: ApplicantSecrets
    ) throws(WorkspaceError) -> Welcome? {
        do {
            guard let sealed = try files.read(name, atMost: byteCountLimit),
                let bytes = applicant.storageKey.open(sealed, for: name)
            else { return nil }
            return try? Welcome(parsing: bytes)
        } catch {
            throw WorkspaceError(error)
        }
    }
}
