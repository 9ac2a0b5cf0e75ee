// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why a request that was set apart is not declined together with others: somebody has to look at it by itself.
public enum DecliningObstacle: UInt8, CaseIterable, Sendable, Hashable {
    /// It is not set apart, or was declined already.
    case notApart = 1
    /// The organisation has answered.
    case answered
    /// The person wrote again after it was set apart, and nobody has read it.
    case wroteAgain
    /// Somebody noted something of it since it was set apart.
    case takenUp
    /// Somebody wrote or did something since the page was made.
    case changed
    /// The member has proposed it, and somebody else has to decide.
    case waitsForSecond
    /// It is proposed for another reason.
    case otherReason
    /// It is not there any more.
    case gone
}

/// What a member's word does to a request that is declined together with others.
public enum DecliningStep: Sendable, Hashable {
    case decline
    /// A life may be in danger: somebody else has to agree.
    case propose
}

extension CaseworkState {
    /// What stands in the way of declining a request that was set apart without reading it by itself; nil where nothing does.
    /// - Parameter reason: nil where none is chosen yet.
    public func obstacle(
        toDeclining shown: ShownRequest, for reason: DeclineReason?, by member: ID<Member>?
    ) -> DecliningObstacle? {
        guard let record = request(shown.request) else { return .gone }
        if let obstacle = record.obstacleToDeclining(for: reason, by: member) { return obstacle }
        return isShown(shown, to: member) ? nil : .changed
    }
}

extension RequestRecord {
    fileprivate func obstacleToDeclining(for reason: DeclineReason?, by member: ID<Member>?) -> DecliningObstacle? {
        guard state == .quarantined, erasure?.confirmedIn == nil else { return .notApart }
        guard replyCount == 0 else { return .answered }
        guard unreadCount == 0 else { return .wroteAgain }
        guard restsAsSetApart else { return .takenUp }
        guard danger.needsSecondPersonToDecline, let declineProposal else { return nil }
        if declineProposal.by == member { return .waitsForSecond }
        guard let reason else { return nil }
        return declineProposal.reason == reason ? nil : .otherReason
    }

    /// Whether nothing stands behind its being set apart but that somebody looked, or would decline.
    private var restsAsSetApart: Bool {
        for item in timeline.reversed() {
            switch item.content {
            case .stepped(.quarantined, _, _, _): return true
            case .opened, .message, .stepped(.declineProposed, _, _, _): continue
            case .reply, .note, .moved, .stepped, .reopened: return false
            }
        }
        return false
    }

    /// What a member's word would do to it, where nothing stands in the way.
    public var decliningStep: DecliningStep {
        danger.needsSecondPersonToDecline && declineProposal == nil ? .propose : .decline
    }

    /// The event by which it is declined together with others, or by which that is proposed to somebody else.
    public func eventToDecline(for reason: DeclineReason, note: String) -> Event {
        switch decliningStep {
        case .decline: .requestMoved(request: id, to: .declined, reason: reason, note: note)
        case .propose: .requestStepped(request: id, .declineProposed(reason: reason), note: note)
        }
    }
}
