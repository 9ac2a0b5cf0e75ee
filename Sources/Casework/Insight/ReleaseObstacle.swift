// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why nothing of a case may be given to anybody outside for now.
public enum ReleaseObstacle: CaseIterable, Sendable {
    /// Holds, pauses and erasures stand in the casework. Whoever cannot read it cannot know of them.
    case caseworkUnread
    case onHold
    /// What is about to be destroyed everywhere is not copied once more.
    case erasurePending
    /// The case is laid aside: contact was lost, the person asked for it, or it is safer. Nobody has taken it up again who may.
    case paused
    /// The case is closed, or another organisation has it.
    case notOpen
    /// Counsel has not cleared that the organisation speaks for the person: so it is in every case until counsel says otherwise.
    /// Stands in the way of its word, not of papers for those who act for the person.
    case exclusion
}

extension CaseRecord {
    /// The same as it may be asked what stands against a release: without its caseworks where the member's access to one of them ended.
    /// What is left of that here is as it stood then, and a hold or a no may have come since.
    public func asKnown(to member: ID<Member>) -> CaseRecord {
        let isPast = parts.contains { $0.casework?.lifecycle != nil && $0.access.ending(of: member) != nil }
        return isPast ? keeping(Set(parts.filter { $0.casework == nil }.map(\.compartment))) : self
    }

    /// What stands against giving away parts of the case, as far as this desk can see; nil where nothing does.
    public var releaseObstacle: ReleaseObstacle? {
        let works = parts.compactMap(\.casework).filter { $0.lifecycle != nil }
        guard !works.isEmpty else { return .caseworkUnread }
        let states = works.compactMap(\.lifecycle?.state)
        if works.contains(where: { !$0.standing(.release).isEmpty }) { return .onHold }
        if !Set(states).isDisjoint(with: [.erasurePending, .erased]) { return .erasurePending }
        if works.contains(where: { $0.lifecycle?.isPaused == true }) { return .paused }
        return states.contains(where: \.freezesReleases) ? .notOpen : nil
    }

    /// What stands against giving the organisation's word for the person, or a witness to the public: whatever stands against
    /// giving away anything, and that counsel has not cleared it. A desk that reads counsel's part asks it too.
    public var vouchingObstacle: ReleaseObstacle? { releaseObstacle ?? clearanceObstacle }

    /// As ``vouchingObstacle``, of counsel's word alone: before colleagues sign, who may sign while nothing leaves.
    public var clearanceObstacle: ReleaseObstacle? {
        guard parts.contains(where: { $0.casework?.lifecycle != nil }) else { return .caseworkUnread }
        let isBarred = parts.contains { part in
            guard case .legal(let legal) = part.content else { return false }
            return !legal.mayVouch
        }
        return isBarred || !isCleared ? .exclusion : nil
    }
}

extension ReleasePurpose {
    /// Whether the person is put before the public or a court as a witness, on the word of the organisation that brings them:
    /// not where papers go to those who act for them.
    public var speaksForThePerson: Bool {
        if case .newsroom = purpose { return true }
        return switch recipient.recipientClass {
        case .newsroom, .prosecutor, .court: true
        case .asylumAuthority, .internationalOrganisation, .lawyer, .shelterOrService, .medicalService, .researcher,
            .otherOrganisation:
            false
        }
    }
}
