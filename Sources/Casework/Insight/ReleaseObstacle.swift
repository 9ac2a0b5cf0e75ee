// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why nothing of a case may be given to anybody outside for now.
public enum ReleaseObstacle: CaseIterable, Sendable {
    /// Holds, pauses and erasures stand in the casework. Whoever cannot read it cannot know of them.
    case caseworkUnread
    case onHold
    /// What is about to be destroyed everywhere is not copied once more.
    case erasurePending
    /// The case is laid aside: contact was lost, the person asked for it, or it is safer.
    case paused
    /// The case is closed, or another organisation has it.
    case notOpen
    /// Counsel has not said that the organisation may speak for the person. Stands in the way of its word, not of papers for those
    /// who act for the person.
    case exclusion
}

extension CaseRecord {
    /// What stands against giving away parts of the case, as far as this desk can see; nil where nothing does.
    public var releaseObstacle: ReleaseObstacle? {
        let works = parts.compactMap(\.casework).filter { $0.lifecycle != nil }
        guard !works.isEmpty else { return .caseworkUnread }
        let states = works.compactMap(\.lifecycle?.state)
        if works.contains(where: { !$0.standing(.release).isEmpty }) { return .onHold }
        if !Set(states).isDisjoint(with: [.erasurePending, .erased]) { return .erasurePending }
        if states.contains(.paused) { return .paused }
        return states.contains(where: \.freezesReleases) ? .notOpen : nil
    }

    /// What stands against giving the organisation's word for the person. Where counsel's part cannot be read here, counsel places a
    /// hold on release.
    public var vouchingObstacle: ReleaseObstacle? {
        if let obstacle = releaseObstacle { return obstacle }
        let isBarred = parts.contains { part in
            guard case .legal(let legal) = part.content else { return false }
            return !legal.mayVouch
        }
        return isBarred ? .exclusion : nil
    }
}
