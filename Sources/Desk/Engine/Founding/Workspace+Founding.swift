// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Correspondence
internal import DeskFormats
internal import RelayAPI
internal import RelayConnection
internal import Sealing

extension Workspace {
    /// Makes an organisation on an empty relay and opens it. The sheet is for printing: the root is on no machine
    /// afterwards. After a crash in the middle the same call with the same passphrase goes on where it stopped.
    public func create(_ draft: OrganisationDraft) async throws(WorkspaceError) -> RecoverySheet {
        try enter(passphrase: draft.passphrase)
        defer { isEntering = false }
        let (founding, secrets) = try await resumedOrFreshFounding(draft)
        let link = connect(secrets)
        do throws(SyncFailure) {
            try await enrol(link)
            try await asking { () throws(RelayClientError) in
                _ = try await link.append(founding.entries, onto: 0)
                for slot in founding.slots { try await link.writeSlot(slot.name.bytes, content: slot.content) }
            }
            try storing { () throws(StorageError) in try files.write([], to: Self.unconfirmedSheet) }
            try await open(secrets, link, recovery: nil)
        } catch {
            await link.shutdown()
            throw error.workspaceError
        }
        return sheet(founding, secrets, language: draft.sheetLanguage)
    }

    /// An empty file, from before the root is forgotten until a person says that the sheet is on paper: a desk that dies
    /// in between has lost the words, and says so afterwards.
    static let unconfirmedSheet = "sheet.unconfirmed"

    /// A person says that the recovery sheet is on paper.
    public func confirmSheet() async throws(WorkspaceError) {
        _ = try unlocked()
        do { try files.remove(Self.unconfirmedSheet) } catch { throw WorkspaceError(error) }
        status.isSheetUnconfirmed = false
    }

    private func resumedOrFreshFounding(
        _ draft: OrganisationDraft
    ) async throws(WorkspaceError) -> (EntryRecord.RecordedFounding, DeviceSecrets) {
        if let resumed = try await resumedFounding(draft) { return resumed }
        return try await freshFounding(draft)
    }

    private func sheet(
        _ founding: EntryRecord.RecordedFounding, _ secrets: DeviceSecrets, language: String
    ) -> RecoverySheet {
        let list = WordList(rawValue: String(language.prefix { $0 != "-" })) ?? .english
        return RecoverySheet(
            organisation: founding.organisation, words: founding.root.words(in: list), link: secrets.link.text,
            relay: settings.relay.base, fingerprint: secrets.fingerprint.shortText)
    }

    /// What an earlier call left behind, if the relay knows its device already; otherwise nothing depends on it and a
    /// new one is made.
    private func resumedFounding(
        _ draft: OrganisationDraft
    ) async throws(WorkspaceError) -> (EntryRecord.RecordedFounding, DeviceSecrets)? {
        guard let (record, secrets) = try await unfinished(passphrase: draft.passphrase),
            case .founding(let founding) = record
        else { return nil }
        let link = connect(secrets)
        do throws(SyncFailure) {
            let isEnrolled = try await isEnrolled(link)
            await link.shutdown()
            return isEnrolled ? (founding, secrets) : nil
        } catch {
            await link.shutdown()
            throw error.workspaceError
        }
    }

    /// Meets the relay, makes every key, and writes all that down before anything leaves the machine.
    private func freshFounding(
        _ draft: OrganisationDraft
    ) async throws(WorkspaceError) -> (EntryRecord.RecordedFounding, DeviceSecrets) {
        let note = try await meetRelay()
        guard note.checkpoint.size == 0 else { throw .refused(EngineMessage.relayInUse) }
        let founding: Founding
        do {
            founding = try Founding(
                Founding.Draft(
                    name: draft.name, languages: draft.languages, memberName: draft.memberName,
                    second: surroundings.now(), relayKey: note.relayKey,
                    seen: SeenHistory(size: 0, root: MerkleTree.emptyRoot), isRehearsal: settings.isRehearsal))
        } catch {
            throw .refused(EngineMessage.foundingUnwritable)
        }
        let recorded = EntryRecord.RecordedFounding(
            organisation: draft.name, root: founding.root, entries: founding.entries.map(\.sealed.bytes),
            slots: founding.slots)
        try await write(.founding(recorded), founding.secrets, passphrase: draft.passphrase)
        return (recorded, founding.secrets)
    }
}
