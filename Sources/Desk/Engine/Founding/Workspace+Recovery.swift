// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import Correspondence
internal import DeskFormats
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

    /// Admits this device with the root's word and grants it every key, unless an earlier call has done so. Thousands of cases
    /// are more than one call to the relay, so it is written down first and goes on after a crash.
    func join(_ desk: OpenDesk, _ joining: Joining) async throws(SyncFailure) {
        let isAdmitted = desk.ledger.projection.directory[desk.secrets.device.id] != nil
        if !isAdmitted, desk.outbox.queued.isEmpty {
            let entries: [WrittenEntry]
            do { entries = try joiningEntries(desk, joining) } catch { throw .alarm(.localFiles) }
            for start in stride(from: 0, to: entries.count, by: Self.entriesInOneItem) {
                let item = OutboxItem(
                    entries: Array(entries[start..<min(start + Self.entriesInOneItem, entries.count)]))
                try storing { () throws(StorageError) in try desk.outbox.add(item, in: files) }
            }
        }
        while let queued = desk.outbox.queued.first {
            try await append(queued.item.entries.map(\.payload), desk)
            try storing { () throws(StorageError) in try desk.outbox.remove(queued.number, in: files) }
        }
        desk.refresh()
    }

    private static let entriesInOneItem = 250

    /// The admission, the relay's key for this device, every key that there is, and a word in each case: whoever has the
    /// root holds what the root opened. A grant of case keys holds keys of one compartment, so that it can be erased.
    private func joiningEntries(_ desk: OpenDesk, _ joining: Joining) throws(WorkspaceError) -> [WrittenEntry] {
        let keys = desk.secrets.device.publicKeys
        var writing = Writing(desk, at: surroundings.now())
        let admission = Event.admitting(keys, name: joining.memberName, endorsement: joining.root.endorse(keys))
        guard case .memberAdmitted(let member, _, let device, _, _, _) = admission else { return [] }
        try writing.say(admission)
        try writing.say(.deviceEnrolled(device: device, accessKey: desk.secrets.accessKey))
        let (ring, second) = (desk.keys, writing.second)
        let standing = ring.commonKeys(at: second) + ring.voiceKeys(at: second) + ring.cardKeys(at: second)
        try writing.grant(standing + ring.compartmentKeys(of: .intake, at: second), to: [member])
        for identity in ring.intakes { try writing.grant([.intake(identity)], to: [member]) }
        for compartment in ring.heldCompartments where compartment != .intake {
            try writing.grant(
                ring.compartmentKeys(of: compartment, at: second),
                to: writing.epochs.members(of: compartment).union([member]))
            try writing.say(.access(.granted(member: member, reason: Self.recoveryReason)), in: compartment)
        }
        return writing.entries
    }

    /// Stands in the access record of every case, and is shown as it is.
    private static let recoveryReason = "recovery sheet"
}
