// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import Correspondence
internal import RelayAPI
internal import RelayConnection
internal import Sealing

/// A device that the root is about to vouch for.
struct Joining: Sendable {
    let root: RootKey
    let memberName: String
}

extension Workspace {
    /// Brings the organisation back from the recovery sheet on an empty machine: this machine becomes a new device,
    /// vouched for by the root. Needs an enrolment token of the relay. After a crash in the middle the same call goes on.
    public func recover(words: String, memberName: String, passphrase: String) async throws(WorkspaceError) {
        try enter(passphrase: passphrase)
        defer { isEntering = false }
        let root: RootKey
        do { root = try RootKey(parsing: words) } catch { throw .wrongRecoveryWords }
        let message = try await recoveryMessage(root)
        let secrets = try await resumedOrFreshSecrets(root, message, passphrase: passphrase)
        let link = connect(secrets)
        do throws(SyncFailure) {
            try await enrol(link)
            try await open(secrets, link, recovery: Joining(root: root, memberName: memberName))
        } catch {
            await link.shutdown()
            throw error.workspaceError
        }
    }

    /// The newest message in the recovery mailbox. Words that lead to none are wrong, or belong to another relay.
    private func recoveryMessage(_ root: RootKey) async throws(WorkspaceError) -> RecoveryMessage {
        let stranger = surroundings.connect(AccessKey(), nil)
        let names = (1...UInt32(RelayLimits.namesPerFetch)).map { root.mailbox.slotName($0).bytes }
        let slots: [[UInt8]?]
        do throws(RelayClientError) {
            slots = try await stranger.fetchSlots(names)
            await stranger.shutdown()
        } catch {
            await stranger.shutdown()
            throw SyncFailure(error).workspaceError
        }
        let messages = slots.reversed().compactMap { $0 }.compactMap { try? RecoveryMessage(opening: $0, with: root) }
        guard let newest = messages.first else { throw .wrongRecoveryWords }
        return newest
    }

    private func resumedOrFreshSecrets(
        _ root: RootKey, _ message: RecoveryMessage, passphrase: String
    ) async throws(WorkspaceError) -> DeviceSecrets {
        if let (record, secrets) = try await unfinished(passphrase: passphrase), case .recovery = record,
            secrets.fingerprint == root.fingerprint
        {
            return secrets
        }
        return try await freshSecrets(message, passphrase)
    }

    private func freshSecrets(
        _ message: RecoveryMessage, _ passphrase: String
    ) async throws(WorkspaceError) -> DeviceSecrets {
        let note = try await meetRelay()
        let secrets = DeviceSecrets(
            device: DeviceKeys(), accessSeed: AccessKey().seed, storageKey: LocalStorageKey(),
            fingerprint: message.fingerprint, cardSecret: message.cardSecret, mailbox: message.mailbox,
            relayKey: note.relayKey, ledgerKey: message.ledgerKey)
        try await write(.recovery, secrets, passphrase: passphrase)
        return secrets
    }

    /// Admits this device with the root's word and grants it every key, unless an earlier call has done so.
    func join(_ desk: OpenDesk, _ joining: Joining) async throws(SyncFailure) {
        let keys = desk.secrets.device.publicKeys
        guard desk.ledger.projection.directory[keys.id] == nil else { return }
        let payloads: [[UInt8]]
        do throws(EntryWritingError) {
            payloads = try joiningEntries(desk, joining).map(\.sealed.bytes)
        } catch {
            throw .alarm(.localFiles)
        }
        try await asking { () throws(RelayClientError) in _ = try await desk.link.append(payloads) }
        try await download(desk)
    }

    private func joiningEntries(
        _ desk: OpenDesk, _ joining: Joining
    ) throws(EntryWritingError) -> [WrittenEntry] {
        let (second, seen) = (surroundings.now(), desk.ledger.verified.seen)
        let keys = desk.secrets.device.publicKeys
        let admission = Event.admitting(keys, name: joining.memberName, endorsement: joining.root.endorse(keys))
        var entries = [try desk.author.write(admission, at: second, seen: seen)]
        let ring = desk.ledger.projection.keys
        for grant in [ring.grant(at: second)].compactMap({ $0 }) + ring.intakes.map({ Grant([.intake($0)]) }) {
            entries.append(
                try desk.author.write(
                    grant: grant, to: [keys], joining.root.recoveryIdentity.recipient, at: second, seen: seen))
        }
        return entries
    }
}
