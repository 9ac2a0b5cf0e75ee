// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import DeskFormats
internal import Sealing

extension Workspace {
    /// Opens the workspace from this machine's files; the relay is not needed unless they are damaged. A wrong
    /// passphrase costs what a right one costs, and each one makes the next wait longer.
    public func unlock(passphrase: String) async throws(WorkspaceError) {
        guard phase == .locked else {
            throw .refused(phase == .empty ? EngineMessage.workspaceEmpty : .workspaceUnlocked)
        }
        guard !isEntering else { throw .refused(EngineMessage.workspaceBusy) }
        isEntering = true
        defer { isEntering = false }
        if failedUnlocks > 0 { try? await surroundings.sleep(Self.delay(afterFailures: failedUnlocks)) }
        let content: DeviceKeyContent
        do {
            content = try await KeyFile.open(passphrase: passphrase, work: settings.passphraseWork, in: files)
        } catch {
            failedUnlocks += 1
            throw error
        }
        let secrets = try deviceSecrets(content)
        let link = connect(secrets)
        do throws(WorkspaceError) {
            let desk = try await openOrRepair(secrets, link)
            do { try requireOwnPurpose(desk) } catch { throw error.workspaceError }
            repairLink(secrets)
            begin(desk)
        } catch {
            await link.shutdown()
            throw error
        }
    }

    /// A machine that joined has its own keys in the key file, and what it was told in the welcome beside it.
    private func deviceSecrets(_ content: DeviceKeyContent) throws(WorkspaceError) -> DeviceSecrets {
        switch content {
        case .device(let secrets): return secrets
        case .applicant(let applicant):
            guard let welcome = try WelcomeFile.load(from: files, applicant) else {
                throw .localFilesDamaged(EngineMessage.deviceKeysDamaged)
            }
            return applicant.welcomed(with: welcome)
        }
    }

    /// Half a second after the first failure, doubled after each, at most half a minute.
    static func delay(afterFailures count: Int) -> Duration {
        .milliseconds(min(30_000, 500 << min(count - 1, 6)))
    }

    /// What this machine has of the ledger and the outbox.
    func localDesk(
        _ secrets: DeviceSecrets, _ link: any RelayLink, recovery: HybridIdentity?
    ) async throws(LedgerTrouble) -> OpenDesk {
        let ledger = try await LocalLedger.open(
            in: files, secrets, recovery: recovery, newestFirstFrom: settings.newestFirstFrom)
        // Once after an update, and as long as a first synchronisation.
        try await ledger.findForeign { status.progress = $0 }
        status.progress = nil
        let outbox: Outbox
        do { outbox = try Outbox(in: files, secrets.storageKey) } catch { throw .storage(error) }
        do { try blobs.tidy(keeping: Set(outbox.queued.flatMap(\.item.blobs))) } catch { throw .storage(error) }
        let claims: ClaimedBlobs?
        let seen: SeenEnvelopes?
        do {
            claims = try ClaimedBlobs.load(from: files, secrets.storageKey)
            seen = try SeenEnvelopes.load(from: files, secrets.storageKey)
        } catch {
            throw .storage(error)
        }
        return OpenDesk(
            secrets, link, ledger, outbox, claims: claims ?? ClaimedBlobs(), told: seen ?? SeenEnvelopes())
    }

    private func openOrRepair(
        _ secrets: DeviceSecrets, _ link: any RelayLink
    ) async throws(WorkspaceError) -> OpenDesk {
        do throws(LedgerTrouble) {
            let desk = try await localDesk(secrets, link, recovery: nil)
            if desk.ledger.isUncheckedThroughout { throw .stateLost }
            do {
                for name in Self.damagedCopies where files.exists(name) { try files.remove(name) }
            } catch {
                throw .storage(error)
            }
            // Nobody reads the rest while the worker reads: it is read now.
            if !surroundings.runsInBackground {
                try await desk.ledger.readOn { _ in }
                desk.refresh()
            }
            return desk
        } catch {
            switch error {
            case .damaged: return try await repairing(.ledgerDamaged, secrets, link)
            case .stateLost: return try await repairing(.stateDamaged, secrets, link)
            case .storage(let error): throw WorkspaceError(error)
            case .interrupted: throw .locked
            }
        }
    }

    /// What a mending that was cut off left behind, and earlier versions kept: with the ciphertext of what was destroyed since.
    private static let damagedCopies = [
        LedgerRepair.unfinishedName, LedgerLog.name + ".damaged", VerifiedState.name + ".damaged",
    ]

    /// Mends the local copy with the relay's help. What cannot be mended is left as it is and named.
    private func repairing(
        _ damage: EngineMessage, _ secrets: DeviceSecrets, _ link: any RelayLink
    ) async throws(WorkspaceError) -> OpenDesk {
        do {
            // It was made for the file as it was.
            try files.remove(LedgerMap.name)
            if damage == .ledgerDamaged {
                let state = try VerifiedState.load(from: files, secrets.storageKey) ?? VerifiedState()
                try await LedgerRepair(files: files, link: link).run(upTo: state)
            } else if files.exists(VerifiedState.name) {
                try files.remove(VerifiedState.name)
            }
            let desk = try await localDesk(secrets, link, recovery: nil)
            if damage == .stateDamaged { try await download(desk) }
            return desk
        } catch {
            throw .localFilesDamaged(damage)
        }
    }
}
