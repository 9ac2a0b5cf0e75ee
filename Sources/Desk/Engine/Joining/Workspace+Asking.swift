// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Correspondence
internal import RelayAPI
internal import RelayConnection
internal import Sealing

/// What a machine asks of a relay that does not know it.
extension Workspace {
    /// The join request, sealed to the directors, or to the intake where the card is of the first form.
    func envelope(asking applicant: ApplicantSecrets) async throws(WorkspaceError) -> [UInt8] {
        let card = try await newestCard(applicant.link)
        guard card.isRehearsal == settings.isRehearsal else {
            throw SyncFailure.otherPurpose(isRehearsal: card.isRehearsal).workspaceError
        }
        do {
            return try JoinRequest.envelope(of: applicant, at: surroundings.now(), to: card.joining ?? card.intake)
        } catch {
            throw .refused(EngineMessage.eventUnwritable)
        }
    }

    func deliver(_ envelope: [UInt8]) async throws(WorkspaceError) {
        try await asStranger { link throws(RelayClientError) in try await link.deliver(envelope: envelope) }
    }

    /// The welcome, if it is there and can be believed so far. The slot is asked for among random ones.
    func welcome(for applicant: ApplicantSecrets) async throws(WorkspaceError) -> Welcome? {
        let name = applicant.welcome.slotName
        var names = (1..<RelayLimits.namesPerFetch).map { _ in WelcomeSecret().slotName.bytes } + [name.bytes]
        names.shuffle()
        let asked = names
        let slots = try await asStranger { link throws(RelayClientError) in try await link.fetchSlots(asked) }
        guard let place = asked.firstIndex(of: name.bytes), let content = slots[place] else { return nil }
        do { return try Welcome(opening: content, by: applicant) } catch { throw .refused(EngineMessage.notAdmitted) }
    }

    /// The card with the highest version: versions have no holes.
    private func newestCard(_ link: OrganisationLink) async throws(WorkspaceError) -> OrganisationCard {
        var newest: (version: UInt32, slot: [UInt8])?
        var first: UInt32 = 1
        while true {
            let versions = first..<(first + UInt32(RelayLimits.namesPerFetch))
            let names = versions.map { link.cardSlotName(version: $0).bytes }
            let slots = try await asStranger { relay throws(RelayClientError) in try await relay.fetchSlots(names) }
            for (version, slot) in zip(versions, slots) { if let slot { newest = (version, slot) } }
            guard case .some(.some) = slots.last else { break }
            first = versions.upperBound
        }
        guard let newest,
            let card = try? OrganisationCard(
                opening: newest.slot, version: newest.version, link: link, now: surroundings.now())
        else { throw .refused(EngineMessage.cardMissing) }
        return card
    }

    private func asStranger<Value>(
        _ call: (any RelayLink) async throws(RelayClientError) -> Value
    ) async throws(WorkspaceError) -> Value {
        let stranger = surroundings.connect(AccessKey(), nil)
        do throws(RelayClientError) {
            let value = try await call(stranger)
            await stranger.shutdown()
            return value
        } catch {
            await stranger.shutdown()
            throw SyncFailure(error).workspaceError
        }
    }
}
