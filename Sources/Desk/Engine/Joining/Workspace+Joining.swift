// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Correspondence
internal import DeskFormats
internal import RelayAPI
internal import RelayConnection
internal import Sealing

/// A new worker's own machine: it makes its keys, asks, and waits until a director has compared its fingerprint and let it
/// in (docs/decisions/0021-joining-through-the-intake-drawer.md).
extension Workspace {
    /// An empty file, from the asking until the ledger has this machine.
    static let joiningMark = "joining"

    /// Makes this machine's keys and asks to be admitted. Called again it begins again, with new keys.
    public func join(_ draft: JoinDraft) async throws(WorkspaceError) -> JoiningDesk {
        try enter(passphrase: draft.passphrase)
        defer { isEntering = false }
        guard let invitation = Invitation(parsing: draft.invitation) else { throw .badInvitation }
        guard invitation.relay == settings.relay else { throw .refused(EngineMessage.relayNotInvited) }
        let note = try await meetRelay()
        guard let applicant = ApplicantSecrets(name: draft.name, link: invitation.link, relayKey: note.relayKey) else {
            throw .refused(EngineMessage.eventUnwritable)
        }
        let envelope = try await envelope(asking: applicant)
        await stopWaiting()
        do {
            try removeLeftovers()
            try files.remove(EntryRecord.name)
            try files.write([], to: Self.joiningMark)
        } catch {
            throw WorkspaceError(error)
        }
        try await KeyFile.write(
            .applicant(applicant), passphrase: draft.passphrase, work: settings.passphraseWork, in: files)
        try await deliver(envelope)
        return waiting(as: applicant)
    }

    /// After a restart: unlocks the keys that were made, asks again in case nobody heard, and waits.
    public func resumeJoining(passphrase: String) async throws(WorkspaceError) -> JoiningDesk {
        guard phase == .joining else { throw .refused(EngineMessage.workspaceEmpty) }
        guard !isEntering else { throw .refused(EngineMessage.workspaceBusy) }
        isEntering = true
        defer { isEntering = false }
        let content = try await KeyFile.open(passphrase: passphrase, work: settings.passphraseWork, in: files)
        guard case .applicant(let applicant) = content else {
            throw .localFilesDamaged(EngineMessage.deviceKeysDamaged)
        }
        if try await welcome(for: applicant) == nil { try await deliver(try await envelope(asking: applicant)) }
        return waiting(as: applicant)
    }

    /// This machine while it waits; nil after a restart until ``resumeJoining(passphrase:)``.
    public var joining: JoiningDesk? { applicant.map { JoiningDesk($0) } }

    /// Forgets the keys that were made. What was asked can still be dismissed by a director, or admitted in vain.
    public func abandonJoining() async throws(WorkspaceError) {
        guard phase == .joining, !isEntering else { throw .refused(EngineMessage.workspaceBusy) }
        await stopWaiting()
        applicant = nil
        do {
            try files.remove(KeyFile.name)
            try removeLeftovers()
        } catch {
            throw WorkspaceError(error)
        }
        notify()
    }

    /// Looks once whether a director has let this machine in; if so it reads the ledger and is unlocked.
    public func lookForWelcome() async throws(WorkspaceError) -> Bool {
        guard let applicant, phase == .joining else { return phase == .unlocked }
        guard !isEntering else { return false }
        isEntering = true
        defer { isEntering = false }
        guard let welcome = try await welcome(for: applicant) else { return false }
        do { try WelcomeFile.save(welcome, in: files, applicant) } catch { throw WorkspaceError(error) }
        let secrets = applicant.welcomed(with: welcome)
        let link = connect(secrets)
        do throws(SyncFailure) {
            try await enter(secrets, welcome, link)
        } catch {
            await link.shutdown()
            throw error.workspaceError
        }
        return true
    }

    /// Believes the welcome only when the ledger that it opens admits this machine, by a chain from the root of the
    /// organisation that was asked.
    private func enter(
        _ secrets: DeviceSecrets, _ welcome: Welcome, _ link: any RelayLink
    ) async throws(SyncFailure) {
        try storing { () throws(StorageError) in
            try LedgerKeyRecord(welcome.ledgerKeys).saveIfChanged(in: files, secrets.storageKey)
        }
        let desk: OpenDesk
        do { desk = try await localDesk(secrets, link, recovery: nil) } catch { throw SyncFailure(error) }
        // The newest cases can be read while the old ones still come.
        try await download(desk, stopsWhenListed: surroundings.runsInBackground)
        guard desk.me != nil else { throw .notAdmitted }
        try requireOwnPurpose(desk)
        try storing { () throws(StorageError) in try files.remove(Self.joiningMark) }
        applicant = nil
        begin(desk)
    }

    private func waiting(as applicant: ApplicantSecrets) -> JoiningDesk {
        self.applicant = applicant
        notify()
        if surroundings.runsInBackground, background == nil {
            background = Task { [weak self] in await self?.wait(for: applicant) }
        }
        return JoiningDesk(applicant)
    }

    private func wait(for applicant: ApplicantSecrets) async {
        while !Task.isCancelled, self.applicant?.device.id == applicant.device.id {
            if let isIn = try? await lookForWelcome(), isIn { return }
            try? await surroundings.sleep(.seconds(Self.secondsBetweenLooks))
        }
    }

    private static let secondsBetweenLooks = 30

    private func stopWaiting() async {
        let running = background
        background = nil
        running?.cancel()
        applicant = nil
    }
}
