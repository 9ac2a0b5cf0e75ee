// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Bytes
internal import Casework
internal import Correspondence
internal import DeskFormats
internal import RelayAPI
internal import RelayConnection
internal import Sealing

/// What founding and recovery have in common.
extension Workspace {
    /// Refuses where there is an organisation already or what is left of one, or another call is under way.
    func enter(passphrase: String) throws(WorkspaceError) {
        guard phase == .empty || phase == .joining else { throw .refused(EngineMessage.workspaceNotEmpty) }
        guard files.exists(KeyFile.name) || !holdsHistory else { throw .refused(EngineMessage.keyFileMissing) }
        guard !isEntering else { throw .refused(EngineMessage.workspaceBusy) }
        guard passphrase.count >= settings.minimumPassphraseLength else {
            throw .weakPassphrase(minimumLength: settings.minimumPassphraseLength)
        }
        isEntering = true
    }

    /// Whether entries lie in the folder: with the recovery sheet they may be the last copy of an organisation whose relay is gone.
    private var holdsHistory: Bool {
        let head = try? files.read(LedgerLog.name, atMost: LedgerLog.magic.count + 1)
        return (head?.count ?? 0) > LedgerLog.magic.count
    }

    func connect(_ secrets: DeviceSecrets) -> any RelayLink {
        surroundings.connect(accessKey(secrets), secrets.relayKey)
    }

    func accessKey(_ secrets: DeviceSecrets) -> AccessKey {
        guard let access = try? AccessKey(seed: secrets.accessSeed) else { preconditionFailure("a seed is 32 bytes") }
        return access
    }

    /// Live work and rehearsals never meet in one desk: what its ledger's founding entry says has to be what it was started
    /// for, whatever lies in the folder.
    func requireOwnPurpose(_ desk: OpenDesk) throws(SyncFailure) {
        guard let organisation = desk.visible.organisation else { return }
        guard organisation.isRehearsal == settings.isRehearsal else {
            throw .otherPurpose(isRehearsal: organisation.isRehearsal)
        }
    }

    /// The relay's checkpoint and key, as it shows them to anybody.
    func meetRelay() async throws(WorkspaceError) -> CheckpointNote {
        let stranger = surroundings.connect(AccessKey(), nil)
        do throws(RelayClientError) {
            let note = try await stranger.signedCheckpoint()
            await stranger.shutdown()
            return note
        } catch {
            await stranger.shutdown()
            throw SyncFailure(error).workspaceError
        }
    }

    /// What an earlier call wrote down and did not finish.
    func unfinished(passphrase: String) async throws(WorkspaceError) -> (EntryRecord, DeviceSecrets)? {
        guard files.exists(KeyFile.name), files.exists(EntryRecord.name) else { return nil }
        let content = try await KeyFile.open(passphrase: passphrase, work: settings.passphraseWork, in: files)
        guard case .device(let secrets) = content else { return nil }
        let record: EntryRecord?
        do { record = try EntryRecord.load(from: files, secrets.storageKey) } catch { throw WorkspaceError(error) }
        return record.map { ($0, secrets) }
    }

    /// The record first: a key file without it is an organisation.
    func write(
        _ record: EntryRecord, _ secrets: DeviceSecrets, passphrase: String
    ) async throws(WorkspaceError) {
        do {
            try removeLeftovers()
            try record.save(in: files, secrets.storageKey)
        } catch {
            throw WorkspaceError(error)
        }
        try await KeyFile.write(.device(secrets), passphrase: passphrase, work: settings.passphraseWork, in: files)
    }

    /// What an earlier entering may have left, beside its keys.
    func removeLeftovers() throws(StorageError) {
        let names =
            [
                VerifiedState.name, LedgerMap.name, LedgerLog.name, LedgerKeyRecord.name, WelcomeFile.name,
                Self.joiningMark,
                Self.unconfirmedSheet,
            ] + HeldKeys.names
        for name in names { try files.remove(name) }
    }

    /// Whether the relay counts this device among the organisation's.
    func isEnrolled(_ link: any RelayLink) async throws(SyncFailure) -> Bool {
        do throws(RelayClientError) {
            _ = try await link.readIntake(after: 0, limit: 1)
            return true
        } catch {
            guard error == .notAuthorised else { throw SyncFailure(error) }
            return false
        }
    }

    /// Spends the enrolment token, unless an earlier call has done so.
    func enrol(_ link: any RelayLink) async throws(SyncFailure) {
        guard try await !isEnrolled(link) else { return }
        guard let token = settings.enrolmentToken else { throw .alarm(.notAuthorised) }
        try await asking { () throws(RelayClientError) in try await link.enrol(token: token.exposed) }
    }

    func asking<Value>(
        _ call: () async throws(RelayClientError) -> Value
    ) async throws(SyncFailure) -> Value {
        do { return try await call() } catch { throw SyncFailure(error) }
    }

    func storing<Value>(_ work: () throws(StorageError) -> Value) throws(SyncFailure) -> Value {
        do { return try work() } catch { throw .alarm(.disk) }
    }

    /// Reads the ledger, lets this device join where the root is at hand, tells the portal, and opens.
    func open(_ secrets: DeviceSecrets, _ link: any RelayLink, recovery: Joining?) async throws(SyncFailure) {
        let desk: OpenDesk
        do { desk = try await localDesk(secrets, link, recovery: recovery?.root.recoveryIdentity) } catch {
            throw SyncFailure(error)
        }
        try await download(desk)
        try requireOwnPurpose(desk)
        if let recovery {
            try await join(desk, recovery)
            desk.ledger.forgetRecovery()
        }
        try publishLink(secrets)
        try storing { () throws(StorageError) in try files.remove(EntryRecord.name) }
        begin(desk)
    }

    /// Tells a portal on this machine whom it serves, where what it was told is gone or damaged. A link to somebody else stays: that
    /// portal is not ours.
    func repairLink(_ secrets: DeviceSecrets) {
        guard let path = settings.portalLinkFile else { return }
        let bytes = (try? DeskDirectory.read(path: path, atMost: 1_024)) ?? nil
        let text = bytes.flatMap { String(validating: $0, as: UTF8.self) }?.filter { !$0.isWhitespace }
        guard text.flatMap({ OrganisationLink(parsing: $0) }) == nil else { return }
        try? publishLink(secrets)
    }

    /// Tells a portal on this machine whom it serves.
    private func publishLink(_ secrets: DeviceSecrets) throws(SyncFailure) {
        guard let path = settings.portalLinkFile else { return }
        try storing { () throws(StorageError) in
            try DeskDirectory.write(Array((secrets.link.text + "\n").utf8), toPath: path)
        }
    }
}
