// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import Correspondence
internal import RelayAPI
internal import RelayConnection
internal import Sealing

extension Workspace {
    /// Removes from the intake drawer what is for nobody, beyond what is kept (``DrawerWatch``): whoever throws anything in shall
    /// not fill the relay for good. Only a desk does so that can open whatever a visitor may have sealed.
    func sweepDrawer(_ desk: OpenDesk) async throws(SyncFailure) {
        defer { if self.desk === desk { status.take(desk, at: surroundings.now()) } }
        // A colleague's machine that asks to join seals to directors alone.
        let surplus = desk.drawer.surplus(closedToo: desk.joiningIdentity != nil, lacksKey: desk.lacksIntakeKey)
        guard !surplus.isEmpty, desk.isOnIntakeDuty, try await holdsEveryIntake(desk) else { return }
        for start in stride(from: 0, to: surplus.count, by: Self.removalsPerCall) {
            let some = Array(surplus[start..<min(start + Self.removalsPerCall, surplus.count)])
            try await asking { () throws(RelayClientError) in try await desk.link.removeIntake(some) }
            guard self.desk === desk else { throw .locked }
            let before = desk.drawer.seen
            desk.drawer.removed(some)
            if desk.drawer.seen != before { try storing { () throws(StorageError) in try keepSeen(desk) } }
        }
    }

    /// Somebody has seen that there are envelopes which no key opens.
    /// - Parameter told: what the page told them; what came later is told anew.
    public func seeEnvelopes(_ told: ClosedEnvelopes) async throws(WorkspaceError) {
        let desk = try unlocked()
        let before = desk.drawer
        desk.drawer.see(told)
        do { try keepSeen(desk) } catch {
            desk.drawer = before
            throw WorkspaceError(error)
        }
        status.take(desk, at: surroundings.now())
    }

    private func keepSeen(_ desk: OpenDesk) throws(StorageError) {
        try desk.drawer.seen.save(in: files, desk.secrets.storageKey)
    }

    private static let removalsPerCall = RelayLimits().removalsPerCall

    /// Whether this desk has the intake key of every card that a portal may have sealed to lately. The cards themselves say so: what
    /// this desk was not granted it cannot know of otherwise.
    private func holdsEveryIntake(_ desk: OpenDesk) async throws(SyncFailure) -> Bool {
        guard let newest = desk.visible.card?.version, desk.clockAgrees else { return false }
        let (link, now) = (desk.secrets.link, surroundings.now())
        // As many names as every visit asks for: the newest, those before, and one that may have come since.
        let first = max(1, Int64(newest) - Int64(RelayLimits.namesPerFetch) + 2)
        let versions = (0..<Int64(RelayLimits.namesPerFetch)).compactMap { UInt32(exactly: first + $0) }
        guard versions.count == RelayLimits.namesPerFetch else { return false }
        let slots = try await asking { () throws(RelayClientError) in
            try await desk.link.fetchSlots(versions.map { link.cardSlotName(version: $0).bytes })
        }
        guard self.desk === desk, slots.count == versions.count else { return false }
        let held = Set(desk.keys.intakes.map(\.identity.recipient))
        var hasNewest = false
        for (version, slot) in zip(versions, slots) {
            guard let slot,
                let card = try? OrganisationCard(opening: slot, version: version, link: link, now: now),
                card.issued + KeySchedule.rotation + KeySchedule.grace > now
            else { continue }
            guard held.contains(card.intake) else { return false }
            if version >= newest { hasNewest = true }
        }
        return hasNewest
    }
}

extension OpenDesk {
    /// Whether the member of this desk reads what newcomers write.
    var isOnIntakeDuty: Bool { me.map { epochs.members(of: .intake).contains($0) } ?? false }

    /// Whether the intake had a key that is not here: whoever had it could not hand it on.
    var lacksIntakeKey: Bool {
        epochs[.intake].newestFirst.contains { keys.key(.intake, epoch: $0) == nil }
    }
}

extension SyncStatus {
    /// What is counted of the intake drawer. What this desk has no key for counts where it should have every key: elsewhere
    /// there may be things that it is not to know of.
    /// - Parameter now: seconds since 1970.
    mutating func take(_ desk: OpenDesk, at now: UInt64) {
        closedCount = desk.isOnIntakeDuty ? desk.drawer.closedCount : 0
        unseenEnvelopes = desk.isOnIntakeDuty ? desk.drawer.unseen : nil
        opensJoining = desk.joiningIdentity != nil
        waitingLetters = desk.isOnIntakeDuty ? desk.drawer.waitingLetters(at: now) : nil
        unreadableCount = desk.drawer.unbelievedCount + closedCount
        sweptCount = desk.drawer.removedCount
    }
}
